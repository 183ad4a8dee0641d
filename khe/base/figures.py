"""A figure: a value with its numerator, its denominator and the records it was counted from.

A desk names a function in settings.KHE_FIGURES: `f(actor, period) -> Iterable[Figure]`, which counts from
records the actor may see, and says in DEFINITIONS beside it what it counts. Beside it too,
`named(actor, ids, at) -> Iterable[(UUID, Record)]` says what those records are called that the actor may
open. Nothing is typed in here.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib import import_module
from typing import Any, overload
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from khe.base.people.actor import Actor
from khe.base.periods import Period

__all__ = [
    "Definition", "Desk", "Figure", "Ids", "Period", "Record", "checksum", "counted", "definition_of",
    "definitions", "desks", "figure", "figures", "label_of", "records_named", "with_parts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definition:
    """What a desk counts. `unit` as of a Figure; `better`: "up", "down", or "" where neither is.

    `axes` are what it is broken down by ("area", "body", "field", "channel"): the parts have ids that end
    in ".axis:key". `stock`: it tells of the last day of a period, so that months do not add up. `readers`:
    the roles that may see it; none: everybody with an account. `least`: parts with a smaller denominator
    are not told: they would say what single people did. `retired` says why its source is gone.
    """

    id: str  # "study.attendance_rate"
    label: Any
    unit: str = "share"
    better: str = ""
    axes: tuple[str, ...] = ()
    stock: bool = False
    readers: tuple[str, ...] = ()
    least: int = 0
    retired: Any = ""

    def tells(self, part: "Figure") -> bool:
        """Say whether a part of the figure is large enough to be told."""
        return part.id == self.id or part.denominator is None or part.denominator >= self.least


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


class Ids(Sequence[UUID]):
    """Record ids of a queryset in the order of ids; a figure over a million dossiers costs none of them
    until its records are opened. Reads once, with one statement."""

    def __init__(self, found: QuerySet[Any]) -> None:
        self._found = found

    @cached_property
    def _ids(self) -> tuple[UUID, ...]:
        return tuple(self._found.order_by("id").values_list("id", flat=True))

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._ids)

    @overload
    def __getitem__(self, at: int) -> UUID: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[UUID, ...]: ...
    def __getitem__(self, at: int | slice) -> UUID | tuple[UUID, ...]:
        return self._ids[at]


@dataclass(frozen=True, slots=True)
class Record:
    """What a record behind a figure is called, and the page it opens on."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that counts: its entry in settings.KHE_FIGURES, the function, what it says it counts, and the
    function that names its records."""

    path: str
    count: Callable[[Actor, Period], Iterable[Figure]]
    definitions: tuple[Definition, ...]
    named: Callable[[Actor, Sequence[UUID], datetime], Iterable[tuple[UUID, Record]]]


def desks() -> Iterator[Desk]:
    """Yield the desks that count, in their order."""
    for path in settings.KHE_FIGURES:
        name, _dot, function = path.rpartition(".")
        module = import_module(name)
        yield Desk(path, getattr(module, function), module.DEFINITIONS, module.named)


def figures(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield every figure of every desk for a period, in the order of the desks."""
    for desk in desks():
        yield from desk.count(actor, period)


def definitions() -> dict[str, Definition]:
    """Return what all desks count, by id, in their order."""
    return _definitions(tuple(settings.KHE_FIGURES))


def definition_of(id: str) -> Definition | None:
    """Return the definition of a figure, or of the figure it is a part of ("….area:<uuid>"); None for an
    id that no desk counts."""
    known = definitions()
    while id:
        if id in known:
            return known[id]
        id = id.rpartition(".")[0]
    return None


def counted(actor: Actor, period: Period, ids: Iterable[str]) -> dict[str, Figure]:
    """Return figures and parts of figures by id, counted now: only the desks that define them are run,
    each once. What a desk does not give (a part without records) is left out."""
    left = dict.fromkeys(ids)
    owners = {one.id for one in map(definition_of, left) if one}
    found: dict[str, Figure] = {}
    for desk in desks():
        if owners & {one.id for one in desk.definitions}:
            for one in with_parts(desk.count(actor, period)):
                if one.id in left:
                    found[one.id] = one
    return found


def figure(actor: Actor, period: Period, id: str) -> Figure | None:
    """Return one figure, or a part of one, counted now; None when no desk gives it."""
    return counted(actor, period, [id]).get(id)


def records_named(
    actor: Actor, id: str, ids: Sequence[UUID], at: datetime
) -> dict[UUID, Record]:  # fmt: skip
    """Return what the records behind a figure (or a part of one) are called, by id; those the actor may
    not open at a moment (UTC) are left out. A few queries, whatever the number of ids."""
    known = definition_of(id)
    owners = [desk for desk in desks() if known in desk.definitions]
    return {pk: one for desk in owners for pk, one in desk.named(actor, ids, at)}


def checksum(figure: Figure) -> str:
    """Return a SHA-256 in hex over the id, the numbers and the ids of all records, in any order: equal
    only for a figure counted from the same records."""
    said = [
        figure.id, _number(figure.numerator), _number(figure.denominator), figure.unit,
        sorted(map(str, figure.records)), sorted(map(str, figure.of)),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), 9)  # 3 and 3.0 are the same


def with_parts(found: Iterable[Figure]) -> Iterator[Figure]:
    """Yield figures, each followed by what it is broken down into, to the last."""
    for one in found:
        yield one
        yield from with_parts(one.breakdown)


def label_of(one: Figure | Definition) -> str:
    """Return the label as records keep it: in the language of the ward, whatever the reader's is."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(one.label)


@cache
def _definitions(_paths: tuple[str, ...]) -> dict[str, Definition]:
    return {one.id: one for desk in desks() for one in desk.definitions}
