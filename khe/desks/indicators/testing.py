"""Indicators for tests and the demo, with honest defaults; all of them made by real actions."""

from datetime import datetime
from typing import Any

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.indicators import actions
from khe.desks.indicators.models import Entry, Indicator


def make_indicator(by: Actor, at: datetime, **facts: Any) -> Indicator:
    """Define an indicator that is typed in: a share by month, the higher the better."""
    if not facts.get("source"):
        facts.setdefault("name", "Tỷ lệ hài lòng của người dân")
    return actions.define(**facts, by=by, at=at)


def make_entry(
    indicator: Indicator, period: str, *, by: Actor, at: datetime, **facts: Any
) -> Entry:
    """Type in a value for a period ("2025-03"), 90 of 100 unless said."""
    if "value" not in facts:
        facts = {"numerator": 90, "denominator": 100, **facts}
    facts.setdefault("document", "Sổ theo dõi năm 2025")
    return actions.enter(indicator.pk, period=Period.parse(period), by=by, at=at, **facts)
