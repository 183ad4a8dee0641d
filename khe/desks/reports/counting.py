"""Counting the figures of a document.

They are counted for the whole authority, whoever drafts: the report is the authority's word, and must not
change with the reader. The records behind a figure are opened by those who may see them, on their pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from uuid import UUID

from khe.base import figures
from khe.base.figures import Figure, Period
from khe.base.people.actor import Actor, whole
from khe.desks.indicators import queries as indicators
from khe.desks.reports.wording import Amount

LONGEST = 200  # letters of the documents that typed-in values stand in, of several in one period


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: an indicator, or a figure of a desk without one."""

    period: Period
    indicator_id: UUID | None = None
    figure_id: str = ""


@dataclass(frozen=True)
class Counted:
    """A figure as counted now. `figure` holds its records; None for one typed in or gone."""

    source: Source
    amount: Amount
    url: str = ""
    checksum: str = ""
    figure: Figure | None = None


def count(sources: Iterable[Source], by: Actor) -> dict[Source, Counted]:
    """Count figures; each desk runs once a period, however many of its figures are asked for."""
    wanted = list(dict.fromkeys(sources))
    actor = whole(by)
    found: dict[Source, Counted] = {}
    for period in dict.fromkeys(source.period for source in wanted):
        own = [source for source in wanted if source.period == period]
        ids = [s.indicator_id for s in own if s.indicator_id]
        measured: Mapping[UUID, Any] = indicators.measures(actor, ids, period) if ids else {}
        for source in own:
            if source.indicator_id:
                found[source] = of_measured(source, measured.get(source.indicator_id))
            else:
                found[source] = of_figure(source, figures.figure(actor, period, source.figure_id))
    return found


def of_measured(source: Source, measured: Any) -> Counted:
    """Return what indicators measured as a counted figure."""
    if measured is None:  # the indicator is retired: its source is gone
        return of_figure(source, None)
    figure, period = measured.figure, source.period
    figure_id = source.figure_id or (figure.id if figure else "")
    amount = Amount(
        figure_id, str(measured.label), measured.unit, period.first, period.last,
        measured.numerator, measured.denominator, measured.value, measured.manual,
        shorten(measured.document or "", LONGEST, placeholder=" …"),
    )  # fmt: skip
    return Counted(source, amount, figure.url if figure else "", _checksum(figure), figure)


def of_figure(source: Source, figure: Figure | None) -> Counted:
    """Return a figure of a desk as a counted one; without it, that there is nothing."""
    period = source.period
    if figure is None:
        gone = Amount(source.figure_id, source.figure_id, "share", period.first, period.last)
        return Counted(source, gone)
    amount = Amount(
        figure.id, str(figure.label), figure.unit, period.first, period.last, figure.numerator,
        figure.denominator, figure.value,
    )  # fmt: skip
    return Counted(source, amount, figure.url, _checksum(figure), figure)


def _checksum(figure: Figure | None) -> str:
    return figures.checksum(figure) if figure else ""
