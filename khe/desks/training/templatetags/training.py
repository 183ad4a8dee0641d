"""Words and colours for the states of training."""

from typing import Any

from django import template

from khe.desks.training.states import CourseStatus, EnrolmentState, NeedState, PlanStatus

register = template.Library()

KINDS = {
    CourseStatus.PLANNED: "idle",
    CourseStatus.OPEN: "soon",
    CourseStatus.RUNNING: "work",
    CourseStatus.FINISHED: "done",
    CourseStatus.CANCELLED: "idle",
    EnrolmentState.ENROLLED: "soon",
    EnrolmentState.STUDYING: "work",
    EnrolmentState.COMPLETED: "done",
    EnrolmentState.FAILED: "late",
    EnrolmentState.WITHDRAWN: "idle",
    NeedState.PROPOSED: "soon",
    NeedState.APPROVED: "work",
    NeedState.DECLINED: "idle",
    NeedState.MET: "done",
    PlanStatus.DRAFT: "soon",
    PlanStatus.CLOSED: "idle",
}


@register.filter
def state_kind(state: str) -> str:
    """Return the status kind of a course, a place or a need."""
    return KINDS.get(state, "idle")  # type: ignore[call-overload]


@register.filter
def plan_kind(status: str) -> str:
    """Return the status kind of a plan."""
    kinds = {PlanStatus.DRAFT: "soon", PlanStatus.APPROVED: "done", PlanStatus.CLOSED: "idle"}
    return kinds[PlanStatus(status)]


@register.filter
def of(table: dict[str, Any], key: str) -> Any:
    """Return what a table holds under a key."""
    return table.get(key, "")


@register.filter
def short(body: Any) -> str:
    """Return the short name of a body, or its name; nothing for nobody's."""
    return (body.short_name or body.name) if body else ""
