"""Counting the figures of a document.

They are counted for the whole authority, whoever drafts: the report is the authority's word, and must not
change with the reader. The records behind a figure are opened by those who may see them, on their pages.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from khe.base import figures
from khe.base.figures import Figure, Period
from khe.base.people.actor import Actor, whole
from khe.desks.indicators import queries as indicators
from khe.desks.reports import tally
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
    entries: tuple[dict[str, Any], ...] = ()  # of one typed in: what, after which document, by whom

    @property
    def records(self) -> list[str]:
        """Return the ids of what was counted, or of the entries that were typed in."""
        if self.figure is None:
            return [one["id"] for one in self.entries]
        return [str(pk) for pk in self.figure.records]

    @property
    def of(self) -> list[str]:
        """Return the ids of what the denominator counts."""
        return [str(pk) for pk in self.figure.of] if self.figure else []


def count(sources: Iterable[Source], by: Actor, at: datetime) -> dict[Source, Counted]:
    """Count figures as they are at `at`; each desk runs once a period, however many of its figures are
    asked for, and so do the counts of a report's own sentences."""
    wanted = list(dict.fromkeys(sources))
    actor = whole(by)
    found: dict[Source, Counted] = {}
    for period in dict.fromkeys(source.period for source in wanted):
        own = [source for source in wanted if source.period == period]
        said = [source for source in own if source.figure_id.startswith(tally.PREFIX)]
        told = tally.figures(actor, period, at) if said else {}
        found |= {source: of_figure(source, told.get(source.figure_id)) for source in said}
        own = [source for source in own if source not in found]
        ids = [s.indicator_id for s in own if s.indicator_id]
        measured: Mapping[UUID, Any] = indicators.measures(actor, ids, period) if ids else {}
        for source in own:
            if source.indicator_id:
                found[source] = of_measured(source, measured.get(source.indicator_id))
            else:
                found[source] = of_figure(source, figures.figure(actor, period, source.figure_id))
    return found


def _entered(entries: Iterable[Any]) -> tuple[dict[str, Any], ...]:
    """Return the entries a typed-in value is made of, as plain values."""
    return tuple(
        {
            "id": str(one.pk), "first": one.first.isoformat(), "last": one.last.isoformat(),
            "numerator": one.numerator, "denominator": one.denominator, "document": one.document,
            "by": one.entered_by, "at": one.entered_at.isoformat(),
        }
        for one in entries
    )  # fmt: skip


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
    used = _entered(measured.entries)
    checksum = _checksum(figure) or _typed_checksum(amount, used)
    return Counted(source, amount, figure.url if figure else "", checksum, figure, used)


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


def _typed_checksum(amount: Amount, entries: Sequence[dict[str, Any]]) -> str:
    """Return a SHA-256 in hex over a typed-in value and its entries; "" without any."""
    said = [amount.numerator, amount.denominator, amount.unit, *entries]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest() if entries else ""


def _checksum(figure: Figure | None) -> str:
    return figures.checksum(figure) if figure else ""
