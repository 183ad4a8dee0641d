"""Attaching a file: what it is, whether it is safe, where it lies."""

import io
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from khe.base.files import clamd, media, photos, store
from khe.base.files.models import Attachment
from khe.base.files.names import clean_name
from khe.base.files.states import Kind, Refusal, Scan
from khe.base.people.actor import Actor
from khe.base.refusal import Refused, said


def refused(reason: Refusal, **facts: Any) -> Refused:
    """Return the refusal with its sentence filled in."""
    return Refused(said(reason, **facts))


@transaction.atomic
def attach(
    subject_id: UUID, upload: UploadedFile, *, by: Actor, at: datetime, part: str = "",
    kind: str = Kind.COPY,
) -> Attachment:  # fmt: skip
    """Store an uploaded file for a subject that the caller holds locked, and return its row.

    The type is that of the content. EXIF, XMP and the like are taken out of pictures. Where a
    scanner is configured (settings.KHE_CLAMD) nothing is stored that it did not call clean.
    Raises Refused with a sentence that names the file, and keeps nothing then.
    """
    name = clean_name(upload.name or "")
    if kind not in Kind.values:
        raise refused(Refusal.BAD_KIND)
    limit = settings.FILE_MAX_BYTES
    megabytes = max(limit // 1_048_576, 1)
    try:
        content = store.spool(upload.chunks(), limit)
    except store.TooLarge:
        raise refused(Refusal.TOO_LARGE, name=name, limit=megabytes) from None
    with content:
        found = _checked(content, name)
        scanned = scan(content, name)
        kept = _without_place(content, found, name)
        sha256, size = store.keep(kept)
    return _row(subject_id, part, sha256, name=name, media_type=found.type, size=size, kind=kind,
                scan=scanned, added_at=at, added_by=by.name)  # fmt: skip


def _checked(content: BinaryIO, name: str) -> media.Media:
    """Return what the content is, or refuse it with the reason."""
    if content.seek(0, io.SEEK_END) == 0:
        raise refused(Refusal.EMPTY, name=name)
    try:
        return media.sniff(content, name)
    except media.Unreadable as wrong:
        raise refused(Refusal(wrong.code), name=name, inside=wrong.inside) from wrong


def scan(content: BinaryIO, name: str) -> Scan:
    """Return whether a scanner has seen it; refuse what it found, and what it could not judge."""
    if not settings.KHE_CLAMD:
        return Scan.UNSCANNED
    try:
        virus = clamd.scan(content, settings.KHE_CLAMD)
    except clamd.NoAnswer as wrong:
        raise refused(Refusal.NOT_SCANNED, name=name) from wrong
    if virus:
        raise refused(Refusal.INFECTED, name=name, virus=virus)
    return Scan.CLEAN


def _without_place(content: BinaryIO, found: media.Media, name: str) -> BinaryIO:
    """Return the content; of a picture, without what it says about its taking."""
    if not found.type.startswith("image/"):
        return content
    content.seek(0)
    try:
        return io.BytesIO(photos.cleaned(content.read(), found.type))
    except photos.BrokenPicture as wrong:
        raise refused(Refusal.BROKEN, name=name) from wrong


def _row(subject_id: UUID, part: str, sha256: str, **facts: Any) -> Attachment:
    same = Attachment.objects.filter(subject_id=subject_id, part=part, sha256=sha256)
    if same.exists():
        raise refused(Refusal.TWICE, name=facts["name"])
    return Attachment.objects.create(subject_id=subject_id, part=part, sha256=sha256, **facts)
