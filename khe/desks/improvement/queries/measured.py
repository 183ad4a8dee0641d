"""What the indicators say about links: their own facts, the latest value, series. A constant number of
queries, whatever the number of links: one run per kind of period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from khe.base.figures import Period, definition_of
from khe.base.people.actor import Actor
from khe.desks.improvement.models import ShortcomingLink
from khe.desks.indicators import queries as indicators

SHOWN = {"day": 30, "week": 26, "month": 15, "quarter": 12, "year": 8}  # periods on a small chart


def indicators_of(actor: Actor, links: Iterable[ShortcomingLink]) -> dict[UUID, Any]:
    """Return the indicators of links by id, of those the actor may see."""
    ids = {link.indicator_id for link in links}
    return {one.pk: one for one in indicators.visible_to(actor).filter(pk__in=ids)} if ids else {}


def retired(actor: Actor, links: Iterable[ShortcomingLink]) -> set[UUID]:
    """Return the indicators of links that are not in use any more, or not there."""
    links = list(links)
    known = indicators_of(actor, links)
    return {
        link.indicator_id
        for link in links
        if link.indicator_id not in known or gone(known[link.indicator_id])
    }


def gone(indicator: Any) -> str:
    """Return why an indicator is not measured any more: it was retired, or its source was; "" if it is."""
    known = definition_of(indicator.source) if indicator.source else None
    if indicator.retired_on:
        return str(indicator.why_retired or indicator.name)
    if indicator.source and (known is None or known.retired):
        return str(known.retired) if known else _("số liệu này không còn được đếm")
    return ""


def times(indicator: Any, period: Period) -> int:
    """Return how many values of an indicator add up to that of a period: 1 for a share or a
    level, which do not add up."""
    return len(list(period.parts(indicator.kind))) if indicator.adds_up else 1


def latest(indicator: Any, window: Period, day: date) -> Period:
    """Return the days to compare with a window: the latest period that is over before a local day; of
    counts that add up, as many periods as the window has, so that like is compared with like."""
    period = indicators.last_over(indicator.kind, day)
    return Period(period.back(times(indicator, window) - 1).first, period.last)


def latest_values(actor: Actor, links: list[ShortcomingLink], day: date) -> dict[UUID, Any]:
    """Return by link what was measured in the latest days to compare with its window, if they lie wholly
    after it, and its indicator is in use."""
    known = indicators_of(actor, links)
    wanted: dict[Period, list[ShortcomingLink]] = defaultdict(list)
    for link in links:
        one = known.get(link.indicator_id)
        if one and not gone(one):
            period = latest(one, link.window, day)
            if period.first > link.window_last:
                wanted[period].append(link)
    found: dict[UUID, Any] = {}
    for period, group in wanted.items():
        values = indicators.measures(actor, {link.indicator_id for link in group}, period)
        found |= {
            link.pk: values[link.indicator_id] for link in group if link.indicator_id in values
        }
    return found


def series_of(actor: Actor, links: list[ShortcomingLink], day: date) -> dict[UUID, Any]:
    """Return by indicator its series up to a local day, or to where the authority's figures end, drawn from
    the baseline on, as long as a chart shows it. What is ordinary variation is told from as many periods
    as on the page of the indicator."""
    if not (known := indicators_of(actor, links)):
        return {}
    day = indicators.last_counted(actor, day)
    begins: dict[str, date] = {}
    adds: dict[str, date] = {}  # a window that is added up is read from its beginning
    of_kind: dict[str, set[UUID]] = defaultdict(set)
    for link in links:
        if one := known.get(link.indicator_id):
            of_kind[one.kind].add(one.pk)
            begins[one.kind] = min(begins.get(one.kind, day), link.baseline_first)
            if times(one, link.window) > 1:
                adds[one.kind] = min(adds.get(one.kind, day), link.window_first)
    found: dict[UUID, Any] = {}
    for kind, ids in of_kind.items():
        drawn = min(max(begins[kind], _back(kind, day)), adds.get(kind, day))
        first = min(indicators.first_shown(kind, day), drawn)
        live = len([one for one in Period(drawn, max(drawn, day)).parts(kind) if one.last <= day])
        of = indicators.series_of(actor, ids, kind, first, day, live)
        found |= {pk: _since(drawn, one) for pk, one in of.items()}
    return found


def _since(day: date, series: Any) -> Any:
    """Leave out the points of periods that are over before a day."""
    return replace(series, points=[one for one in series.points if one.period.last >= day])


def _back(kind: str, day: date) -> date:
    """Return the first day of the earliest period that a chart has room for."""
    return Period.of(kind, day).back(SHOWN[kind] - 1).first
