"""What the queries of study share."""

from datetime import date, datetime

from django.db.models import Model, QuerySet

from khe.desks.study.rules.common import LOCAL, OVERSEERS

__all__ = ["LOCAL", "OVERSEERS", "day_of", "dropped"]


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def dropped(rows: QuerySet[Model]) -> None:
    """Delete rows that nothing points to, in one statement that names the authority (Django's own way
    collects ids first and forgets it)."""
    rows._raw_delete(rows.db)
