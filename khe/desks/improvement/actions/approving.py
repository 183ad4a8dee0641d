"""Approving the plan of the next period: measures become tasks, targets become links."""

from datetime import datetime
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.improvement import queries
from khe.desks.improvement.actions.common import change
from khe.desks.improvement.actions.remedying import add_measure, drop_measure, link
from khe.desks.improvement.models import Measure, PeriodPlan, PlanItem
from khe.desks.improvement.rules import plans as rules
from khe.desks.improvement.states import Choice, Event, ItemKind, PlanEvent, PlanStatus
from khe.desks.tasks import actions as tasks


@transacted
def approve_plan(plan_id: UUID, *, by: Actor, at: datetime) -> PeriodPlan:
    """Approve a plan in which everything is decided: the period closes. All of it or nothing.

    A measure that goes on keeps its task with a later day, or is dropped and given anew, linked to the
    one it comes from; targets become links from what the closed period counted to the end of the next.
    Raises Refused: something undecided or missing, and whatever tasks and indicators refuse.
    """
    plan = queries.locked_plan(plan_id)
    items = queries.items_of(plan)
    missing = queries.wanting(by, plan, at)
    refuse_if(rules.why_not_approve(plan, by, len(queries.undecided(items)), len(missing)))
    over = queries.finished(items)
    for item in items:
        if item.pk in over:
            item.choice, item.decided_by, item.decided_at = Choice.FINISHED, by.name, at
        elif item.kind == ItemKind.TARGET:
            _aim(item, plan, by, at)
        else:
            _work(item, by, at)
        item.save()
    changes = {
        "status": PlanStatus.APPROVED, "approver_id": by.member_id, "approver_name": by.name,
        "approved_at": at,
    }  # fmt: skip
    facts = {"items": len(items), "carried": queries.carried(items)}
    return change(plan, PlanEvent.APPROVED, changes, by=by, at=at, **facts)


def _work(item: PlanItem, by: Actor, at: datetime) -> None:
    """Carry a measure over, give it anew, begin a new one, or give it up."""
    if item.choice == Choice.EXTEND:
        item.made_measure = _extend(item, by, at)
    elif item.choice == Choice.LEAVE:
        if item.measure_id:
            drop_measure(item.measure_id, why=item.reason, by=by, at=at)
    else:
        if item.choice == Choice.ANEW and item.measure_id:
            drop_measure(item.measure_id, why=item.reason, by=by, at=at)
        assert item.lead_id  # noqa: S101 - for the type checker: nothing is decided without
        assert item.due  # noqa: S101 - likewise: the rule of deciding asks for both
        item.made_measure = add_measure(
            item.shortcoming_id, content=item.content, lead_id=item.lead_id, due=item.due,
            carried_from_id=item.measure_id, carried_why=item.reason, by=by, at=at,
        )  # fmt: skip


def _extend(item: PlanItem, by: Actor, at: datetime) -> Measure:
    """Put the task of a measure off into the next period; another lead takes it over."""
    measure = Measure.objects.select_for_update().get(pk=item.measure_id)
    subject = queries.locked(measure.shortcoming_id)
    task = queries.open_task(measure)
    if item.lead_id and task.lead_id != item.lead_id:
        tasks.reassign(task.code, lead_id=item.lead_id, reason=item.reason, by=by, at=at)
    if task.content != item.content:
        tasks.amend(
            task.code, content=item.content, product=task.product, detail=task.detail, by=by, at=at
        )
    tasks.extend(
        task.code, due_day=item.due, reason=item.reason, document=item.plan.title, by=by, at=at
    )
    former = measure.due
    measure.due, measure.content, measure.lead_id = item.due, item.content, item.lead_id
    measure.carried_why = item.reason
    measure.save(update_fields=["due", "content", "lead", "carried_why"])
    change(subject, Event.MEASURE_CARRIED, {}, by=by, at=at, measure=measure.pk, former=former,
           due=measure.due, why=item.reason, plan=item.plan.title)  # fmt: skip
    return measure


def _aim(item: PlanItem, plan: PeriodPlan, by: Actor, at: datetime) -> None:
    """Set the target of the next period, from what the closed one counted."""
    if item.choice != Choice.ADD or item.target is None or item.indicator_id is None:
        return
    item.made_link = link(
        item.shortcoming_id, indicator_id=item.indicator_id, baseline=plan.closes,
        target=item.target, window=plan.period, by=by, at=at,
    )  # fmt: skip
