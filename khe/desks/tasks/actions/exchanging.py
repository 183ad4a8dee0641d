"""Several people's open work moves to their successors at once: two may change places."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, UUIDField, Value, When

from khe.base.authorities.writing import insert
from khe.base.journal.models import Entry
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.tasks import queries, rules, telling
from khe.desks.tasks.actions.common import CHAIN
from khe.desks.tasks.models import Recurring, Task, TaskMember
from khe.desks.tasks.queries.seeing import working
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Event, Part, Status


@transacted
def exchange(
    successors: Mapping[UUID, UUID], *, reason: str, by: Actor, at: datetime
) -> dict[UUID, list[Task]]:
    """Move what members have open to their successors (member -> successor), all at once: what they
    lead, help with, gave and must accept, and their recurring tasks. Due moments stay.

    Returns the tasks that each of them led. The number of queries does not grow with the tasks.
    """
    rows = Task.objects.select_for_update().filter(status=Status.OPEN)
    held = TaskMember.objects.filter(member__in=list(successors)).exclude(part=Part.OVER)
    ids = set(held.values_list("task_id", flat=True))
    found = list(rows.filter(pk__in=ids).order_by("pk"))
    led, active = queries.led_of(by, at), working(successors.values())
    for former, new in successors.items():
        refuse_if(rules.why_not_hand_over(former, new, active.get(new, False), by, led))
    refuse_if(None if reason.strip() else Refusal.NO_REASON)
    moved: dict[UUID, list[Task]] = {former: [] for former in successors}
    entries = []
    for task in found:
        former = task.lead_id
        entries.append(_change(task, successors, reason.strip(), by, at))
        if former in moved:
            moved[former].append(task)
    _store(found, successors)
    insert(entries)
    telling.assigned([task for tasks in moved.values() for task in tasks], {}, by, at)
    return moved


def _change(
    task: Task, successors: Mapping[UUID, UUID], reason: str, by: Actor, at: datetime
) -> Entry:
    former = task.lead_id
    task.lead_id = successors.get(former, former)
    if task.assigner_id is not None:
        task.assigner_id = successors.get(task.assigner_id, task.assigner_id)
    task.changed_at = at
    facts = {"former": former, "to": task.lead_id, "reason": reason}
    if former in successors:
        return next_entry(
            task, Event.REASSIGNED, by=by, at=at, facts={**facts, "lead": task.lead_id}
        )
    return next_entry(task, Event.HANDED_OVER, by=by, at=at, facts=facts)


def _store(tasks: list[Task], successors: Mapping[UUID, UUID]) -> None:
    if tasks:
        Task.objects.bulk_update(tasks, ["lead", "assigner", *CHAIN], batch_size=500)
        _store_people([task.pk for task in tasks], successors)
    going_on = Recurring.objects.filter(stopped_at=None)
    for name in ("lead", "assigner"):
        theirs = going_on.filter(**{f"{name}__in": list(successors)})
        theirs.update(**{name: _mapped(name, successors)})


def _store_people(ids: Iterable[UUID], successors: Mapping[UUID, UUID]) -> None:
    """Rewrite who has to do with the tasks: the old rows go first, so that places can be changed."""
    rows = TaskMember.objects.filter(task__in=list(ids), member__in=list(successors))
    theirs = rows.exclude(part=Part.OVER)
    old = list(theirs)
    fresh = [
        TaskMember(task_id=row.task_id, member_id=successors[row.member_id], part=row.part)
        for row in old
    ]
    theirs.delete()
    leads = [(row.task_id, row.member_id) for row in fresh if row.part == Part.LEAD]
    helping = TaskMember.objects.filter(part=Part.CO, task__in=[task for task, _ in leads])
    helping.filter(member__in=[member for _, member in leads]).delete()
    kept = [
        row for row in fresh if row.part != Part.CO or (row.task_id, row.member_id) not in leads
    ]
    TaskMember.objects.bulk_create(kept, ignore_conflicts=True)


def _mapped(name: str, successors: Mapping[UUID, UUID]) -> Case:
    whens = (
        When(**{f"{name}_id": old}, then=Value(new, output_field=UUIDField()))
        for old, new in successors.items()
    )
    return Case(*whens, default=F(f"{name}_id"))
