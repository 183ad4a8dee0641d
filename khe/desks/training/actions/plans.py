"""The plan of a year: written by personnel, approved by the standing members, closed when it is done."""

from datetime import datetime
from uuid import UUID

from khe.base.authorities.tenant import uuid7
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.training import queries, rules
from khe.desks.training.actions.common import CHAIN, entered, store_changes
from khe.desks.training.models import Course, Need, Plan
from khe.desks.training.states import OPEN_NEEDS, Event, NeedState, PlanStatus


@transacted
def save_plan(
    *, year: int, title: str, budget: int, id: UUID | None = None, by: Actor, at: datetime
) -> Plan:
    """Write the plan of a year, or change the draft with `id`; `budget` in đồng.

    A new plan takes in the open needs that belong to none.
    """
    plan = queries.locked_plan(id) if id else Plan(id=uuid7())
    taken = Plan.objects.filter(year=year).exclude(pk=plan.pk).exists()
    refuse_if(rules.why_not_save_plan(title, year, budget, plan.status, taken=taken, by=by))
    plan.year, plan.title, plan.budget = year, title.strip(), budget
    record(plan, Event.PLAN_SAVED, by=by, at=at, year=year, title=plan.title, budget=budget)
    plan.save(force_insert=id is None)
    if id is None:
        Need.objects.filter(plan__isnull=True, state__in=OPEN_NEEDS).update(plan=plan)
    return plan


@transacted
def approve_plan(
    plan_id: UUID, *, document: str, reason: str = "", by: Actor, at: datetime
) -> Plan:
    """Approve a draft with the needs in it, by the document `document` (number and date).

    Where the needs are thought to cost more than the budget, `reason` says why it is approved all the
    same; what is over is then allowed. Raises Refused otherwise.
    """
    plan = queries.locked_plan(plan_id)
    estimate = queries.estimate(plan.pk)
    refuse_if(
        rules.why_not_approve_plan(
            plan.status, document, budget=plan.budget, estimate=estimate, reason=reason, by=by
        )
    )
    plan.status, plan.document = PlanStatus.APPROVED, document.strip()
    plan.approved_at, plan.approved_by = at, by.name
    plan.overrun = max(0, estimate - plan.budget)
    plan.overrun_reason = reason.strip() if plan.overrun else ""
    record(
        plan, Event.PLAN_APPROVED, by=by, at=at, document=plan.document, budget=plan.budget,
        estimate=estimate, overrun=plan.overrun, reason=plan.overrun_reason,
    )  # fmt: skip
    plan.save()
    _approve_needs(plan, by, at)
    return plan


def _approve_needs(plan: Plan, by: Actor, at: datetime) -> None:
    rows = Need.objects.select_for_update().filter(plan=plan, state=NeedState.PROPOSED)
    needs = list(rows.order_by("pk"))
    for need in needs:
        need.state, need.decided_at, need.decided_by = NeedState.APPROVED, at, by.name
    facts = [{"estimate": need.estimate, "plan": plan.pk} for need in needs]
    entries = entered(needs, Event.NEED_APPROVED, facts, by=by, at=at)
    store_changes(needs, ("state", "decided_at", "decided_by"), entries)


@transacted
def allow_overrun(plan_id: UUID, *, amount: int, reason: str, by: Actor, at: datetime) -> Plan:
    """Allow `amount` đồng in all beyond the budget of an approved plan, with the approver's reason."""
    plan = queries.locked_plan(plan_id)
    refuse_if(rules.why_not_allow_overrun(plan.status, amount, reason, by))
    plan.overrun, plan.overrun_reason = amount, reason.strip()
    record(plan, Event.OVERRUN_ALLOWED, by=by, at=at, amount=amount, reason=plan.overrun_reason)
    plan.save(update_fields=["overrun", "overrun_reason", *CHAIN])
    return plan


@transacted
def close_plan(plan_id: UUID, *, by: Actor, at: datetime) -> Plan:
    """Close a plan whose courses are over; its open needs wait for the next one."""
    plan = queries.locked_plan(plan_id)
    courses = list(Course.objects.filter(plan=plan).values_list("status", flat=True))
    refuse_if(rules.why_not_close_plan(plan.status, courses, by))
    plan.status = PlanStatus.CLOSED
    record(plan, Event.PLAN_CLOSED, by=by, at=at)
    plan.save(update_fields=["status", *CHAIN])
    Need.objects.filter(plan=plan, state__in=OPEN_NEEDS).update(plan=None)
    return plan
