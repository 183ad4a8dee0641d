"""The learner's own page: the classes they are called to."""

from datetime import datetime
from typing import Any

from django.conf import settings

from khe.base.people.actor import Actor
from khe.desks.study.actions import telling
from khe.desks.study.calendar_files import file_of
from khe.desks.study.models import Seat
from khe.desks.study.pages import duties
from khe.desks.study.queries import rounds as queries
from khe.desks.study.states import ClassStatus

SHOWN = 50  # of past classes


def context(actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the seats to come (soonest first) and those past (latest first)."""
    seats = list(queries.my_seats(actor.member_id)[: SHOWN * 2])
    coming = [s for s in seats if _is_coming(s, at)]
    return {
        "duties": duties.of(actor, at),
        "coming": sorted(coming, key=lambda s: s.study_class.starts_at),
        "past": [s for s in seats if not _is_coming(s, at)][:SHOWN],
    }


def _is_coming(seat: Seat, at: datetime) -> bool:
    return seat.study_class.status == ClassStatus.ANNOUNCED and seat.study_class.ends_at > at


def calendar_file(actor: Actor, organiser: str, at: datetime) -> str:
    """Return the actor's classes to come as an iCalendar file; the same UIDs as in the invitations."""
    entries = [telling.entry(s.study_class, s.pk, s.sequence) for s in context(actor, at)["coming"]]
    return file_of(entries, organiser=organiser, address=settings.KHE_MAIL_FROM, at=at)
