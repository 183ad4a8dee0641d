"""A figure: a value with its numerator, its denominator and the records it was counted from.

A desk names a function in settings.KHE_FIGURES: `f(actor, period) -> Iterable[Figure]`, which counts from
records the actor may see. Nothing here is typed in by anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from khe.base.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period of "2015", "2013-2015" (years) or "2026-01-01..2026-06-30".

        Raises ValueError for anything else, and for a period that ends before it begins.
        """
        first, dots, last = text.strip().partition("..")
        if dots:
            found = cls(date.fromisoformat(first), date.fromisoformat(last))
        else:
            first, _dash, last = text.strip().partition("-")
            found = cls(date(int(first), 1, 1), date(int(last or first), 12, 31))
        if found.last < found.first:
            raise ValueError(text)
        return found


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a period. `unit`: "share" (value = numerator / denominator, in 0…1), or what is
    counted ("person", "act", "task", "class", "day"); then value = numerator and there is no denominator.

    `records` are the ids of what the numerator counts, `of` those of the denominator; `url` opens them.
    An empty denominator has no value (None), never 0.
    """

    id: str  # "study.attendance_rate"
    label: Any
    numerator: float
    denominator: float | None = None
    unit: str = "share"
    records: Sequence[UUID] = ()
    of: Sequence[UUID] = ()
    url: str = ""
    breakdown: tuple["Figure", ...] = ()

    @property
    def value(self) -> float | None:
        """Return the share in 0…1, or the count; None when there is nothing to divide by."""
        if self.unit != "share":
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None

    def to_json(self) -> dict[str, Any]:
        """Return id, label, value, numerator, denominator, unit and records as plain values."""
        return {
            "id": self.id,
            "label": str(self.label),
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "unit": self.unit,
            "records": [str(record) for record in self.records],
        }


def figures(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield every figure of every desk for a period, in the order of the desks."""
    for path in settings.KHE_FIGURES:
        source: Any = import_string(path)
        yield from source(actor, period)
