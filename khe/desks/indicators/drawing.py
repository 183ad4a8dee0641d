"""Series of indicators as charts: a small one for a board, a large one with its ordinary variation."""

from dataclasses import dataclass, replace

from khe.base.statistics import Limits
from khe.base.web import charts, phrases
from khe.desks.indicators import rules, words
from khe.desks.indicators.models import Target
from khe.desks.indicators.queries.measuring import Measured
from khe.desks.indicators.queries.series import Series
from khe.desks.indicators.trend import is_good, latest

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
    for one in shown[-most:] if most else shown:
        mark = "bad" if known.get(id(one)) in worse else ""
        if target and rules.meets(one.value, target.value, target.baseline_value):
            mark = "hit"
        scale = Scale(one.unit == "share")
        note = words.counted(one.numerator, one.denominator)
        drawn.append(charts.Point(one.period.short(), scale.show(one.value), mark, note))
    return drawn


def small(title: str, series: Series, target: Target | None) -> charts.Figure | None:
    """Return the small chart of a board; None without a value to draw."""
    if not series.known:
        return None
    scale = Scale(series.known[-1].unit == "share")
    return charts.card_chart(
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
        target=scale.show(target.value) if target else None, band=scale.band(series.limits),
    )  # fmt: skip
    return replace(drawn, title="")  # the page says above what it is, and what it shows


def _worse(series: Series) -> set[int]:
    """Return the places, among the known values, of a lasting change to the worse."""
    values = [one.value for one in series.known if one.value is not None]
    news = latest(values, series.signals)
    if news is None or is_good(news, series.known[-1].better) is not False:
        return set()
    return set(range(news.first, news.last + 1))
