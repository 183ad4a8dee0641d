"""The last two beats of every action on a dossier: change and record, in one go."""

from datetime import datetime
from typing import Any

from khe.base.authorities.writing import update_and_insert
from khe.base.calendar import clock
from khe.base.calendar import queries as calendars
from khe.base.calendar.moments import as_datetime
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.dossiers import queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event

CHAIN = ("changed_at", "journal_seq", "journal_hash")


def change(
    dossier: Dossier,
    event: Event,
    changes: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    **facts: Any,
) -> Dossier:
    """Set `changes` on the locked dossier, write `event` with `facts` in its journal, save once."""
    for name, value in changes.items():
        setattr(dossier, name, value)
    dossier.changed_at = at
    entry = next_entry(dossier, event, by=by, at=at, facts=facts)
    update_and_insert(dossier, (*changes, *CHAIN), [entry])
    return dossier


def first_due(
    authority_id: int, calendar: int, at: datetime, limit: str, rule: str, cutoff: str
) -> tuple[datetime, datetime]:
    """Return (start, due) of a limit counted from `at`; raises ClockError for a bad limit."""
    asked = clock.case(at, limit, rule, cutoff or None)
    start, stages = clock.answer(calendars.calendar(authority_id, calendar), asked)
    return as_datetime(start), as_datetime(stages[-1].due)


def due_after(dossier: Dossier, event: Event, at: datetime, **facts: Any) -> datetime | None:
    """Return the due moment when `event` is added to the ledger at `at`: the replay of all of it."""
    from khe.base.journal.models import Entry

    entries = queries.entries_of(dossier.pk)
    entries.append(Entry(event=event, at=at, facts=facts, authority_id=dossier.authority_id))
    replay = queries.clock(dossier, entries, at, explained=False)
    return replay.due_at if replay else dossier.due_at


def step_due(dossier: Dossier, budget: str | None, at: datetime) -> datetime | None:
    """Return when a step begun at `at` is due by its own budget, or None without one."""
    if not budget:
        return None
    calendar = calendars.calendar(dossier.authority_id, dossier.calendar_version)
    return clock.due_at(calendar, at, budget)


def officer_facts(officer: Member | None) -> dict[str, Any]:
    """Return the columns that say who holds a dossier."""
    return {
        "officer_id": officer.pk if officer else None,
        "officer_name": officer.name if officer else "",
    }
