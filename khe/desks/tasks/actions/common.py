"""The last two beats of every action on a task: change and record, in one go."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from khe.base.authorities.writing import update_and_insert
from khe.base.calendar import queries as calendars
from khe.base.calendar.calendars import Calendar
from khe.base.files.actions import attach
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.base.refusal import refuse_if
from khe.desks.tasks import dates, queries, rules
from khe.desks.tasks.models import Task
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Event

CHAIN = ("changed_at", "journal_seq", "journal_hash")


def change(
    task: Task, event: Event, changes: dict[str, Any], *, by: Actor, at: datetime, **facts: Any
) -> Task:
    """Set `changes` on the locked task, write `event` with `facts` in its journal, save once."""
    for name, value in changes.items():
        setattr(task, name, value)
    task.changed_at = at
    entry = next_entry(task, event, by=by, at=at, facts=facts)
    update_and_insert(task, (*changes, *CHAIN), [entry])
    return task


def locked(code: str, at: datetime) -> Task:
    """Return the task, held; refuse to write down what happened before what stands there already."""
    task = queries.locked(code)
    refuse_if(rules.why_not_in_order(task.changed_at, at))
    return task


def refuse_stale(code: str, *, seen: int | None) -> None:
    """Hold the task and refuse when it moved on since its journal ended with entry `seen`: the second
    of two people is told, instead of overruling the first unknowingly."""
    refuse_if(rules.why_not_as_seen(seen, queries.locked(code).journal_seq))


def attached(task: Task, uploads: Iterable[UploadedFile], *, by: Actor, at: datetime) -> list[Any]:
    """Store evidence with the entry that is about to be written; return what the entry says of it."""
    place = str(task.journal_seq + 1)
    kept = [attach(task.pk, upload, by=by, at=at, part=place) for upload in uploads]
    return [{"name": file.name, "sha256": file.sha256} for file in kept]


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def calendar_of(by: Actor) -> Calendar:
    """Return the calendar in force."""
    return calendars.calendar(by.authority_id, by.calendar)


def due_of(
    by: Actor, at: datetime, due_at: datetime | None, day: date | None, limit: str | None
) -> datetime | None:
    """Return the due moment that was asked for: a moment, the end of a local day, or a limit that
    begins at `at` by the legal clock; None when nothing was. Raises Refused for more than one."""
    refuse_if(Refusal.TWO_DUES if sum(map(bool, (due_at, day, limit))) > 1 else None)
    if day:
        return dates.end_of(calendar_of(by), day)
    return dates.after(calendar_of(by), at, limit) if limit else due_at
