"""Programmes: draft, open, close, call off."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.calendar.queries import calendar
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.models import Document, Programme
from khe.desks.study.queries import programmes as queries
from khe.desks.study.rules import programmes as rules
from khe.desks.study.rules.programmes import Who
from khe.desks.study.states import Event, ProgrammeStatus


@transaction.atomic
def save_programme(
    *, id: UUID | None = None, document_id: UUID, title: str, who: Who, superior: str = "",
    superior_session_on: date | None = None, limit: str = "", ground: str = "", by: Actor,
    at: datetime,
) -> Programme:  # fmt: skip
    """Draft a programme, or change its draft. The deadline follows from session and limit."""
    document = Document.objects.get(pk=document_id)
    programme = queries.locked(id) if id else Programme(document=document)
    limit = limit.strip()
    refuse_if(
        rules.why_not_save_programme(
            title=title, who=who, session_on=superior_session_on, limit=limit, ground=ground,
            signed=document.day, status=programme.status, by=by,
        )
    )  # fmt: skip
    programme.document, programme.title, programme.who = document, title.strip(), who.to_json()
    programme.superior, programme.superior_session_on = superior.strip(), superior_session_on
    programme.limit, programme.ground = limit, ground.strip()
    _date(programme, by)
    record(
        programme, Event.PROGRAMME_SAVED, by=by, at=at,
        document=document.pk, title=programme.title, who=programme.who,
        session=superior_session_on, limit=limit, ground=programme.ground, due_at=programme.due_at,
    )  # fmt: skip
    programme.save()
    return programme


@transaction.atomic
def name_people(
    programme_id: UUID, *, among: Collection[UUID], named: Collection[UUID],
    left_out: Collection[UUID], by: Actor, at: datetime,
) -> Programme:  # fmt: skip
    """Say of the people `among` who studies besides the groups, and who of the groups does not; what was
    said of others stays."""
    found = queries.locked(programme_id)
    who, asked = Who.parse(found.who), frozenset(among)
    left_out = frozenset(left_out) & asked
    named = (frozenset(named) & asked) - left_out
    who = replace(who, members=who.members - asked | named, but=who.but - asked | left_out)
    return save_programme(
        id=programme_id, document_id=found.document_id, title=found.title, who=who,
        superior=found.superior, superior_session_on=found.superior_session_on, limit=found.limit,
        ground=found.ground, by=by, at=at,
    )  # fmt: skip


def _date(programme: Programme, by: Actor) -> None:
    """Set the deadline on the calendar in force."""
    programme.calendar, programme.due_at = by.calendar, None
    if programme.superior_session_on and programme.limit:
        in_force = calendar(by.authority_id, by.calendar)
        answer = rules.deadline(in_force, programme.superior_session_on, programme.limit)
        programme.due_at = answer.due_at


@transaction.atomic
def open_programme(programme_id: UUID, *, by: Actor, at: datetime) -> Programme:
    """Open a programme: its deadline stands from now on, with the calendar version in force."""
    programme = queries.locked(programme_id)
    refuse_if(rules.why_not_open_programme(programme.status, by))
    programme.status, programme.opened_at = ProgrammeStatus.OPEN, at
    _date(programme, by)
    return _recorded(
        programme, Event.PROGRAMME_OPENED, by=by, at=at,
        due_at=programme.due_at, calendar=programme.calendar,
    )  # fmt: skip


@transaction.atomic
def close_programme(programme_id: UUID, *, by: Actor, at: datetime) -> Programme:
    """End a programme whose rounds were all held."""
    programme = queries.locked(programme_id)
    rounds = queries.states_of_rounds(programme_id)
    refuse_if(rules.why_not_close_programme(programme.status, rounds, by))
    programme.status, programme.closed_at = ProgrammeStatus.CLOSED, at
    return _recorded(programme, Event.PROGRAMME_CLOSED, by=by, at=at)


@transaction.atomic
def cancel_programme(programme_id: UUID, *, reason: str, by: Actor, at: datetime) -> Programme:
    """Call a programme off before anybody was called together."""
    programme = queries.locked(programme_id)
    rounds = queries.states_of_rounds(programme_id)
    refuse_if(rules.why_not_cancel_programme(programme.status, rounds, reason, by))
    programme.status, programme.closed_at = ProgrammeStatus.CANCELLED, at
    programme.closing_note = reason.strip()[:300]
    return _recorded(programme, Event.PROGRAMME_CANCELLED, by=by, at=at, reason=reason.strip())


def _recorded(
    programme: Programme, event: Event, *, by: Actor, at: datetime, **facts: Any
) -> Programme:
    record(programme, event, by=by, at=at, **facts)
    programme.save()
    return programme
