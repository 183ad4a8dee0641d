"""How an indicator moved: the values of many periods, ordinary variation, and the signs of change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.statistics import Limits, Signal, phased, signals_within
from khe.desks.indicators.models import Indicator, Reading
from khe.desks.indicators.queries.measuring import (
    Measured,
    from_entries,
    measured,
    measures_of,
)
from khe.desks.indicators.queries.seeing import entries_of, visible_to
from khe.desks.indicators.trend import Stretch, latest, said

LIVE = 40  # periods that are counted from records at once, when nothing has been read yet


@dataclass(frozen=True)
class Series:
    """Values by period, oldest first. `limits` and `signals` are of the values that are known, over
    periods that are over; None and [] for fewer than six. `says` is the conclusion in a sentence.

    `stretches` lie between the changes that were said of the indicator, one where there were none; signs
    are told within each, `limits` are those of the last."""

    points: list[Measured]
    limits: Limits | None
    signals: list[Signal]
    says: str
    stretches: tuple[Stretch, ...] = ()

    @property
    def news(self) -> Signal | None:
        """Return the latest sign of change that still lasts, within the last stretch; None for noise."""
        values = [one.value for one in self.points if one.value is not None]
        last = self.stretches[-1] if self.stretches else None
        return latest(values, self.signals, last)

    @property
    def known(self) -> list[Measured]:
        """Return the points that have a value: what the places of signals count."""
        return [point for point in self.points if point.value is not None]


def last_over(kind: str, day: date) -> Period:
    """Return the latest period of a kind that is over before a local day."""
    return Period.of(kind, day).before()


def series(actor: Actor, indicator_id: UUID, kind: str, first: date, last: date) -> Series:
    """Return the series of one indicator; Indicator.DoesNotExist for one the actor may not see."""
    one = visible_to(actor).get(pk=indicator_id)
    return series_for(actor, [one], kind, first, last)[one.pk]


def series_of(
    actor: Actor, indicator_ids: Iterable[UUID], kind: str, first: date, last: date,
    live: int = LIVE,
) -> dict[UUID, Series]:  # fmt: skip
    """Return, by id, the series of indicators the actor may see; as many queries for one as for fifty
    when the periods have been read. Of those not read yet the latest `live` are counted now."""
    found = list(visible_to(actor).filter(pk__in=list(indicator_ids)))
    return series_for(actor, found, kind, first, last, live)


def series_for(
    actor: Actor, indicators: Sequence[Indicator], kind: str, first: date, last: date,
    live: int = LIVE,
) -> dict[UUID, Series]:  # fmt: skip
    """Return the series from the period that `first` lies in to the last that is over on `last`.

    A period that is not over is left out: half a month is no month. Periods are taken from what was read
    at night; of those not read yet the latest `live` are counted from records now.
    """
    if not indicators:
        return {}
    end = last if Period.of(kind, last).last == last else last_over(kind, last).last
    periods = list(Period(first, end).parts(kind)) if first <= end else []
    points = _from_readings(indicators, kind, periods) | _from_entries(indicators, periods)
    _count_missing(actor, indicators, periods, points, live)
    return {
        one.pk: _series([points[one.pk, period] for period in periods], one) for one in indicators
    }


Points = dict[tuple[UUID, Period], Measured]


def _from_readings(indicators: Sequence[Indicator], kind: str, periods: Sequence[Period]) -> Points:
    counted = [one for one in indicators if one.source]
    if not counted or not periods:
        return {}
    rows = Reading.objects.filter(
        kind=kind, source__in={id for one in counted for id in (one.source, one.definition)},
        first__gte=periods[0].first, first__lte=periods[-1].first,
    )  # fmt: skip
    read = {(row.source, row.first): row for row in rows}
    found: Points = {}
    for one in counted:
        for period in periods:
            own = read.get((one.source, period.first))
            if own:
                found[one.pk, period] = measured(one, period, own.numerator, own.denominator)
            elif (one.definition, period.first) in read:  # a part that had nothing to count
                found[one.pk, period] = measured(one, period, None, None)
    return found


def _from_entries(indicators: Sequence[Indicator], periods: Sequence[Period]) -> Points:
    typed = [one for one in indicators if one.manual]
    entries = entries_of(one.pk for one in typed) if typed else []
    return {
        (one.pk, period): from_entries(
            one, [e for e in entries if e.indicator_id == one.pk], period
        )
        for one in typed
        for period in periods
    }


def _count_missing(
    actor: Actor, indicators: Sequence[Indicator], periods: Sequence[Period], points: Points,
    live: int,
) -> None:  # fmt: skip
    """Count what was not read yet, the latest periods first; further back than `live` stays unknown."""
    for n, period in enumerate(reversed(periods)):
        missing = [one for one in indicators if (one.pk, period) not in points]
        if missing and n < live:
            found = measures_of(actor, missing, period)
            points.update({(pk, period): value for pk, value in found.items()})
        for one in missing:
            points.setdefault((one.pk, period), measured(one, period, None, None))


def _series(points: list[Measured], indicator: Indicator) -> Series:
    known = [point for point in points if point.value is not None]
    values = [point.value for point in known if point.value is not None]
    changes = {_place(known, date.fromisoformat(one["began"])): one for one in indicator.changes}
    phases = phased(values, changes)
    found = signals_within(values, phases)
    stretches = tuple(
        Stretch(
            phase, known[phase.first].period.first, known[phase.last].period.last,
            fsum(values[phase.first : phase.last + 1]) / (phase.last + 1 - phase.first),
            changes[phase.first]["why"] if phase.first else "",
        )
        for phase in phases
    )  # fmt: skip
    limits = phases[-1].limits if phases else None
    return Series(
        points,
        limits,
        found,
        said(values, found, stretches, indicator.better, indicator.unit),
        stretches,
    )


def _place(known: Sequence[Measured], began: date) -> int:
    """Return the place of the first value that a change counts for: most of the days of its period lie
    on or after the day the change began."""
    for place, one in enumerate(known):
        first, last = one.period.first, one.period.last
        if began <= first + (last - first) / 2:
            return place
    return len(known)
