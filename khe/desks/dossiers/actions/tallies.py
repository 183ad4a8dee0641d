"""Keeping the monthly tallies. They are derived, not evidence: no journal entry."""

from datetime import date, datetime

from django.db import transaction

from khe.desks.dossiers import figures
from khe.desks.dossiers.models import Dossier, Tally


@transaction.atomic
def tally_months(*, now: datetime) -> int:
    """Count every month that is over and has no tally; return how many months were counted."""
    oldest = Dossier.objects.filter(received_at__isnull=False).order_by("received_at").first()
    if oldest is None or oldest.received_at is None:
        return 0
    last = figures.month_of(now)
    have = set(Tally.objects.values_list("month", flat=True).distinct())
    todo = [m for m in figures.months(figures.month_of(oldest.received_at), last) if m < last]
    todo = [m for m in todo if m not in have]
    for first, final in figures.runs(todo):
        rows = figures.counted(first, final)
        counted = {row["month"] for row in rows if row["dimension"] == "all"}
        empty = [m for m in figures.months(first, final) if m not in counted]
        rows += [{"month": m, "dimension": "all", "key": ""} for m in empty]
        Tally.objects.bulk_create([Tally(**row) for row in rows], batch_size=2000)
    return len(todo)


def forget_month(*moments: datetime | None) -> None:
    """Drop the tallies of the months of these moments: something in them changed afterwards."""
    months: set[date] = {figures.month_of(at) for at in moments if at}
    if months:
        tallies = Tally.objects.filter(month__in=months)
        tallies._raw_delete(tallies.db)  # one DELETE, one authority


def forget_all() -> None:
    """Drop all tallies of this authority (after an import)."""
    tallies = Tally.objects.all()
    tallies._raw_delete(tallies.db)
