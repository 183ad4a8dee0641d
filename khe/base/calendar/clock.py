"""The legal clock: when a thing is due, and how much working time lies between two moments."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from khe.base.calendar.calendars import Calendar
from khe.base.calendar.counting import answer, case
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import ClockError, Moment, as_datetime, minute_of

if TYPE_CHECKING:
    from khe.base.calendar.explain import Line


class Answer(NamedTuple):
    """When the count starts, when it is due (aware, +07:00), and why."""

    start_at: datetime
    due_at: datetime
    lines: "tuple[Line, ...]"


def due(
    calendar: Calendar,
    start: Moment,
    limit: Limit | str,
    rule: str | None = "minute",
    cutoff: str | time | None = None,
    pauses: Iterable[Sequence[Any]] | None = (),
    extensions: Iterable[Limit | str] | None = (),
) -> Answer:
    """Return start, due moment and explanation; or raise ClockError (codes: see README)."""
    from khe.base.calendar import explain

    asked = case(start, limit, rule, cutoff, pauses, extensions)
    moved, stages = answer(calendar, asked)
    lines = explain.lines_of(calendar, asked, moved, stages)
    return Answer(as_datetime(moved), as_datetime(stages[-1].due), lines)


def due_at(
    calendar: Calendar,
    start: Moment,
    limit: Limit | str,
    rule: str | None = "minute",
    cutoff: str | time | None = None,
    pauses: Iterable[Sequence[Any]] | None = (),
    extensions: Iterable[Limit | str] | None = (),
) -> datetime:
    """Return the due moment alone (aware, +07:00): `due(...).due_at` without the lines."""
    asked = case(start, limit, rule, cutoff, pauses, extensions)
    return as_datetime(answer(calendar, asked)[1][-1].due)


def between(calendar: Calendar, start: Moment, end: Moment) -> int:
    """Return the working minutes in [start, end); an end before its start is bad_time."""
    first, last = minute_of(start), minute_of(end)
    if last < first:
        raise ClockError("bad_time", end)
    return calendar.worked_before(last) - calendar.worked_before(first)


def remaining(calendar: Calendar, now: Moment, due: Moment) -> int:
    """Return the working minutes left until `due`; negative when it has passed."""
    return calendar.worked_before(minute_of(due)) - calendar.worked_before(minute_of(now))


def ahead(calendar: Calendar, start: Moment, minutes: int) -> datetime:
    """Return the earliest moment when `minutes` (> 0) of working time after `start` have passed."""
    if minutes <= 0:
        raise ClockError("bad_limit", minutes)
    try:
        return as_datetime(calendar.reached(calendar.worked_before(minute_of(start)) + minutes))
    except IndexError:
        raise ClockError("bad_limit", minutes) from None
