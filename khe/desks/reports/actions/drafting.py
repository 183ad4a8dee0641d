"""Drafting: building a report from its figures, writing around them, counting them again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from khe.base.authorities.models import Authority
from khe.base.authorities.tenant import uuid7
from khe.base.figures import Period
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Body
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.reports import content as blocks
from khe.desks.reports import heads, queries, rules
from khe.desks.reports.actions.common import find_key, keep_fields, stamped
from khe.desks.reports.building import build
from khe.desks.reports.models import Bound, Document
from khe.desks.reports.states import Event, Status
from khe.desks.reports.wording import shown

HEAD = ("superior", "issuer", "place", "signer_capacity", "signer_title", "recipients", "basis")


@transacted
def draft(
    *, kind: str, period: Period, body_id: UUID, layout: str = "", restricted: bool = False,
    by: Actor, at: datetime,
) -> Document:  # fmt: skip
    """Build a report on a period of local days, its figures counted now, and keep it as a draft.

    `layout` is that of the body unless given. Raises Refused for a period that does not fit the kind.
    """
    refuse_if(rules.why_not_draft(kind, period.first, period.last, queries.day_of(at), by))
    body = Body.objects.get(pk=body_id)
    sheet = build(kind, period, by, at)
    head = heads.head_of(body, Authority.objects.select_related("superior").get(pk=by.authority_id))
    document = Document(
        id=uuid7(), kind=kind, layout=layout or heads.layout_for(body.kind), body=body,
        period_first=period.first, period_last=period.last, title=sheet.title, basis=sheet.basis,
        content=sheet.blocks, recipients=list(head.recipients), superior=head.superior,
        issuer=head.issuer, place=head.place, signer_capacity=head.capacity,
        restricted=restricted, drafted_by_id=by.member_id, edited_by_id=by.member_id,
        drafted_at=at, changed_at=at,
    )  # fmt: skip
    _begin(document, Event.DRAFTED, by, at)
    keep_fields(document, sheet.fields.values(), at)
    return document


def _begin(document: Document, event: Event, by: Actor, at: datetime, **facts: Any) -> None:
    document.find_key = find_key(document)
    facts = {"kind": document.kind, "title": document.title, **facts}
    record(document, event, by=by, at=at, **facts)
    document.save(force_insert=True)


@transacted
def edit(
    document_id: UUID, *, version: int, title: str, texts: Sequence[str], head: dict[str, Any],
    restricted: bool, by: Actor, at: datetime,
) -> Document:  # fmt: skip
    """Write around the figures. `texts` gives what stands in the box of each block (see `content`), `head`
    any of HEAD; boxes beyond the last block are new paragraphs. Raises Refused when somebody else saved
    meanwhile (STALE), and for a figure that was lost or invented; nothing is changed then."""
    document = queries.locked(document_id)
    before = [*document.content, *(blocks.para("") for _text in texts[len(document.content) :])]
    pairs = zip(
        before, texts, strict=False
    )  # fewer boxes than blocks: the page is old, and so its version
    after = [new for block, text in pairs for new in blocks.read(block, text)]
    refuse_if(rules.why_not_edit(document, version, title, after, by))
    labels = {bound.place: bound.label for bound in queries.bounds_of(document)}
    refuse_if(rules.why_not_fields([blocks.texts(b) for b in before], texts, labels))
    document.title, document.content = " ".join(title.split()), after
    for name in HEAD:
        setattr(document, name, head.get(name, getattr(document, name)))
    document.restricted, document.edited_by_id = restricted, by.member_id
    document.version, document.changed_at = document.version + 1, at
    document.find_key = find_key(document)
    facts = {"version": document.version, "title": document.title}
    record(document, Event.EDITED, by=by, at=at, **facts)
    document.save()
    document.bounds.exclude(place__in=_kept(document)).delete()
    return document


def _kept(document: Document) -> set[str]:
    """Return the places that stand in the text, and those that their differences are taken from."""
    used = set(blocks.places(document.content))
    return used | set(document.bounds.filter(place__in=used).values_list("than", flat=True))


@transacted
def recount(document_id: UUID, *, by: Actor, at: datetime) -> int:
    """Count the figures of a draft again and return how many fields show something else now."""
    document = queries.locked(document_id)
    refuse_if(rules.why_not_change(document, by))
    rows = queries.bounds_of(document)
    was = queries.values_of(rows)
    follow(rows, by, at)
    news = [b.place for b in rows if b.shown != was[b.place]]
    if news:
        document.version += 1
    document.changed_at = at
    record(document, Event.RECOUNTED, by=by, at=at, changed=news)
    document.save(update_fields=stamped(document, "version"))
    return len(news)


COUNTED = (
    "label", "unit", "numerator", "denominator", "value", "manual", "source_document", "url",
    "checksum", "shown", "counted_at",
)  # fmt: skip


def follow(rows: Sequence[Bound], by: Actor, at: datetime) -> None:
    """Let the figures of a draft be what their records say now."""
    now = queries.counted_now(rows, by, at)
    for row in rows:
        found, of = now[row.place], now[row.place].amount
        row.label, row.unit = of.label[:300], of.unit
        row.numerator, row.denominator, row.value = of.numerator, of.denominator, of.value
        row.manual, row.source_document = of.manual, of.document
        row.url, row.checksum, row.counted_at = found.url, found.checksum, at
    amounts = {row.place: row.amount for row in rows}
    for row in rows:
        row.shown = shown(row.amount, row.form, amounts.get(row.than))
    Bound.objects.bulk_update(rows, COUNTED)


@transacted
def draft_replacement(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """Begin a draft that will replace an issued document: its text, its figures counted anew. The old one
    stays in force until the new one is issued."""
    old = queries.locked(document_id)
    refuse_if(rules.why_not_replace(old, queries.is_being_replaced(old), by))
    kept = {
        name: getattr(old, name)
        for name in (
            *HEAD,
            "kind",
            "layout",
            "period_first",
            "period_last",
            "title",
            "content",
            "restricted",
        )
    }
    new = Document(
        id=uuid7(), body=old.body, replaces=old, status=Status.DRAFT, drafted_by_id=by.member_id,
        edited_by_id=by.member_id, drafted_at=at, changed_at=at, **kept,
    )  # fmt: skip
    _begin(new, Event.DRAFTED, by, at, replaces=old.code)
    rows = queries.bounds_of(old)
    for row in rows:
        row.pk, row._state.adding = uuid7(), True
        row.document, row.counted_at = new, at
        row.frozen_id = row.kept = None
    Bound.objects.bulk_create(rows)
    follow(rows, by, at)
    return new
