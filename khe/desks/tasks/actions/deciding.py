"""What those who gave it decide: accept, send back, put off, drop, correct."""

from datetime import date, datetime

from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.tasks import dates, queries, rules, telling
from khe.desks.tasks.actions.common import calendar_of, change, locked
from khe.desks.tasks.models import Task
from khe.desks.tasks.queries.seeing import co_ids
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Event, Status


def _asked(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal.NO_REASON


@transacted
def confirm(code: str, *, text: str = "", by: Actor, at: datetime) -> Task:
    """Accept what was handed in: the task was done at the moment it was handed in."""
    task = locked(code, at)
    refuse_if(rules.why_not_confirm(task, by, queries.led_of(by, at)))
    changes = {
        "status": Status.DONE, "done_at": task.handed_at, "closed_at": at, "closed_by": by.name,
    }  # fmt: skip
    change(task, Event.CONFIRMED, changes, by=by, at=at, text=text.strip(), done=task.handed_at)
    telling.confirmed(task, by, at)
    return task


@transacted
def send_back(code: str, *, reason: str, by: Actor, at: datetime) -> Task:
    """Send back what was handed in: the clock, which never stopped, counts again."""
    task = locked(code, at)
    refuse_if(rules.why_not_send_back(task, by, queries.led_of(by, at)) or _asked(reason))
    changes = {"handed_at": None, "percent": min(task.percent, 90)}
    change(task, Event.SENT_BACK, changes, by=by, at=at, reason=reason.strip())
    telling.started_over(task, reason.strip(), by, at)
    return task


@transacted
def extend(
    code: str, *, due_day: date | None = None, due_at: datetime | None = None, reason: str,
    document: str = "", by: Actor, at: datetime,
) -> Task:  # fmt: skip
    """Put the due moment off, to a moment or the end of a local working day. The first one is kept, and
    the journal keeps who allowed which, why, and by which document."""
    task = locked(code, at)
    refuse_if(rules.why_not_extend(task, by, queries.led_of(by, at)))
    wanted = dates.end_of(calendar_of(by), due_day) if due_day else due_at
    refuse_if(None if wanted else Refusal.NO_DUE)
    assert wanted  # noqa: S101 - for the type checker: refused above
    whole = task.parent.due_at if task.parent else None
    refuse_if(
        rules.why_not_later(task, wanted, at)
        or rules.why_not_in_whole(wanted, whole)
        or _asked(reason)
    )
    former = task.due_at
    changes = {
        "due_at": wanted, "extensions": task.extensions + 1, "extended_by": by.name,
        "calendar": by.calendar, "asked_due_at": None, "asked_reason": "",
    }  # fmt: skip
    change(task, Event.EXTENDED, changes, by=by, at=at, former=former, due=wanted,
           reason=reason.strip(), document=document.strip())  # fmt: skip
    telling.due_changed(task, True, reason.strip(), co_ids(task), by, at)
    return task


@transacted
def deny_extension(code: str, *, reason: str, by: Actor, at: datetime) -> Task:
    """Let the due moment stand, when more time was asked for."""
    task = locked(code, at)
    refuse_if(rules.why_not_deny_extension(task, by, queries.led_of(by, at)) or _asked(reason))
    asked = task.asked_due_at
    changes = {"asked_due_at": None, "asked_reason": ""}
    change(task, Event.EXTENSION_DENIED, changes, by=by, at=at, asked=asked,
           reason=reason.strip())  # fmt: skip
    telling.due_changed(task, False, reason.strip(), (), by, at)
    return task


@transacted
def drop(code: str, *, reason: str, by: Actor, at: datetime) -> Task:
    """Drop a task, with the reason: it counts neither as done nor as late."""
    task = locked(code, at)
    led = queries.led_of(by, at)
    refuse_if(rules.why_not_drop(task, by, queries.open_parts(task), led) or _asked(reason))
    changes = {
        "status": Status.DROPPED, "drop_reason": reason.strip()[:500], "closed_at": at,
        "closed_by": by.name, "handed_at": None, "asked_due_at": None, "asked_reason": "",
    }  # fmt: skip
    change(task, Event.DROPPED, changes, by=by, at=at, reason=reason.strip())
    telling.dropped(task, co_ids(task), by, at)
    return task


@transacted
def amend(
    code: str, *, content: str, product: str = "", detail: str = "", by: Actor, at: datetime
) -> Task:
    """Correct the words of a task; the journal keeps the former ones."""
    task = locked(code, at)
    refuse_if(rules.why_not_amend(task, by, queries.led_of(by, at)))
    refuse_if(rules.why_not_words(content))
    former = {"content": task.content, "product": task.product, "detail": task.detail}
    words = {"content": content.strip(), "product": product.strip(), "detail": detail.strip()}
    changes = {**words, "find_key": plain(f"{task.code} {content}")[:600]}
    return change(task, Event.AMENDED, changes, by=by, at=at, former=former, **words)
