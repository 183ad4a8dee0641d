"""What somebody sees who has scanned the code of a class: whether they are expected, and the way in."""

from datetime import datetime
from typing import Any

from khe.base.people.actor import Actor
from khe.desks.study.models import StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules import checkin as rules
from khe.desks.study.states.planning import SeatState


def context(lesson: StudyClass, code: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the seat, why one cannot come in, and else the ticket with which to confirm."""
    roll = queries.roll_of(lesson.pk)
    mine, learner = queries.seat_in(lesson.pk, actor.member_id, lesson.round_id)
    place = queries.place_of(lesson, roll, mine, learner)
    seat = next((s for s in mine if s.study_class_id == lesson.pk), None)
    here = place.state == SeatState.PRESENT
    why_not = rules.first(
        rules.why_not_check_in(place, at, queries.window_of(lesson, roll)),
        rules.why_not_code(code, secret=roll.secret, class_id=lesson.pk, at=at),
    )
    shown: dict[str, Any] = {
        "lesson": lesson, "seat": seat, "here": here, "why_not": None if here else why_not,
        "other": next((s for s in mine if s is not seat), None) if seat is None else None,
        "scan_again": why_not in (Refusal.CODE_OLD, Refusal.CODE_WRONG),
    }  # fmt: skip
    if not why_not and actor.member_id:
        shown["ticket"] = rules.ticket_of(roll.secret, lesson.pk, actor.member_id, at)
    return shown
