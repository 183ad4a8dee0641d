"""Reading samples: the frame of a draw, what was found, and the share without fault."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khe.base.people.actor import Actor
from khe.base.statistics import wilson
from khe.desks.dossiers import figures, queries
from khe.desks.dossiers.models import Dossier, Sample, SampleItem


@dataclass(frozen=True)
class Share:
    """Dossiers without fault in those checked, with the Wilson interval in percent."""

    label: str
    good: int
    checked: int

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval, in percent."""
        low, high = wilson(self.good, self.checked)
        return 100 * low, 100 * high

    @property
    def low(self) -> float:
        """Return its lower end."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """Return its upper end."""
        return self.interval[1]


def frame(
    actor: Actor, first: date, last: date, field: str = "", officer_id: UUID | None = None
) -> QuerySet[Dossier]:
    """Return the dossiers a sample is drawn from: settled on these local days, as the actor sees."""
    begin = datetime.combine(first, time.min, figures.LOCAL)
    end = datetime.combine(last + timedelta(days=1), time.min, figures.LOCAL)
    found = queries.visible_to(actor).filter(settled_at__gte=begin, settled_at__lt=end)
    if field:
        found = found.filter(field=field)
    return found.filter(officer_id=officer_id) if officer_id else found


def items_of(sample: Sample, actor: Actor) -> QuerySet[SampleItem]:
    """Return the drawn dossiers that the actor may open, in the order of drawing."""
    mine = queries.visible_to(actor).values("pk")
    found = SampleItem.objects.filter(sample=sample, dossier__in=mine)
    return found.select_related("dossier").order_by("position")


def with_counts() -> QuerySet[Sample]:
    """Return the samples, newest first, with how many items were checked, are wrong, wait."""
    return Sample.objects.order_by("-number").annotate(
        checked=Count("items__id", filter=Q(items__checked_at__isnull=False)),
        good=Count("items__id", filter=Q(items__checked_at__isnull=False, items__faults=0)),
        open=Count("items__id", filter=~Q(items__correction="") & Q(items__fixed_at=None)),
    )


def shares(items: QuerySet[SampleItem]) -> list[Share]:
    """Return the share without fault by field, most checked first."""
    rows: Any = (
        items.filter(checked_at__isnull=False)
        .values("dossier__field")
        .annotate(n=Count("id"), good=Count("id", filter=Q(faults=0)))
        .order_by("-n", "dossier__field")
    )
    return [Share(row["dossier__field"], row["good"], row["n"]) for row in rows]


def fields() -> list[str]:
    """Return the fields that dossiers have."""
    found = Dossier.objects.exclude(field="").values_list("field", flat=True)
    return list(found.order_by("field").distinct())
