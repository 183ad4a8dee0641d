"""The documents to be studied."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from khe.base.files.actions import attach
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.models import Document
from khe.desks.study.queries.common import day_of
from khe.desks.study.rules import common
from khe.desks.study.rules import documents as rules
from khe.desks.study.states import Event


@transaction.atomic
def save_document(
    *, id: UUID | None = None, kind: str, number: str, day: date, issuer: str, title: str,
    level: str, summary: str = "", by: Actor, at: datetime,
) -> Document:  # fmt: skip
    """Write down a document, or correct it. `day` is the local day it was signed."""
    document = Document.objects.select_for_update().get(pk=id) if id else Document()
    refuse_if(rules.why_not_save_document(title, issuer, day, day_of(at), by))
    facts: dict[str, Any] = {
        "kind": kind, "number": number.strip(), "day": day, "issuer": issuer.strip(),
        "title": title.strip(), "level": level,
    }  # fmt: skip
    for name, value in facts.items():
        setattr(document, name, value)
    document.summary = summary.strip()
    document.save()
    record(document, Event.DOCUMENT_SAVED, by=by, at=at, **facts)
    return document


@transaction.atomic
def attach_file(document_id: UUID, upload: UploadedFile, *, by: Actor, at: datetime) -> Document:
    """Attach a file to a document. Refused with a sentence that names the file."""
    document = Document.objects.select_for_update().get(pk=document_id)
    refuse_if(common.why_not_organise(by))
    file = attach(document.pk, upload, by=by, at=at)
    record(document, Event.FILE_ADDED, by=by, at=at, name=file.name, sha256=file.sha256)
    return document
