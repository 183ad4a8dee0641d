"""Who is due to change post: the limit of one holder, the end of a term, retirement. Pure; local dates.

Limits are data of the post (`longest_years`; NĐ 59/2019 gives 2 to 5 years for the posts it lists).
Retirement ages: NĐ 135/2020 art. 4, the table for normal conditions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from khe.desks.succession.states import DueReason

RETIRING = ("official", "civil_servant", "employee")  # kinds of members the ages hold for
FIRST_YEAR = 2021
# months of age in 2021, months more each year, the most
MEN = (60 * 12 + 3, 3, 62 * 12)
WOMEN = (55 * 12 + 4, 4, 60 * 12)


class Holding(Protocol):
    """What is read of a tenure."""

    id: UUID
    member_id: UUID
    post_id: UUID
    began: date
    ended: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """A tenure that is due on `day` for a reason."""

    tenure_id: UUID
    reason: DueReason
    day: date


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day when that month is shorter."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(1))


def limit_day(longest_years: int, began: date, earlier: Iterable[tuple[date, date]]) -> date:
    """Return the first day beyond the limit of a tenure that began on a day, when the same person
    held the same post before, from and up to (and without) the given days."""
    spent = sum((b - a for a, b in earlier if b <= began), timedelta())
    return max(months_later(began, longest_years * 12) - spent, began)


def retirement_day(born: date, gender: str) -> date | None:
    """Return the first day of retirement: the first of the month after the age is reached; None when
    the gender is not known. A birthday unknown in its year is not guessed."""
    table = {"male": MEN, "female": WOMEN}.get(gender)
    if table is None:
        return None
    start, step, most = table
    for year in range(FIRST_YEAR, FIRST_YEAR + 60):
        age = min(start + step * (year - FIRST_YEAR), most)
        reached = months_later(born, age)
        if reached.year <= year:
            return months_later(reached.replace(day=1), 1)
    return None


def due(
    tenure: Holding, longest_years: int | None, earlier: Iterable[tuple[date, date]],
    retires: date | None, day: date, horizon: date,
) -> list[Due]:  # fmt: skip
    """Return why a tenure in force on `day` is due by `horizon`, the first to come first."""
    found = []
    if longest_years:
        limit = limit_day(longest_years, tenure.began, earlier)
        reason = DueReason.OVER_LIMIT if limit <= day else DueReason.NEAR_LIMIT
        found.append(Due(tenure.id, reason, limit))
    if tenure.ended is not None:
        found.append(Due(tenure.id, DueReason.TERM_END, tenure.ended))
    if retires is not None:
        found.append(Due(tenure.id, DueReason.RETIREMENT, retires))
    return sorted((d for d in found if d.day <= horizon), key=lambda d: (d.day, d.reason))
