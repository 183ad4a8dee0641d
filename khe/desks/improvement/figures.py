"""The figures of improvement, counted from records the actor may see: reviews completed, shortcomings
open at the end of a period by state and field, measures done on time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Period, Record
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.improvement.models import Measure, Shortcoming
from khe.desks.improvement.queries import ending, measuring, reviews
from khe.desks.improvement.queries.seeing import visible_to
from khe.desks.improvement.rules.shortcomings import SEES_ALL
from khe.desks.improvement.states import State

OPEN = tuple(state for state in State if state != State.DROPPED)
REVIEWS = Definition(
    "improvement.reviews_done", _("Đơn vị, cá nhân hoàn thành kiểm điểm"), better="up",
    readers=("standing",),
)  # fmt: skip
SHORTCOMINGS = Definition(
    "improvement.shortcomings", _("Hạn chế còn mở cuối kỳ"), "shortcoming", "down", axes=("field",),
    stock=True, readers=SEES_ALL,
)  # fmt: skip
ON_TIME = Definition(
    "improvement.measures_on_time", _("Biện pháp khắc phục xong đúng hạn"), better="up",
    readers=SEES_ALL,
)  # fmt: skip
STATES = {
    state: Definition(
        f"{SHORTCOMINGS.id}.{state.value}",
        format_lazy(_("Hạn chế còn mở cuối kỳ: {state}"), state=state.label),
        "shortcoming", stock=True, readers=SEES_ALL,
    )
    for state in OPEN
}  # fmt: skip
DEFINITIONS = (REVIEWS, SHORTCOMINGS, *STATES.values(), ON_TIME)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the figures of a period of local days: ten queries, whatever the numbers.

    improvement.shortcomings is what stood open when the period ended; improvement.shortcomings.<state>
    are its parts and add up to it. An overcome one stays open until somebody closes it.
    """
    yield reviews_done(actor, period)
    found = ending.open_at(actor, period.last)
    yield _open(SHORTCOMINGS, list(found), period, breakdown=_by_field(found, period))
    for state, definition in STATES.items():
        rows = [row for row, then in found.items() if then == state]
        yield _open(definition, rows, period, trang_thai=state.value)
    yield measures_on_time(actor, period)


def reviews_done(actor: Actor, period: Period) -> Figure:
    """Return the share completed by the end of the period, of the units of campaigns whose deadline lies
    in it: "111 trong 111"."""
    rows = measuring.units_due(actor, period)
    done = [pk for pk, completed in rows if completed and completed <= period.last]
    everybody = tuple(pk for pk, _completed in rows)
    return Figure(
        REVIEWS.id, REVIEWS.label, len(done), len(rows), records=tuple(done), of=everybody,
        url=reverse("improvement:reviews"),
    )  # fmt: skip


def measures_on_time(actor: Actor, period: Period) -> Figure:
    """Return the share done on time of the measures due in the period; dropped ones are left out. The due
    moment is that of the task, as it stands; one that waits to be accepted counts by when it was handed
    in."""
    begin = datetime.combine(period.first, time.min, LOCAL)
    rows = measuring.measures_due(actor, begin, ending.end_of(period.last))
    kept = tuple(pk for pk, on_time in rows if on_time)
    return Figure(
        ON_TIME.id, ON_TIME.label, len(kept), len(rows), records=kept,
        of=tuple(pk for pk, _on_time in rows), url=reverse("improvement:board"),
    )  # fmt: skip


def _by_field(found: Mapping[Shortcoming, State], period: Period) -> tuple[Figure, ...]:
    fields = dict.fromkeys(row.field for row in found)
    return tuple(
        _open(
            SHORTCOMINGS, [row for row in found if row.field_id == field.pk], period,
            part=f".field:{field.pk}", label=field.name, linh_vuc=str(field.pk),
        )
        for field in fields
    )  # fmt: skip


def _open(
    of: Definition, rows: Sequence[Shortcoming], period: Period, *, part: str = "", label: Any = "",
    breakdown: tuple[Figure, ...] = (), **narrowing: str,
) -> Figure:  # fmt: skip
    query = {"mo_den": period.last.isoformat(), **narrowing}
    return Figure(
        of.id + part, label or of.label, len(rows), None, of.unit,
        records=tuple(row.pk for row in rows), breakdown=breakdown,
        url=f"{reverse('improvement:board')}?{urlencode(query)}",
    )  # fmt: skip


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield the shortcomings, measures and reviews that the actor may open; three queries."""
    seen = visible_to(actor, at)
    for one in seen.filter(pk__in=ids):
        yield one.pk, Record(f"{one.code} – {one.title}", one.get_absolute_url())
    taken = Measure.objects.filter(pk__in=ids, shortcoming__in=seen.order_by().values("pk"))
    for measure in taken.select_related("shortcoming"):
        yield measure.pk, Record(measure.content, measure.shortcoming.get_absolute_url())
    for review in reviews.visible_to(actor, at).filter(pk__in=ids):
        name = str(review.member or review.body)
        yield review.pk, Record(name, reverse("improvement:review", args=[review.pk]))
