"""What the actions of documents share: keeping the figures of a text, and its search key."""

from collections.abc import Iterable
from datetime import datetime

from khe.base.journal.models import Journaled
from khe.base.people.names import plain
from khe.desks.reports.building.draft import Field
from khe.desks.reports.models import Bound, Document

CHAIN = ("journal_seq", "journal_hash")


def bound_of(document: Document, order: int, field: Field, at: datetime) -> Bound:
    """Return the row of a figure at its place, not yet stored."""
    counted = field.counted
    of = counted.amount
    return Bound(
        document=document, place=field.place, order=order, form=field.form, than=field.than,
        indicator_id=counted.source.indicator_id, figure_id=of.figure_id, label=of.label[:300],
        unit=of.unit, first=of.first, last=of.last, numerator=of.numerator,
        denominator=of.denominator, value=of.value, manual=of.manual,
        source_document=of.document, shown=field.shown, url=counted.url,
        checksum=counted.checksum, counted_at=at,
    )  # fmt: skip


def keep_fields(document: Document, fields: Iterable[Field], at: datetime) -> None:
    """Store the figures of a new text."""
    Bound.objects.bulk_create(bound_of(document, n, field, at) for n, field in enumerate(fields))


def find_key(document: Document) -> str:
    """Return what a document is found by: its number and title."""
    return plain(f"{document.code} {document.title}")[:400]


def stamped(document: Journaled, *names: str) -> list[str]:
    """Return the fields to save after an entry in the journal."""
    return [*names, "changed_at", *CHAIN]
