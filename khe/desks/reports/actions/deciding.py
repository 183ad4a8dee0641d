"""Checking, sending back, signing."""

from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.reports import queries, rules
from khe.desks.reports.actions.common import stamped
from khe.desks.reports.models import Document
from khe.desks.reports.states import Event, Status


@transacted
def check(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """Vouch for a draft as a second person: from now on its text and figures stand still."""
    document = queries.locked(document_id)
    refuse_if(rules.why_not_check(document, by))
    document.status, document.why = Status.CHECKED, ""
    document.checked_by_id, document.checked_at, document.changed_at = by.member_id, at, at
    record(document, Event.CHECKED, by=by, at=at, version=document.version)
    document.save(update_fields=stamped(document, "status", "why", "checked_by", "checked_at"))
    return document


@transacted
def send_back(document_id: UUID, *, reason: str, by: Actor, at: datetime) -> Document:
    """Make a checked or signed document a draft again, and say why; it is checked and signed anew."""
    document = queries.locked(document_id)
    refuse_if(rules.why_not_send_back(document, reason, by))
    document.status, document.why = Status.DRAFT, reason.strip()
    document.checked_by, document.checked_at = None, None
    document.signed_by, document.signed_at, document.signer_name = None, None, ""
    document.changed_at = at
    record(document, Event.SENT_BACK, by=by, at=at, reason=document.why)
    names = ("status", "why", "checked_by", "checked_at", "signed_by", "signed_at", "signer_name")
    document.save(update_fields=stamped(document, *names))
    return document


@transacted
def sign(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """Sign a checked document: the decision that it may be issued. The signature on the file itself is made
    after it has its number (`sign_file`, `attach_signed`)."""
    document = queries.locked(document_id)
    refuse_if(rules.why_not_sign(document, by))
    document.status, document.signer_name = Status.SIGNED, by.name
    document.signer_title = document.signer_title or by.post.upper()
    document.signed_by_id, document.signed_at, document.changed_at = by.member_id, at, at
    record(document, Event.SIGNED, by=by, at=at, title=document.signer_title)
    names = ("status", "signer_name", "signer_title", "signed_by", "signed_at")
    document.save(update_fields=stamped(document, *names))
    return document
