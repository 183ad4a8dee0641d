"""The decision of the standing: one, or many where nothing stands against it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.authorities.writing import insert
from khe.base.journal.models import Entry
from khe.base.journal.record import next_entry, record
from khe.base.messages.models import Message
from khe.base.messages.posting import post_many
from khe.base.messages.wording import in_vietnamese
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.assessment import queries
from khe.desks.assessment.judging import Bench, bench
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.refusals import Reason, Why
from khe.desks.assessment.states import Event, Status

WRITTEN = [
    "status", "facts", "decided_band", "decided_reason", "document", "signed_on", "decided_by",
    "decided_at", "planned_at", "journal_seq", "journal_hash",
]  # fmt: skip


@transacted
def decide(
    assessment_id: UUID, *, band: str, document: str, signed_on: date | None, reason: str = "",
    by: Actor, at: datetime,
) -> Assessment:  # fmt: skip
    """Decide a band by a document (number; local day of signing), or by a new document decide again."""
    campaign_id = Assessment.objects.values_list("campaign_id", flat=True).get(pk=assessment_id)
    held = bench(queries.locked_campaign(campaign_id), at, lock=True)
    row = _row(held, assessment_id)
    today = queries.day_of(at)
    refuse_if(
        held.why_not(
            row, band, reason=reason, document=document, signed_on=signed_on, today=today, by=by
        )
    )
    event, facts = _decided(held, row, band, reason, document, signed_on, by, at)
    record(row, event, by=by, at=at, **facts)
    row.save(update_fields=WRITTEN)
    _tell([row], at)
    return row


@transacted
def decide_many(
    campaign_id: UUID, *, ids: Collection[UUID], document: str, signed_on: date | None, by: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """Decide the subjects named as they were proposed, all or none; return how many.

    Collectives come before their heads. The first that cannot be decided is named with the reason.
    """
    held = bench(queries.locked_campaign(campaign_id), at, lock=True)
    chosen = [row for row in held.rows if row.pk in set(ids)]
    entries: list[Entry] = []
    for row in chosen:
        why = held.why_not(
            row, row.proposed_band, reason="", document=document, signed_on=signed_on,
            today=queries.day_of(at), by=by,
        )  # fmt: skip
        refuse_if(_named(row, why))
        event, facts = _decided(held, row, row.proposed_band, "", document, signed_on, by, at)
        entries.append(next_entry(row, event, by=by, at=at, facts=facts))
    if chosen:
        insert(entries)
        Assessment.objects.bulk_update(chosen, WRITTEN)
        _tell(chosen, at)
    return len(chosen)


def _row(held: Bench, pk: UUID) -> Assessment:
    """Return the row; one that was left out is not on the bench, but has an answer of its own."""
    found = [row for row in held.rows if row.pk == pk]
    if found:
        return found[0]
    left_out = queries.locked(pk)
    held.rows.append(left_out)
    held.facts[pk] = {}
    return left_out


def _named(row: Assessment, why: Reason | None) -> Why | None:
    return Why(why.value, f"{row.name}: {why.label}") if why else None


def _decided(
    held: Bench, row: Assessment, band: str, reason: str, document: str, signed_on: date | None,
    by: Actor, at: datetime,
) -> tuple[Event, dict[str, object]]:  # fmt: skip
    """Write the decision on the row; return the event and what the journal keeps of it."""
    again = row.status == Status.DECIDED
    former = row.decided_band
    facts = held.facts[row.pk]
    row.status, row.decided_band, row.decided_reason = Status.DECIDED, band, reason.strip()
    row.document, row.signed_on = document.strip(), signed_on
    row.decided_by_id, row.decided_at = by.member_id, at
    row.facts = {key: fact.to_json() for key, fact in facts.items()}
    told: dict[str, object] = {
        "band": band, "former": former, "points": str(row.points), "reason": row.decided_reason,
        "document": row.document, "signed_on": signed_on,
        "facts": {key: fact.said for key, fact in facts.items()},
    }  # fmt: skip
    return (Event.DECIDED_AGAIN if again else Event.DECIDED), told


@in_vietnamese
def _tell(rows: list[Assessment], at: datetime) -> None:
    """Tell those concerned that there is a result; never the result itself, which e-mail would carry."""
    chart = queries.Chart(queries.day_of(at))
    messages = []
    for row in rows:
        people = {row.member_id} if row.member_id else chart.own_heads(chart.place(row))
        subject = _("Đã có kết quả đánh giá, xếp loại: %(name)s") % {"name": row.name}
        url = reverse("assessment:subject", args=[row.pk])
        key = f"assessment:{row.pk}:decided:{row.journal_seq}"
        messages += [
            Message(
                member_id=m, key=f"{key}:{m}", subject=subject[:200], text="", url=url, made_at=at
            )
            for m in people
        ]
    post_many(messages)
