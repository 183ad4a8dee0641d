"""What the records say of a subject in a period: counted here, never typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from khe.base.authorities.tenancy import required_id
from khe.base.people.actor import ROLES, Actor
from khe.base.people.models import Body, Member, Tenure
from khe.base.people.queries import LOCAL, in_force
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.assessment.rules import Fact
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.states import State

Facts = dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Kept:
    """Tasks of a person that fell due in a period: how many were handed in on time, how many late."""

    on_time: int = 0
    late: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.on_time + other.on_time, self.late + other.late)


def share(part: int, whole: int) -> Fact:
    """Return a share in percent; without anything to count it has no value."""
    value = Decimal(100 * part) / Decimal(whole) if whole else None
    return Fact(value, part, whole)


def facts_of(campaign: Campaign, rows: Iterable[Assessment], at: datetime) -> dict[UUID, Facts]:
    """Return {assessment: its facts as of `at`}: what was typed, and what the task book says. A handful
    of queries, whatever the number of rows."""
    listed = list(rows)
    people = people_of(listed, campaign.last)
    kept = kept_tasks({m for found in people.values() for m in found}, campaign, at)
    return {row.pk: _facts(row, [kept.get(m, Kept()) for m in people[row.pk]]) for row in listed}


def _facts(row: Assessment, kept: Iterable[Kept]) -> Facts:
    found = sum(kept, Kept())
    due = found.on_time + found.late
    typed = {k: Fact.of(v) for k, v in row.facts.items() if k.startswith("typed.")}
    return {
        **typed, "tasks.on_time": share(found.on_time, due), "tasks.late": share(found.late, due),
    }  # fmt: skip


def people_of(rows: Iterable[Assessment], on: date) -> dict[UUID, set[UUID]]:
    """Return {assessment: the members whose work it counts}: themselves, or those who hold a post in
    the body (or the boards of the area) or belong to it."""
    listed = list(rows)
    found = {row.pk: {row.member_id} if row.member_id else set() for row in listed}
    bodies: dict[UUID, set[UUID]] = {}  # body: assessments
    areas = {row.area_id: row.pk for row in listed if row.area_id}
    for row in listed:
        if row.body_id:
            bodies.setdefault(row.body_id, set()).add(row.pk)
    if areas:
        for pk, area in Body.objects.filter(area__in=list(areas)).values_list("pk", "area_id"):
            bodies.setdefault(pk, set()).add(areas[area])
    if not bodies:
        return found
    held = Tenure.objects.filter(in_force(on), post__body__in=list(bodies))
    pairs = [*held.values_list("post__body_id", "member_id")]
    pairs += Member.objects.filter(body__in=list(bodies)).values_list("body_id", "pk")
    for body, member in pairs:
        for pk in bodies[body]:
            found[pk].add(member)
    return found


def kept_tasks(member_ids: Iterable[UUID], campaign: Campaign, at: datetime) -> Mapping[UUID, Kept]:
    """Return {member: the tasks they lead that fell due within the period, as of `at`}, in one query.

    Counted as the task book has them, whoever looks: what a head may not read one by one still counts.
    Late: done after the due moment, or still open past it. Dropped tasks count for nothing.
    """
    everything = Actor(required_id(), "Khế", roles=frozenset(ROLES))
    first = datetime.combine(campaign.first, time.min, LOCAL)
    last = datetime.combine(campaign.last + timedelta(days=1), time.min, LOCAL)
    found = tasks.narrowed(
        tasks.visible_to(everything, at), at, lead_ids=member_ids, first=first, last=last
    )
    late = tasks.in_state(State.DONE_LATE, at) | tasks.in_state(State.OVERDUE, at)
    counted = (
        found.order_by()
        .values("lead_id")
        .annotate(
            good=Count("pk", filter=tasks.in_state(State.DONE_ON_TIME, at)),
            bad=Count("pk", filter=late),
        )
    )
    return {pk: Kept(good, bad) for pk, good, bad in counted.values_list("lead_id", "good", "bad")}
