"""The last two beats of every action: record and save what changed together."""

from datetime import datetime
from typing import Any

from khe.base.journal.record import record
from khe.base.people.actor import Actor

CHAIN = ("journal_seq", "journal_hash")


def change(
    subject: Any, event: str, changes: dict[str, Any], *, by: Actor, at: datetime, **facts: Any
) -> None:
    """Set `changes` on a locked journaled row, write `event` with `facts` in its journal, save it."""
    for name, value in changes.items():
        setattr(subject, name, value)
    record(subject, event, by=by, at=at, **facts)
    subject.save(update_fields=[*changes, *CHAIN])


def begin(subject: Any, event: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Write the first entry of a new journaled row and store it."""
    record(subject, event, by=by, at=at, **facts)
    subject.save(force_insert=True)
