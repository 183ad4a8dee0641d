"""Whom to remind of what, now. Running it twice tells nobody twice: messages have keys."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from khe.base.calendar import clock
from khe.base.calendar.calendars import Calendar
from khe.base.people.queries import LOCAL
from khe.desks.tasks import telling
from khe.desks.tasks.models import Task
from khe.desks.tasks.states import Status

SOON = 480  # working minutes before the due moment, unless the authority sets `task_remind_minutes`
AT_ONCE = 1000  # tasks looked at in one run; the next one goes on


def remind(calendar: Calendar, at: datetime, minutes: int = SOON) -> int:
    """Tell leads of what is due within `minutes` of working time, and of what became overdue in the last
    week; return how many messages are new."""
    until = clock.ahead(calendar, at, max(minutes, 1))
    running = Task.objects.filter(status=Status.OPEN, handed_at=None).order_by("due_at", "id")
    soon = running.filter(due_at__gt=at, due_at__lte=until)
    weeks = 7 * 24 * 60
    since = datetime.fromtimestamp(at.timestamp() - weeks * 60, at.tzinfo)
    late = running.filter(due_at__lte=at, due_at__gt=since)
    return telling.due_soon(soon[:AT_ONCE], at) + telling.overdue(late[:AT_ONCE], at)


def digest(at: datetime) -> int:
    """Tell those who gave work what of it is overdue: once a week, named by its ISO week."""
    year, week, _ = at.astimezone(LOCAL).isocalendar()
    found = Task.objects.filter(
        status=Status.OPEN, handed_at=None, due_at__lt=at, assigner__isnull=False
    ).exclude(assigner=F("lead"))
    late: dict[UUID, list[Task]] = {}
    for task in found.select_related("lead").order_by("due_at", "id")[: 5 * AT_ONCE]:
        late.setdefault(task.assigner_id, []).append(task)
    return telling.digest(late, f"{year}-W{week:02d}", at)
