"""What a new calendar does to the due moments of open dossiers: read only; `actions.calendar` saves.

One journal query a chunk, then a replay of each ledger in memory.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from khe.base.calendar.calendars import Calendar
from khe.base.calendar.ledger import LedgerError, replay
from khe.base.journal import queries as journal
from khe.base.journal.models import Entry
from khe.desks.dossiers import ledger
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import OPEN

CHUNK = 500


class Dates(NamedTuple):
    """When a clock starts and when it is due."""

    start_at: datetime
    due_at: datetime


class Move(NamedTuple):
    """An open dossier whose dates a new calendar changes."""

    dossier: Dossier
    dates: Dates

    @property
    def is_seen(self) -> bool:
        """Whether the date people were told changes (not only the moment the clock began)."""
        return self.dates.due_at != self.dossier.due_at

    @property
    def is_later(self) -> bool:
        """Whether the new date is later."""
        return self.dossier.due_at is None or self.dates.due_at > self.dossier.due_at


def timed() -> QuerySet[Dossier]:
    """Return the open dossiers that have a clock of ours, in the order of their ids."""
    return Dossier.objects.filter(status__in=OPEN).exclude(limit="").order_by("id")


def chunks(found: QuerySet[Dossier], size: int = CHUNK) -> Iterator[list[Dossier]]:
    """Return dossiers ordered by id, `size` at a time, by keyset."""
    rows = list(found[:size])
    while rows:
        yield rows
        rows = list(found.filter(pk__gt=rows[-1].pk)[:size]) if len(rows) == size else []


def moves(rows: list[Dossier], calendar: Calendar, at: datetime) -> list[Move]:
    """Return which of these dossiers get other dates by `calendar`; one query. ClockError where the
    calendar has no working time left to count."""
    written = journal.of_many([row.pk for row in rows])
    found = []
    for row in rows:
        dates = dates_by(calendar, row, written[row.pk], at)
        if dates is not None and dates != (row.start_at, row.due_at):
            found.append(Move(row, dates))
    return found


def dates_by(
    calendar: Calendar, dossier: Dossier, entries: list[Entry], at: datetime
) -> Dates | None:
    """Return the dates by a calendar; None for a ledger that cannot be read (a log's).

    A stopped clock is asked as of the moment it stopped: the date that stands on its page.
    """
    marks = ledger.marks(entries)
    if not marks:
        return None
    try:
        found = replay(
            calendar, marks, dossier.limit, rule=dossier.rule, cutoff=dossier.cutoff or None,
            now=dossier.paused_at or at, explained=False,
        )  # fmt: skip
    except LedgerError:
        return None
    return Dates(found.start_at, found.due_at)


def preview(calendar: Calendar, at: datetime) -> list[Move]:
    """Return the open dossiers whose due moment would change, the earliest due first."""
    found = [m for rows in chunks(timed()) for m in moves(rows, calendar, at) if m.is_seen]
    return sorted(found, key=lambda m: (m.dossier.due_at is None, m.dossier.due_at, m.dossier.pk))
