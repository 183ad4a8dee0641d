"""Plans with their money, and needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from khe.base.people.actor import Actor
from khe.desks.training.models import Enrolment, Need, Plan
from khe.desks.training.queries.visible import people
from khe.desks.training.states import (
    ATTENDING,
    ENDED,
    OPEN_NEEDS,
    CourseStatus,
    EnrolmentState,
    PlanStatus,
)


@dataclass(frozen=True)
class Money:
    """A plan's đồng: `spent` on study that ended, `committed` for those who attend, and what is left."""

    budget: int
    overrun: int
    spent: int
    committed: int
    estimate: int

    @property
    def left(self) -> int:
        """Return what may still be promised; negative when more is."""
        return self.budget + self.overrun - self.spent - self.committed

    @property
    def short(self) -> int:
        """Return by how much the open needs would go over what is left."""
        return max(0, self.estimate - self.left)


def plans() -> QuerySet[Plan]:
    """Return the plans, the newest first."""
    return Plan.objects.order_by("-year")


def plan_for(day: date) -> Plan | None:
    """Return the plan of a day's year that still takes needs, or None."""
    return Plan.objects.filter(year=day.year).exclude(status=PlanStatus.CLOSED).first()


def locked_plan(plan_id: UUID) -> Plan:
    """Return a plan, locked; Plan.DoesNotExist for a stranger's."""
    return Plan.objects.select_for_update().get(pk=plan_id)


def locked_need(need_id: UUID) -> Need:
    """Return a need, locked; Need.DoesNotExist for a stranger's."""
    return Need.objects.select_for_update().get(pk=need_id)


def needs(actor: Actor, day: date) -> QuerySet[Need]:
    """Return the needs of people whose training the actor may see, the most pressing first."""
    found = Need.objects.filter(member__in=people(actor, day))
    found = found.select_related("member", "post", "post__body", "plan")
    return found.order_by("priority", "member__sort_name", "id")


def needs_of(member_id: UUID) -> list[Need]:
    """Return a member's needs, open ones first, then the newest. Ask who may see them first."""
    rows = Need.objects.filter(member_id=member_id).select_related("post", "plan")
    return sorted(rows.order_by("-id"), key=lambda need: need.state not in OPEN_NEEDS)


def open_needs(member_ids: Iterable[UUID]) -> dict[tuple[UUID, str, str], Need]:
    """Return the standing needs of members by (member, kind, level or skill in small letters)."""
    rows = Need.objects.filter(member_id__in=list(member_ids), state__in=OPEN_NEEDS)
    return {(n.member_id, n.kind, n.level or n.skill.casefold()): n for n in rows}


def estimate(plan_id: UUID) -> int:
    """Return what the standing needs of a plan are thought to cost, in đồng."""
    rows = Need.objects.filter(plan_id=plan_id, state__in=OPEN_NEEDS)
    return int(rows.aggregate(total=Sum("estimate"))["total"] or 0)


_BEGUN = Q(state__in=ENDED) | Q(state=EnrolmentState.WITHDRAWN, began_on__isnull=False)


def _paid(plan_id: UUID) -> QuerySet[Enrolment]:
    """Return the places that cost a plan money: not those who left before it began, nor cancelled."""
    rows = Enrolment.objects.filter(course__plan_id=plan_id)
    rows = rows.exclude(course__status=CourseStatus.CANCELLED)
    return rows.exclude(state=EnrolmentState.WITHDRAWN, began_on__isnull=True)


def promised(plan_id: UUID | None) -> int:
    """Return the đồng a plan has spent and promised; 0 without a plan."""
    if plan_id is None:
        return 0
    return int(_paid(plan_id).aggregate(total=Sum("cost"))["total"] or 0)


def money(plan: Plan) -> Money:
    """Return how a plan's money stands; two queries."""
    sums = _paid(plan.pk).aggregate(
        spent=Sum("cost", filter=_BEGUN), committed=Sum("cost", filter=Q(state__in=ATTENDING))
    )
    return Money(
        budget=plan.budget,
        overrun=plan.overrun,
        spent=int(sums["spent"] or 0),
        committed=int(sums["committed"] or 0),
        estimate=estimate(plan.pk),
    )
