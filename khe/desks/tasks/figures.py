"""The figures of tasks, counted from records the actor may see."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from statistics import median
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.calendar import clock
from khe.base.calendar import queries as calendars
from khe.base.figures import Definition, Figure, Period, Record
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.tasks import queries

DEFINITIONS = (
    Definition("tasks.on_time", _("Nhiệm vụ xong đúng hạn"), better="up"),
    Definition("tasks.overdue", _("Nhiệm vụ quá hạn cuối kỳ"), "task", "down", stock=True),
    Definition(
        "tasks.open_age",
        _("Tuổi giữa của nhiệm vụ đang mở (ngày làm việc)"),
        "day",
        "down",
        stock=True,
    ),
)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield tasks.on_time, tasks.overdue and tasks.open_age of a period of local days.

    What people gave themselves is left out of all three: they set and move those dates as they like.
    """
    begin = datetime.combine(period.first, time.min, LOCAL)
    end = datetime.combine(period.last + timedelta(days=1), time.min, LOCAL)
    yield on_time(actor, begin, end)
    yield from at_the_end(actor, end)


def on_time(actor: Actor, begin: datetime, end: datetime) -> Figure:
    """Return the share done on time of the tasks due from `begin` up to `end`, dropped ones left out. The
    due moment is the one in force; a task waiting to be accepted counts by when it was handed in."""
    due, kept = queries.due_between(actor, begin, end)
    url = f"{reverse('tasks:list')}?xem=all&trang_thai=&tu={begin:%Y-%m-%d}"
    url += f"&den={end - timedelta(days=1):%Y-%m-%d}"
    return Figure(
        "tasks.on_time", _("Nhiệm vụ xong đúng hạn"), len(kept), len(due), "share", tuple(kept),
        tuple(due), url,
    )  # fmt: skip


def at_the_end(actor: Actor, end: datetime) -> Iterator[Figure]:
    """Yield what stood open at the end of a period: how much of it was overdue, and the median age of it
    in working days (numerator), of how many (denominator is not a divisor: the figure is a count)."""
    open_then = queries.open_at(actor, end)
    late = [pk for pk, _given, due_at, handed in open_then if due_at and (handed or end) > due_at]
    everything = tuple(pk for pk, *_rest in open_then)
    url = f"{reverse('tasks:list')}?xem=all&trang_thai=overdue"
    yield Figure(
        "tasks.overdue", _("Nhiệm vụ quá hạn cuối kỳ"), len(late), None, "task", tuple(late),
        everything, url,
    )  # fmt: skip
    calendar = calendars.calendar(actor.authority_id, actor.calendar)
    ages = [clock.between(calendar, given, end) / 480 for _pk, given, *_rest in open_then]
    yield Figure(
        "tasks.open_age", _("Tuổi giữa của nhiệm vụ đang mở (ngày làm việc)"),
        round(median(ages), 1) if ages else 0, None, "day", everything, everything,
        f"{reverse('tasks:list')}?xem=all",
    )  # fmt: skip


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield what the tasks are called that the actor may open; one query."""
    for one in queries.visible_to(actor, at).filter(pk__in=ids):
        yield one.pk, Record(f"{one.code} – {one.content}", one.get_absolute_url())
