"""How much each person has to do. Never a ranking: people stand in the order of their names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.tasks.models import Task
from khe.desks.tasks.queries.seeing import visible_to
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

    @property
    def is_idle(self) -> bool:
        """Say whether there is nothing to tell of this person."""
        return not (self.open or self.handed_in or self.was_due)


def judged(found: Q) -> dict[str, Q]:
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
    recent = judged(Q(due_at__gt=at - RECENT, due_at__lte=at))
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


def due_between(actor: Actor, begin: datetime, end: datetime) -> tuple[list[UUID], list[UUID]]:
    """Return (due, done on time): ids of tasks that others gave, due from `begin` up to `end`, of those
    the actor may see at `end`; one query."""
    span = judged(Q(due_at__gte=begin, due_at__lt=end))
    found = visible_to(actor, end).filter(span["was_due"]).order_by("due_at", "id")
    rows = list(found.values_list("pk", "due_at", "done_at", "handed_at"))
    kept = [pk for pk, due, done, handed in rows if _is_in_time(done or handed, due)]
    return [pk for pk, *_rest in rows], kept


def open_at(
    actor: Actor, moment: datetime
) -> list[tuple[UUID, datetime, datetime | None, datetime | None]]:
    """Return (id, given, due, handed in) of what others gave and stood open at a moment, of what the actor
    may see; what was handed in later counts as not handed in. One query."""
    found = visible_to(actor, moment).filter(given_at__lt=moment)
    found = found.filter(Q(closed_at=None) | Q(closed_at__gte=moment))
    found = found.filter(Q(assigner=None) | ~Q(assigner=F("lead"))).order_by("given_at", "id")
    rows = found.values_list("pk", "given_at", "due_at", "handed_at", "done_at")
    return [
        (pk, given, due, _before(done or handed, moment)) for pk, given, due, handed, done in rows
    ]


def _is_in_time(then: datetime | None, due_at: datetime | None) -> bool:
    return then is not None and due_at is not None and then <= due_at


def _before(then: datetime | None, moment: datetime) -> datetime | None:
    return then if then is not None and then < moment else None
