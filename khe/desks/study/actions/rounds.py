"""Rounds: set them up, draw their learners, end them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.calendar.queries import calendar
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.models import Learner, Round, StudyClass
from khe.desks.study.queries import programmes
from khe.desks.study.queries import rounds as queries
from khe.desks.study.queries.common import day_of, dropped
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules import rounds as rules
from khe.desks.study.states import ClassKind, ClassStatus, Event, RoundStatus


@transaction.atomic
def save_round(
    *, id: UUID | None = None, programme_id: UUID, name: str, first_day: date, last_day: date,
    parts: dict[str, list[str]], on_days_off: bool = False, km_cost: int = 2000, by: Actor,
    at: datetime,
) -> Round:  # fmt: skip
    """Set up a round of a programme, or change it. Days are local, both included."""
    programme = programmes.locked(programme_id)
    round = queries.locked(id) if id else _next_round(programme_id)
    refuse_if(
        rules.why_not_save_round(
            name=name, first_day=first_day, last_day=last_day, parts=parts,
            on_days_off=on_days_off, session_on=programme.superior_session_on,
            due_on=day_of(programme.due_at) if programme.due_at else None,
            is_late=programme.due_at is not None and programme.due_at < at,
            programme=programme.status, status=round.status, class_days=_class_days(round),
            calendar=calendar(programme.authority_id, programme.calendar), by=by,
        )
    )  # fmt: skip
    facts: dict[str, Any] = {
        "name": name.strip(), "first_day": first_day, "last_day": last_day, "parts": parts,
        "on_days_off": on_days_off, "km_cost": km_cost,
    }  # fmt: skip
    for key, value in facts.items():
        setattr(round, key, value)
    return _recorded(round, Event.ROUND_SAVED, by=by, at=at, **facts)


def _next_round(programme_id: UUID) -> Round:
    last = Round.objects.filter(programme_id=programme_id).order_by("-number").first()
    return Round(programme_id=programme_id, number=last.number + 1 if last else 1)


def _class_days(round: Round) -> set[date]:
    """Return the local days of a round's regular classes that were not called off."""
    rows = StudyClass.objects.filter(round_id=round.pk, kind=ClassKind.REGULAR)
    starts = rows.exclude(status=ClassStatus.CANCELLED).values_list("starts_at", flat=True)
    return {day_of(moment) for moment in starts}


@transaction.atomic
def draw_learners(
    round_id: UUID, *, expected: tuple[int, int] | None = None, by: Actor, at: datetime
) -> tuple[int, int]:
    """Make a round's list agree with the programme's rule today; return (joined, left).

    `expected` is what the preview said; when it no longer holds, nothing is done. Whoever has a seat or
    is exempt stays in the list.
    """
    round = queries.locked(round_id)
    refuse_if(rules.why_not_draw(round.status, by))
    joins, leaves = queries.drawn(round, day_of(at))
    found = len(joins), len(leaves)
    refuse_if(Refusal.LIST_CHANGED if expected not in (None, found) else None)
    dropped(Learner.objects.filter(pk__in=[learner.pk for learner in leaves]))
    Learner.objects.bulk_create(
        Learner(round=round, member=m, body_id=m.body_id, cell_id=m.cell_id, area_id=m.area_id)
        for m in joins
    )
    _recorded(
        round, Event.LEARNERS_DRAWN, by=by, at=at,
        joined=[m.pk for m in joins], left=[one.member_id for one in leaves],
    )  # fmt: skip
    return found


@transaction.atomic
def hold_round(round_id: UUID, *, by: Actor, at: datetime) -> Round:
    """Say that a round has been held: every class of it is over. What counts against the deadline is
    the end of its last regular class."""
    round = queries.locked(round_id)
    classes = StudyClass.objects.filter(round=round, kind=ClassKind.REGULAR).exclude(
        status=ClassStatus.CANCELLED
    )
    ends = list(classes.values_list("ends_at", flat=True))
    refuse_if(rules.why_not_hold_round(round.status, ends, at, by))
    classes.update(status=ClassStatus.HELD)
    round.status, round.held_at = RoundStatus.HELD, max(ends)
    return _recorded(round, Event.ROUND_HELD, by=by, at=at, held_at=round.held_at)


@transaction.atomic
def close_round(round_id: UUID, *, by: Actor, at: datetime) -> Round:
    """Close a round's books: attendance and make-up are complete, nothing changes any more."""
    round = queries.locked(round_id)
    refuse_if(rules.why_not_close_round(round.status, by))
    round.status = RoundStatus.CLOSED
    return _recorded(round, Event.ROUND_CLOSED, by=by, at=at)


def _recorded(round: Round, event: Event, *, by: Actor, at: datetime, **facts: Any) -> Round:
    record(round, event, by=by, at=at, **facts)
    round.save()
    return round
