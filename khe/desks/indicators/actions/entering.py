"""Typing in a value that the system does not count."""

from datetime import datetime
from uuid import UUID

from khe.base.figures import Period
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.indicators import queries, rules
from khe.desks.indicators.models import Entry
from khe.desks.indicators.states import Event, Unit


@transacted
def enter(
    indicator_id: UUID, *, period: Period, numerator: float | None = None,
    denominator: float | None = None, value: float | None = None, document: str, by: Actor,
    at: datetime,
) -> Entry:  # fmt: skip
    """Type in what an indicator was in a period that is over, with the document it stands in: numerator
    and denominator of a share, the `value` of a count. An entry for the same period is corrected.

    Raises Refused: a counted indicator, no document, an empty denominator, a numerator beyond it, days
    that cross those of another entry, a period that is not over.
    """
    one = queries.locked(by, indicator_id)
    part = value if numerator is None else numerator
    taken = [entry for entry in queries.entries_of([one.pk]) if entry.period != period]
    refuse_if(
        rules.why_not_open(one.retired_on, one.why_retired)
        or rules.why_not_enter(by, one.source, one.owner_id)
        or rules.why_not_value(one.unit, part, denominator)
        or rules.why_not_entry(
            period, document, [entry.period for entry in taken], queries.day_of(at)
        )
    )
    former = Entry.objects.filter(
        indicator=one, first=period.first, last=period.last, replaced_at=None
    )
    former.update(replaced_at=at)
    made = Entry.objects.create(
        indicator=one, first=period.first, last=period.last, numerator=part,
        denominator=denominator if one.unit == Unit.SHARE else None,
        document=document.strip()[:300], entered_by=by.name, entered_by_member_id=by.member_id,
        entered_at=at,
    )  # fmt: skip
    record(one, Event.ENTERED, by=by, at=at, first=period.first, last=period.last,
           numerator=part, denominator=made.denominator, document=made.document)  # fmt: skip
    one.save(update_fields=["journal_seq", "journal_hash"])
    return made
