"""What the actions of training share: many rows of one kind, each with its entry in the journal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from khe.base.authorities.writing import insert
from khe.base.journal.models import Entry
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor

CHAIN = ("journal_seq", "journal_hash")


def entered(
    rows: Sequence[Model], event: str, facts: Sequence[dict[str, Any]], *, by: Actor, at: datetime
) -> list[Entry]:
    """Return the next entry of each row, whose chains move on; the caller stores both."""
    pairs = zip(rows, facts, strict=True)
    return [next_entry(row, event, by=by, at=at, facts=told) for row, told in pairs]


def store_changes(rows: Sequence[Any], names: Sequence[str], entries: Sequence[Entry]) -> None:
    """Store the named fields of rows and their entries: two statements, however many rows."""
    if rows:
        type(rows[0]).objects.bulk_update(rows, [*names, *CHAIN])
        insert(entries)
