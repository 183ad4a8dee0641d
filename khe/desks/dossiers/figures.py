"""The figures of dossiers, counted from records: numerator, denominator, and which records.

Months that are over come from tallies, so that the cost does not grow with the years; the current
month and everything open is counted live. Times are UTC; months are those of Asia/Ho_Chi_Minh.
"""

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


def as_of(authority: Any, at: datetime) -> datetime:
    """Return the moment an authority's figures are for: `at`, or the end of an archive's log."""
    end = authority.settings.get("log_end")
    return datetime.fromisoformat(end) if end else at


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
    """Count the months first…last from the dossiers: one row per month, dimension and key.

    Two statements: the groups of all dimensions at once, added up here.
    """
    begin, end = starts(first), starts(after(last))
    rows: dict[tuple[date, str, str], dict[str, Any]] = {}
    received = Dossier.objects.filter(received_at__gte=begin, received_at__lt=end)
    settled = Dossier.objects.filter(settled_at__gte=begin, settled_at__lt=end)
    for group in _grouped(received, "received_at", received=Count("id")):
        _spread(rows, group, ("received",))
    sums = {
        "settled": Count("id"),
        "on_time": Count("id", filter=ON_TIME),
        "late": Count("id", filter=LATE),
    }
    for group in _grouped(settled, "settled_at", **sums):
        _spread(rows, group, tuple(sums))
    return list(rows.values())


def _grouped(found: QuerySet[Dossier], at: str, **sums: Any) -> Iterable[dict[str, Any]]:
    by = ("m", *DIMENSIONS.values())
    return found.annotate(m=TruncMonth(at, tzinfo=LOCAL)).values(*by).annotate(**sums).order_by()


def _spread(
    rows: dict[tuple[date, str, str], dict[str, Any]], group: dict[str, Any], names: tuple[str, ...]
) -> None:
    """Add one group's counts to the row of all and to its row in every dimension."""
    month = month_of(group["m"])
    keys = [("all", "")] + [(d, group[column] or "") for d, column in DIMENSIONS.items()]
    for dimension, key in keys:
        place = (month, dimension, key)
        row = rows.setdefault(place, {"month": month, "dimension": dimension, "key": key})
        for name in names:
            row[name] = row.get(name, 0) + group[name]


def overview(first: date, last: date, now: datetime) -> Overview:
    """Return the figures of a period at `now`; five statements at most, whatever the numbers."""
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
    overdue = Count("id", filter=Q(status__in=RUNNING, due_at__lt=now))
    live = Dossier.objects.filter(status__in=OPEN).values(*DIMENSIONS.values())
    for row in live.annotate(n=Count("id"), late=overdue).order_by():
        groups = [
            found.groups.setdefault(d, {}).setdefault(row[c] or "", Tallied())
            for d, c in DIMENSIONS.items()
        ]
        for count in [found.total, *groups]:
            count.open += row["n"]
            count.overdue += row["late"]

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
