# ruff: noqa: DTZ001 - local times without a zone, on purpose
"""The oracle: the law's text walked minute by minute. Slow, obvious, no code of the clock's.

Minutes count from 1 January 2013, local time. Nothing here knows prefix sums or binary search.
"""

import calendar as months
import csv
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "vn_days.csv"
ZERO = datetime(2013, 1, 1)
LAST_YEAR = 2033
UNITS_IN_MINUTES = {"working_day": 480, "working_hour": 60, "hour": 60}


def is_working_date(when: date, listed: dict[date, str]) -> bool:
    if when in listed:
        return listed[when] == "makeup"
    return when.weekday() < 5


def every_minute() -> bytearray:
    """One byte a minute: 1 where it is worked."""
    with TABLE.open(encoding="utf-8") as stream:
        listed = {date.fromisoformat(row["date"]): row["type"] for row in csv.DictReader(stream)}
    off = bytes(24 * 60)
    worked = bytes(7 * 60) + b"\x01" * 240 + bytes(120) + b"\x01" * 240 + bytes(7 * 60)
    minutes = bytearray()
    when = ZERO.date()
    while when.year <= LAST_YEAR:
        minutes += worked if is_working_date(when, listed) else off
        when += timedelta(days=1)
    return minutes


class Walk:
    """Answers one question after another; `worked` and `running` are arrays of minutes."""

    def __init__(self) -> None:
        self.worked = every_minute()
        self.running = bytearray(b"\x01") * len(self.worked)  # 0 inside a pause

    def due(self, start, limit, rule, cutoff, pauses, extensions):
        """Return (start_at, due_at) as naive local datetimes; pauses are pairs of datetimes."""
        spans = sorted((minute(a), minute(b)) for a, b in pauses)
        for a, b in spans:
            self.running[a:b] = bytes(b - a)
        try:
            moved = self.move_start(minute(start), cutoff)
            at = self.count(moved, limit, rule)
            for extension in extensions:
                at = self.count(at, extension, "minute")
        finally:
            for a, b in spans:
                self.running[a:b] = b"\x01" * (b - a)
        return moment(moved), moment(at)

    def is_working_day(self, day):
        return any(self.worked[day * 1440 : day * 1440 + 1440])

    def move_start(self, at, cutoff):
        if cutoff is not None and self.is_working_day(at // 1440):
            hour, minutes = cutoff.split(":")
            if at % 1440 >= int(hour) * 60 + int(minutes):
                at = (at // 1440 + 1) * 1440
        while not self.worked[at]:
            at += 1
        return at

    def count(self, start, limit, rule):
        number, unit = limit.split()
        if unit in ("working_day", "working_hour"):
            return self.count_working(start, Decimal(number), unit, rule)
        due = self.without_pauses(start, self.elapsed_base(start, Decimal(number), unit, rule))
        if unit in ("day", "month") and not self.is_working_day(due // 1440):
            day = due // 1440
            while not self.is_working_day(day):
                day += 1
            due = day * 1440 + 1440
            while not self.worked[due - 1]:
                due -= 1
        return due

    def count_working(self, at, number, unit, rule):
        if rule == "next_day" and unit == "working_day":
            number = number.to_integral_value(rounding="ROUND_CEILING")
            at = (at // 1440 + 1) * 1440
            while not self.worked[at]:
                at += 1
        left = int(number * UNITS_IN_MINUTES[unit])
        worked, running = self.worked, self.running
        while left:
            if worked[at] and running[at]:
                left -= 1
            at += 1
        return at

    def elapsed_base(self, start, number, unit, rule):
        if unit == "hour":
            return start + int(number * 60)
        when = moment(start)
        if unit == "day":
            when += timedelta(days=int(number))
        else:
            for _ in range(int(number)):
                when = first_of_next_month(when)
            shorter = months.monthrange(when.year, when.month)[1]
            when = when.replace(day=min(moment(start).day, shorter))
        if rule == "next_day":
            when = when.replace(hour=17, minute=0)
        return minute(when)

    def without_pauses(self, at, base):
        """Let as many minutes pass outside the pauses as lie between the start and the base."""
        left, running = base - at, self.running
        while left:
            if running[at]:
                left -= 1
            at += 1
        return at


def first_of_next_month(when: datetime) -> datetime:
    return (when.replace(day=1) + timedelta(days=32)).replace(day=1)


def minute(when: datetime) -> int:
    return (when - ZERO) // timedelta(minutes=1)


def moment(at: int) -> datetime:
    return ZERO + timedelta(minutes=at)
