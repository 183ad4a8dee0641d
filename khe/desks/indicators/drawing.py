"""Series of indicators as charts: a small one for a board, a large one with its ordinary variation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khe.base.statistics import Limits
from khe.base.web import card_charts, charts, phrases
from khe.desks.indicators import rules, words
from khe.desks.indicators.models import Target
from khe.desks.indicators.queries.measuring import Measured
from khe.desks.indicators.queries.series import Series
from khe.desks.indicators.trend import is_good

ON_CARD = 12  # points of a small chart


@dataclass(frozen=True)
class Scale:
    """How values are shown: shares as percent, counts as they are."""

    is_share: bool

    def show(self, value: float | None) -> float | None:
        """Return the value in the unit of the drawing."""
        return value * 100 if self.is_share and value is not None else value

    @property
    def unit(self) -> str:
        """Return what stands after a figure."""
        return "%" if self.is_share else ""

    @property
    def places(self) -> int:
        """Return the decimals."""
        return 1 if self.is_share else 0

    def text(self, value: float | None) -> str:
        """Return the figure as it stands on a card, without unit."""
        if value is None:
            return "–"
        return phrases.decimal(value * 100) if self.is_share else words.number(value)

    def band(self, limits: Limits | None) -> charts.Band | None:
        """Return the band of ordinary variation, within what the values can be."""
        if limits is None:
            return None
        mean, low, high = within(limits, self.is_share)
        return charts.Band(*(self.show(v) or 0 for v in (mean, low, high)))


def bands(shown: Sequence[Any], series: Any) -> list[charts.Span]:
    """Return the ordinary variation of each phase, over the points that lie in it."""
    scale = Scale(bool(shown) and shown[-1].unit == "share")
    found = []
    for one in series.stretches:
        places = [
            n
            for n, p in enumerate(shown)
            if one.first <= p.period.first and p.period.last <= one.last
        ]
        band = scale.band(one.phase.limits)
        if places and band:
            found.append(charts.Span(places[0], places[-1], band, own=one.phase.own))
    return found


def within(limits: Limits, is_share: bool) -> tuple[float, float, float]:
    """Return mean, lower and upper limit; a share lies in 0…1, a count is never less than 0."""
    high = min(limits.high, 1.0) if is_share else limits.high
    return limits.mean, max(limits.low, 0.0), high


def shown_points(series: Series) -> list[Measured]:
    """Return the points from the first that has a value on."""
    first = next((n for n, one in enumerate(series.points) if one.value is not None), 0)
    return series.points[first:]


def points(series: Series, target: Target | None, most: int | None = None) -> list[charts.Point]:
    """Return the series, or the latest `most` of it, as points: hit where the target is met, bad where it
    really changed to the worse."""
    worse = _worse(series)
    known = {id(one): place for place, one in enumerate(series.known)}
    drawn = []
    shown = shown_points(series)
    named = phase_names(series)
    for one in shown[-most:] if most else shown:
        mark = "bad" if known.get(id(one)) in worse else ""
        if target and rules.meets(one.value, target.value, target.baseline_value):
            mark = "hit"
        scale = Scale(one.unit == "share")
        made_of = words.counted(one.numerator, one.denominator)
        note = "; ".join(part for part in (made_of, _phase_of(one, named)) if part)
        drawn.append(charts.Point(one.period.short(), scale.show(one.value), mark, note))
    return drawn


def phase_names(series: Series) -> list[tuple[date, str]]:
    """Return the first day and the name of each phase; [] where there is only one."""
    if len(series.stretches) < 2:
        return []
    return [
        (one.first, _("giai đoạn %(n)s") % {"n": n}) for n, one in enumerate(series.stretches, 1)
    ]


def _phase_of(one: Measured, named: list[tuple[date, str]]) -> str:
    return next((name for first, name in reversed(named) if first <= one.period.first), "")


def small(title: str, series: Series, target: Target | None) -> charts.Figure | None:
    """Return the small chart of a board; None without a value to draw."""
    if not series.known:
        return None
    scale = Scale(series.known[-1].unit == "share")
    return card_charts.card_chart(
        points(series, target, ON_CARD), title=title, unit=scale.unit, places=scale.places,
        baseline=scale.show(target.baseline_value) if target else None,
        target=scale.show(target.value) if target else None,
    )  # fmt: skip


def large(title: str, series: Series, target: Target | None) -> charts.Figure | None:
    """Return the chart of a page, with limits and target; None without a value to draw."""
    if not series.known:
        return None
    scale = Scale(series.known[-1].unit == "share")
    drawn = charts.line_chart(
        points(series, target), title=title, unit=scale.unit, places=scale.places,
        target=scale.show(target.value) if target else None, bands=bands(shown_points(series), series),
    )  # fmt: skip
    return replace(drawn, title="")  # the page says above what it is, and what it shows


def _worse(series: Series) -> set[int]:
    """Return the places, among the known values, of a lasting change to the worse."""
    news = series.news
    if news is None or is_good(news, series.known[-1].better) is not False:
        return set()
    return set(range(news.first, news.last + 1))
