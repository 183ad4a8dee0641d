"""The hash chain of a subject's entries. Pure.

hash = SHA-256(previous hash ‖ canonical JSON of the entry); canonical JSON has sorted keys, no
spaces, UTF-8, and the time in UTC with microseconds.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

import orjson


class Link(Protocol):
    """What the chain reads of an entry."""

    subject_id: UUID
    seq: int
    event: str
    at: datetime
    by_id: UUID | None
    by_name: str
    facts: dict[str, Any]
    hash: bytes


def link_hash(
    former: bytes, subject_id: UUID, seq: int, event: str, at: datetime,
    by_id: UUID | None, by_name: str, facts: dict[str, Any],
) -> bytes:  # fmt: skip
    """Return the 32-byte hash of an entry that follows the entry with hash `former` (b"" first)."""
    body = orjson.dumps(
        [subject_id, seq, event, at.astimezone(UTC).isoformat(timespec="microseconds"),
         by_id, by_name, facts],
        option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS,
    )  # fmt: skip
    return hashlib.sha256(former + body).digest()


def first_break(entries: Iterable[Link]) -> int | None:
    """Return the `seq` of the first entry of one subject that does not follow from the one before,
    or None when the chain is whole."""
    former, expected = b"", 1
    for e in entries:
        right = link_hash(former, e.subject_id, e.seq, e.event, e.at, e.by_id, e.by_name, e.facts)
        if e.seq != expected or bytes(e.hash) != right:
            return expected
        former, expected = right, expected + 1
    return None
