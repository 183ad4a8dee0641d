"""Who may write, approve and close a plan, and when. Pure."""

from collections.abc import Iterable

from khe.base.people.actor import Actor
from khe.desks.training.refusals import Refusal
from khe.desks.training.rules.common import APPROVERS, first, when, why_not_keep
from khe.desks.training.states import TAKES_PEOPLE, PlanStatus

FIRST_YEAR, LAST_YEAR = 2000, 2100


def why_not_save_plan(
    title: str, year: int, budget: int, status: str, *, taken: bool, by: Actor
) -> Refusal | None:
    """A plan has a title, a year of its own, and may be changed while it is a draft."""
    return first(
        why_not_keep(by),
        when(status != PlanStatus.DRAFT, Refusal.PLAN_NOT_DRAFT),
        when(not title.strip(), Refusal.NO_TITLE),
        when(not FIRST_YEAR <= year <= LAST_YEAR, Refusal.BAD_YEAR),
        when(budget < 0, Refusal.BAD_MONEY),
        when(taken, Refusal.YEAR_TAKEN),
    )


def why_not_approve_plan(
    status: str, document: str, *, budget: int, estimate: int, reason: str, by: Actor
) -> Refusal | None:
    """The standing members approve a draft by a document; over the budget, with a reason of theirs."""
    return first(
        when(not by.can(*APPROVERS), Refusal.NOT_STANDING),
        when(status != PlanStatus.DRAFT, Refusal.PLAN_NOT_DRAFT),
        when(not document.strip(), Refusal.NO_APPROVAL),
        when(estimate > budget and not reason.strip(), Refusal.NO_OVERRUN_REASON),
    )


def why_not_allow_overrun(status: str, amount: int, reason: str, by: Actor) -> Refusal | None:
    """Going over an approved budget is the approver's to allow, with a reason."""
    return first(
        when(not by.can(*APPROVERS), Refusal.NOT_STANDING),
        when(status != PlanStatus.APPROVED, Refusal.PLAN_NOT_APPROVED),
        when(amount < 0, Refusal.BAD_MONEY),
        when(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_close_plan(status: str, courses: Iterable[str], by: Actor) -> Refusal | None:
    """A plan is closed when its courses are over."""
    return first(
        why_not_keep(by),
        when(status != PlanStatus.APPROVED, Refusal.PLAN_NOT_APPROVED),
        when(any(c in TAKES_PEOPLE for c in courses), Refusal.STILL_RUNNING),
    )
