"""What the measured value says: overcome, partly, not yet; and whether it came back. Pure.

All values of one indicator are on one scale (a share in 0…1, or a count). `low` and `high` are the ends
of the interval of the value (Wilson, 95 %); for a count both equal the value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from khe.base.periods import Period
from khe.desks.improvement.states import Verdict

NEAR = 1e-9  # two figures that differ by less are the same figure


@dataclass(frozen=True, slots=True)
class Scaled:
    """A baseline on the scale of a window: `value`, as it would be for `many` of "month" or "day" (0 and
    "": as it was counted)."""

    value: float
    many: int = 0
    of: str = ""


def scaled(value: float, baseline: Period, window: Period, *, adds_up: bool) -> Scaled:
    """Return a counted baseline as it would be over as long as the window, so that like is compared with
    like: by months where both are whole months, else by days. What does not add up stays as it is."""
    if not adds_up:
        return Scaled(value)
    of = "month" if _whole_months(baseline) and _whole_months(window) else "day"
    own, many = (len(list(one.parts(of))) for one in (baseline, window))
    return Scaled(value) if own == many else Scaled(value * many / own, many, of)


def _whole_months(period: Period) -> bool:
    ends = Period.of("month", period.last).last
    return period.first.day == 1 and period.last == ends


def direction(baseline: float, target: float, better: str = "") -> str:
    """Return "up" or "down": where better lies. Without a word of the indicator, towards the target."""
    return better or ("up" if target > baseline else "down")


def verdict(
    baseline: float, target: float, value: float | None, low: float, high: float, better: str = ""
) -> Verdict | None:
    """Return what a measured value says, or None when there is nothing to measure (no value).

    overcome: at or beyond the target, and the worse end of the interval still better than the
    baseline. partly: the worse end is better than the baseline, but the target is not reached.
    not_yet: anything else, also a value that looks better by chance.
    """
    if value is None:
        return None
    sign = 1 if direction(baseline, target, better) == "up" else -1
    worse_end = low if sign > 0 else high
    if sign * (worse_end - baseline) <= NEAR:
        return Verdict.NOT_YET
    return Verdict.OVERCOME if sign * (value - target) >= -NEAR else Verdict.PARTLY


def overall(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict over several indicators: all overcome, none moved, or something between."""
    found = set(verdicts)
    if len(found) == 1:
        return found.pop()
    return Verdict.PARTLY


def default_relapse(baseline: float, target: float) -> float:
    """Return the value from which on it has come back: half-way from the target to the baseline."""
    return (baseline + target) / 2


def is_relapse(
    relapse_at: float, target: float, value: float | None, low: float, high: float
) -> bool:
    """Say whether a value shows that an overcome shortcoming came back: it lies at or beyond
    `relapse_at` (away from the target), and the whole interval falls short of the target, so
    that a small number of cases alone does not reopen anything."""
    if value is None:
        return False
    sign = 1 if target > relapse_at else -1
    better_end = high if sign > 0 else low
    return sign * (relapse_at - value) >= -NEAR and sign * (target - better_end) > NEAR


def way_gone(baseline: float, target: float, value: float | None) -> float | None:
    """Return the part of the way from baseline to target that has been gone, in 0…1 (held inside)."""
    if value is None or abs(target - baseline) < NEAR:
        return None
    return min(max((value - baseline) / (target - baseline), 0.0), 1.0)
