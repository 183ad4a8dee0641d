"""What the indicators say about links: their own facts, the latest value, series. A constant number of
queries, whatever the number of links: one run per kind of period."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from khe.base.figures import Period
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
        if link.indicator_id not in known or known[link.indicator_id].retired_on
    }


def last_over(kind: str, day: date) -> Period:
    """Return the latest period of a kind that is over before a local day."""
    return Period.of(kind, day).before()


def latest_values(actor: Actor, links: list[ShortcomingLink], day: date) -> dict[UUID, Any]:
    """Return by link what was measured in the latest period that is over, if that period lies wholly
    after the window of the link, and its indicator is in use."""
    known = indicators_of(actor, links)
    wanted: dict[Period, list[ShortcomingLink]] = defaultdict(list)
    for link in links:
        one = known.get(link.indicator_id)
        if one and not one.retired_on:
            period = last_over(one.kind, day)
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
    """Return by indicator its series up to a local day, from the baseline on, as long as a chart
    shows it."""
    known = indicators_of(actor, links)
    begins: dict[str, date] = {}
    of_kind: dict[str, set[UUID]] = defaultdict(set)
    for link in links:
        if one := known.get(link.indicator_id):
            of_kind[one.kind].add(one.pk)
            begins[one.kind] = min(begins.get(one.kind, day), link.baseline_first)
    found: dict[UUID, Any] = {}
    for kind, ids in of_kind.items():
        first = max(begins[kind], _back(kind, day))
        found |= indicators.series_of(actor, ids, kind, first, day)
    return found


def _back(kind: str, day: date) -> date:
    """Return the first day of the earliest period that a chart has room for."""
    period = Period.of(kind, day)
    for _ in range(SHOWN[kind] - 1):
        period = period.before()
    return period.first
