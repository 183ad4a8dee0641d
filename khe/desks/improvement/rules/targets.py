"""Which target the next period may have, from the trend. Pure: values in, a proposal with its reason out.

All values are on one scale (a share in 0…1, or a count). Ordinary variation is the span of an XmR chart:
a target inside it can be reached or missed by chance, so none is ever proposed there; nor one that is not
possible (over 100 %, under 0).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, sqrt

from khe.base.statistics import FEWEST, SHIFT, xmr
from khe.desks.improvement.rules.judging import NEAR
from khe.desks.improvement.states import Why

STEP = {"share": 0.01}  # what is said in whole percents; counts in ones


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target, or none (None) with the reason `why`. `used` values were counted, the latest ones;
    mean, low, high are their ordinary variation (None when too few)."""

    target: float | None
    why: Why
    used: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    former: float | None = None  # the target before
    many: int = 1  # periods that are added up: mean, low and high are of the sum


def proposed(
    values: Sequence[float], better: str, unit: str, former: float | None = None, many: int = 1
) -> Proposal:
    """Return the target to propose after `values` (of periods that are over, oldest first).

    The first round value beyond ordinary variation on the better side; the former target where that
    lies further out and was not reached. None: too few periods, no better side, or nothing possible is
    left beyond. A change that lasts (seven in a row on one side) begins a new count. Of counts that add
    up, the target is for the sum of `many` periods, which varies by the root of `many` times as much.
    """
    recent = since_change(values)
    if better not in ("up", "down"):
        return Proposal(None, Why.NO_SIDE, len(recent), former=former)
    span = xmr(recent)
    if span is None:
        return Proposal(None, Why.TOO_FEW, len(recent), former=former)
    up, mean = better == "up", span.mean * many
    low, high = (mean + (end - span.mean) * sqrt(many) for end in (span.low, span.high))
    target = _beyond(high if up else low, up, unit)
    found = Proposal(target, Why.BEYOND, len(recent), mean, low, high, former, many)
    if not _possible(target, unit):
        return replace(found, target=None, why=Why.NOTHING_BEYOND)
    sign = 1 if up else -1
    if former is not None and _possible(former, unit) and sign * (former - target) > NEAR:
        return replace(found, target=former, why=Why.KEEP)
    return found


def since_change(values: Sequence[float]) -> list[float]:
    """Return the latest values that belong together: from the beginning of the run of `SHIFT` or more on
    one side of the mean that the series ends with; else all of them."""
    values = list(values)
    if len(values) < FEWEST + SHIFT:
        return values
    mean = sum(values) / len(values)
    sides = [(value > mean + NEAR) - (value < mean - NEAR) for value in values]
    run = 0
    for side in reversed(sides):
        if side == 0 or side != sides[-1]:
            break
        run += 1
    return values[-run:] if run >= SHIFT else values


def within(target: float, low: float | None, high: float | None) -> bool:
    """Say whether a target lies inside ordinary variation: a person may set it, and it is said."""
    return low is not None and high is not None and low - NEAR <= target <= high + NEAR


def _beyond(limit: float, up: bool, unit: str) -> float:
    """Return the first round value beyond a limit."""
    step = STEP.get(unit, 1.0)
    steps = round(limit / step, 6)
    whole = floor(steps) + 1 if up else ceil(steps) - 1
    return round(whole * step, 6)


def _possible(value: float, unit: str) -> bool:
    """Say whether a value can occur: a share in 0…1, a count from 0."""
    return value >= -NEAR and (unit != "share" or value <= 1 + NEAR)
