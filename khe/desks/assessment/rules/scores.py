"""Points by criterion: within the maximum, with evidence where asked, counted where records can. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from khe.desks.assessment.refusals import Reason, Refusal
from khe.desks.assessment.rules.frames import (
    Criterion,
    Fact,
    FrameData,
    Told,
    number,
    plain,
)
from khe.desks.assessment.states import FACTS, MANUAL

TENTH = Decimal("0.1")
MOST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Score:
    """What was given for one criterion; `points` as typed."""

    points: Any = ""
    note: str = ""
    evidence: str = ""

    def to_json(self) -> dict[str, str]:
        """Return it as stored."""
        return {"points": str(self.points), "note": self.note, "evidence": self.evidence}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Score":
        """Return a stored score."""
        return cls(stored.get("points", ""), stored.get("note", ""), stored.get("evidence", ""))


def computed(criterion: Criterion, facts: Mapping[str, Fact]) -> Decimal | None:
    """Return the points that records give: the share of the maximum; None when given by hand."""
    if criterion.source == MANUAL:
        return None
    fact = facts.get(criterion.source)
    if fact is None or fact.value is None:
        return None
    share = max(Decimal(0), min(Decimal(100), fact.value))
    share = 100 - share if criterion.source == "tasks.late" else share
    return (criterion.max * share / 100).quantize(TENTH, ROUND_HALF_UP)


def settled(
    frame: FrameData, scores: Mapping[str, Score], facts: Mapping[str, Fact]
) -> dict[str, Score]:
    """Return the scores of every criterion, those counted from records in the place of typed ones."""
    found = {}
    for criterion in frame.criteria:
        given = scores.get(criterion.key, Score())
        counted = computed(criterion, facts)
        if counted is not None:
            given = Score(counted, given.note, facts[criterion.source].said)
        found[criterion.key] = given
    return found


def score_faults(
    frame: FrameData, scores: Mapping[str, Score], facts: Mapping[str, Fact]
) -> dict[str, Reason]:
    """Return {key of the criterion: what is wrong with its points or evidence}."""
    found: dict[str, Reason] = {}
    given = settled(frame, scores, facts)
    for criterion in frame.criteria:
        counted = computed(criterion, facts) is not None
        if wrong := None if counted else _fault(criterion, given[criterion.key]):
            found[criterion.key] = wrong
    return found


def _fault(criterion: Criterion, score: Score) -> Told:
    text = str(score.points).strip()
    points = number(text)
    if not text:
        return Refusal.NO_POINTS
    if points is None:
        return Refusal.NOT_A_NUMBER.told(text=text[:30])
    if not 0 <= points <= criterion.max or points.quantize(TENTH) != points:
        return Refusal.ABOVE_MAX.told(max=plain(criterion.max), points=plain(points)[:30])
    needed = criterion.evidence or criterion.source != MANUAL
    if needed and points > 0 and not score.evidence.strip():
        return Refusal.NO_EVIDENCE
    return None


def why_not_scores(
    frame: FrameData, scores: Mapping[str, Score], facts: Mapping[str, Fact]
) -> Told:
    """Every criterion has points within its maximum, with evidence where it is asked."""
    faults = score_faults(frame, scores, facts)
    for criterion in frame.criteria:
        if wrong := faults.get(criterion.key):
            return Refusal.SCORES_WRONG.told(title=criterion.title, why=wrong.label)
    return None


def why_not_typed(frame: FrameData, facts: Mapping[str, Fact]) -> Told:
    """What side conditions ask and no record holds is typed: a number, with what it rests on."""
    for key in frame.typed:
        fact = facts.get(key)
        bad = fact is None or fact.value is None or fact.value < 0
        if bad or (fact and fact.value and not fact.evidence.strip()):
            return Refusal.FACT_WRONG.told(title=FACTS[key])
    return None


def total(frame: FrameData, scores: Mapping[str, Score], facts: Mapping[str, Fact]) -> Decimal:
    """Return the sum of the points."""
    given = settled(frame, scores, facts)
    return sum((number(one.points) or Decimal(0) for one in given.values()), Decimal(0))
