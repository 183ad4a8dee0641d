"""Reading figures at night, so that dashboards and series count no records. Derived: no journal entry."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khe.base import figures
from khe.base.figures import Desk, Figure, Period
from khe.base.people.actor import Actor, whole
from khe.base.transactions import transacted
from khe.desks.indicators.models import Indicator, Reading
from khe.desks.indicators.queries import day_of, last_over

BACK = {"day": 31, "week": 26, "month": 24, "quarter": 12, "year": 8}  # read when nothing has been
AGAIN = {"day": 7, "week": 3, "month": 2, "quarter": 1, "year": 1}  # read again: records come late
USUAL = ("month", "quarter", "year")  # of every figure; days and weeks only where an indicator asks
LONGEST = 120  # letters of a source that is kept: a part with a longer key is counted live

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A desk that could not count a period, and the kind of error; what was read before stays."""

    desk: str  # its entry in settings.KHE_FIGURES
    period: Period
    error: str


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a rollup did: how many periods were read, and which desks failed."""

    periods: int
    failed: tuple[Failure, ...]


@transacted
def roll_up(*, at: datetime, since: date | None = None, again: bool = False, by: Actor) -> Rolled:
    """Read every figure, with its parts, in the periods that are over at `at`: those not read yet back to
    `since` (a local day; else as far as `BACK`), and the latest ones once more. With `again` all of them.

    A desk that fails stops no other; its former readings stay. Counted for the whole authority, whoever
    asks.
    """
    day, read = day_of(at), 0
    failed: list[Failure] = []
    for kind in (*USUAL, *_asked_for()):
        periods = list(_periods(kind, day, since))
        have = set() if again or not periods else _have(kind, periods[-1].first)
        for n, period in enumerate(periods):
            stale = [
                desk for desk in figures.desks() if n < AGAIN[kind] or _lacks(desk, period, have)
            ]
            failed += _read(stale, kind, period, whole(by), at)
            read += bool(stale)
    return Rolled(read, tuple(failed))


def _asked_for() -> list[str]:
    """Return the finer kinds of period that some indicator is read by."""
    found = Indicator.objects.filter(retired_on=None).exclude(kind__in=USUAL).exclude(source="")
    return list(found.order_by("kind").values_list("kind", flat=True).distinct())


def _periods(kind: str, day: date, since: date | None) -> Iterator[Period]:
    """Yield the periods that should have been read, the latest first."""
    period, n = last_over(kind, day), 0
    while (period.last >= since) if since else (n < BACK[kind]):
        yield period
        period, n = period.before(), n + 1


def _have(kind: str, first: date) -> set[tuple[str, date]]:
    """Return which figures have been read in which periods from a day on; one query."""
    found = Reading.objects.filter(kind=kind, first__gte=first, source__in=figures.definitions())
    return set(found.values_list("source", "first"))


def _lacks(desk: Desk, period: Period, have: set[tuple[str, date]]) -> bool:
    """Say whether a figure of a desk has not been read in a period: also one that is new."""
    return any((one.id, period.first) not in have for one in desk.definitions if not one.retired)


def _read(
    desks: Iterable[Desk], kind: str, period: Period, by: Actor, at: datetime
) -> Iterator[Failure]:
    """Count a period and put it in the place of what was read before, desk by desk."""
    for desk in desks:
        try:
            with transaction.atomic():  # a savepoint: what one desk breaks does not undo the others
                _replace(desk, kind, period, _kept(desk.count(by, period)), at)
        except Exception as error:
            log.exception("%s could not be counted for %s", desk.path, period)
            yield Failure(desk.path, period, type(error).__name__)


def _replace(desk: Desk, kind: str, period: Period, found: Iterable[Figure], at: datetime) -> None:
    rows = [
        Reading(
            source=one.id, kind=kind, first=period.first, label=figures.label_of(one)[:300],
            unit=one.unit, numerator=one.numerator, denominator=one.denominator, counted_at=at,
        )
        for one in found
    ]  # fmt: skip
    own = {one.id for one in desk.definitions}
    read = Reading.objects.filter(kind=kind, first=period.first)
    old = [pk for pk, source in read.values_list("pk", "source") if _owner(source) in own]
    gone = read.filter(pk__in=old)
    gone._raw_delete(gone.db)  # one DELETE, one authority; readings of what is counted no more stay
    Reading.objects.bulk_create(rows)


def _owner(source: str) -> str:
    known = figures.definition_of(source)
    return known.id if known else ""


def _kept(found: Iterable[Figure]) -> Iterator[Figure]:
    """Yield figures, and the parts of those that are broken down by lasting things (areas, fields)."""
    for one in found:
        yield one
        known = figures.definition_of(one.id)
        axes = known.axes if known else ()
        for part in one.breakdown:
            axis = part.id.removeprefix(one.id + ".").partition(":")[0]
            if known and axis in axes and known.tells(part) and len(part.id) <= LONGEST:
                yield part
