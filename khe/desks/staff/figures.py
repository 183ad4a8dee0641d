"""Figures of the staff: changes of post, posts whose holder meets the requirement, tenures over limit.

How many posts changed is everybody's to know; figures over what people hold are counted over those
whose records the actor may open. Days are local.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Period, Record
from khe.base.people.actor import Actor
from khe.base.people.models import Act, Tenure
from khe.desks.staff import queries, rules
from khe.desks.staff.states import AREA_POSTS, CHANGES, ActKind, PostKind


def _label(kind: PostKind) -> Any:
    return format_lazy(_("Thay đổi: {kind}"), kind=kind.label)


MET, OVER = "staff.requirement_met", "staff.tenure_over_limit"
DEFINITIONS = (
    *(Definition(f"staff.changes.{kind.value}", _label(kind), "act") for kind in PostKind),
    Definition("staff.changes", _("Lượt thay đổi chức danh"), "act"),
    Definition(
        MET, _("Chức danh có người giữ đạt yêu cầu"), better="up", stock=True,
        readers=rules.RECORD_READERS,
    ),
    Definition(
        OVER, _("Giữ chức danh quá thời hạn"), better="down", stock=True,
        readers=rules.RECORD_READERS,
    ),
)  # fmt: skip


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the figures of a period; shares as they stand on its last day."""
    yield from changes(period)
    visible = set(queries.visible_records(actor, period.last).values_list("pk", flat=True))
    if actor.can(*rules.RECORD_READERS) or visible - {actor.member_id}:
        yield requirement_met(period, visible)
        yield tenure_over_limit(period, visible)


def changes(period: Period) -> Iterator[Figure]:
    """Yield how often each kind of post changed its holder by a decision to change them (`CHANGES`): a
    tenure that was ended in the period, counted by the act that ended it; all, the ward's, the areas'."""
    rows = list(
        Tenure.objects.filter(
            ended__gte=period.first, ended__lte=period.last, ended_by__kind__in=CHANGES
        )
        .exclude(post__kind="")
        .order_by("ended", "id")
        .values_list("post__kind", "ended_by__kind", "ended_by_id")
    )
    yield from (_changed(kind, [r for r in rows if r[0] == kind]) for kind in PostKind)
    levels = [
        ("ward", _("Chức danh của phường"), [r for r in rows if r[0] not in AREA_POSTS]),
        ("area", _("Chức danh ở khu vực"), [r for r in rows if r[0] in AREA_POSTS]),
    ]
    parts = tuple(_count(f"staff.changes.level.{key}", label, own) for key, label, own in levels)
    yield _count("staff.changes", _("Lượt thay đổi chức danh"), rows, parts)


def _changed(kind: PostKind, rows: list[tuple[str, str, UUID]]) -> Figure:
    acts = dict.fromkeys(act for _post, act, _id in rows)
    parts = tuple(
        _count(
            f"staff.changes.{kind.value}.{act}",
            ActKind(act).label,
            [r for r in rows if r[1] == act],
        )
        for act in acts
    )
    return _count(f"staff.changes.{kind.value}", _label(kind), rows, parts)


def _count(
    id: str, label: object, rows: list[tuple[str, str, UUID]], parts: tuple[Figure, ...] = ()
) -> Figure:
    """Return a number of tenures ended; its records are the acts, each once for each tenure it ended."""
    records = tuple(act for _post, _kind, act in rows)
    return Figure(id, label, len(rows), unit="act", records=records, breakdown=parts)


def requirement_met(period: Period, visible: Iterable[UUID]) -> Figure:
    """Return, of the posts held on the last day that require something, those whose holder meets it."""
    found = queries.unmet(period.last, visible)
    met = tuple(tenure.pk for tenure, gaps in found.items() if not gaps)
    return Figure(
        MET, _("Chức danh có người giữ đạt yêu cầu"), len(met), len(found),
        records=met, of=tuple(t.pk for t in found), url=reverse("staff:records"),
    )  # fmt: skip


def tenure_over_limit(period: Period, visible: Iterable[UUID]) -> Figure:
    """Return, of the tenures of the last day whose post has a longest time, those that passed it."""
    found = queries.limited(period.last, visible)
    over = tuple(tenure.pk for tenure, limit in found if limit <= period.last)
    return Figure(
        OVER, _("Giữ chức danh quá thời hạn"), len(over), len(found),
        records=over, of=tuple(t.pk for t, _limit in found), url=reverse("staff:records"),
    )  # fmt: skip


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield the acts and tenures of people whose record the actor may open; two queries."""
    seen = queries.visible_records(actor, queries.day_of(at)).order_by().values("pk")
    for act in Act.objects.filter(pk__in=ids, member__in=seen).select_related("member"):
        kind = ActKind(act.kind).label if act.kind in ActKind.values else act.kind
        yield act.pk, Record(f"{act.member.name} – {kind}, {act}", _record_url(act.member_id))
    held = Tenure.objects.filter(pk__in=ids, member__in=seen).select_related("member", "post")
    for one in held:
        yield one.pk, Record(f"{one.member.name} – {one.post.title}", _record_url(one.member_id))


def _record_url(member_id: UUID) -> str:
    return reverse("staff:record", args=[member_id])
