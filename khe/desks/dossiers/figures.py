"""The figures of dossiers, counted from records: numerator, denominator, and which records.

Months that are over come from tallies, so that the cost does not grow with the years; the current
month and everything open is counted live. Times are UTC; months are those of Asia/Ho_Chi_Minh.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from khe.desks.dossiers.models import Dossier, Tally
from khe.desks.dossiers.states import GONE, OPEN, RUNNING, WAITING

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
DIMENSIONS = {"field": "field", "channel": "channel", "officer": "officer_name"}
ON_TIME = Q(settled_at__lte=F("due_at"))
LATE = Q(settled_at__gt=F("due_at"))


@dataclass
class Tallied:
    """Counts of one group: received and settled in the period, open now."""

    received: int = 0
    settled: int = 0
    on_time: int = 0
    late: int = 0
    open: int = 0
    overdue: int = 0

    def add(self, received: int = 0, settled: int = 0, on_time: int = 0, late: int = 0) -> None:
        """Add a month's counts."""
        self.received += received
        self.settled += settled
        self.on_time += on_time
        self.late += late


@dataclass
class Overview:
    """Everything the overview shows of a period [first, last], both the first day of a month.

    `partition` tells what became of the dossiers received in the period:
    received = settled + in_progress + waiting + gone, always.
    """

    first: date
    last: date
    total: Tallied = field(default_factory=Tallied)
    months: dict[date, Tallied] = field(default_factory=dict)
    groups: dict[str, dict[str, Tallied]] = field(default_factory=dict)
    partition: dict[str, int] = field(default_factory=dict)


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a rate, as fractions; (0, 1) for nothing counted."""
    if not whole:
        return (0.0, 1.0)
    p, zz = part / whole, z * z
    middle = (p + zz / (2 * whole)) / (1 + zz / whole)
    reach = z * math.sqrt(p * (1 - p) / whole + zz / (4 * whole * whole)) / (1 + zz / whole)
    return (max(0.0, middle - reach), min(1.0, middle + reach))


def month_of(at: datetime) -> date:
    """Return the first day of the local month of a moment."""
    return at.astimezone(LOCAL).date().replace(day=1)


def after(month: date) -> date:
    """Return the month after."""
    return (month + timedelta(days=32)).replace(day=1)


def months(first: date, last: date) -> list[date]:
    """Return the months from `first` to `last`, both included."""
    found = [first]
    while found[-1] < last:
        found.append(after(found[-1]))
    return found


def starts(month: date) -> datetime:
    """Return the moment a local month begins."""
    return datetime(month.year, month.month, 1, tzinfo=LOCAL)


def counted(first: date, last: date) -> list[dict[str, Any]]:
    """Count the months first…last from the dossiers: one row per month, dimension and key."""
    begin, end = starts(first), starts(after(last))
    rows: dict[tuple[date, str, str], dict[str, Any]] = {}

    def put(month: datetime, dimension: str, key: str, values: dict[str, int]) -> None:
        at = (month_of(month), dimension, key or "")
        row = rows.setdefault(at, {"month": at[0], "dimension": dimension, "key": at[2]})
        row.update(values)

    received = Dossier.objects.filter(received_at__gte=begin, received_at__lt=end)
    settled = Dossier.objects.filter(settled_at__gte=begin, settled_at__lt=end)
    for dimension, column in {"all": None, **DIMENSIONS}.items():
        by = [column] if column else []
        for row in _grouped(received, "received_at", by, n=Count("id")):
            put(row["m"], dimension, row[column] if column else "", {"received": row["n"]})
        sums = {
            "n": Count("id"),
            "good": Count("id", filter=ON_TIME),
            "bad": Count("id", filter=LATE),
        }
        for row in _grouped(settled, "settled_at", by, **sums):
            values = {"settled": row["n"], "on_time": row["good"], "late": row["bad"]}
            put(row["m"], dimension, row[column] if column else "", values)
    return list(rows.values())


def _grouped(
    found: QuerySet[Dossier], at: str, by: list[str], **sums: Any
) -> Iterable[dict[str, Any]]:
    return (
        found.annotate(m=TruncMonth(at, tzinfo=LOCAL)).values("m", *by).annotate(**sums).order_by()
    )


def overview(first: date, last: date, now: datetime) -> Overview:
    """Return the figures of a period at `now`; twelve statements at most, whatever the numbers."""
    found = Overview(first, last, months={m: Tallied() for m in months(first, last)})
    tallies = list(
        Tally.objects.filter(month__gte=first, month__lte=last).values(
            "month", "dimension", "key", "received", "settled", "on_time", "late"
        )
    )
    have = {row["month"] for row in tallies}
    missing = [m for m in found.months if m not in have]
    for begin, end in runs(missing):
        tallies += counted(begin, end)
    for row in tallies:
        values = {k: row.get(k, 0) for k in ("received", "settled", "on_time", "late")}
        if row["dimension"] == "all":
            found.months[row["month"]].add(**values)
            found.total.add(**values)
        else:
            group = found.groups.setdefault(row["dimension"], {})
            group.setdefault(row["key"], Tallied()).add(**values)
    _add_open(found, now)
    return found


def runs(missing: list[date]) -> list[tuple[date, date]]:
    """Return months that follow one another as (first, last) pairs: few queries, not one each."""
    found: list[tuple[date, date]] = []
    for month in missing:
        if found and after(found[-1][1]) == month:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return found


def _add_open(found: Overview, now: datetime) -> None:
    """Count what is open now, by group, and what became of the dossiers received in the period."""
    live = Dossier.objects.filter(status__in=OPEN)
    overdue = Q(status__in=RUNNING, due_at__lt=now)
    for dimension, column in DIMENSIONS.items():
        for row in (
            live.values(column).annotate(n=Count("id"), o=Count("id", filter=overdue)).order_by()
        ):
            group = found.groups.setdefault(dimension, {})
            count = group.setdefault(row[column] or "", Tallied())
            count.open, count.overdue = row["n"], row["o"]
    for count in found.groups.get("channel", {}).values():
        found.total.open += count.open
        found.total.overdue += count.overdue

    cohort = Q(received_at__gte=starts(found.first), received_at__lt=starts(after(found.last)))
    states = dict(
        Dossier.objects.filter(cohort, status__in=(*OPEN, *GONE))
        .values_list("status")
        .annotate(n=Count("id"))
        .order_by()
    )
    running = sum(states.get(s, 0) for s in RUNNING)
    waiting = sum(states.get(s, 0) for s in WAITING)
    gone = sum(states.get(s, 0) for s in GONE)
    found.partition = {
        "received": found.total.received,
        "settled": found.total.received - running - waiting - gone,
        "in_progress": running,
        "waiting": waiting,
        "gone": gone,
    }


def limits_of(rates: list[float]) -> tuple[float, float, float] | None:
    """Return the XmR mean and natural limits of a series (mean ± 2.66 × mean moving range), or None
    for fewer than six points: too few to tell noise from change (NHS "Making Data Count")."""
    if len(rates) < 6:
        return None
    mean = sum(rates) / len(rates)
    moving = [abs(b - a) for a, b in pairwise(rates)]
    reach = 2.66 * sum(moving) / len(moving)
    return mean, mean - reach, mean + reach
