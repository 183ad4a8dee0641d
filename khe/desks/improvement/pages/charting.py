"""Charts of shortcomings from series of indicators: a small one for the card, a large one for the page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khe.base.figures import Period
from khe.base.web import card_charts, charts
from khe.desks.improvement import queries, wording
from khe.desks.improvement.models import ShortcomingLink
from khe.desks.improvement.rules import judging
from khe.desks.indicators import words
from khe.desks.indicators.drawing import Scale, bands


def short(period: Period) -> str:
    """Name a period where there is little room; one that is no month, quarter or year by its days."""
    return period.short() if period.kind else wording.days(period)


def in_window(
    link: ShortcomingLink, indicator: Any, series: Any, judged: Mapping[str, Any] | None
) -> Any:
    """Return the series to show: of counts that add up over a window of several periods, the sum so far
    within it (in the end as it was `judged`), because that is what its target is for; else the series as
    it is."""
    if series is None or queries.times(indicator, link.window) == 1:
        return series
    total, found = 0.0, []
    for one in series.points:
        if link.window.holds(one.period) and one.value is not None:
            total += one.value
            found.append(_sum(one, one.period, total))
    if judged and series.points and (not found or found[-1].period.last < link.window_last):
        found.append(_sum(series.points[-1], link.window, judged["value"]))
    says = _("cộng dồn trong kỳ theo dõi")
    return replace(series, points=found, limits=None, signals=[], says=says)


def _sum(one: Any, period: Period, total: float) -> Any:
    facts: dict[str, Any] = {"value": total, "numerator": total, "low": total, "high": total}
    return replace(one, period=period, figure=None, **facts)


def points(link: ShortcomingLink, series: Any) -> list[charts.Point]:
    """Return the series as points: hit where the target is met, bad where it came back (after its
    window) or is worse than the baseline in the window or after it."""
    scale = Scale(is_share=_is_share(series))
    return [
        charts.Point(
            short(one.period), scale.show(one.value), mark=_mark(link, one),
            note=words.counted(one.numerator, one.denominator),
        )
        for one in series.points
    ]  # fmt: skip


def card(title: str, link: ShortcomingLink, series: Any, began: date | None) -> charts.Figure:
    """Return the small chart of a card."""
    scale = Scale(is_share=_is_share(series))
    return card_charts.card_chart(
        points(link, series), title=title, unit=scale.unit, places=scale.places,
        baseline=scale.show(link.baseline_value), target=scale.show(link.target),
        start=_place(series, began),
    )  # fmt: skip


def page(title: str, link: ShortcomingLink, series: Any) -> charts.Figure:
    """Return the large chart, with the band of ordinary variation and what the series says."""
    scale = Scale(is_share=_is_share(series))
    spans = bands(series.points, series) if series.limits else []
    drawn = charts.line_chart(
        points(link, series), title=title, says=str(series.says), unit=scale.unit,
        places=scale.places, target=scale.show(link.target), bands=spans,
    )  # fmt: skip
    return replace(drawn, title="")  # the page names the indicator above its figures


def last_known(series: Any) -> Any:
    """Return the latest point that has a value, or None."""
    return (
        next((p for p in reversed(series.points) if p.value is not None), None) if series else None
    )


def _is_share(series: Any) -> bool:
    return bool(series.points) and series.points[-1].unit == "share"


def _mark(link: ShortcomingLink, one: Any) -> str:
    if one.value is None:
        return ""
    up = link.target > link.baseline_value
    ahead = one.value - link.target if up else link.target - one.value
    back = link.relapse_at - one.value if up else one.value - link.relapse_at
    worse = link.baseline_value - one.value if up else one.value - link.baseline_value
    if ahead >= -judging.NEAR:
        return "hit"
    came_back = one.period.first > link.window_last and back >= -judging.NEAR
    counts = one.period.first >= link.window_first
    return "bad" if came_back or (counts and worse > judging.NEAR) else ""


def _place(series: Any, day: date | None) -> float | None:
    """Return where a day lies among the points, as a fraction."""
    for index, one in enumerate(series.points):
        if day and one.period.first <= day <= one.period.last:
            length = (one.period.last - one.period.first).days or 1
            return index + (day - one.period.first).days / length - 0.5
    return None
