"""Reading figures at night, so that dashboards and series count no records. Derived: no journal entry."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from khe.base import figures
from khe.base.figures import Figure, Period
from khe.base.people.actor import Actor
from khe.base.transactions import transacted
from khe.desks.indicators.models import Indicator, Reading
from khe.desks.indicators.queries import day_of, last_over

BACK = {"day": 31, "week": 26, "month": 24, "quarter": 12, "year": 5}  # read when nothing has been
AGAIN = {"day": 7, "week": 3, "month": 2, "quarter": 1, "year": 1}  # read again: records come late
USUAL = ("month", "quarter", "year")  # of every figure; days and weeks only where an indicator asks


@transacted
def roll_up(*, at: datetime, since: date | None = None, again: bool = False, by: Actor) -> int:
    """Read every figure, with its parts, in the periods that are over at `at`: those not read yet back to
    `since` (a local day; else as far as `BACK`), and the latest ones once more. With `again` all of them.

    Return how many periods were read. `by` counts: the system, which sees everything.
    """
    day, read = day_of(at), 0
    for kind in (*USUAL, *_asked_for()):
        have = set() if again else set(_have(kind))
        for period in _periods(kind, day, since, have):
            _read(kind, period, by, at)
            read += 1
    return read


def _asked_for() -> list[str]:
    """Return the finer kinds of period that some indicator is read by."""
    found = Indicator.objects.filter(retired_on=None).exclude(kind__in=USUAL).exclude(source="")
    return list(found.order_by("kind").values_list("kind", flat=True).distinct())


def _have(kind: str) -> Iterable[date]:
    return Reading.objects.filter(kind=kind).values_list("first", flat=True).distinct()


def _periods(kind: str, day: date, since: date | None, have: set[date]) -> Iterator[Period]:
    """Yield what is to be read, the latest first."""
    period = last_over(kind, day)
    n = 0
    while (period.last >= since) if since else (n < BACK[kind]):
        if n < AGAIN[kind] or period.first not in have:
            yield period
        period, n = period.before(), n + 1


def _read(kind: str, period: Period, by: Actor, at: datetime) -> None:
    """Count a period and put it in the place of what was read before."""
    rows = [
        Reading(
            source=one.id, kind=kind, first=period.first, label=str(one.label)[:300], unit=one.unit,
            numerator=one.numerator, denominator=one.denominator, counted_at=at,
        )
        for one in _kept(figures.figures(by, period))
    ]  # fmt: skip
    old = Reading.objects.filter(kind=kind, first=period.first)
    old._raw_delete(old.db)  # one DELETE, one authority
    Reading.objects.bulk_create(rows)


def _kept(found: Iterable[Figure]) -> Iterator[Figure]:
    """Yield figures, and the parts of those that are broken down by lasting things (areas, fields)."""
    for one in found:
        yield one
        known = figures.definition_of(one.id)
        axes = known.axes if known else ()
        for part in one.breakdown:
            axis = part.id.removeprefix(one.id + ".").partition(":")[0]
            if known and axis in axes and known.tells(part):
                yield part
