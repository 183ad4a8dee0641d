"""The signature on the file: made by the server's key, or on the signer's own machine and brought back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from khe.base.documents import signing
from khe.base.files import actions as files
from khe.base.files import queries as kept
from khe.base.files.states import Kind as FileKind
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import Refused, refuse_if
from khe.base.transactions import transacted
from khe.desks.reports import printing, queries, rules
from khe.desks.reports.actions.common import stamped
from khe.desks.reports.models import Document
from khe.desks.reports.refusals import named
from khe.desks.reports.states import Event, File, Refusal


@transacted
def sign_file(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """Sign the PDF of an issued document with the key the server is configured with (the body's seal);
    refused (NO_KEY) when there is none."""
    document = queries.locked(document_id)
    signer, wrong = queries.server_key()
    refuse_if(rules.why_not_sign_file(document, by) or wrong)
    assert signer is not None  # noqa: S101 - refused otherwise
    facts = {"reason": document.code, "place": document.place, "post": by.post}
    try:
        content = signing.sign(
            latest_pdf(document), signer, at=at, field=f"Khe{at:%Y%m%d%H%M%S}", **facts
        )
    except signing.SigningError as failed:
        raise Refused(named(Refusal.NOT_SIGNABLE, why=str(failed))) from failed
    return _keep(document, content, by, at)


@transacted
def attach_signed(document_id: UUID, upload: UploadedFile, *, by: Actor, at: datetime) -> Document:
    """Keep a PDF that was signed elsewhere. It must be the issued file with signatures added, whole and
    unbroken: a signature only ever appends to the bytes it signs."""
    document = queries.locked(document_id)
    content = upload.read()
    refuse_if(rules.why_not_attach_signed(document, by) or why_not_signed(document, content))
    return _keep(document, content, by, at)


def why_not_signed(document: Document, content: bytes) -> Any:
    """Return why a file is not the signed form of the issued one."""
    if not content.startswith(b"%PDF-"):
        return Refusal.NOT_A_PDF
    if not content.startswith(issued_pdf(document)):
        return Refusal.OTHER_CONTENT
    found = signing.verify(content)
    if not found:
        return Refusal.NOT_SIGNED_FILE
    return None if all(one.intact for one in found) else Refusal.BROKEN_SIGNATURE


def issued_pdf(document: Document) -> bytes:
    """Return the PDF as it was issued."""
    with kept.content(queries.files_of(document)[File.PDF]) as content:
        return content.read()


def latest_pdf(document: Document) -> bytes:
    """Return the PDF with the signatures it has so far."""
    found = queries.files_of(document)
    with kept.content(found.get(File.SIGNED) or found[File.PDF]) as content:
        return content.read()


def _keep(document: Document, content: bytes, by: Actor, at: datetime) -> Document:
    name = printing.file_name(document, "signed.pdf")
    upload = SimpleUploadedFile(name, content)
    file = files.attach(
        document.pk, upload, part=File.SIGNED, kind=FileKind.ELECTRONIC, by=by, at=at
    )
    document.changed_at = at
    names = [one.name for one in signing.verify(content)]
    record(document, Event.FILE_SIGNED, by=by, at=at, sha256=file.sha256, signers=names)
    document.save(update_fields=stamped(document))
    return document
