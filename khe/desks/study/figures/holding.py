"""The figures of attendance, essays and deeds: counted from records, never typed in.

A round belongs to the period in which its last regular class ended. Groups of fewer than five are folded
into one, and no ids of learners are given, unless the actor may see names.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.authorities.models import Area
from khe.base.figures import Definition, Figure, Period
from khe.base.people.actor import Actor
from khe.base.people.models import Body
from khe.base.people.queries import LOCAL
from khe.desks.study.models import Essay, Round, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.queries import deeds, rounds
from khe.desks.study.rules import attendance as counting
from khe.desks.study.rules.attendance import NAMED_READERS, Row, Tally
from khe.desks.study.rules.common import OVERSEERS
from khe.desks.study.states.action_programmes import DeedStatus
from khe.desks.study.states.planning import ClassStatus

RATE, FINAL = "study.attendance_rate", "study.attendance_after_makeup"
REST = "rest"
CLASSES, ESSAYS, DEEDS = "study.classes_held", "study.essays_handed_in", "study.deeds_done"
DEFINITIONS = (
    Definition(
        RATE, _("Tỷ lệ dự học tập"), better="up", axes=("body", "area"), least=counting.LEAST
    ),
    Definition(FINAL, _("Tỷ lệ đã học, kể cả học bù"), better="up"),
    Definition(CLASSES, _("Lớp học đã mở"), "class"),
    Definition(ESSAYS, _("Bài thu hoạch đã nộp"), "essay", readers=OVERSEERS),
    Definition(DEEDS, _("Việc làm theo đã làm"), "deed", "up"),
)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the figures of holding for a period, over the rounds the actor may see; about ten queries."""
    visible = rounds.visible_to(actor).values("pk")
    held = list(queries.rounds_held(period.first, period.last).filter(pk__in=visible))
    rows, named = queries.rows([one.pk for one in held]), actor.can(*NAMED_READERS)
    total = counting.tally(rows)
    if named or not total.obliged or len(total.obliged) >= counting.LEAST:
        parts = tuple(_parts(rows, named))
        yield _rate(RATE, _("Tỷ lệ dự học tập"), total, named, held, breakdown=parts)
        yield _rate(FINAL, _("Tỷ lệ đã học, kể cả học bù"), total, named, held)
    start, end = _moments(period)
    classes = StudyClass.objects.filter(status=ClassStatus.HELD, round__in=visible)
    yield _count(CLASSES, _("Lớp học đã mở"), "class",
                 classes.filter(ends_at__gte=start, ends_at__lt=end))  # fmt: skip
    if actor.can(*OVERSEERS):
        essays = Essay.objects.filter(handed_in_at__gte=start, handed_in_at__lt=end)
        yield _count(ESSAYS, _("Bài thu hoạch đã nộp"), "essay", essays)
    done = deeds.visible_to(actor, period.last).filter(
        status__in=(DeedStatus.DONE, DeedStatus.CONFIRMED), done_at__gte=start, done_at__lt=end
    )
    yield _count(DEEDS, _("Việc làm theo đã làm"), "deed", done)


def _moments(period: Period) -> tuple[datetime, datetime]:
    """Return the moment a period begins, and the one it is over."""
    return (
        datetime.combine(period.first, time.min, LOCAL),
        datetime.combine(period.last + timedelta(days=1), time.min, LOCAL),
    )


def _rate(
    id: str, label: Any, tally: Tally, named: bool, held: list[Round],
    breakdown: tuple[Figure, ...] = (),
) -> Figure:  # fmt: skip
    """Return a rate; the numerator of FINAL counts those who made up too, that of any other does not."""
    came = [*tally.present, *tally.made_up] if id == FINAL else tally.present
    return Figure(
        id=id, label=label, numerator=len(came), denominator=len(tally.obliged),
        records=tuple(came) if named else (), of=tuple(tally.obliged) if named else (),
        url=reverse("study:attendance", args=[held[0].pk]) if len(held) == 1 else "",
        breakdown=breakdown,
    )  # fmt: skip


def _count(id: str, label: Any, unit: str, found: QuerySet[Any]) -> Figure:
    ids = tuple(found.order_by("pk").values_list("pk", flat=True))
    return Figure(id=id, label=label, numerator=len(ids), unit=unit, records=ids)


def _parts(rows: list[Row], named: bool) -> Iterator[Figure]:
    """Yield the rate by round, body and area."""
    yield from _groups("round", counting.by(rows, lambda row: row.round_id), Round, named)
    yield from _groups("body", counting.by(rows, lambda row: row.body_id), Body, named)
    yield from _groups("area", counting.by(rows, lambda row: row.area_id), Area, named)


def _groups(axis: str, groups: dict[Any, Tally], model: Any, named: bool) -> Iterator[Figure]:
    shown = groups if named else counting.folded(groups, REST)
    ids = [pk for pk in shown if pk not in (None, REST)]
    names = dict(model.objects.filter(pk__in=ids).order_by("name").values_list("pk", "name"))
    names |= {None: _("Chưa ghi"), REST: _("Các nhóm nhỏ, gộp lại")}
    for pk, name in names.items():
        if pk in shown and shown[pk].obliged:
            yield _rate(f"{RATE}.{axis}:{pk or 'none'}", name, shown[pk], named, [])
