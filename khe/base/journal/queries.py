"""Reading the journal."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from khe.base.journal.models import Entry
from khe.base.journal.verify import Seen, breaks


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
    """Return (subject, seq) of the first fault of every broken chain of this authority."""
    return [(found.subject_id, found.seq) for found in breaks(Seen())]
