"""Who may close a period and plan the next one, and what may be decided of an item. Pure."""

from datetime import date
from typing import Protocol
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.refusal import Reason
from khe.desks.improvement.plan_refusals import PlanRefusal
from khe.desks.improvement.rules.shortcomings import SEES_ALL
from khe.desks.improvement.states import Choice, ItemKind, PlanStatus

PLANS = ("standing", "leader")
APPROVES = ("standing",)
READS = SEES_ALL  # those who may open every shortcoming: a plan names all of them
CHOICES: dict[str, tuple[str, ...]] = {
    ItemKind.MEASURE: (Choice.EXTEND, Choice.ANEW, Choice.LEAVE),
    ItemKind.NEW: (Choice.ADD, Choice.LEAVE),
    ItemKind.TARGET: (Choice.ADD, Choice.LEAVE),
}
Answer = PlanRefusal | Reason | None


class PlanFacts(Protocol):
    """What rules read of a plan."""

    status: str
    first: date
    last: date


def first(*answers: Answer) -> Answer:
    """Return the first reason there is."""
    return next((answer for answer in answers if answer), None)


def _if(wrong: object, reason: PlanRefusal | Reason) -> Answer:
    return reason if wrong else None


def filled(reason: PlanRefusal, **facts: object) -> Reason:
    """Return a refusal with its sentence filled in."""
    return Reason(reason.value, str(reason.label) % facts)


def may_read(by: Actor) -> bool:
    """Say whether the actor may open plans: those who may open every shortcoming."""
    return by.can(*READS)


def why_not_plan(by: Actor) -> Answer:
    """Standing members and leaders draft, decide items and drop a draft."""
    return _if(not by.can(*PLANS), PlanRefusal.NOT_YOURS_TO_PLAN)


def why_not_periods(closes: Period, ahead: Period, day: date) -> Answer:
    """The next period begins after the one that closes, and is not over on `day` (local)."""
    return first(
        _if(closes.last < closes.first or ahead.last < ahead.first, PlanRefusal.BACKWARDS),
        _if(ahead.first <= closes.last, PlanRefusal.NOT_AFTER),
        _if(ahead.last <= day, PlanRefusal.PERIOD_OVER),
    )


def why_not_change(plan: PlanFacts, by: Actor) -> Answer:
    """A draft may be changed, by those who plan."""
    return first(why_not_plan(by), _if(plan.status != PlanStatus.DRAFT, PlanRefusal.NOT_DRAFT))


def why_not_work(
    plan: PlanFacts, kind: str, choice: str, content: str, lead_id: UUID | None, due: date | None,
    reason: str,
) -> Answer:  # fmt: skip
    """What is done goes on with content, lead and a day of the next period; carrying over and leaving
    say why."""
    reasoned = kind == ItemKind.MEASURE or choice == Choice.LEAVE
    wrong = first(
        _if(choice not in CHOICES[kind], PlanRefusal.NO_CHOICE),
        _if(reasoned and not reason.strip(), PlanRefusal.NO_REASON),
    )
    if wrong or choice == Choice.LEAVE:
        return wrong
    outside = filled(
        PlanRefusal.DUE_OUTSIDE, first=f"{plan.first:%d/%m/%Y}", last=f"{plan.last:%d/%m/%Y}"
    )
    return first(
        _if(not content.strip(), PlanRefusal.NO_CONTENT),
        _if(lead_id is None, PlanRefusal.NO_LEAD),
        _if(due is None, PlanRefusal.NO_DUE),
        _if(due and not plan.first <= due <= plan.last, outside),
    )


def why_not_aim(choice: str, target: float | None, retired: bool, reason: str) -> Answer:
    """An indicator gets a target, or none with the reason; a retired one gets none."""
    return first(
        _if(choice not in CHOICES[ItemKind.TARGET], PlanRefusal.NO_CHOICE),
        _if(choice == Choice.LEAVE and not reason.strip(), PlanRefusal.NO_REASON),
        _if(choice == Choice.ADD and retired, PlanRefusal.RETIRED),
        _if(choice == Choice.ADD and target is None, PlanRefusal.NO_TARGET),
    )


def why_not_approve(plan: PlanFacts, by: Actor, undecided: int, missing: int) -> Answer:
    """A standing member approves a draft in which everything is decided and nothing is missing."""
    return first(
        _if(not by.can(*APPROVES), PlanRefusal.NOT_YOURS_TO_APPROVE),
        _if(plan.status != PlanStatus.DRAFT, PlanRefusal.NOT_DRAFT),
        _if(missing, filled(PlanRefusal.MORE_TO_DECIDE, n=missing)),
        _if(undecided, filled(PlanRefusal.UNDECIDED, n=undecided)),
    )
