"""Writing many entries at once: chains of an imported log. For one entry use `record`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from khe.base.authorities.tenancy import required_id
from khe.base.authorities.tenant import uuid7
from khe.base.journal.chain import link_hash

# (subject id, seq, event, at, by name, facts, hash)
Row = tuple[UUID, int, str, datetime, str, dict[str, Any], bytes]
COLUMNS = "id, authority_id, subject_kind, subject_id, seq, event, at, by_id, by_name, facts, hash"
AT_ONCE = 500


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


def append(subject_kind: str, rows: Sequence[Row]) -> None:
    """Store entries by nobody of this authority; the caller has chained them and holds the lock
    on their subjects. Plain multi-row VALUES: a distributed table takes nothing else."""
    authority = required_id()
    one = f"(%s, {authority:d}, %s, %s, %s, %s, %s, NULL, %s, %s, %s)"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            values: list[Any] = []
            for subject_id, seq, event, at, by_name, facts, digest in part:
                text = orjson.dumps(facts).decode()
                values += uuid7(), subject_kind, subject_id, seq, event, at, by_name, text, digest
            places = ", ".join([one] * len(part))
            cursor.execute(
                f"INSERT INTO journal_entry ({COLUMNS}) VALUES {places}",  # noqa: S608 - our words
                values,
            )
