"""What the lead and the co-workers do: begin, write down how far it is, hand in, ask for more time."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.tasks import dates, queries, rules, telling
from khe.desks.tasks.actions.common import attached, calendar_of, change, locked
from khe.desks.tasks.models import Task
from khe.desks.tasks.queries.seeing import co_ids
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Event, Status


@transacted
def start(code: str, *, by: Actor, at: datetime) -> Task:
    """Begin a task."""
    task = locked(code, at)
    refuse_if(rules.why_not_start(task, by))
    return change(task, Event.STARTED, {"started_at": at}, by=by, at=at)


@transaction.atomic
def note(
    code: str, *, text: str = "", percent: int | None = None,
    files: Iterable[UploadedFile] = (), by: Actor, at: datetime,
) -> Task:  # fmt: skip
    """Write down how far it is, with evidence. What the lead writes begins the task; those who only
    watch leave a comment, which says nothing of how far it is. A refused file keeps nothing."""
    task = locked(code, at)
    co, uploads = co_ids(task), list(files)
    refuse_if(
        rules.why_not_note(task, by, co, queries.led_of(by, at)) or rules.why_not_percent(percent)
    )
    works = by.is_member(task.lead_id) or any(by.is_member(member) for member in co)
    says_percent = works and percent is not None
    empty = not text.strip() and not uploads and not says_percent
    refuse_if(Refusal.NO_TEXT if empty else None)
    changes: dict[str, Any] = {"noted_at": at} | ({"percent": percent} if says_percent else {})
    if by.is_member(task.lead_id) and not task.started_at:
        changes["started_at"] = at
    facts: dict[str, Any] = {"text": text.strip(), "files": attached(task, uploads, by=by, at=at)}
    facts |= {"percent": percent} if says_percent else {}
    event = Event.NOTED if works else Event.COMMENTED
    return change(task, event, changes, by=by, at=at, **facts)


@transaction.atomic
def hand_in(
    code: str, *, result: str, files: Iterable[UploadedFile] = (), by: Actor, at: datetime
) -> Task:
    """Say that it is done, with what came of it. It is done at this moment if it is then accepted;
    what somebody gave themselves needs nobody else."""
    task = locked(code, at)
    refuse_if(rules.why_not_hand_in(task, by, queries.open_parts(task)))
    refuse_if(None if result.strip() else Refusal.NO_RESULT)
    changes = {
        "handed_at": at, "result": result.strip(), "percent": 100, "noted_at": at,
        "started_at": task.started_at or at, "asked_due_at": None, "asked_reason": "",
    }  # fmt: skip
    if rules.is_own(task):
        changes |= {
            "status": Status.DONE, "done_at": at, "closed_at": at, "closed_by": by.name,
        }  # fmt: skip
    kept = attached(task, files, by=by, at=at)
    change(task, Event.HANDED_IN, changes, by=by, at=at, text=result.strip(), files=kept,
           final=rules.is_own(task))  # fmt: skip
    telling.handed_in(task, by, at)
    return task


@transacted
def ask_extension(code: str, *, due_day: date, reason: str, by: Actor, at: datetime) -> Task:
    """Ask for more time, until the end of a local working day. The due moment stays until somebody
    who decides puts it off."""
    task = locked(code, at)
    refuse_if(rules.why_not_ask_extension(task, by))
    wanted = dates.end_of(calendar_of(by), due_day)
    refuse_if(
        rules.why_not_later(task, wanted, at) or (None if reason.strip() else Refusal.NO_REASON)
    )
    changes = {"asked_due_at": wanted, "asked_reason": reason.strip()[:500]}
    change(task, Event.EXTENSION_ASKED, changes, by=by, at=at, due=wanted, reason=reason.strip())
    telling.extension_asked(task, by, at)
    return task
