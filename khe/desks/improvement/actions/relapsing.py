"""Coming back: by itself, when a measured value shows it; by hand; and telling it at the briefing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.improvement import queries, telling, wording
from khe.desks.improvement.actions.common import change, status_now
from khe.desks.improvement.models import Relapse, Shortcoming, ShortcomingLink
from khe.desks.improvement.rules import judging
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import Event, Status


@transacted
def reopen(shortcoming_id: UUID, *, why: str, by: Actor, at: datetime) -> Shortcoming:
    """Reopen what is closed (it came back, as somebody saw) or was dropped, with the reason."""
    subject = queries.locked(shortcoming_id)
    refuse_if(rules.why_not_reopen(subject, by) or rules.why_not_reason(why))
    was_closed = subject.status == Status.CLOSED
    if was_closed:
        return _come_back(subject, why.strip(), by, at, by_itself=False)
    subject.status = Status.NAMED
    changes = status_now(subject) | {"reopened_at": at, "why": why.strip()[:500]}
    return change(subject, Event.REOPENED, changes, by=by, at=at, why=why.strip())


@transacted
def relapse(shortcoming_id: UUID, *, text: str, by: Actor, at: datetime) -> Shortcoming | None:
    """Reopen what was overcome because a measured value shows that it came back; `text` says which.

    None if somebody reopened it in between. Part of `check_relapses`.
    """
    subject = queries.locked(shortcoming_id)
    if subject.status not in (Status.CLOSED, Status.JUDGED):
        return None
    return _come_back(subject, text, by, at, by_itself=True)


@transacted
def check_relapses(*, by: Actor, at: datetime) -> list[Shortcoming]:
    """Measure what is overcome in the latest period that is over, and reopen what came back. Every
    indicator is measured in its own kind of period, and only in periods after its window."""
    watched = queries.watched_for_relapse()
    links = [link for _, of in watched for link in of]
    latest = queries.latest_values(by, links, queries.day_of(at))
    found = []
    for subject, of in watched:
        if said := _came_back(of, latest):
            found.append(relapse(subject.pk, text=said, by=by, at=at))
    return [one for one in found if one]


@transacted
def tell_relapse(relapse_id: UUID, *, note: str = "", by: Actor, at: datetime) -> Relapse:
    """Say that a relapse was told at a briefing: it leaves the list of the next one."""
    known = Relapse.objects.select_related("shortcoming").get(pk=relapse_id)
    subject = queries.locked(known.shortcoming_id)
    told = Relapse.objects.select_for_update().get(pk=relapse_id)
    refuse_if(rules.why_not_tell(by, told.told_at is not None))
    told.told_at, told.told_by, told.told_note = at, by.name, note.strip()[:500]
    told.save(update_fields=["told_at", "told_by", "told_note"])
    change(subject, Event.TOLD, {}, by=by, at=at, note=told.told_note)
    return told


def _come_back(
    subject: Shortcoming, text: str, by: Actor, at: datetime, *, by_itself: bool
) -> Shortcoming:
    """Open it again, keep it for the next briefing, and tell who has to know."""
    row = Relapse.objects.create(shortcoming=subject, at=at, text=text, by_itself=by_itself)
    changes: dict[str, Any] = {
        "status": Status.RELAPSED, "closed_at": None, "reopened_at": at, "why": text[:500],
    }  # fmt: skip
    change(subject, Event.RELAPSED, changes, by=by, at=at, why=text, by_itself=by_itself)
    telling.came_back(row, queries.day_of(at), by, at)
    return subject


def _came_back(links: Iterable[ShortcomingLink], latest: dict[UUID, Any]) -> str:
    """Return what was measured, in words, if it shows a relapse by any of the indicators."""
    said = []
    for link in links:
        now = latest.get(link.pk)
        if now and judging.is_relapse(link.relapse_at, link.target, now.value, now.low, now.high):
            said.append(wording.relapse(link, now))
    return " ".join(said)
