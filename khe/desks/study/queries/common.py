"""What the queries of study share."""

from datetime import date, datetime

from khe.desks.study.rules.common import LOCAL, OVERSEERS

__all__ = ["LOCAL", "OVERSEERS", "day_of"]


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()
