"""Issuing: the number is taken, the figures are frozen, the files made. Withdrawing: the number stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from khe.base.authorities.tenant import uuid7
from khe.base.documents import numbering
from khe.base.files import actions as files
from khe.base.files.states import Kind as FileKind
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.indicators import actions as indicators
from khe.desks.reports import heads, printing, queries, rules, tally
from khe.desks.reports.actions.common import find_key, stamped
from khe.desks.reports.counting import Counted, Source
from khe.desks.reports.models import Bound, Document, Kept
from khe.desks.reports.states import Event, File, Layout, Status

REPORT = "BC"  # the type's sign in registers


@transacted
def issue(document_id: UUID, *, term: str = "", by: Actor, at: datetime) -> Document:
    """Issue a signed document on the local day of `at`: take its number (gapless, per body and type, in the
    year, or in the Party `term`), freeze its figures with their checksums, make its Word and PDF files.

    Raises Refused when a figure is no longer what was signed: the paper would not be what the records say.
    """
    document = queries.locked(document_id)
    rows = queries.bounds_of(document)
    drifts = queries.drift(rows, by, at) if document.status == Status.SIGNED else []
    changed = dict.fromkeys(
        f"{d.bound.label} ({d.shown_then} → {d.shown_now})" for d in drifts if not d.same
    )
    refuse_if(rules.why_not_issue(document, by, list(changed)))
    day = queries.day_of(at)
    series, key = _series(document, term or rules.term_of(day), day.year)
    number = numbering.take(document.body_id, REPORT, series, key, document.pk, by=by, at=at)
    document.number, document.issued_on, document.issued_at = number.n, day, at
    document.code = heads.code_of(document.layout, number.n, document.body)
    document.status, document.why, document.changed_at = Status.ISSUED, "", at
    document.find_key = find_key(document)
    _freeze(rows, {d.bound.place: d.now for d in drifts}, document, by, at)
    facts = {"code": document.code, "figures": [[b.place, b.shown, b.checksum] for b in rows]}
    record(document, Event.ISSUED, by=by, at=at, **facts)
    names = ("status", "why", "number", "issued_on", "issued_at", "code", "find_key")
    document.save(update_fields=stamped(document, *names))
    _files(document, rows, by, at)
    if document.replaces_id:
        _replaced(document.replaces_id, document, by, at)
    return document


def _series(document: Document, term: str, year: int) -> tuple[str, str]:
    """Return where the number comes from: the Party counts by term, the administration by year."""
    return ("term", term) if document.layout == Layout.PARTY else ("year", str(year))


def _freeze(
    rows: Sequence[Bound], now: Mapping[str, Counted], document: Document, by: Actor, at: datetime
) -> None:
    """Keep the figures with the records they were counted from, each once; a typed one with its source.
    Those of desks are frozen as indicators freeze them, the others kept with the document."""
    frozen: dict[Source, UUID] = {}
    kept: dict[Source, Kept] = {}
    for row in rows:
        counted, source = now[row.place], queries.source_of(row)
        if counted.entries or source.figure_id.startswith(tally.PREFIX):
            row.kept = kept.setdefault(source, _kept(row, counted, by, at))
        elif figure := counted.figure:
            if source not in frozen:
                made = indicators.freeze(figure, row.period, purpose=document.code, by=by, at=at)
                frozen[source] = made.pk
            row.frozen_id = frozen[source]
    Kept.objects.bulk_create(kept.values())
    Bound.objects.bulk_update(rows, ["frozen", "kept"])


def _kept(row: Bound, counted: Counted, by: Actor, at: datetime) -> Kept:
    """Return the row of a figure as it is issued, not yet stored."""
    return Kept(
        id=uuid7(), document_id=row.document_id, figure_id=row.figure_id, label=row.label,
        unit=row.unit, first=row.first, last=row.last, numerator=row.numerator,
        denominator=row.denominator, value=row.value, manual=row.manual,
        entries=list(counted.entries), records=counted.records, of=counted.of,
        checksum=counted.checksum, taken_at=at, taken_by=by.name,
    )  # fmt: skip


def _files(document: Document, rows: Sequence[Bound], by: Actor, at: datetime) -> None:
    """Make and keep the files as issued."""
    made = {
        File.DOCX: printing.docx(document, rows, queries.template_content(document.layout)),
        File.PDF: printing.pdf(document, rows, at),
    }
    for part, content in made.items():
        name = printing.file_name(document, part.value)
        upload = SimpleUploadedFile(name, content)
        files.attach(document.pk, upload, part=part, kind=FileKind.ELECTRONIC, by=by, at=at)


def _replaced(old_id: UUID, document: Document, by: Actor, at: datetime) -> None:
    """Take the document that this one replaces out of force; its number stays."""
    old = queries.locked(old_id)
    if old.status != Status.ISSUED:
        return
    old.status, old.replaced_by, old.changed_at = Status.REPLACED, document, at
    record(old, Event.REPLACED, by=by, at=at, by_code=document.code)
    old.save(update_fields=stamped(old, "status", "replaced_by"))


@transacted
def withdraw(document_id: UUID, *, reason: str, by: Actor, at: datetime) -> Document:
    """Take an issued document out of force. Its number is cancelled in the register, never given again."""
    document = queries.locked(document_id)
    refuse_if(rules.why_not_withdraw(document, reason, by))
    document.status, document.why, document.changed_at = Status.WITHDRAWN, reason.strip(), at
    numbering.cancel(document.pk, why=document.why, by=by, at=at)
    record(document, Event.WITHDRAWN, by=by, at=at, reason=document.why)
    document.save(update_fields=stamped(document, "status", "why"))
    return document
