"""Telling a rate, and a change in a series, from chance. Pure: numbers in, numbers out."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

SURE = 1.96  # the quantile of a 95 % interval
FEWEST = 6  # values that ordinary variation can be told from
REACH = 2.66  # of the mean moving range, to either side of the mean: 3 / d2 with d2 = 1.128
SHIFT = 7  # in a row on one side of the mean
TREND = 6  # in a row, each higher (or each lower) than the one before


def wilson(part: int, whole: int, z: float = SURE) -> tuple[float, float]:
    """Return the Wilson score interval of a rate for a quantile `z`, as fractions in 0…1; (0, 1) for
    nothing counted. Source: Wilson 1927; recommended for small counts by Brown, Cai and DasGupta 2001."""
    if not whole:
        return (0.0, 1.0)
    p, zz = part / whole, z * z
    middle = (p + zz / (2 * whole)) / (1 + zz / whole)
    reach = z * math.sqrt(p * (1 - p) / whole + zz / (4 * whole * whole)) / (1 + zz / whole)
    return (
        max(0.0, middle - reach) if part else 0.0,
        min(1.0, middle + reach) if part < whole else 1.0,
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """Ordinary variation of a series, in the unit of its values: the mean and its natural limits."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign that a series changed for a reason; `first` and `last` are places of values, from 0.

    `kind`: "beyond" a limit, "shift" (a run on one side of the mean), "trend" (a run up or down), "near"
    (two of three in the outer third on one side). `up`: towards higher values.
    """

    kind: str
    first: int
    last: int
    up: bool


def xmr(values: Sequence[float]) -> Limits | None:
    """Return the limits of an XmR chart (mean ± 2.66 × mean moving range), or None for fewer than six
    values: too few to tell noise from change. Source: Wheeler, "Understanding Variation"; NHS England,
    "Making Data Count"."""
    if len(values) < FEWEST:
        return None
    mean = math.fsum(values) / len(values)
    moves = [abs(b - a) for a, b in pairwise(values)]
    reach = REACH * math.fsum(moves) / len(moves)
    return Limits(mean, mean - reach, mean + reach)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a series from one known change to the next: the places of its values, from 0, and their
    ordinary variation. Not `own`: too few values yet, it goes on with the limits of the phase before."""

    first: int
    last: int
    limits: Limits | None
    own: bool = True


def phased(values: Sequence[float], starts: Iterable[int]) -> list[Phase]:
    """Return the phases of a series that begin at its first value and at the places `starts`, each with
    limits of its own from six values on. Re-phasing at a known change: NHS England, "Making Data Count"."""
    begins = sorted({0, *(place for place in starts if 0 < place < len(values))})
    found: list[Phase] = []
    for first, after in pairwise([*begins, len(values)]):
        limits = xmr(values[first:after])
        before = found[-1].limits if found else None
        found.append(Phase(first, after - 1, limits or before, own=limits is not None))
    return found if values else []


def signals_within(values: Sequence[float], phases: Iterable[Phase]) -> list[Signal]:
    """Return the signs of change within each phase, by place in the whole series."""
    return [
        replace(one, first=one.first + phase.first, last=one.last + phase.first)
        for phase in phases
        for one in signals(values[phase.first : phase.last + 1], phase.limits)
    ]


def signals(values: Sequence[float], limits: Limits | None) -> list[Signal]:
    """Return the signs of change in a series, by place; none without limits, none in a constant series.

    The four rules of NHS England's "Making Data Count". A run is told once, whole.
    """
    if limits is None:
        return []
    edge = 1e-9 * max(1.0, abs(limits.mean))  # what differs by rounding only does not differ
    third = (limits.high - limits.mean) * 2 / 3

    def side(value: float) -> int:
        return (value > limits.mean + edge) - (value < limits.mean - edge)

    found = [
        Signal("beyond", i, i, value > limits.high)
        for i, value in enumerate(values)
        if value > limits.high + edge or value < limits.low - edge
    ]
    found += _runs([side(v) for v in values], SHIFT, "shift", 0)
    steps = [(b > a + edge) - (b < a - edge) for a, b in pairwise(values)]
    found += _runs(steps, TREND - 1, "trend", 1)
    if third > edge:
        found += _near(values, lambda v: side(v) if abs(v - limits.mean) > third + edge else 0)
    return sorted(found, key=lambda one: (one.first, one.last, one.kind))


def _runs(sides: Sequence[int], length: int, kind: str, more: int) -> list[Signal]:
    """Return the runs of `length` or more equal sides (not 0); `more` values belong to it besides."""
    found, start = [], 0
    for i in range(1, len(sides) + 1):
        if i == len(sides) or sides[i] != sides[start]:
            if sides[start] and i - start >= length:
                found.append(Signal(kind, start, i - 1 + more, sides[start] > 0))
            start = i
    return found


def _near(values: Sequence[float], outer: Callable[[float], int]) -> list[Signal]:
    """Return windows of three values of which two or more lie in the outer third on one side; windows
    that overlap are told as one."""
    found: list[Signal] = []
    for i in range(len(values) - 2):
        sides = [outer(value) for value in values[i : i + 3]]
        for way in (1, -1):
            if sides.count(way) < 2:
                continue
            last = found[-1] if found else None
            if last and last.up == (way > 0) and last.last >= i:
                found[-1] = Signal("near", last.first, i + 2, last.up)
            else:
                found.append(Signal("near", i, i + 2, way > 0))
    return found
