"""A period of local days: the month, quarter or year of a figure, or any days."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

ROMAN = ("I", "II", "III", "IV")
KINDS = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
ONE_DAY = timedelta(days=1)
YEAR, DAY = r"((?:19|20|21)[0-9]{2})", r"((?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})"
FORMS = (  # days, years, a month, a quarter; no ward kept figures before 1900
    re.compile(rf"{DAY}\.\.{DAY}"), re.compile(rf"{YEAR}(?:-{YEAR})?"),
    re.compile(rf"{YEAR}-([0-9]{{1,2}})"), re.compile(rf"{YEAR}-[Qq]([1-4])"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Local days (Asia/Ho_Chi_Minh) from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period of "2015", "2013-2015" (years), "2026-03" (month), "2026-Q1" (quarter) or
        "2026-01-01..2026-06-30".

        Raises ValueError for anything else, for a year before 1900 or after 2199, and for a period that
        ends before it begins.
        """
        days, years, month, quarter = (form.fullmatch(text.strip()) for form in FORMS)
        if days:
            return cls._from(date.fromisoformat(days[1]), date.fromisoformat(days[2]), text)
        if years:
            first, last = int(years[1]), int(years[2] or years[1])
            return cls._from(date(first, 1, 1), date(last, 12, 31), text)
        if month:
            return cls.of("month", date(int(month[1]), int(month[2]), 1))
        if quarter:
            return cls.of("quarter", date(int(quarter[1]), int(quarter[2]) * 3 - 2, 1))
        raise ValueError(text)

    @classmethod
    def _from(cls, first: date, last: date, text: str) -> "Period":
        if last < first:
            raise ValueError(text)
        return cls(first, last)

    @classmethod
    def of(cls, kind: str, day: date) -> "Period":
        """Return the day, week (from Monday), month, quarter or year that a day lies in.

        Raises KeyError for another kind.
        """
        if kind == "day":
            return cls(day, day)
        if kind == "week":
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=6))
        many = MONTHS[kind]
        start = (day.month - 1) // many * many + 1
        end = start + many - 1
        return cls(date(day.year, start, 1), date(day.year, end, monthrange(day.year, end)[1]))

    @property
    def kind(self) -> str:
        """Return which kind of period it is exactly ("day", …, "year"), "years" for several whole years,
        or "" for any other days."""
        for kind in KINDS:
            if self == Period.of(kind, self.first):
                return kind
        begins, ends = (self.first.month, self.first.day), (self.last.month, self.last.day)
        return "years" if begins == (1, 1) and ends == (12, 31) else ""

    def before(self) -> "Period":
        """Return the period before: of the same kind, else as many days, ending the day before."""
        kind, eve = self.kind, self.first - ONE_DAY
        if kind in KINDS:
            return Period.of(kind, eve)
        if kind == "years":
            years = self.last.year - self.first.year + 1
            return Period(date(self.first.year - years, 1, 1), eve)
        return Period(self.first - (self.last - self.first) - ONE_DAY, eve)

    def back(self, many: int) -> "Period":
        """Return the period `many` periods before; itself for 0."""
        found = self
        for _n in range(many):
            found = found.before()
        return found

    def after(self) -> "Period":
        """Return the period after, likewise."""
        kind, next_day = self.kind, self.last + ONE_DAY
        if kind in KINDS:
            return Period.of(kind, next_day)
        if kind == "years":
            years = self.last.year - self.first.year + 1
            return Period(next_day, date(self.last.year + years, 12, 31))
        return Period(next_day, next_day + (self.last - self.first))

    def parts(self, kind: str) -> Iterator["Period"]:
        """Yield the days, weeks, months, quarters or years that touch it, oldest first; whole ones, also
        where it begins or ends within one."""
        one = Period.of(kind, self.first)
        while one.first <= self.last:
            yield one
            one = one.after()

    def holds(self, other: "Period") -> bool:
        """Say whether another period lies wholly within."""
        return self.first <= other.first and other.last <= self.last

    def title(self) -> str:
        """Return its name in a sentence: "năm 2015", "2013–2015", "tháng 3/2026", "quý I/2026", else the
        days."""
        first, last = self.first, self.last
        facts: dict[str, Any] = {"year": first.year, "month": first.month}
        facts |= {"n": ROMAN[(first.month - 1) // 3]}
        named = {
            "year": _("năm %(year)s"), "quarter": _("quý %(n)s/%(year)s"),
            "month": _("tháng %(month)s/%(year)s"),
        }  # fmt: skip
        if self.kind in named:
            return named[self.kind] % facts
        if self.kind == "years":
            return f"{first.year}–{last.year}"
        return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"

    def short(self) -> str:
        """Return its name where there is little room: "2015", "quý I/2026", "3/2026", "02/03"."""
        if self.kind in ("year", "years"):
            return self.title() if self.kind == "years" else f"{self.first.year}"
        if self.kind == "month":
            return f"{self.first.month}/{self.first.year}"
        return self.title() if self.kind == "quarter" else f"{self.first:%d/%m}"
