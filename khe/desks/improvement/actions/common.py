"""The last two beats of every action on a shortcoming: record and save what changed together."""

from datetime import datetime
from typing import Any, TypeVar

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.desks.improvement import queries
from khe.desks.improvement.models import PeriodPlan, Shortcoming
from khe.desks.improvement.rules import shortcomings as rules

Subject = TypeVar("Subject", Shortcoming, PeriodPlan)
CHAIN = ("changed_at", "journal_seq", "journal_hash")


def change(
    subject: Subject, event: str, changes: dict[str, Any], *, by: Actor, at: datetime,
    **facts: Any,
) -> Subject:  # fmt: skip
    """Set `changes` on a locked shortcoming or plan, write `event` with `facts` in its journal, save it."""
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.changed_at = at
    record(subject, event, by=by, at=at, **facts)
    subject.save(update_fields=[*changes, *CHAIN])
    return subject


def status_now(subject: Shortcoming) -> dict[str, Any]:
    """Return the change of status that follows from its measures and links as they stand."""
    fresh = [link.judged_at is None for link in queries.links_of(subject)]
    return {"status": rules.status_of(subject.status, queries.has_measures(subject), fresh)}
