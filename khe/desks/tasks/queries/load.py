"""How much each person has to do. Never a ranking: people stand in the order of their names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q

from khe.base.people.models import Member
from khe.desks.tasks.models import Task
from khe.desks.tasks.states import Status

RECENT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Load:
    """What a person leads: open now, due by a moment, overdue, waiting to be accepted; and of what was
    due in the last 90 days and given by others, how much was done on time."""

    member: Member
    open: int = 0
    due_soon: int = 0
    overdue: int = 0
    handed_in: int = 0
    on_time: int = 0
    was_due: int = 0


def judged(found: Q, at: datetime) -> dict[str, Q]:
    """Return (was_due, on_time) as conditions: what others gave, due in the span `found`, not dropped; a
    task is on time when it was handed in by its due moment and accepted or still waits to be."""
    given = found & ~Q(status=Status.DROPPED) & (Q(assigner=None) | ~Q(assigner=F("lead")))
    in_time = Q(done_at__lte=F("due_at")) | Q(done_at=None, handed_at__lte=F("due_at"))
    return {"was_due": given, "on_time": given & in_time}


def load_of(member_ids: Iterable[UUID] | None, at: datetime, week_end: datetime) -> list[Load]:
    """Return the load of members (None: everybody who works here), by name; two queries."""
    people = Member.objects.filter(active=True)
    if member_ids is not None:
        people = people.filter(pk__in=list(member_ids))
    listed = list(people.order_by("sort_name", "id"))
    is_open = Q(status=Status.OPEN)
    late = is_open & (Q(handed_at=None, due_at__lt=at) | Q(handed_at__gt=F("due_at")))
    recent = judged(Q(due_at__gt=at - RECENT, due_at__lte=at), at)
    rows = (
        Task.objects.filter(is_open | Q(due_at__gt=at - RECENT, due_at__lte=at))
        .filter(lead__in=[m.pk for m in listed])
        .order_by()
        .values("lead")
        .annotate(
            open=Count("id", filter=is_open),
            due_soon=Count("id", filter=is_open & Q(due_at__gte=at, due_at__lt=week_end)),
            overdue=Count("id", filter=late),
            handed_in=Count("id", filter=is_open & Q(handed_at__isnull=False)),
            on_time=Count("id", filter=recent["on_time"]),
            was_due=Count("id", filter=recent["was_due"]),
        )
    )
    known = {row.pop("lead"): row for row in rows}
    return [Load(member, **known.get(member.pk, {})) for member in listed]
