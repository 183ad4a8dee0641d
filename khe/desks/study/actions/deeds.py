"""Registered deeds: what somebody will do, what they did, the confirmation."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from khe.base.files.actions import attach
from khe.base.journal.record import record
from khe.base.messages.posting import post
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.models import Deed, Document
from khe.desks.study.queries import deeds as queries
from khe.desks.study.queries.common import day_of
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.rules import action_programmes as rules
from khe.desks.study.states.action_programmes import DeedStatus, Event
from khe.desks.study.words import deed_confirmed, deed_returned


@transacted
def register_deed(
    document_id: UUID, *, what: str, by_day: date, by: Actor, at: datetime
) -> Deed:  # fmt: skip
    """Register what one will do to follow a document, by a local day."""
    refuse_if(rules.why_not_register(what, by_day, day_of(at), by))
    deed = Deed(
        document=Document.objects.get(pk=document_id),
        member=Member.objects.get(pk=by.member_id), what=what.strip(), by_day=by_day,
        registered_at=at,
    )  # fmt: skip
    record(deed, Event.DEED_REGISTERED, by=by, at=at, by_day=by_day)
    deed.save(force_insert=True)
    return deed


@transaction.atomic
def do_deed(
    deed_id: UUID, *, text: str, uploads: Sequence[UploadedFile] = (), by: Actor, at: datetime
) -> Deed:
    """Say what was done, with the evidence; all of the files or none."""
    deed = queries.locked(deed_id)
    refuse_if(rules.why_not_do(deed.status, deed.member_id, text, by))
    deed.status, deed.done_text, deed.done_at = DeedStatus.DONE, text.strip(), at
    files = [attach(deed.pk, upload, by=by, at=at).sha256 for upload in uploads]
    record(deed, Event.DEED_DONE, by=by, at=at, files=files)
    deed.save()
    return deed


@transacted
def confirm_deed(deed_id: UUID, *, by: Actor, at: datetime) -> Deed:
    """Confirm that it was done; the member is told."""
    deed = queries.locked(deed_id)
    led = people.led_by(by, day_of(at), cells=True)
    refuse_if(rules.why_not_confirm(deed.status, deed.member_id, by, led))
    deed.status, deed.confirmed_at, deed.confirmed_by = DeedStatus.CONFIRMED, at, by.name
    record(deed, Event.DEED_CONFIRMED, by=by, at=at)
    deed.save()
    _tell(deed, deed_confirmed(deed), at=at)
    return deed


@transacted
def return_deed(deed_id: UUID, *, reason: str, by: Actor, at: datetime) -> Deed:
    """Give it back because something is missing; the member says again what was done."""
    deed = queries.locked(deed_id)
    led = people.led_by(by, day_of(at), cells=True)
    silent = Refusal.NO_DONE_TEXT if not reason.strip() else None
    refuse_if(rules.why_not_confirm(deed.status, deed.member_id, by, led) or silent)
    deed.status, deed.returned_for = DeedStatus.REGISTERED, reason.strip()[:300]
    record(deed, Event.DEED_RETURNED, by=by, at=at, reason=deed.returned_for)
    deed.save()
    _tell(deed, deed_returned(deed), at=at)
    return deed


def _tell(deed: Deed, told: tuple[str, str, str], *, at: datetime) -> None:
    """Leave the member a message: subject, text, address."""
    subject, text, url = told
    key = f"study.deed:{deed.pk}:{deed.journal_seq}"
    post(deed.member_id, key=key, subject=subject, text=text, url=url, at=at)
