"""Writing many rows at once: the chains of an imported log. For one entry use `record`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import orjson
import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections

from khe.base.authorities.tenancy import required_id
from khe.base.authorities.tenant import uuid7
from khe.base.journal.chain import link_hash

# (subject id, seq, event, at, by name, facts, hash)
Row = tuple[UUID, int, str, datetime, str, dict[str, Any], bytes]
COLUMNS = (
    "id", "authority_id", "subject_kind", "subject_id", "seq",
    "event", "at", "by_id", "by_name", "facts", "hash",
)  # fmt: skip
PLACES = 1000  # parameters of one statement, about: larger ones only take longer to plan


def chain(
    subject_id: UUID, events: Sequence[tuple[str, datetime, str, dict[str, Any]]]
) -> list[bytes]:
    """Return the hash of every entry of a subject whose whole history is `events`: (event, at,
    by name, facts). Facts hold text, lists and objects only, so that JSON keeps them exactly."""
    former, found = b"", []
    for seq, (event, at, by_name, facts) in enumerate(events, 1):
        former = link_hash(former, subject_id, seq, event, at, None, by_name, facts)
        found.append(former)
    return found


class Stream:
    """Rows of plain values for one table, sent as soon as they fill a statement; `close` sends the
    rest. Multi-row VALUES: a distributed table takes nothing else.

    Goes past Django's cursor, whose client-side merging of parameters costs more than the insert,
    but is wrapped like it, so that counting, logging and the readiness test see the statements.
    """

    def __init__(self, table: str, columns: tuple[str, ...]) -> None:
        db = connections[DEFAULT_DB_ALIAS]
        self.cursor = db._prepare_cursor(psycopg.RawCursor(db.connection))  # type: ignore[attr-defined]
        self.table, self.columns = table, columns
        self.full = max(1, PLACES // len(columns)) * len(columns)
        self.values: list[Any] = []

    def add(self, row: Sequence[Any]) -> None:
        """Take one row."""
        self.values += row
        if len(self.values) >= self.full:
            self.close()

    def close(self) -> None:
        """Send what is waiting."""
        if self.values:
            count = len(self.values) // len(self.columns)
            self.cursor.execute(statement(self.table, self.columns, count), self.values)
            self.values = []


class Entries(Stream):
    """Entries by nobody of this authority; the caller has chained them and holds the lock on their
    subjects."""

    def __init__(self, subject_kind: str) -> None:
        super().__init__("journal_entry", COLUMNS)
        self.authority, self.kind = required_id(), subject_kind

    def append(self, rows: Sequence[Row]) -> None:
        """Take entries."""
        for subject_id, seq, event, at, by_name, facts, digest in rows:
            self.add(
                (uuid7(), self.authority, self.kind, subject_id, seq, event, at, None, by_name,
                 orjson.dumps(facts).decode(), digest)
            )  # fmt: skip


@contextmanager
def flowing(*streams: Stream) -> Iterator[None]:
    """Send statements without waiting for each answer, so that the server stores while we read; an
    error shows at a later one or at the end, and ends the transaction all the same."""
    with connection.connection.pipeline():
        yield
        for stream in streams:
            stream.close()


@cache
def statement(table: str, columns: tuple[str, ...], count: int) -> str:
    """Return the INSERT of `count` rows."""
    width = len(columns)
    lines = (
        "(" + ", ".join(f"${row * width + i}" for i in range(1, width + 1)) + ")"
        for row in range(count)
    )
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join(lines)}'  # noqa: S608
