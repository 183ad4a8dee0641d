"""What an indicator measures in a period.

Counted for the whole authority, whoever looks: an indicator is the authority's figure and does not change
with the reader. Who may see an indicator is asked before; its records are opened by those who may.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from khe.base import figures, statistics
from khe.base.figures import Figure, Period, definition_of
from khe.base.people.actor import Actor, whole
from khe.desks.indicators.models import Entry, Indicator
from khe.desks.indicators.queries.seeing import entries_of, visible_to
from khe.desks.indicators.states import Unit


@dataclass(frozen=True)
class Measured:
    """What an indicator measured in a period. `low` and `high` are the 95 % interval of a share (Wilson),
    and the value itself for a count. `value` is None where there is nothing to count.

    `manual` values were typed in and name their `document`; `figure` holds the records of counted ones.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    low: float | None
    high: float | None
    unit: str
    better: str
    period: Period
    label: str
    manual: bool = False
    document: str = ""
    figure: Figure | None = None
    entries: tuple[Entry, ...] = ()  # what a typed-in value is made of


def measured(
    indicator: Indicator, period: Period, numerator: float | None, denominator: float | None,
    figure: Figure | None = None, document: str = "",
) -> Measured:  # fmt: skip
    """Put numbers (None: nothing was counted) in the form of a measured value."""
    low: float | None
    high: float | None
    if indicator.unit == Unit.SHARE:
        value = numerator / denominator if numerator is not None and denominator else None
        low = high = None
        if value is not None and 0 <= value <= 1 and denominator and numerator is not None:
            low, high = statistics.wilson(round(numerator), round(denominator))
    else:
        value = low = high = numerator
    return Measured(
        value, numerator, denominator, low, high, indicator.unit, indicator.better, period,
        indicator.name, indicator.manual, document, figure,
    )  # fmt: skip


def measure(actor: Actor, indicator_id: UUID, period: Period) -> Measured:
    """Return what one indicator measured; Indicator.DoesNotExist for one the actor may not see."""
    one = visible_to(actor).get(pk=indicator_id)
    return measures_of(actor, [one], period)[one.pk]


def measures(actor: Actor, indicator_ids: Iterable[UUID], period: Period) -> dict[UUID, Measured]:
    """Return, by id, what indicators measured; those the actor may not see are left out. Each desk is run
    once, however many of its figures are asked for."""
    found = list(visible_to(actor).filter(pk__in=list(indicator_ids)))
    return measures_of(actor, found, period)


def measures_of(
    actor: Actor, indicators: Sequence[Indicator], period: Period
) -> dict[UUID, Measured]:
    """Return, by id, what these indicators measured."""
    typed = [one.pk for one in indicators if one.manual]
    entries = entries_of(typed) if typed else []
    sources = [one.source for one in indicators if one.source]
    counts = figures.counted(whole(actor), period, sources) if sources else {}
    found = {}
    for one in indicators:
        if one.manual:
            found[one.pk] = from_entries(
                one, [e for e in entries if e.indicator_id == one.pk], period
            )
        else:
            found[one.pk] = from_figure(one, counts.get(one.source), period)
    return found


def from_figure(indicator: Indicator, figure: Figure | None, period: Period) -> Measured:
    """Return a counted value; that there is nothing, for no figure or a part too small to be told."""
    known = definition_of(indicator.source)
    if figure is None or (known and not known.tells(figure)):
        return measured(indicator, period, None, None)
    return measured(indicator, period, figure.numerator, figure.denominator, figure)


def from_entries(indicator: Indicator, entries: Sequence[Entry], period: Period) -> Measured:
    """Return what was typed in for exactly this period, else the sum of what was typed in for parts of
    it. A level does not add up: the latest counts."""
    own = [one for one in entries if one.period == period]
    own = own or [one for one in entries if period.holds(one.period)]
    if not own:
        return measured(indicator, period, None, None)
    if indicator.level:
        own = own[-1:]
    parts = [one.denominator for one in own if one.denominator is not None]
    documents = "; ".join(dict.fromkeys(one.document for one in own))
    found = measured(
        indicator, period, sum(one.numerator for one in own), sum(parts) if parts else None,
        document=documents,
    )  # fmt: skip
    return replace(found, entries=tuple(own))
