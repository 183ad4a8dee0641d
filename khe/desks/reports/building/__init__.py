"""Builders of reports: each counts its figures and returns a draft."""

from datetime import datetime

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.reports.building import improvement, periodic
from khe.desks.reports.building.draft import Sheet
from khe.desks.reports.states import Kind


def build(kind: str, span: Period, by: Actor, at: datetime) -> Sheet:
    """Return the draft of a report of a kind on a period, its figures counted now."""
    if kind == Kind.IMPROVEMENT:
        return improvement.build(span, by, at)
    return periodic.build(span, by, at)
