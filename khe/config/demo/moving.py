"""Days of a story that are not those of the calendar: years moved to where today is, or days back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from khe.base.figures import Period
from khe.config.demo.stage import Stage

WEEKS = 365.2425 / 7  # of a year
DATED = (  # what is a day in a file that counts back
    "on", "due", "done", "opened", "first", "last", "deadline", "prepared", "held", "concluded",
    "completed", "nights",
)  # fmt: skip
YEAR = re.compile(r"\{(\d{4})\}")


@dataclass(frozen=True)
class Years:
    """A story told in years of its own, moved by whole years. A day keeps its weekday: it moves by whole
    weeks, three days more or less; a period of whole months or years keeps its name."""

    by: int = 0

    @classmethod
    def until(cls, last: int, day: date, turn: int = 10) -> "Years":
        """Return the move that makes the year `last` of the story the one of `day`; before the month
        `turn`, when too little of a year is over, the year before it."""
        return cls(day.year - (day.month < turn) - last)

    def day(self, told: date) -> date:
        """Return where a day of the story lies."""
        return told + timedelta(weeks=round(self.by * WEEKS))

    def period(self, told: str) -> Period:
        """Return where a period of the story lies."""
        one = Period.parse(told)
        return Period(self._same(one.first), self._same(one.last))

    def _same(self, told: date) -> date:
        return told.replace(year=told.year + self.by)

    def moved(self, told: Any) -> Any:
        """Return what a file tells, with every day and moment in it moved, and every "{2025}"."""
        if isinstance(told, date):  # a moment too
            return self.day(told)
        if isinstance(told, str):
            return YEAR.sub(lambda found: str(int(found[1]) + self.by), told)
        if isinstance(told, Mapping):
            return {key: self.moved(value) for key, value in told.items()}
        if isinstance(told, list):
            return [self.moved(value) for value in told]
        return told


@dataclass(frozen=True)
class Back:
    """A story told back from today: 12 is the twelfth working day before it, -5 the fifth ahead; a period
    is named by months from this one: "-9..-4"."""

    stage: Stage

    def day(self, told: int) -> date:
        """Return the working day."""
        return self.stage.day(told)

    def period(self, told: str) -> Period:
        """Return the months, both included."""
        first, last = (self._month(int(part)) for part in told.split(".."))
        return Period(first.first, last.last)

    def _month(self, ahead: int) -> Period:
        months = self.stage.today.year * 12 + self.stage.today.month - 1 + ahead
        return Period.of("month", date(months // 12, months % 12 + 1, 1))

    def moved(self, told: Any) -> Any:
        """Return what a file tells, with the working days in it as days of the calendar."""
        if isinstance(told, Mapping):
            return {
                key: self.day(value) if key in DATED else self.moved(value)
                for key, value in told.items()
            }
        return [self.moved(value) for value in told] if isinstance(told, list) else told


def moment(day: date, hour: float = 9) -> datetime:
    """Return the moment (UTC) of an hour of a local day; 9.5 is half past nine."""
    return Stage.on(day, int(hour), round(hour % 1 * 60))
