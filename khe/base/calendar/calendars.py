"""A calendar: which minutes are worked. Compiled once to prefix sums of working minutes per day."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

from khe.base.calendar import plain
from khe.base.calendar.days import CalendarError, Day, Period, Shifts
from khe.base.calendar.moments import DAY, LAST_DAY, as_date, day_of

DAYS = LAST_DAY + 1  # the tables cover 1970-01-01 to 2199-12-31
MOST_PATTERNS = 250


class Pattern:
    """One way to work a day, with tables by minute of the day and by worked minute."""

    def __init__(self, shifts: Shifts) -> None:
        self.shifts = shifts
        worked = bytearray(DAY)
        for start, end in shifts:
            worked[start:end] = b"\x01" * (end - start)
        self.worked = bytes(worked)
        self.before = list(accumulate(worked, initial=0))  # worked minutes in [00:00, m)
        self.minutes = self.before[-1]
        # nth[k]: the earliest minute of the day at which k worked minutes have passed
        self.nth = [0, *(m + 1 for m in range(DAY) if worked[m])]
        self.close = shifts[-1][1] if shifts else 0


class Calendar:
    """A version of a calendar. Built with `build` or `from_json`; never changed afterwards."""

    def __init__(
        self, periods: Sequence[Period], days: dict[int, Day], name: str, version: int
    ) -> None:
        self.periods, self.days, self.name, self.version = tuple(periods), days, name, version
        self.patterns: list[Pattern] = [Pattern(())]
        self._known: dict[Shifts, int] = {(): 0}
        kinds = self._compiled()
        self.pattern_ids = bytes(kinds)
        self.by_day = [self.patterns[kind] for kind in kinds]
        minutes = [pattern.minutes for pattern in self.patterns]
        self.prefix = list(accumulate(map(minutes.__getitem__, kinds), initial=0))

    @classmethod
    def build(
        cls,
        *,
        shifts: Iterable[dict[str, Any]],
        days: Iterable[dict[str, Any]] = (),
        name: str,
        version: int = 1,
    ) -> "Calendar":
        """Compile a calendar from plain values (see README); CalendarError says what is wrong."""
        periods = plain.periods_of(shifts)
        return cls(periods, plain.days_of(days), plain.name_of(name), plain.version_of(version))

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Calendar":
        """Compile what `to_json` gave."""
        if not isinstance(value, dict) or not {"shifts", "name"} <= value.keys():
            raise CalendarError("bad_calendar")
        return cls.build(
            shifts=value["shifts"],
            days=value.get("days", ()),
            name=value["name"],
            version=value.get("version", 1),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain lists, strings and numbers, for a JSON field."""
        return plain.calendar_json(self.name, self.version, self.periods, self.days)

    def _compiled(self) -> bytearray:
        kinds = bytearray(DAYS)
        for period in self.periods:
            first = 0 if period.start is None else day_of(period.start)
            last = LAST_DAY if period.end is None else day_of(period.end)
            week = bytes(self._pattern(shifts) for shifts in period.week)
            turned = week[(first + 3) % 7 :] + week[: (first + 3) % 7]  # day 0 was a Thursday
            length = last + 1 - first
            kinds[first : last + 1] = (turned * (length // 7 + 1))[:length]
        for number, day in self.days.items():
            kinds[number] = self._pattern(self._shifts_of(number, day))
        return kinds

    def _shifts_of(self, number: int, day: Day) -> Shifts:
        if day.shifts is not None:
            return day.shifts
        if day.type != "makeup":
            return ()
        period = self.period_on(number)
        lent = day.swap and self.period_on(day_of(day.swap))
        swapped = lent.week[day.swap.weekday()] if lent and day.swap else ()
        worked = swapped or (period.usual if period else ())
        if not worked:
            raise CalendarError("no_shifts", day.date)
        return worked

    def _pattern(self, shifts: Shifts) -> int:
        if shifts not in self._known:
            if len(self.patterns) >= MOST_PATTERNS:
                raise CalendarError("too_many_patterns", len(self.patterns))
            self._known[shifts] = len(self.patterns)
            self.patterns.append(Pattern(shifts))
        return self._known[shifts]

    def period_on(self, number: int) -> Period | None:
        """Return the period in force on a day number."""
        when = as_date(number)
        for period in self.periods:
            if (not period.start or period.start <= when) and (
                not period.end or when <= period.end
            ):
                return period
        return None

    # Minutes: everything below speaks minute numbers and day numbers of `moments`.

    def worked_before(self, minute: int) -> int:
        """Return how many minutes are worked from the tables' beginning to this moment."""
        day, clock = divmod(minute, DAY)
        return self.prefix[day] + self.by_day[day].before[clock]

    def reached(self, worked: int) -> int:
        """Return the earliest moment when so many working minutes have passed; or IndexError."""
        day = bisect_left(self.prefix, worked) - 1
        return day * DAY + self.by_day[day].nth[worked - self.prefix[day]]

    def next_working_minute(self, minute: int) -> int:
        """Return the first worked minute at or after this moment; IndexError if there is none."""
        return self.reached(self.worked_before(minute) + 1) - 1

    def next_working_day(self, day: int) -> int:
        """Return the first worked day after this one; IndexError if there is none."""
        return bisect_left(self.prefix, self.prefix[day + 1] + 1) - 1

    def opening(self, day: int) -> int:
        """Return the first worked minute of a worked day."""
        return day * DAY + self.by_day[day].nth[1] - 1

    def close(self, day: int) -> int:
        """Return the end of the day's last shift; on a day off, that of the usual day in force."""
        pattern = self.by_day[day]
        if pattern.minutes:
            return day * DAY + pattern.close
        period = self.period_on(day)
        usual = period.usual if period else ()
        return day * DAY + (usual[-1][1] if usual else DAY - 1)

    # Dates: for pages.

    def day(self, when: date) -> Day | None:
        """Return how the date differs from its week, if it does."""
        return self.days.get(day_of(when))

    def is_working(self, when: date) -> bool:
        """Whether any minute of the date is worked."""
        return self.by_day[day_of(when)].minutes > 0

    def shifts_on(self, when: date) -> Shifts:
        """Return the shifts of the date in minutes of the day, half-open."""
        return self.by_day[day_of(when)].shifts

    @cached_property
    def key(self) -> tuple[str, int]:
        """The name and version, for a cache."""
        return self.name, self.version
