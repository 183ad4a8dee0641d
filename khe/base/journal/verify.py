"""Is the journal whole? Every chain of the authority acted for, in constant memory.

A chain shows a changed, inserted or missing entry. Its end is shown by the subject, which carries
the place and hash of its last entry (`Journaled`); subjects that carry none can lose their last
entries unseen, until a published root covers them.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection

from khe.base.authorities.tenancy import required_id
from khe.base.journal.chain import first_break
from khe.base.journal.models import Entry, Journaled

COLUMNS = ("subject_id", "subject_kind", "seq", "event", "at", "by_id", "by_name", "facts", "hash")

# The end of the chain a subject remembers is not the end that is stored.
TAILS = """
SELECT s.id, s.journal_seq, coalesce(e.seq, 0) AS stored
FROM {table} s
LEFT JOIN LATERAL (
    SELECT seq, hash FROM journal_entry
    WHERE authority_id = %(authority)s AND subject_id = s.id ORDER BY seq DESC LIMIT 1
) e ON true
WHERE s.authority_id = %(authority)s
  AND (s.journal_seq <> coalesce(e.seq, 0) OR s.journal_hash <> coalesce(e.hash, ''::bytea))
ORDER BY s.id
"""
ORPHANS = """
SELECT DISTINCT subject_id FROM journal_entry e
WHERE authority_id = %(authority)s AND subject_kind = %(kind)s AND NOT EXISTS (
    SELECT 1 FROM {table} s WHERE s.authority_id = %(authority)s AND s.id = e.subject_id)
ORDER BY 1
"""


class Break(NamedTuple):
    """One fault: `seq` is the first entry that is wrong or missing."""

    kind: str
    subject_id: UUID
    seq: int
    reason: str  # changed (or missing inside), cut (the end is missing), longer, no_subject


class Seen:
    """Counts what was looked at."""

    def __init__(self) -> None:
        self.chains = self.entries = 0


def breaks(seen: Seen) -> Iterator[Break]:
    """Yield every broken chain of this authority, and count what was seen."""
    broken: set[UUID] = set()
    entries = Entry.objects.order_by("subject_id", "seq").values_list(*COLUMNS, named=True)
    for subject_id, chain in groupby(entries.iterator(chunk_size=2000), lambda e: e.subject_id):
        kinds: list[str] = []
        seq = first_break(_counted(chain, kinds, seen))
        seen.chains += 1
        if seq is not None:
            broken.add(subject_id)
            yield Break(kinds[0], subject_id, seq, "changed")
    for model in apps.get_models():
        if issubclass(model, Journaled) and not model._meta.abstract:
            yield from (b for b in _ends(model._meta.db_table, model._meta.label_lower)
                        if b.subject_id not in broken)  # fmt: skip


def _counted(chain: Iterator[Any], kinds: list[str], seen: Seen) -> Iterator[Any]:
    for entry in chain:
        kinds[:] = [entry.subject_kind]
        seen.entries += 1
        yield entry


def _ends(table: str, kind: str) -> Iterator[Break]:
    values: dict[str, int | str] = {"authority": required_id(), "kind": kind}
    with connection.cursor() as cursor:
        cursor.execute(TAILS.format(table=table), values)
        for subject_id, remembered, stored in cursor.fetchall():
            reason = (
                "cut" if stored < remembered else "longer" if stored > remembered else "changed"
            )
            yield Break(kind, subject_id, min(stored, remembered) + (reason != "changed"), reason)
        cursor.execute(ORPHANS.format(table=table), values)
        for (subject_id,) in cursor.fetchall():
            yield Break(kind, subject_id, 1, "no_subject")
