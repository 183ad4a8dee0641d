"""A new version of the authority's calendar, and what follows for open dossiers.

Decided: every open dossier with a clock goes over to the new version, so that later pauses and
extensions are counted by it; one whose due moment changes gets a journal entry that cites the
document. What is settled keeps the version it was settled by.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from khe.base.authorities.models import Authority
from khe.base.calendar import clock
from khe.base.calendar import queries as calendars
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.models import CalendarVersion
from khe.base.journal.models import Entry
from khe.base.journal.record import next_entry, record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.dossiers import redating, worktime
from khe.desks.dossiers.models import Dossier, Step
from khe.desks.dossiers.redating import Move
from khe.desks.dossiers.states import Event, StepState

SAVED = "calendar.saved"
CHANGED = ["start_at", "due_at", "warned_at", "changed_at", "journal_seq", "journal_hash"]


@transaction.atomic
def save_calendar(
    data: dict[str, Any], *, base: int, document: str, note: str = "", by: Actor, at: datetime
) -> tuple[CalendarVersion, int]:
    """Save `data` (shifts and days, Calendar.to_json) as the version after `base` and re-date what
    is open; return it and how many dossiers moved. CalendarError for a calendar that cannot be."""
    authority = Authority.objects.select_for_update().get(pk=by.authority_id)
    current = calendars.calendar(authority.pk, authority.calendar)
    number = authority.calendar + 1
    calendar = Calendar.from_json({**data, "name": authority.code, "version": number})
    changed = worktime.digest(calendar.to_json()) != worktime.digest(current.to_json())
    refuse_if(
        worktime.why_not_save(
            base=base, current=authority.calendar, document=document, changed=changed, by=by
        )
    )
    version = CalendarVersion(
        number=number, data=calendar.to_json(), made_at=at, made_by=by.name,
        note=": ".join(part for part in (document.strip(), note.strip()) if part)[:300],
    )  # fmt: skip
    version.save(force_insert=True)
    authority.calendar = number
    authority.save(update_fields=["calendar"])
    moved = _redate(calendar, number, document=document, by=by, at=at)
    record(version, SAVED, by=by, at=at, number=number, document=document, moved=moved)
    return version, moved


def _redate(calendar: Calendar, number: int, *, document: str, by: Actor, at: datetime) -> int:
    """Bring every open dossier to version `number`; return how many due moments changed. Seven
    statements a chunk of 500, whatever moves."""
    moved = 0
    for rows in redating.chunks(redating.timed().select_for_update()):
        found = redating.moves(rows, calendar, at)
        seen = [move for move in found if move.is_seen]
        entries = [_entry(move, number, document, by, at) for move in seen]
        for move in found:
            move.dossier.start_at, move.dossier.due_at = move.dates
        if found:
            Dossier.objects.bulk_update([move.dossier for move in found], CHANGED)
        Entry.objects.bulk_create(entries)
        Dossier.objects.filter(pk__in=[row.pk for row in rows]).update(calendar_version=number)
        _redate_steps(rows, calendar)
        moved += len(seen)
    return moved


def _entry(move: Move, number: int, document: str, by: Actor, at: datetime) -> Entry:
    """Return the entry of a date that moves; the dossier's chain and warning move with it."""
    dossier = move.dossier
    dossier.changed_at = max(at, dossier.changed_at)
    facts = {
        "former": dossier.due_at, "due": move.dates.due_at, "calendar": number,
        "document": document,
    }  # fmt: skip
    if move.is_later:
        dossier.warned_at = None  # it will come close to its due moment a second time
    return next_entry(dossier, Event.DATE_MOVED, by=by, at=dossier.changed_at, facts=facts)


def _redate_steps(rows: list[Dossier], calendar: Calendar) -> None:
    """Give the steps under way their due moment by the new calendar."""
    steps = list(
        Step.objects.filter(
            dossier_id__in=[row.pk for row in rows], state=StepState.ACTIVE, due_at__isnull=False
        ).exclude(budget="")
    )
    changed = []
    for step in steps:
        due = clock.due_at(calendar, step.started_at, step.budget)
        if due != step.due_at:
            step.due_at = due
            changed.append(step)
    if changed:
        Step.objects.bulk_update(changed, ["due_at"])
