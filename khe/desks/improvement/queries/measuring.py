"""What the figures of improvement are counted from: units to review, measures and their tasks."""

from datetime import date, datetime
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.improvement.models import Measure
from khe.desks.improvement.queries import reviews
from khe.desks.improvement.queries.ending import end_of
from khe.desks.improvement.queries.seeing import visible_to
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.states import Kind, Status


def units_due(actor: Actor, period: Period) -> list[tuple[UUID, date | None]]:
    """Return (review, day it was completed) of the campaigns whose deadline lies in the period."""
    found = reviews.visible_to(actor, end_of(period.last)).filter(
        campaign__deadline__gte=period.first, campaign__deadline__lte=period.last
    )
    return list(found.order_by("id").values_list("pk", "completed_on"))


def measures_due(actor: Actor, begin: datetime, end: datetime) -> list[tuple[UUID, bool]]:
    """Return (measure, whether it was done on time) of those due from `begin` up to `end`."""
    seen = visible_to(actor, end).values("pk")
    ids = list(
        Measure.objects.filter(shortcoming__in=seen, dropped_at=None)
        .order_by("id")
        .values_list("pk", flat=True)
    )
    work = tasks.of_source(Kind.MEASURE, ids) if ids else {}
    found = []
    for pk in ids:
        for task in work.get(pk, ()):
            if task.status != Status.DROPPED and task.due_at and begin <= task.due_at < end:
                then = task.done_at or task.handed_at
                found.append((pk, then is not None and then <= task.due_at))
    return found
