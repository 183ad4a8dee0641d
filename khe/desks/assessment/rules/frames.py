"""A frame as a value: criteria of 100 points, bands, side conditions, ceiling. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from khe.base.people.actor import Actor
from khe.desks.assessment.refusals import Reason, Refusal
from khe.desks.assessment.states import BANDS, COUNTED_FACTS, FACTS, MANUAL, OPS

KEEPERS = ("personnel",)
FULL = Decimal(100)
Told = Reason | None


def first(*answers: Told) -> Told:
    """Return the first reason given, or None."""
    return next((answer for answer in answers if answer), None)


def reason_if(condition: object, reason: Reason) -> Told:
    """Return the reason when the condition holds."""
    return reason if condition else None


def number(text: Any) -> Decimal | None:
    """Return a finite number typed with a comma or a point, or None."""
    try:
        found = Decimal(str(text).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(value: Decimal) -> str:
    """Return points as people write them: 7, 7,5."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a subject in a period: a share in percent (`numerator` of `denominator`) or, typed, a
    number with its evidence. `value` None: there is nothing to count yet."""

    value: Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    evidence: str = ""

    @property
    def said(self) -> str:
        """Say it with its denominator: "92,3% (12/13)"."""
        if self.value is None:
            return "–" if self.denominator is None else "– (0/0)"
        if self.denominator is None:
            return plain(self.value)
        share = plain(self.value.quantize(Decimal("0.1")))
        return f"{share}% ({self.numerator}/{self.denominator})"

    def to_json(self) -> dict[str, Any]:
        """Return it as stored."""
        found = {"numerator": self.numerator, "denominator": self.denominator}
        return {**found, "value": None if self.value is None else str(self.value),
                "evidence": self.evidence}  # fmt: skip

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Fact":
        """Return a stored fact."""
        return cls(
            number(stored.get("value")), stored.get("numerator"), stored.get("denominator"),
            str(stored.get("evidence", "")),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the frame; `source` says where its points come from."""

    key: str
    title: str
    max: Decimal
    group: str = ""
    how: str = ""
    source: str = MANUAL
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a band asks beside points; it holds for every better band too."""

    band: str
    fact: str
    op: str
    value: Decimal | None
    text: str

    def holds(self, found: Decimal) -> bool:
        """Say whether a value meets it."""
        asked = self.value or Decimal(0)
        if self.op == ">=":
            return found >= asked
        return found <= asked if self.op == "<=" else found == asked


@dataclass(frozen=True, slots=True)
class FrameData:
    """The whole frame. `bands` are (band, points from), best first; shares are in 0…1."""

    criteria: tuple[Criterion, ...]
    bands: tuple[tuple[str, Decimal | None], ...]
    conditions: tuple[Condition, ...] = ()
    ceiling: Decimal | None = None
    ceiling_by: str = "all"
    head_not_above: bool = True
    weak_below: Decimal | None = None
    name: str = ""
    typed: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, stored: Any) -> "FrameData":
        """Return the frame of a row (or of the shipped data): anything with its attributes."""
        criteria = tuple(
            Criterion(
                str(c.get("key", "")), str(c.get("title", "")), number(c.get("max")) or Decimal(0),
                str(c.get("group", "")), str(c.get("how", "")), str(c.get("source") or MANUAL),
                bool(c.get("evidence")),
            )
            for c in stored.criteria
        )  # fmt: skip
        conditions = tuple(
            Condition(str(c.get("band", "")), str(c.get("fact", "")), str(c.get("op", "")),
                      number(c.get("value")), str(c.get("text", "")))
            for c in stored.conditions
        )  # fmt: skip
        return cls(
            criteria, tuple((str(b["key"]), number(b.get("from"))) for b in stored.bands),
            conditions, stored.ceiling, stored.ceiling_by, stored.head_not_above,
            stored.weak_below, stored.name, _typed(conditions),
        )  # fmt: skip


def _typed(conditions: Iterable[Condition]) -> tuple[str, ...]:
    keys = dict.fromkeys(c.fact for c in conditions if c.fact.startswith("typed."))
    return tuple(keys)


def why_not_keep(by: Actor) -> Told:
    """Frames and campaigns are kept by those who keep the personnel records."""
    return reason_if(not by.can(*KEEPERS), Refusal.NOT_KEEPER)


def why_not_save_frame(frame: FrameData, by: Actor) -> Told:
    """A frame has a name, criteria that sum to 100, falling bands and conditions that can be asked."""
    return first(
        why_not_keep(by),
        reason_if(not frame.name.strip(), Refusal.NO_NAME),
        _criteria(frame),
        _bands(frame),
        _conditions(frame),
        reason_if(
            frame.ceiling is not None and not 0 < frame.ceiling <= 1, Refusal.BAD_CEILING.told()
        ),
        reason_if(
            frame.weak_below is not None and not 0 <= frame.weak_below <= FULL, Refusal.BAD_WEAK
        ),
    )


def _criteria(frame: FrameData) -> Told:
    keys = [c.key for c in frame.criteria]
    small = next((c for c in frame.criteria if c.max <= 0), None)
    strange = [
        c.source for c in frame.criteria if c.source != MANUAL and c.source not in COUNTED_FACTS
    ]
    nameless = any(not c.title.strip() or not c.key for c in frame.criteria)
    summed = sum((c.max for c in frame.criteria), Decimal(0))
    return first(
        reason_if(not keys, Refusal.NO_CRITERIA),
        reason_if(nameless or len(set(keys)) < len(keys), Refusal.CRITERION_NAMELESS),
        Refusal.BAD_MAX.told(title=small.title) if small else None,
        Refusal.UNKNOWN_SOURCE.told(source=strange[0]) if strange else None,
        Refusal.NOT_100.told(sum=plain(summed)) if summed != FULL else None,
    )


def _bands(frame: FrameData) -> Told:
    starts = [start for _key, start in frame.bands if start is not None]
    right = (
        tuple(key for key, _start in frame.bands) == BANDS
        and len(starts) == len(BANDS)
        and all(a > b for a, b in pairwise(starts))
        and starts[0] <= FULL
        and starts[-1] == 0
    )
    return reason_if(not right, Refusal.BANDS_WRONG)


def _conditions(frame: FrameData) -> Told:
    for asked in frame.conditions:
        known = asked.band in BANDS and asked.fact in FACTS and asked.op in OPS
        if not known or asked.value is None or not asked.text.strip():
            return Refusal.BAD_CONDITION.told(text=asked.text or asked.fact)
    return None
