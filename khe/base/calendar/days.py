"""What a calendar is made of: days that differ from their week, and periods with shifts."""

from datetime import date
from typing import NamedTuple

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TYPES = ("holiday", "compensatory", "makeup", "hours")

Shifts = tuple[tuple[int, int], ...]  # minutes of the day, half-open, in order


class CalendarError(ValueError):
    """A calendar that cannot be: `code` says what is wrong, `where` the date or entry."""

    def __init__(self, code: str, where: object = "") -> None:
        self.code = code
        self.where = str(where)[:80]
        super().__init__(f"{code}: {self.where}")


Date = date


class Day(NamedTuple):
    """A day that differs from its week: off (holiday, compensatory) or worked (makeup, hours)."""

    date: Date
    type: str
    name: str = ""
    document: str = ""
    swap: Date | None = None  # the other day of an exchange
    shifts: Shifts | None = None
    confidence: str = ""


class Period(NamedTuple):
    """The shifts of a week, in force from one date to another (inclusive; None is open)."""

    start: date | None
    end: date | None
    week: tuple[Shifts, ...]

    @property
    def usual(self) -> Shifts:
        """The shifts of the first worked day of the week."""
        return next((shifts for shifts in self.week if shifts), ())
