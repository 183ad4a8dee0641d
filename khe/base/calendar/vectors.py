"""Due moments of a whole table at once (numpy). Equal to `clock.due_at`, row by row.

Moments are minute numbers (int64, from 1970-01-01T00:00 local) or local datetime64 values.
"""

import math
from collections.abc import Iterable
from datetime import time
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from khe.base.calendar import counting
from khe.base.calendar.calendars import DAYS, Calendar
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import DAY, FIRST_DAY, LAST_DAY, ClockError, day_of

Minutes = npt.NDArray[np.int64]
BLOCK = 1 << 14  # rows at a time: the temporaries stay in the processor's cache
NEVER = (LAST_DAY + 1) * DAY
LARGEST_TABLE = 4_000_000
_tables: "WeakKeyDictionary[Calendar, Tables]" = WeakKeyDictionary()


class Tables:
    """A calendar's prefix sums and shifts as arrays, one gather a question."""

    def __init__(self, calendar: Calendar) -> None:
        self.kinds = np.frombuffer(calendar.pattern_ids, dtype=np.uint8)
        ids = self.kinds.astype(np.int64)
        patterns = calendar.patterns
        self.prefix = np.array(calendar.prefix, dtype=np.int64)
        self.minutes = np.array([p.minutes for p in patterns])[ids]
        self.before = np.array([p.before for p in patterns], dtype=np.int64).ravel()
        # row[day] + clock is the place of a minute of that day in `before`, less the day's prefix
        self.row = ids * (DAY + 1)
        lengths = np.cumsum([0] + [len(p.nth) for p in patterns])
        self.nth = np.array([m for p in patterns for m in p.nth], dtype=np.int64)
        # nth[shifted[day] + worked] is the minute of the day at which `worked` in all have passed
        self.shifted = lengths[ids] - self.prefix[:-1]
        self.step, self.day_at = self._days_by_work(patterns)
        self.close = self._closes(calendar)
        later = np.where(self.minutes > 0, self.close, NEVER)
        self.next_close = np.append(np.minimum.accumulate(later[::-1])[::-1][1:], NEVER)

    def _days_by_work(self, patterns: list) -> tuple[int, Minutes | None]:
        """Return a step and, for each step of work, its day; None where the step would be too fine."""
        step = math.gcd(*(p.minutes for p in patterns))
        if self.prefix[-1] // step > LARGEST_TABLE:
            return step, None
        days = np.repeat(np.arange(DAYS), self.minutes // step)
        return step, days

    def _closes(self, calendar: Calendar) -> Minutes:
        """Return the close of each day, as `Calendar.close`."""
        clock = np.full(DAYS, DAY - 1)
        for period in calendar.periods:
            first = 0 if period.start is None else day_of(period.start)
            last = LAST_DAY if period.end is None else day_of(period.end)
            clock[first : last + 1] = period.usual[-1][1] if period.usual else DAY - 1
        for kind, pattern in enumerate(calendar.patterns):
            if pattern.minutes:
                clock[self.kinds == kind] = pattern.close
        return np.arange(DAYS) * DAY + clock

    def worked_before(self, at: Minutes) -> Minutes:
        """Return the working minutes before each moment."""
        day = at // DAY
        place = at - day * DAY + self.row.take(day)
        return self.before.take(place) + self.prefix.take(day)

    def day_of_work(self, worked: Minutes) -> Minutes:
        """Return the day in which the last of so many working minutes lies."""
        if self.day_at is None:
            return np.searchsorted(self.prefix, worked) - 1
        return self.day_at.take((worked - 1) // self.step)

    def reached(self, worked: Minutes) -> Minutes:
        """Return the earliest moment at which so many working minutes have passed."""
        day = self.day_of_work(worked)
        return self.nth.take(self.shifted.take(day) + worked) + day * DAY


def due_many(
    calendar: Calendar,
    starts: npt.ArrayLike,
    limit: Limit | str,
    rule: str | None = "minute",
    cutoff: str | time | None = None,
    pauses: npt.ArrayLike | None = None,
    extensions: Iterable[Limit | str] = (),
) -> Minutes:
    """Return the due moment (minute number) of each start.

    `pauses` has the shape (rows, k, 2); a row with fewer pauses holds zeros in their place. Refuses
    like `clock.due`: ClockError for the first fault of the table, whichever row holds it.
    """
    asked = counting.case("2000-01-03T08:00", limit, rule, cutoff, (), list(extensions))
    given = minutes_of(starts, "bad_time")
    inside(given, "bad_time")
    if any(each.amount > NEVER for each in (asked.limit, *asked.extensions)):
        raise ClockError("bad_limit", "hạn sau năm 2199")
    paused = table_of(pauses, len(given))
    tables = tables_of(calendar)
    result = np.empty_like(given)
    try:
        for first in range(0, len(given), BLOCK):
            rows = slice(first, first + BLOCK)
            result[rows] = answer(tables, given[rows], asked, spans_of(paused[rows]))
    except IndexError:
        raise ClockError("bad_limit", "hạn sau năm 2199") from None
    return result


def tables_of(calendar: Calendar) -> Tables:
    """Return the calendar's arrays, made on first use."""
    tables = _tables.get(calendar)
    if tables is None:
        tables = _tables[calendar] = Tables(calendar)
    return tables


def answer(tables: Tables, given: Minutes, asked: counting.Case, spans: list) -> Minutes:
    """Return the due moments of a block."""
    worked = tables.worked_before(given)
    if asked.cutoff is not None:
        day = given // DAY
        late = (given - day * DAY >= asked.cutoff) & (tables.minutes.take(day) > 0)
        worked = np.where(late, tables.prefix.take(day + 1), worked)
    limit, rule = asked.limit, asked.rule
    if limit.is_working:  # the moved start has as many working minutes before it as the given one
        due = count_working(tables, worked, limit, rule, spans)
    else:
        due = count_elapsed(tables, tables.reached(worked + 1) - 1, limit, rule, spans)
    for limit in asked.extensions:
        if limit.is_working:
            due = count_working(tables, tables.worked_before(due), limit, "minute", spans)
        else:
            due = count_elapsed(tables, due, limit, "minute", spans)
    return due


def count_working(tables: Tables, worked: Minutes, limit: Limit, rule: str, spans: list) -> Minutes:
    """Count working minutes from moments with `worked` of them before."""
    amount = limit.amount
    if rule == "next_day" and limit.unit == "working_day":
        worked, amount = (
            tables.prefix.take(tables.day_of_work(worked + 1) + 1),
            limit.next_day_amount,
        )
    target = worked + amount
    for a, b in spans:
        since = np.maximum(tables.worked_before(a), worked)
        until = np.maximum(tables.worked_before(b), worked)
        target += (until - since) * (since < target)
    return tables.reached(target)


def count_elapsed(tables: Tables, start: Minutes, limit: Limit, rule: str, spans: list) -> Minutes:
    """Count hours, days or months from moments."""
    hours = limit.unit == "hour"
    due = start + limit.amount if hours else date_reached(tables, start, limit, rule)
    for a, b in spans:
        due = due + (b - np.maximum(a, start)) * ((b > start) & (a < due))
    if not hours:
        day = due // DAY
        due = np.where(tables.minutes.take(day) > 0, due, tables.next_close.take(day))
    if len(due) and due.max() > LAST_DAY * DAY:
        raise IndexError
    return due


def date_reached(tables: Tables, start: Minutes, limit: Limit, rule: str) -> Minutes:
    """Return the same clock time N days or months later; with next_day the close of that date."""
    day = start // DAY
    at = start - day * DAY
    if limit.unit == "day":
        day = day + limit.amount
    else:
        dates = day.astype("datetime64[D]")
        month = dates.astype("datetime64[M]")
        moved = (month + limit.amount).astype("datetime64[D]") + (dates - month)
        last = (month + limit.amount + 1).astype("datetime64[D]") - 1
        day = np.minimum(moved, last).astype(np.int64)
    return tables.close.take(day) if rule == "next_day" else day * DAY + at


def minutes_of(moments: npt.ArrayLike, code: str) -> Minutes:
    """Return minute numbers; datetime64 is local time and is cut to the minute."""
    array = np.asarray(moments)
    if array.dtype.kind == "M":
        array = array.astype("datetime64[m]").astype(np.int64)
    if array.dtype.kind not in "iu" and array.size:
        raise ClockError(code, array.dtype.name)
    return np.ascontiguousarray(array, dtype=np.int64)


def inside(moments: Minutes, code: str) -> None:
    """Refuse a table with a moment outside the years the clock knows."""
    if moments.ndim != 1:
        raise ClockError(code, f"{moments.ndim} chiều")
    if len(moments) and not (moments.min() >= FIRST_DAY * DAY and moments.max() < NEVER):
        raise ClockError(code, "ngoài 1976-2199")


def table_of(pauses: npt.ArrayLike | None, rows: int) -> Minutes:
    """Return the pauses as an array of the shape (rows, k, 2)."""
    if pauses is None:
        return np.zeros((rows, 0, 2), dtype=np.int64)
    array = minutes_of(pauses, "bad_pause")
    if array.ndim != 3 or array.shape[0] != rows or array.shape[2] != 2:
        raise ClockError("bad_pause", str(array.shape))
    return array


def spans_of(pauses: Minutes) -> list[tuple[Minutes, Minutes]]:
    """Return a block's pauses as columns in order of start; bad_time, bad_pause, pauses_overlap."""
    if not pauses.size:
        return []
    begin, end = np.ascontiguousarray(pauses.transpose(2, 1, 0))
    if begin.min() == 0:  # the places of no pause
        none = (begin == 0) & (end == 0)
        begin, end = np.where(none, NEVER - 1, begin), np.where(none, NEVER - 1, end)
    if begin.min() < FIRST_DAY * DAY or max(begin.max(), end.max()) >= NEVER:
        raise ClockError("bad_time", "ngoài 1976-2199")
    if ((begin >= end) & (end < NEVER - 1)).any():
        raise ClockError("bad_pause")
    if (begin[1:] < end[:-1]).any():
        begin, end = in_order(begin, end)
    return list(zip(begin, end, strict=True))


def in_order(begin: Minutes, end: Minutes) -> tuple[Minutes, Minutes]:
    """Return the pauses of each row in order of start; pauses_overlap."""
    order = np.argsort(begin, axis=0, kind="stable")
    begin, end = np.take_along_axis(begin, order, axis=0), np.take_along_axis(end, order, axis=0)
    if (begin[1:] < end[:-1]).any():
        raise ClockError("pauses_overlap")
    return begin, end
