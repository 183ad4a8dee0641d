"""The counting itself, in minute numbers: a question checked, and each count in its turn.

The order is the law's: the start moves (cut-off, day off), the limit is counted outside the pauses,
the day-off rule is applied, and each extension is a new count from the moment reached.
"""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from khe.base.calendar.calendars import Calendar
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import DAY, LAST_DAY, ORIGIN, ClockError, clock_of, minute_of

RULES = ("minute", "next_day")
Span = tuple[int, int]  # a pause [a, b) in minute numbers


class Stage(NamedTuple):
    """One count: the limit, or an extension. Minute numbers."""

    limit: Limit
    start: int  # where the counting begins (after rule next_day)
    base: int  # elapsed units: the moment before pauses; working units: same as reached
    reached: int  # after pauses, before the day-off rule
    due: int


class Case(NamedTuple):
    """A question, checked: minute numbers, and pauses in order."""

    given: int
    limit: Limit
    rule: str
    cutoff: int | None
    spans: list[Span]
    extensions: list[Limit]


def case(
    start: object,
    limit: object,
    rule: object = None,
    cutoff: Any = None,
    pauses: Any = None,
    extensions: Any = None,
    read: Callable[[Any], int] = minute_of,
) -> Case:
    """Check a question, field by field in the order given; None means none. `read` reads moments."""
    given = read(start)
    counted = limit if isinstance(limit, Limit) else Limit.parse(limit)
    if rule is None:
        rule = "minute"
    elif rule not in RULES:
        raise ClockError("bad_rule", rule)
    return Case(
        given,
        counted,
        str(rule),
        clock_of(cutoff),
        spans_of(pauses, read) if pauses else no_spans(pauses),
        limits_of(extensions) if extensions else no_limits(extensions),
    )


def no_spans(pauses: object) -> list[Span]:
    """Return no pauses for None or an empty list; 0, "" and {} are not lists of pauses."""
    if pauses is not None and not isinstance(pauses, (list, tuple)):
        raise ClockError("bad_pause", pauses)
    return []


def no_limits(extensions: object) -> list[Limit]:
    """Return no extensions for None or an empty list."""
    if extensions is not None and not isinstance(extensions, (list, tuple)):
        raise ClockError("bad_limit", extensions)
    return []


def spans_of(pauses: object, read: Callable[[Any], int] = minute_of) -> list[Span]:
    """Return pauses in order of start; bad_time, bad_pause (a >= b or no pair), pauses_overlap."""
    if not isinstance(pauses, (list, tuple)):
        raise ClockError("bad_pause", pauses)
    spans = []
    for pause in pauses:
        if not isinstance(pause, (list, tuple)) or len(pause) != 2:
            raise ClockError("bad_pause", pause)
        start, end = read(pause[0]), read(pause[1])
        if start >= end:
            raise ClockError("bad_pause", f"{pause[0]}/{pause[1]}")
        spans.append((start, end))
    if len(spans) < 2:
        return spans
    spans.sort()
    for earlier, later in pairwise(spans):
        if later[0] < earlier[1]:
            raise ClockError("pauses_overlap")
    return spans


def limits_of(extensions: object) -> list[Limit]:
    """Return the limits of a list of extensions."""
    if not isinstance(extensions, (list, tuple)):
        raise ClockError("bad_limit", extensions)
    return [each if isinstance(each, Limit) else Limit.parse(each) for each in extensions]


def answer(calendar: Calendar, asked: Case) -> tuple[int, list[Stage]]:
    """Return the moved start and each count in turn; the last one's `due` is the due moment."""
    try:
        moved = moved_start(calendar, asked.given, asked.cutoff)
    except IndexError:
        raise ClockError("bad_time", "lịch không còn ngày làm việc") from None
    try:
        stages = [counted(calendar, moved, asked.limit, asked.rule, asked.spans)]
        for limit in asked.extensions:
            stages.append(counted(calendar, stages[-1].due, limit, "minute", asked.spans))
    except IndexError:  # past the last day of the tables
        raise ClockError("bad_limit", "hạn sau năm 2199") from None
    return moved, stages


def moved_start(calendar: Calendar, given: int, cutoff: int | None) -> int:
    """Return where the count starts: the cut-off first, then the next working minute."""
    day, clock = divmod(given, DAY)
    pattern = calendar.by_day[day]
    if cutoff is not None and clock >= cutoff and pattern.minutes:
        return calendar.opening(calendar.next_working_day(day))
    if pattern.worked[clock]:
        return given
    return calendar.next_working_minute(given)


def counted(calendar: Calendar, start: int, limit: Limit, rule: str, spans: list[Span]) -> Stage:
    """Count one limit from a start; IndexError past the tables' end."""
    if limit.is_working:
        amount = limit.amount
        if rule == "next_day" and limit.unit == "working_day":
            start, amount = (
                calendar.opening(calendar.next_working_day(start // DAY)),
                limit.next_day_amount,
            )
        reached = worked_until(calendar, start, amount, spans)
        return Stage(limit, start, reached, reached, reached)
    hours = limit.unit == "hour"
    base = start + limit.amount if hours else date_reached(calendar, start, limit, rule)
    reached = elapsed_until(start, base, spans)
    day = reached // DAY
    off = not hours and not calendar.by_day[day].minutes
    end = calendar.close(calendar.next_working_day(day)) if off else reached
    if end > LAST_DAY * DAY:
        raise IndexError
    return Stage(limit, start, base, reached, end)


def worked_until(calendar: Calendar, start: int, amount: int, spans: list[Span]) -> int:
    """Return the earliest moment at which the working minutes outside the pauses have passed."""
    worked = calendar.worked_before(start)
    target = worked + amount
    for a, b in spans:
        if b > start:
            from_worked = max(calendar.worked_before(a), worked)
            if from_worked >= target:
                break
            target += calendar.worked_before(b) - from_worked
    return calendar.reached(target)


def elapsed_until(start: int, base: int, spans: list[Span]) -> int:
    """Return `base` moved by each pause that begins before the moment as moved so far."""
    for a, b in spans:
        if b > start:
            if a >= base:
                break
            base += b - max(a, start)
    return base


def date_reached(calendar: Calendar, start: int, limit: Limit, rule: str) -> int:
    """Return the same clock time N days or months later; with next_day the close of that date."""
    day, clock = divmod(start, DAY)
    day = day + limit.amount if limit.unit == "day" else months_later(day, limit.amount)
    if day > LAST_DAY:
        raise IndexError
    return calendar.close(day) if rule == "next_day" else day * DAY + clock


def months_later(day: int, months: int) -> int:
    """Return the day number N months later, the last day of a shorter month."""
    when = date.fromordinal(day + ORIGIN)
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    if year > 2199:
        raise IndexError
    after = date(year + month // 11, (month + 1) % 12 + 1, 1).toordinal()
    return min(date(year, month + 1, 1).toordinal() + when.day, after) - 1 - ORIGIN
