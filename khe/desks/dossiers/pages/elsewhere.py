"""What waits for a person at other desks, as lines beside the dossiers of the day. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from khe.base.calendar import clock
from khe.base.calendar.calendars import Calendar
from khe.base.waiting import Waiting
from khe.base.web import phrases


@dataclass(frozen=True)
class Other:
    """One thing that waits elsewhere, with how much working time is left."""

    thing: Waiting
    kind: str
    left: str


def others(found: Iterable[Waiting], at: datetime, calendar: Calendar) -> list[Other]:
    """Return lines for what waits, as of `at`."""
    return [_other(thing, at, calendar) for thing in found]


def _other(thing: Waiting, at: datetime, calendar: Calendar) -> Other:
    if thing.due_at is None:
        return Other(thing, "idle", "")
    minutes = clock.remaining(calendar, at, thing.due_at)
    kind = "late" if thing.due_at < at else phrases.urgency(max(minutes, 0))
    return Other(thing, kind, capfirst(phrases.remaining(minutes)) if minutes else "")
