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
from psycopg import sql

from khe.base.authorities.tenancy import required_id
from khe.base.authorities.tenant import uuid7
from khe.base.journal.chain import link_hash

# (subject id, seq, at, by name, facts, hash)
Row = tuple[UUID, int, datetime, str, dict[str, Any], bytes]
COLUMNS = ("id", "subject_id", "seq", "at", "by_name", "facts", "hash")
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

    def __init__(
        self, table: str, columns: tuple[str, ...], fixed: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """`fixed` gives further columns with the SQL of a value that all rows share."""
        db = connections[DEFAULT_DB_ALIAS]
        self.cursor = db._prepare_cursor(psycopg.RawCursor(db.connection))  # type: ignore[attr-defined]
        self.table, self.columns, self.fixed = table, columns, fixed
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
            self.cursor.execute(statement(self.table, self.columns, self.fixed, count), self.values)
            self.values = []


class Entries(Stream):
    """Entries of one event by nobody of this authority; the caller has chained them and holds the
    lock on their subjects."""

    def __init__(self, subject_kind: str, event: str) -> None:
        fixed = {
            "authority_id": required_id(), "subject_kind": subject_kind, "event": event,
            "by_id": None,
        }  # fmt: skip
        super().__init__("journal_entry", COLUMNS, literals(fixed))

    def append(self, rows: Sequence[Row]) -> None:
        """Take entries."""
        for subject_id, seq, at, by_name, facts, digest in rows:
            text = orjson.dumps(facts).decode()
            self.add((uuid7(), subject_id, seq, at, by_name, text, digest))


def literals(values: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return columns with their values as SQL."""
    connected = connection.connection
    return tuple((key, sql.Literal(value).as_string(connected)) for key, value in values.items())


@contextmanager
def flowing(*streams: Stream) -> Iterator[None]:
    """Send statements without waiting for each answer, so that the server stores while we read; an
    error shows at a later one or at the end, and ends the transaction all the same."""
    with connection.connection.pipeline():
        yield
        for stream in streams:
            stream.close()


@cache
def statement(
    table: str, columns: tuple[str, ...], fixed: tuple[tuple[str, str], ...], count: int
) -> str:
    """Return the INSERT of `count` rows."""
    width = len(columns)
    shared = "".join(f", {value}" for _, value in fixed)
    lines = (
        "(" + ", ".join(f"${row * width + i}" for i in range(1, width + 1)) + shared + ")"
        for row in range(count)
    )
    names = ", ".join(f'"{name}"' for name in [*columns, *(name for name, _ in fixed)])
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join(lines)}'  # noqa: S608
