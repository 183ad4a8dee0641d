"""Naming shortcomings, their words, and the fields they are named under."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member
from khe.base.people.names import plain
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.improvement import queries
from khe.desks.improvement.actions.common import change
from khe.desks.improvement.models import Field, Review, Shortcoming
from khe.desks.improvement.refusals import Refusal
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import Event, Status

FIELDS = (
    ("education", "Giáo dục chính trị, tư tưởng"),
    ("cadres", "Cán bộ, tổ chức"),
    ("order", "Đất đai, trật tự đô thị, cải cách hành chính"),
    ("leadership", "Lãnh đạo, người đứng đầu"),
)


@transacted
def load_fields(*, by: Actor, at: datetime) -> list[Field]:
    """Give an authority the four fields of a review; those it has already stay as they are."""
    refuse_if(rules.why_not_name(by))
    known = set(Field.objects.values_list("code", flat=True))
    for place, (code, name) in enumerate(FIELDS, 1):
        if code not in known:
            save_field(code=code, name=name, order=place, by=by, at=at)
    return queries.fields()


@transacted
def save_field(
    *, code: str, name: str, order: int = 0, active: bool = True, by: Actor, at: datetime
) -> Field:
    """Add a field of work or change the one with this code."""
    found = Field.objects.select_for_update().filter(code=code).first() or Field(code=code)
    refuse_if(rules.why_not_name(by) or (None if name.strip() else Refusal.NO_TITLE))
    found.name, found.order, found.active = name.strip(), order, active
    found.save()
    record(found, Event.FIELD_SAVED, by=by, at=at, code=code, name=found.name, active=active)
    return found


@transacted
def name_shortcoming(
    *, field: Field | str, title: str, description: str = "", cause: str = "", severity: int = 2,
    answers_member_id: UUID | None = None, answers_body_id: UUID | None = None,
    found_on: date | None = None, review_id: UUID | None = None,
    recurrence_of_id: UUID | None = None, by: Actor, at: datetime,
) -> Shortcoming:  # fmt: skip
    """Name a shortcoming under a field (or its code); found on a local day, today unless said.

    A recurrence joins the family of the earlier one; `review_id` is the review it was named in. Raises
    Refused: who may not, no title, a day ahead, people, a review or an earlier one that do not exist.
    """
    day = queries.day_of(at)
    found_on = found_on or day
    refuse_if(
        rules.why_not_name(by)
        or rules.why_not_words(title, severity, found_on, day)
        or _why_not_people(answers_member_id, answers_body_id)
    )
    earlier = Shortcoming.objects.filter(pk=recurrence_of_id).first() if recurrence_of_id else None
    refuse_if(Refusal.NO_SUCH_EARLIER if recurrence_of_id and earlier is None else None)
    known = review_id is None or Review.objects.filter(pk=review_id).exists()
    refuse_if(None if known else Refusal.NO_SUCH_REVIEW)
    under = _field(field)
    refuse_if(None if under else Refusal.FIELD_GONE)
    code, words = queries.next_code(found_on.year), title.strip()
    named = Shortcoming(
        code=code, field=under, title=words, description=description.strip(), cause=cause.strip(),
        severity=severity, answers_member_id=answers_member_id, answers_body_id=answers_body_id,
        found_on=found_on, review_id=review_id, recurrence_of=earlier,
        find_key=plain(f"{code} {words}")[:400], named_by=by.name, changed_at=at,
    )  # fmt: skip
    named.family = earlier.family if earlier else named.pk
    record(named, Event.NAMED, by=by, at=at, code=code, title=words, field=str(under),
           severity=severity, member=answers_member_id, body=answers_body_id,
           review=review_id, recurrence_of=earlier.code if earlier else "")  # fmt: skip
    named.save(force_insert=True)
    return named


@transacted
def edit(
    shortcoming_id: UUID, *, field: Field | str, title: str, description: str = "", cause: str = "",
    severity: int = 2, answers_member_id: UUID | None = None, answers_body_id: UUID | None = None,
    found_on: date, by: Actor, at: datetime,
) -> Shortcoming:  # fmt: skip
    """Change the words of an open shortcoming, and who answers for it."""
    subject = queries.locked(shortcoming_id)
    refuse_if(
        rules.why_not_edit(subject, by)
        or rules.why_not_words(title, severity, found_on, queries.day_of(at))
        or _why_not_people(answers_member_id, answers_body_id)
    )
    under = _field(field, keep=subject.field_id)
    refuse_if(None if under else Refusal.FIELD_GONE)
    changes: dict[str, Any] = {
        "field": under, "title": title.strip(), "description": description.strip(),
        "cause": cause.strip(), "severity": severity, "answers_member_id": answers_member_id,
        "answers_body_id": answers_body_id, "found_on": found_on,
        "find_key": plain(f"{subject.code} {title}")[:400],
    }  # fmt: skip
    told = {k: str(v) for k, v in changes.items() if k != "find_key" and getattr(subject, k) != v}
    return change(subject, Event.EDITED, changes, by=by, at=at, **told)


@transacted
def drop(shortcoming_id: UUID, *, why: str, by: Actor, at: datetime) -> Shortcoming:
    """Stop following a shortcoming (named by mistake, no longer the ward's), with the reason."""
    subject = queries.locked(shortcoming_id)
    refuse_if(rules.why_not_drop(subject, by) or rules.why_not_reason(why))
    changes = {"status": Status.DROPPED, "why": why.strip()[:500]}
    return change(subject, Event.DROPPED, changes, by=by, at=at, why=why.strip())


def _field(field: Field | str, keep: UUID | None = None) -> Field | None:
    """Return the field if it is in use, or the one it has already (`keep`)."""
    found = Field.objects.filter(code=field).first() if isinstance(field, str) else field
    return found if found and (found.active or found.pk == keep) else None


def _why_not_people(member_id: UUID | None, body_id: UUID | None) -> Refusal | None:
    """Those who answer for it exist."""
    known = (member_id is None or Member.objects.filter(pk=member_id).exists()) and (
        body_id is None or Body.objects.filter(pk=body_id).exists()
    )
    return None if known else Refusal.NO_SUCH_PERSON
