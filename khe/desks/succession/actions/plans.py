"""Rotation plans, and what is to be avoided when people are placed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.succession import queries
from khe.desks.succession.actions.common import begin, change
from khe.desks.succession.models import Conflict, RotationPlan
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.rules import plan as rules
from khe.desks.succession.rules.common import why_not_decide, why_not_propose
from khe.desks.succession.states import Event, PlanState


@transacted
def save_plan(
    *, name: str, day: date, horizon_months: int, id: UUID | None = None, by: Actor, at: datetime
) -> RotationPlan:
    """Begin a plan, or change the open one with `id`; `day` is the local day people would move."""
    plan = queries.locked_plan(id) if id else RotationPlan(made_on=queries.day_of(at))
    refuse_if(
        rules.why_not_save_plan(name, day, horizon_months, queries.day_of(at), by)
        or rules.why_not_edit_plan(plan.state, by)
    )
    changes: dict[str, Any] = {"name": name.strip(), "day": day, "horizon_months": horizon_months}
    if id:
        change(plan, Event.PLAN_SAVED, changes, by=by, at=at, **changes)
        return plan
    plan.name, plan.day, plan.horizon_months = name.strip(), day, horizon_months
    begin(plan, Event.PLAN_SAVED, by=by, at=at, **changes)
    return plan


@transacted
def close_plan(plan_id: UUID, *, by: Actor, at: datetime) -> RotationPlan:
    """Close a plan; what was not decided stays undone."""
    plan = queries.locked_plan(plan_id)
    refuse_if(
        Refusal.PLAN_CLOSED
        if plan.state != PlanState.OPEN
        else why_not_propose(by) and why_not_decide(by)
    )
    change(plan, Event.PLAN_CLOSED, {"state": PlanState.CLOSED}, by=by, at=at)
    return plan


@transacted
def save_conflict(
    *, member: Member, note: str, body: Body | None = None, other: Member | None = None, by: Actor,
    at: datetime,
) -> Conflict:  # fmt: skip
    """Write down a body or a person to avoid when a member is placed, and why."""
    refuse_if(
        why_not_propose(by)
        or (Refusal.NO_REASON if not note.strip() else None)
        or (Refusal.ONE_TO_AVOID if (body is None) == (other is None) else None)
        or (Refusal.TO_THEMSELVES if other and other.pk == member.pk else None)
    )
    found = Conflict(member=member, body=body, other=other, note=note.strip())
    found.save(force_insert=True)
    record(
        found, Event.CONFLICT_SAVED, by=by, at=at,
        member=member.pk, body=body.pk if body else None, other=other.pk if other else None,
        note=found.note,
    )  # fmt: skip
    return found


@transacted
def lift_conflict(conflict_id: UUID, *, by: Actor, at: datetime) -> Conflict:
    """Say that there is nothing to avoid any more."""
    found = Conflict.objects.select_for_update().get(pk=conflict_id)
    refuse_if(why_not_propose(by))
    found.lifted_on = found.lifted_on or queries.day_of(at)
    found.save(update_fields=["lifted_on"])
    record(found, Event.CONFLICT_LIFTED, by=by, at=at)
    return found
