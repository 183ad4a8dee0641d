"""Calendars as plain lists and strings (JSON): read strictly, written back equal."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from khe.base.calendar.days import TYPES, WEEKDAYS, CalendarError, Day, Period, Shifts
from khe.base.calendar.moments import DAY, FIRST_DAY, LAST_DAY, day_of

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")


def periods_of(values: Iterable[dict[str, Any]]) -> list[Period]:
    """Return the periods in order of date; bad_shifts, bad_date, periods_overlap, no_shifts."""
    periods = [period_of(value) for value in entries(values, "bad_shifts")]
    periods.sort(key=lambda period: period.start or date.min)
    for earlier, later in pairwise(periods):
        if earlier.end is None or later.start is None or later.start <= earlier.end:
            raise CalendarError("periods_overlap", later.start)
    if not any(period.usual for period in periods):
        raise CalendarError("no_shifts")
    return periods


def period_of(value: dict[str, Any]) -> Period:
    """Return one period."""
    week = value.get("week")
    if not isinstance(week, dict) or not week.keys() <= set(WEEKDAYS):
        raise CalendarError("bad_shifts", week)
    start, end = optional_date(value.get("from")), optional_date(value.get("until"))
    if start and end and end < start:
        raise CalendarError("bad_date", end)
    return Period(start, end, tuple(shifts_of(week.get(name, ())) for name in WEEKDAYS))


def shifts_of(values: object) -> Shifts:
    """Return shifts in order, refusing any that is empty or overlaps another."""
    if not isinstance(values, (list, tuple)):
        raise CalendarError("bad_shifts", values)
    shifts = []
    for value in values:
        if not isinstance(value, (list, tuple)) or len(value) != 2:
            raise CalendarError("bad_shifts", value)
        shifts.append((clock_of(value[0]), clock_of(value[1])))
    shifts.sort()
    edges = [edge for shift in shifts for edge in shift]
    if any(start >= end for start, end in shifts) or edges != sorted(edges):
        raise CalendarError("bad_shifts", values)
    return tuple(shifts)


def clock_of(text: object) -> int:
    """Return the minute of the day of "HH:MM", "24:00" included."""
    match = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise CalendarError("bad_shifts", text)
    return int(match[1]) * 60 + int(match[2]) if match[1] else DAY


def days_of(values: Iterable[dict[str, Any]]) -> dict[int, Day]:
    """Return the days by day number; bad_day, bad_date, day_twice."""
    days: dict[int, Day] = {}
    for value in entries(values, "bad_day"):
        day = entry_of(value)
        if day_of(day.date) in days:
            raise CalendarError("day_twice", day.date)
        days[day_of(day.date)] = day
    return dict(sorted(days.items()))


def entry_of(value: dict[str, Any]) -> Day:
    """Return one day."""
    kind, when, shifts = value.get("type"), value.get("date"), value.get("shifts")
    if kind not in TYPES or when is None:
        raise CalendarError("bad_day", when)
    read = None if shifts is None else shifts_of(shifts)
    if kind in ("holiday", "compensatory") and read is not None:
        raise CalendarError("bad_day", when)
    if (kind == "hours" and not read) or read == ():
        raise CalendarError("bad_day", when)
    texts = [value.get(field) or "" for field in ("name", "document", "confidence")]
    if not all(isinstance(text, str) for text in texts):
        raise CalendarError("bad_day", when)
    swap = optional_date(value.get("swap"))
    return Day(date_of(when), kind, texts[0], texts[1], swap, read, texts[2])


def entries(values: object, code: str) -> list[dict[str, Any]]:
    """Return the dictionaries of a list, or refuse it."""
    listed = list(values) if isinstance(values, Iterable) and not isinstance(values, str) else None
    if listed is None or not all(isinstance(value, dict) for value in listed):
        raise CalendarError(code)
    return listed


def date_of(text: object) -> date:
    """Return the date of "YYYY-MM-DD" within the years the clock knows."""
    if isinstance(text, str) and _DATE.fullmatch(text):
        try:
            when = date.fromisoformat(text)
        except ValueError:
            raise CalendarError("bad_date", text) from None
        if FIRST_DAY <= day_of(when) <= LAST_DAY:
            return when
    raise CalendarError("bad_date", text)


def optional_date(text: object) -> date | None:
    """Return the date, or None for nothing."""
    return None if text in (None, "") else date_of(text)


def name_of(name: object) -> str:
    """Return the calendar's name, or refuse it."""
    if not isinstance(name, str) or not name.strip():
        raise CalendarError("bad_name", name)
    return name


def version_of(version: object) -> int:
    """Return the calendar's version, a whole number from 1."""
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise CalendarError("bad_version", version)
    return version


def clock_text(minute: int) -> str:
    """Return "07:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def shifts_json(shifts: Shifts) -> list[list[str]]:
    """Return shifts as lists of "HH:MM"."""
    return [[clock_text(start), clock_text(end)] for start, end in shifts]


def calendar_json(
    name: str, version: int, periods: Iterable[Period], days: dict[int, Day]
) -> dict[str, Any]:
    """Return the plain form of a calendar; `Calendar.from_json` gives an equal one."""
    return {
        "name": name,
        "version": version,
        "shifts": [
            {
                "from": period.start and period.start.isoformat(),
                "until": period.end and period.end.isoformat(),
                "week": {
                    weekday: shifts_json(shifts)
                    for weekday, shifts in zip(WEEKDAYS, period.week, strict=True)
                },
            }
            for period in periods
        ],
        "days": [day_json(day) for day in days.values()],
    }


def day_json(day: Day) -> dict[str, Any]:
    """Return the plain form of a day."""
    return {
        "date": day.date.isoformat(),
        "type": day.type,
        "name": day.name,
        "document": day.document,
        "confidence": day.confidence,
        "swap": day.swap and day.swap.isoformat(),
        "shifts": None if day.shifts is None else shifts_json(day.shifts),
    }
