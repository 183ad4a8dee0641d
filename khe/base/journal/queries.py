"""Reading the journal."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from khe.base.journal.chain import first_break
from khe.base.journal.models import Entry


def of(subject_id: UUID) -> QuerySet[Entry]:
    """Return the entries of one subject, oldest first."""
    return Entry.objects.filter(subject_id=subject_id).order_by("seq")


def of_many(subject_ids: Iterable[UUID]) -> dict[UUID, list[Entry]]:
    """Return the entries of several subjects, oldest first, in one query."""
    found: dict[UUID, list[Entry]] = {pk: [] for pk in subject_ids}
    for entry in Entry.objects.filter(subject_id__in=list(found)).order_by("subject_id", "seq"):
        found[entry.subject_id].append(entry)
    return found


def broken() -> list[tuple[UUID, int]]:
    """Return (subject, seq) of the first broken link of every broken chain of this authority."""
    bad: list[tuple[UUID, int]] = []
    chain: list[Entry] = []

    def close() -> None:
        seq = first_break(chain) if chain else None
        if seq is not None:
            bad.append((chain[0].subject_id, seq))
        chain.clear()

    for entry in Entry.objects.order_by("subject_id", "seq").iterator(chunk_size=5000):
        if chain and chain[0].subject_id != entry.subject_id:
            close()
        chain.append(entry)
    close()
    return bad
