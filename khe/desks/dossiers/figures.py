"""The figures of dossiers, counted from records: numerator, denominator, and which records.

Months that are over come from tallies, so that the cost does not grow with the years; the current
month and everything open is counted live. Times are UTC; months are those of Asia/Ho_Chi_Minh.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Ids, Period, Record
from khe.base.people.actor import Actor
from khe.desks.dossiers import queries
from khe.desks.dossiers.measures import COLUMNS, SHARES, SUMS, Share, settled_sums
from khe.desks.dossiers.models import Dossier, Tally
from khe.desks.dossiers.states import GONE, OPEN, RUNNING, WAITING, Channel

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
DIMENSIONS = {"field": "field", "channel": "channel", "officer": "officer_name"}
AXES = ("field", "channel")
DEFINITIONS = (
    Definition("dossiers.received", _("Hồ sơ tiếp nhận"), "dossier", axes=AXES),
    Definition("dossiers.settled", _("Hồ sơ giải quyết xong"), "dossier", axes=AXES),
    *(Definition(f"dossiers.{s.name}", s.label, better=s.better, axes=AXES) for s in SHARES),
)


@dataclass
class Tallied:
    """Counts of one group: received and settled in the period, open now. The columns of a Tally."""

    received: int = 0
    settled: int = 0
    on_time: int = 0
    late: int = 0
    results: int = 0
    electronic: int = 0
    filed: int = 0
    charged: int = 0
    paid_online: int = 0
    supplemented: int = 0
    open: int = 0
    overdue: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a month's counts, as far as the row has them."""
        for name in COLUMNS:
            setattr(self, name, getattr(self, name) + row.get(name, 0))


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
    sums = settled_sums()
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
            "month", "dimension", "key", *COLUMNS
        )
    )
    have = {row["month"] for row in tallies}
    missing = [m for m in found.months if m not in have]
    for begin, end in runs(missing):
        tallies += counted(begin, end)
    for row in tallies:
        if row["dimension"] == "all":
            found.months[row["month"]].add(row)
            found.total.add(row)
        else:
            group = found.groups.setdefault(row["dimension"], {})
            group.setdefault(row["key"], Tallied()).add(row)
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


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield dossiers.received, dossiers.settled and the shares of the settled (measures.SHARES) of a
    period of local days, each broken down by field and channel: ids end in ".field:<name>". Counted
    from the dossiers the actor may see; the record ids are read only when somebody asks for them.
    """
    begin = datetime.combine(period.first, time.min, LOCAL)
    end = datetime.combine(period.last + timedelta(days=1), time.min, LOCAL)
    seen = queries.visible_to(actor)
    received = seen.filter(received_at__gte=begin, received_at__lt=end)
    settled = seen.filter(settled_at__gte=begin, settled_at__lt=end)
    counts = _from_months(period) if _tallied(actor, period) else _live(received, settled)
    for definition, found in zip(DEFINITIONS, (received, settled), strict=False):
        yield from _told(definition, counts, found)
    for definition, share in zip(DEFINITIONS[2:], SHARES, strict=True):
        yield from _told(definition, counts, settled, share)


def _told(
    definition: Definition, counts: Mapping[tuple[str, str], Tallied], found: QuerySet[Dossier],
    share: Share | None = None,
) -> Iterator[Figure]:  # fmt: skip
    """Yield one figure with its parts: those where there is something to count, or to divide by."""
    name = definition.id.partition(".")[2]
    parts = tuple(
        _figure(f"{name}.{axis}:{key}", _word(axis, key), count, _narrow(found, axis, key), share)
        for (axis, key), count in sorted(counts.items())
        if axis != "all" and key and (_whole(count, share) if share else getattr(count, name))
    )
    yield _figure(name, definition.label, counts[("all", "")], found, share, parts)


def _word(axis: str, key: str) -> Any:
    """Return what a group is called: a field by its name, a channel by what the counter calls it."""
    return Channel(key).label if axis == "channel" and key in Channel.values else key


def _whole(count: Tallied, share: Share) -> int:
    """Return what the share of a group is of."""
    return sum(getattr(count, name) for name in share.of or ("settled",))


def _tallied(actor: Actor, period: Period) -> bool:
    """Say whether the tallies hold what the actor sees of the period: everything, in whole months."""
    over = period.last + timedelta(days=1)
    return actor.can(*queries.SEES_ALL) and period.first.day == over.day == 1


def _from_months(period: Period) -> dict[tuple[str, str], Tallied]:
    """Count whole months as the overview does; months without a tally are counted from dossiers."""
    wanted = months(period.first, period.last.replace(day=1))
    rows = list(Tally.objects.filter(month__in=wanted, dimension__in=("all", *AXES)).values())
    have = {row["month"] for row in rows}
    for begin, end in runs([m for m in wanted if m not in have]):
        rows += counted(begin, end)
    return _summed(rows)


def _live(
    received: QuerySet[Dossier], settled: QuerySet[Dossier]
) -> dict[tuple[str, str], Tallied]:
    """Count what an actor sees of any days, by field and channel: two statements."""
    rows: list[dict[str, Any]] = []
    group: Any
    sums = settled_sums()
    for found, counts in ((received, {"received": Count("id")}), (settled, sums)):
        for group in found.values("field", "channel").annotate(**counts).order_by():
            rows.append({**group, "dimension": "all", "key": ""})
            rows += [{**group, "dimension": d, "key": group[d] or ""} for d in AXES]
    return _summed(rows)


def _summed(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], Tallied]:
    found = {("all", ""): Tallied()}
    for row in rows:
        if row["dimension"] != "officer":
            found.setdefault((row["dimension"], row["key"]), Tallied()).add(row)
    return found


def _narrow(found: QuerySet[Dossier], axis: str, key: str) -> QuerySet[Dossier]:
    return found.filter(**{DIMENSIONS[axis]: key})


def _figure(
    name: str, label: Any, count: Tallied, found: QuerySet[Dossier], share: Share | None,
    parts: tuple[Figure, ...] = (),
) -> Figure:  # fmt: skip
    """Return the figure of one group of dossiers; without `share` their number."""
    id = f"dossiers.{name}"
    if share is None:
        number = getattr(count, name.partition(".")[0])
        return Figure(id, label, number, None, "dossier", Ids(found), breakdown=parts)
    return Figure(
        id, label, getattr(count, share.part), _whole(count, share), "share",
        Ids(found.filter(SUMS[share.part])), Ids(found.filter(share.whole)), breakdown=parts,
    )  # fmt: skip


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield the dossiers that the actor may open, without the names of applicants; one query."""
    for one in queries.visible_to(actor).filter(pk__in=ids):
        yield one.pk, Record(f"{one.code} – {one.procedure_name}", one.get_absolute_url())
