"""Who does it: another lead, other co-workers, a successor for all of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from khe.base.authorities.writing import insert
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.tasks import queries, rules, telling
from khe.desks.tasks.actions.common import change, locked
from khe.desks.tasks.models import Recurring, Task, TaskMember
from khe.desks.tasks.queries.seeing import working
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Event, Part, Status


@transacted
def reassign(code: str, *, lead_id: UUID, reason: str, by: Actor, at: datetime) -> Task:
    """Give a task to another lead; the due moment stays. What the former lead handed in is void."""
    task = locked(code, at)
    led = queries.led_of(by, at)
    former = task.lead_id
    refuse_if(
        rules.why_not_reassign(task, by, led)
        or (Refusal.SAME_LEAD if lead_id == former else None)
        or rules.why_not_give(by, lead_id, led, task.source_kind)
        or rules.why_not_people(working([lead_id]).get(lead_id), ())
        or (None if reason.strip() else Refusal.NO_REASON)
    )
    TaskMember.objects.filter(task=task).filter(
        Q(part=Part.LEAD) | Q(part=Part.CO, member=lead_id)
    ).delete()
    parts = Task.objects.filter(parent=task, status=Status.OPEN)
    rows = [TaskMember(task=task, member_id=lead_id, part=Part.LEAD)]
    rows += [TaskMember(task=part, member_id=lead_id, part=Part.OVER) for part in parts]
    TaskMember.objects.bulk_create(rows, ignore_conflicts=True)
    changes = {
        "lead_id": lead_id, "started_at": None, "percent": 0, "handed_at": None, "result": "",
        "asked_due_at": None, "asked_reason": "",
    }  # fmt: skip
    change(task, Event.REASSIGNED, changes, by=by, at=at, former=former, lead=lead_id,
           reason=reason.strip())  # fmt: skip
    telling.assigned([task], {}, by, at)
    return task


@transacted
def change_co(code: str, *, co_ids: Iterable[UUID], by: Actor, at: datetime) -> Task:
    """Set who works with the lead; those who are new are told."""
    task = locked(code, at)
    wanted = {m for m in co_ids if m != task.lead_id}
    active = working(wanted)
    refuse_if(
        rules.why_not_change_co(task, by, queries.led_of(by, at))
        or (None if all(active.get(m) for m in wanted) else Refusal.CO_GONE)
    )
    held = TaskMember.objects.filter(task=task, part=Part.CO)
    known = set(held.values_list("member_id", flat=True))
    held.exclude(member__in=wanted).delete()
    fresh = sorted(wanted - known)
    TaskMember.objects.bulk_create(TaskMember(task=task, member_id=m, part=Part.CO) for m in fresh)
    facts = {"added": fresh, "removed": sorted(known - wanted)}
    change(task, Event.CO_CHANGED, {}, by=by, at=at, **facts)
    telling.joined(task, fresh, by, at)
    return task


@transacted
def hand_over(from_id: UUID, to_id: UUID, *, reason: str, by: Actor, at: datetime) -> int:
    """Move what a person has open to a successor: what they lead, help with, gave and must accept, and
    their recurring tasks. Due moments stay. Return how many tasks they led."""
    rows = Task.objects.select_for_update().filter(status=Status.OPEN)
    held = TaskMember.objects.filter(member=from_id).exclude(part=Part.OVER)
    tasks = list(rows.filter(pk__in=list(held.values_list("task_id", flat=True))).order_by("pk"))
    led = queries.led_of(by, at)
    active = working([to_id]).get(to_id, False)
    refuse_if(rules.why_not_hand_over(from_id, to_id, active, by, led))
    refuse_if(None if reason.strip() else Refusal.NO_REASON)
    entries, moved = [], []
    for task in tasks:
        leads = task.lead_id == from_id
        task.lead_id = to_id if leads else task.lead_id
        task.assigner_id = to_id if task.assigner_id == from_id else task.assigner_id
        task.changed_at = at
        facts = {"former": from_id, "to": to_id, "reason": reason.strip()}
        event = Event.REASSIGNED if leads else Event.HANDED_OVER
        facts |= {"lead": to_id} if leads else {}
        entries.append(next_entry(task, event, by=by, at=at, facts=facts))
        moved += [task] if leads else []
    _store_hand_over(tasks, from_id, to_id)
    insert(entries)
    telling.assigned(moved, {}, by, at)
    return len(moved)


def _store_hand_over(tasks: list[Task], from_id: UUID, to_id: UUID) -> None:
    """Store the new people of tasks and of recurring tasks; a handful of statements for all."""
    names = ["lead", "assigner", "changed_at", "journal_seq", "journal_hash"]
    Task.objects.bulk_update(tasks, names)
    held = TaskMember.objects.filter(task__in=[t.pk for t in tasks], member=from_id)
    fresh = [
        TaskMember(task_id=row.task_id, member_id=to_id, part=row.part)
        for row in held
        if row.part != Part.OVER
    ]
    held.exclude(part=Part.OVER).delete()
    leads = {row.task_id for row in fresh if row.part == Part.LEAD}
    TaskMember.objects.filter(task__in=leads, member=to_id, part=Part.CO).delete()
    TaskMember.objects.bulk_create(fresh, ignore_conflicts=True)
    going_on = Recurring.objects.filter(stopped_at=None)
    going_on.filter(lead=from_id).update(lead=to_id)
    going_on.filter(assigner=from_id).update(assigner=to_id)
