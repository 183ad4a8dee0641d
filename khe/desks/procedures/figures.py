"""The figures of the catalogue, counted from its versions: what is in force on the last day of a period."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Ids, Period, Record
from khe.base.people.actor import Actor
from khe.desks.procedures import queries

# The parts that a procedure must have: name (it always has one), sequence, way of handing in, papers, time
# limit, whom it is for, who carries it out, result (Decree 63/2010/NĐ-CP, article 8, paragraph 2).
COMPLETE = (
    ~Q(channels=[]) & ~Q(channels__contains=[{"limit": None}]) & ~Q(parts=[]) & ~Q(result=[])
    & Q(about__has_keys=["sequence", "audience"]) & Q(about__has_any_keys=["agency", "handler"])
)  # fmt: skip
DEFINITIONS = (
    Definition(
        "procedures.complete", _("Thủ tục đủ các bộ phận tạo thành"), better="up", stock=True
    ),
)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield procedures.complete: of the procedures the authority offers on the last day of a period, the
    share that has all parts a procedure must have (settings.KHE_FIGURES). One statement."""
    offered = queries.catalogue(actor.authority_id, period.last).order_by()
    complete = offered.filter(COMPLETE)
    found = offered.aggregate(whole=Count("id"), part=Count("id", filter=COMPLETE))
    yield Figure(
        "procedures.complete", DEFINITIONS[0].label, found["part"], found["whole"], "share",
        Ids(complete), Ids(offered), reverse("procedures:list"),
    )  # fmt: skip


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield the procedures, which everybody may read; one query."""
    for one in queries.visible_to(actor.authority_id).filter(pk__in=ids):
        yield one.pk, Record(f"{one.code} – {one.name}", one.get_absolute_url())
