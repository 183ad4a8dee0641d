"""Figures of assessment: how many areas, bodies and members were decided in each band."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Period, Record
from khe.base.people.actor import Actor
from khe.desks.assessment import queries
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.rules.steps import READERS
from khe.desks.assessment.states import BAND_SHORT, BANDS, SubjectKind

NAMES = {SubjectKind.AREA: "areas", SubjectKind.BODY: "bodies", SubjectKind.MEMBER: "members"}


def _label(kind: SubjectKind, band: str) -> Any:
    return format_lazy(_("{kind} xếp loại “{band}”"), kind=kind.label, band=BAND_SHORT[band])


DEFINITIONS = tuple(
    Definition(
        f"assessment.{name}.{band}", _label(kind, band),
        readers=READERS if kind == SubjectKind.MEMBER else (),
    )
    for kind, name in NAMES.items()
    for band in BANDS
)  # fmt: skip


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield assessment.<areas|bodies|members>.<band>: subjects whose last decision of a period that ends
    within `period` is in that band, of all decided. Members for those who read all assessments only."""
    kinds = [k for k in NAMES if k != SubjectKind.MEMBER or queries.is_reader(actor)]
    visible = queries.visible_to(actor, period.last).filter(kind__in=kinds)
    rows = queries.latest_decided(visible, period.first, period.last)
    for kind in kinds:
        yield from _bands(kind, [row for row in rows if row.kind == kind])


def _bands(kind: SubjectKind, rows: list[Assessment]) -> Iterator[Figure]:
    everybody = tuple(row.pk for row in rows)
    for band in BANDS:
        found = tuple(row.pk for row in rows if row.decided_band == band)
        yield Figure(
            f"assessment.{NAMES[kind]}.{band}", _label(kind, band), len(found), len(everybody),
            records=found, of=everybody, url="/danh-gia/",
        )  # fmt: skip


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield the assessments the actor may open, by whom or what was assessed; one query."""
    found = queries.visible_to(actor, queries.day_of(at)).filter(pk__in=ids)
    for one in found.select_related("campaign", "member", "body", "area"):
        title = f"{one.name} – {one.campaign.name}"
        yield one.pk, Record(title, reverse("assessment:subject", args=[one.pk]))
