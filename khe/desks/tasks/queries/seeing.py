"""Finding tasks with permission, and holding them for a change."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from khe.base.authorities.tenancy import required_id
from khe.base.authorities.tenant import uuid7
from khe.base.authorities.writing import server_cursor
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.desks.tasks import rules
from khe.desks.tasks.models import Recurring, Task, TaskMember
from khe.desks.tasks.states import Part, Status


def locked(code: str) -> Task:
    """Return the task, held until the transaction ends; Task.DoesNotExist if there is none."""
    return Task.objects.select_for_update().get(code=code)


def locked_recurring(id: UUID) -> Recurring:
    """Return the recurring task, held until the transaction ends."""
    return Recurring.objects.select_for_update().get(pk=id)


def mine(actor: Actor) -> list[UUID]:
    """Return the members the actor is or stands in for."""
    return [m for m in (actor.member_id, *actor.for_ids) if m]


def led_of(actor: Actor, at: datetime) -> set[UUID]:
    """Return the members whom the actor heads on the local day of `at`; no query if it heads nobody."""
    if not actor.led_ids:
        return set()
    return people.led_by(actor, at.astimezone(people.LOCAL).date())


def visible_to(actor: Actor, at: datetime) -> QuerySet[Task]:
    """Return the tasks whose page the actor may open at `at`: every list, search, count, export and
    figure starts here. Lead, co-workers, who gave it, who leads the work it is a part of; the heads
    of the lead; those who keep its source; standing members, leaders, supervisors see all."""
    if actor.can(*rules.SEES_ALL):
        return Task.objects.all()
    parts = Q(member__in=mine(actor))
    if led := led_of(actor, at):
        parts |= Q(member__in=led, part=Part.LEAD)
    seen = Q(pk__in=TaskMember.objects.filter(parts).values("task"))
    if kinds := rules.kept_kinds(actor):
        seen |= Q(source_kind__in=kinds)
    return Task.objects.filter(seen)


def members_of(task: Task) -> list[TaskMember]:
    """Return who has to do with a task, with their names, by given name."""
    found = TaskMember.objects.filter(task=task).select_related("member")
    return list(found.order_by("member__sort_name", "id"))


def co_ids(task: Task) -> list[UUID]:
    """Return the co-workers of a task."""
    found = TaskMember.objects.filter(task=task, part=Part.CO)
    return list(found.values_list("member_id", flat=True))


def open_parts(task: Task) -> int:
    """Return how many parts of a task are still open."""
    return Task.objects.filter(parent=task, status=Status.OPEN).count()


def working(member_ids: Iterable[UUID]) -> dict[UUID, bool]:
    """Return which of these members work here, in one query; unknown ones are missing."""
    found = people.Member.objects.filter(pk__in=list(member_ids))
    return dict(found.values_list("pk", "active"))


def next_code(year: int) -> str:
    """Return the next code of a local year, "NV-26-0012"; gapless, kept by the transaction."""
    with server_cursor() as cursor:
        cursor.execute(
            "INSERT INTO tasks_counter (authority_id, id, key, n) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (authority_id, key) DO UPDATE SET n = tasks_counter.n + 1"
            " RETURNING n",
            [required_id(), uuid7(), str(year)],
        )
        return f"NV-{year % 100:02d}-{int(cursor.fetchone()[0]):04d}"


def visible_recurring(actor: Actor, at: datetime) -> QuerySet[Recurring]:
    """Return the recurring work the actor may see: made by them or for them, or for whom they head."""
    if actor.can(*rules.SEES_ALL):
        return Recurring.objects.all()
    own = mine(actor)
    heads = Q(lead__in=own) | Q(assigner__in=own) | Q(lead__in=led_of(actor, at))
    return Recurring.objects.filter(heads)


def recurring_due(at: datetime) -> list[UUID]:
    """Return the recurring work whose day has come by the local day of `at`."""
    today = at.astimezone(people.LOCAL).date()
    found = Recurring.objects.filter(stopped_at=None, next_on__lte=today).order_by("next_on", "id")
    return list(found.values_list("pk", flat=True))


def waiting_rows(actor: Actor, limit: int = 200) -> list[TaskMember]:
    """Return what the actor has to do with open tasks, with task and lead, by due moment; the first
    `limit` of it, in one query."""
    found = TaskMember.objects.filter(member__in=mine(actor), task__status=Status.OPEN)
    found = found.exclude(part=Part.OVER).select_related("task", "task__lead")
    return list(found.order_by(F("task__due_at").asc(nulls_last=True), "id")[:limit])
