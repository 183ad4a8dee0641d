"""A task as a line of a list: its state, how much time is left, in which group of urgency. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.calendar import clock
from khe.base.calendar.calendars import Calendar
from khe.base.web import phrases
from khe.base.web.parts import STATUS_ICONS
from khe.desks.tasks import rules
from khe.desks.tasks.states import State, Status, kind_label

SOON = phrases.DAY  # working minutes


@dataclass(frozen=True)
class Row:
    """One task. `kind` colours how much time is left; `group` is its urgency."""

    task: Any
    state: State
    kind: str
    left: str
    due: str
    group: str
    source: str
    waits: bool = False  # handed in, not accepted yet

    @property
    def icon(self) -> str:
        """Return the icon of its kind."""
        return STATUS_ICONS[self.kind]


# key: (title, kind)
GROUPS = {
    "late": (gettext_lazy("Quá hạn"), "late"),
    "today": (gettext_lazy("Hôm nay"), "soon"),
    "week": (gettext_lazy("Tuần này"), "work"),
    "later": (gettext_lazy("Sau đó"), "work"),
    "none": (gettext_lazy("Không có hạn"), "idle"),
    "waits": (gettext_lazy("Đã báo cáo, chờ xác nhận"), "wait"),
    "over": (gettext_lazy("Đã kết thúc"), "done"),
}


@dataclass(frozen=True)
class Group:
    """Rows of one urgency."""

    key: str
    title: Any
    kind: str
    rows: list[Any]

    @property
    def icon(self) -> str:
        """Return the icon of its kind."""
        return STATUS_ICONS[self.kind]


def midnight(at: datetime, days: int = 0) -> datetime:
    """Return the beginning of the local day of `at`, or of one some days later."""
    there = phrases.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return there + timedelta(days=days)


def week_end(at: datetime) -> datetime:
    """Return the end of the local week (Sunday midnight) of `at`."""
    return midnight(at, 7 - phrases.local(at).weekday())


def urgency(due_at: datetime | None, at: datetime) -> str:
    """Return the group of something that is due: late, today, week, later, none."""
    if due_at is None:
        return "none"
    if due_at < at:
        return "late"
    if due_at < midnight(at, 1):
        return "today"
    return "week" if due_at < week_end(at) else "later"


def row(task: Any, at: datetime, calendar: Calendar) -> Row:
    """Return a task as a line, as of `at`; working minutes by `calendar`."""
    state = rules.state_of(task, at)
    due = due_words(task.due_at, at) if task.due_at else ""
    source = task.source_label or kind_label(task.source_kind)
    if task.status != Status.OPEN:
        return Row(task, state, state.kind, str(state.label), _ended(task), "over", source)
    if task.handed_at:
        kind = "late" if state == State.OVERDUE else "wait"
        said = _("Chờ xác nhận, trễ hạn") if kind == "late" else _("Chờ xác nhận")
        return Row(task, state, kind, said, due, "waits", source, waits=True)
    minutes = clock.remaining(calendar, at, task.due_at) if task.due_at else None
    if state == State.OVERDUE:
        minutes = min(minutes or 0, 0)
        left = phrases.remaining(minutes) if minutes else _("vừa quá hạn")
        return Row(task, state, "late", capfirst(left), due, "late", source)
    left = phrases.remaining(minutes) if minutes else _("không có hạn")
    kind = "idle" if not minutes else "soon" if minutes <= SOON else "work"
    if task.due_at and not minutes:
        left, kind = _("đến hạn bây giờ"), "soon"
    return Row(task, state, kind, capfirst(left), due, urgency(task.due_at, at), source)


def due_words(due_at: datetime, at: datetime) -> str:
    """Say when something is due as of `at`: with the year if it is another one; a due moment at
    midnight is the end of the day before, and said as that day."""
    there = phrases.local(due_at)
    if there.time() == time():
        day = there.date() - timedelta(days=1)
        return phrases.day_text(day, year=day.year != phrases.local(at).year)
    return phrases.moment(due_at, year=there.year != phrases.local(at).year)


def _ended(task: Any) -> str:
    ended = task.done_at or task.closed_at
    return phrases.moment(ended, year=True) if ended else ""


def grouped(rows: Iterable[Any]) -> list[Group]:
    """Return lines by urgency (of their `group`), in the order given within each."""
    found: dict[str, list[Any]] = {}
    for line in rows:
        found.setdefault(line.group, []).append(line)
    return [
        Group(key, title, kind, found[key]) for key, (title, kind) in GROUPS.items() if key in found
    ]
