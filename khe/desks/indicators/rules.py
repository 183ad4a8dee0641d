"""What may be done with indicators. Pure: values in, a refusal or None out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from khe.base.figures import Definition, Period
from khe.base.people.actor import Actor
from khe.base.refusal import Reason, said
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.states import Better, Kind, Unit

MANAGERS = ("standing", "leader", "supervisor", "personnel", "study")  # define, aim, retire
LONGEST = 120  # characters of the id of a source
NEAR = 1e-9  # values this close are the same
Answer = Reason | Refusal | None


def may_see(by: Actor, definition: Definition | None) -> bool:
    """Say whether somebody may see the values of a figure; those typed in (None) everybody may."""
    if definition is None or not definition.readers:
        return bool(by.roles)
    return by.can(*definition.readers)


def why_not_manage(by: Actor) -> Answer:
    """Indicators are defined, aimed and retired by who leads, inspects or organises."""
    return None if by.can(*MANAGERS) else Refusal.NOT_YOURS


def why_not_source(source: str, definition: Definition | None) -> Answer:
    """A counted indicator has a source that counts; one typed in has none ("")."""
    if not source:
        return None
    if definition is None or len(source) > LONGEST:
        return Refusal.NO_SOURCE
    if definition.retired:
        return said(Refusal.SOURCE_GONE, why=definition.retired)
    return None


def why_not_words(name: str, unit: str, better: str, kind: str) -> Answer:
    """An indicator has a name, a unit, a better side (or none) and a kind of period."""
    if not name.strip():
        return Refusal.NO_NAME
    if unit not in Unit.values:
        return Refusal.NO_UNIT
    if better not in Better.values:
        return Refusal.NO_BETTER
    return None if kind in Kind.values else Refusal.NO_KIND


def why_not_open(retired_on: date | None, why: str) -> Answer:
    """Nothing is changed on an indicator that is not followed any more."""
    return said(Refusal.RETIRED, why=why) if retired_on else None


def why_not_target(
    baseline: float | None, value: float, unit: str, better: str, shown: str
) -> Answer:
    """A target is better than the counted baseline; `shown` is the baseline in words."""
    if baseline is None:
        return Refusal.EMPTY_BASELINE
    if not math.isfinite(value):
        return Refusal.NO_NUMBER
    if unit == Unit.SHARE and not 0 <= value <= 1:
        return Refusal.BAD_SHARE
    if value < 0:
        return Refusal.BELOW_ZERO
    if abs(value - baseline) <= NEAR:
        return said(Refusal.SAME_AS_BASELINE, baseline=shown)
    if better in ("up", "down") and better != ("up" if value > baseline else "down"):
        return said(Refusal.WRONG_DIRECTION, baseline=shown)
    return None


def why_not_due(due: date, baseline: Period, day: date) -> Answer:
    """A target is for a day that is not over, and its baseline for a period that is."""
    if due < day:
        return Refusal.DUE_PAST
    return Refusal.BASELINE_AHEAD if baseline.last >= day else None


def meets(value: float | None, target: float, baseline: float) -> bool | None:
    """Say whether a value reaches a target, on the side of the baseline that the target lies on; None
    without a value."""
    if value is None:
        return None
    ahead = value - target if target > baseline else target - value
    return ahead >= -NEAR


def is_for_one_period(unit: str, kind: str, baseline: Period, stock: bool) -> bool:
    """Say whether a target can be held against the value of one period: always for a share or a level
    (`stock`); for a count only when its baseline was one such period too."""
    return stock or unit == Unit.SHARE or baseline.kind == kind


def why_not_phase(began: date, why: str, known: Sequence[str], day: date) -> Answer:
    """A change is said with what was done, once a day, and not ahead of it."""
    if not why.strip():
        return Refusal.NO_WHY
    if began > day:
        return Refusal.PHASE_AHEAD
    return Refusal.PHASE_KNOWN if began.isoformat() in known else None


def why_not_drop_phase(why: str, *, known: bool) -> Answer:
    """A change that was said is taken back with the reason."""
    if not why.strip():
        return Refusal.NO_WHY
    return None if known else Refusal.NO_PHASE


def why_not_keep(by: Actor, source: str) -> Answer:
    """A figure is kept by who manages; what was typed in is kept by its document."""
    return why_not_manage(by) or (None if source else Refusal.TYPED)


def why_not_freeze(period: Period, day: date, counted: bool) -> Answer:
    """A figure is kept when its period is over and there was something to count."""
    if period.last >= day:
        return Refusal.NOT_OVER
    return None if counted else Refusal.NOTHING_COUNTED


def why_not_enter(by: Actor, source: str, owner_id: UUID | None) -> Answer:
    """A value is typed in by who answers for the indicator or manages; never for a counted one."""
    if source:
        return Refusal.COUNTED
    mine = by.is_member(owner_id)
    return None if mine or by.can(*MANAGERS) else Refusal.NOT_YOURS_TO_ENTER


def why_not_value(unit: str, numerator: float | None, denominator: float | None) -> Answer:
    """A share has a numerator within a denominator that is not 0; a count is a number from 0 on."""
    if numerator is None or not all(map(math.isfinite, (numerator, denominator or 0))):
        return Refusal.NO_NUMBER
    if numerator < 0:
        return Refusal.NEGATIVE
    if unit != Unit.SHARE:
        return None
    if not denominator:
        return Refusal.EMPTY_DENOMINATOR
    if numerator > denominator:
        return said(Refusal.NOT_A_SHARE, whole=f"{denominator:g}")
    return Refusal.NEGATIVE if denominator < 0 else None


def why_not_entry(period: Period, document: str, taken: Sequence[Period], day: date) -> Answer:
    """An entry is about a period that is over, names its document, and crosses no other entry's
    period; the same period is corrected, one within another is not read twice."""
    if period.last >= day:
        return Refusal.AHEAD
    if not document.strip():
        return Refusal.NO_DOCUMENT
    for other in taken:
        if other != period and other.first <= period.last and period.first <= other.last:
            return said(Refusal.OVERLAPS, period=other.title())
    return None


def why_not_partition(units: Sequence[str], total_id: UUID, part_ids: Sequence[UUID]) -> Answer:
    """A total has at least two other parts, and all count the same thing; shares do not add up."""
    if len(set(part_ids)) < 2 or total_id in part_ids:
        return Refusal.NO_PARTS
    if len(set(units)) != 1 or Unit.SHARE in units:
        return Refusal.UNLIKE_PARTS
    return None


def why_not_weigh(weight: float, full_at: float) -> Answer:
    """An item gives 0 to 100 points, all of them from a share above 0 on."""
    if not 0 <= weight <= 100:
        return Refusal.BAD_WEIGHT
    return None if 0 < full_at <= 1 else Refusal.BAD_FULL


@dataclass(frozen=True, slots=True)
class Gap:
    """A total and the sum of its parts, in the unit of both; `missing` = total − parts."""

    total: float
    parts: float

    @property
    def missing(self) -> float:
        """Return what the parts lack to the total; negative when they are more."""
        return self.total - self.parts


def gap(total: float | None, parts: Mapping[Any, float | None]) -> Gap | None:
    """Return the gap when a total and all of its parts are known and do not add up, else None."""
    known = [value for value in parts.values() if value is not None]
    if total is None or len(known) != len(parts) or not known:
        return None
    found = Gap(total, sum(known))
    return found if abs(found.missing) > NEAR * max(1.0, abs(total)) else None
