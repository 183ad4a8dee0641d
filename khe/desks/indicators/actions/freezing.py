"""Keeping a counted figure as it is now, with the records behind it."""

from datetime import datetime

from khe.base.figures import Figure, Period, checksum, definition_of, label_of
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.transactions import transacted
from khe.desks.indicators.models import Frozen
from khe.desks.indicators.queries.drifting import KEPT
from khe.desks.indicators.states import Event


@transacted
def freeze(figure: Figure, period: Period, *, purpose: str, by: Actor, at: datetime) -> Frozen:
    """Keep a figure that was counted for a period: its numbers, the ids of its records (up to `KEPT`, of
    more their number) and the checksum over all of them. It never changes again."""
    known = definition_of(figure.id)
    records, of = list(figure.records), list(figure.of)
    made = Frozen(
        figure_id=figure.id, definition=known.id if known else "", label=label_of(figure)[:300],
        unit=figure.unit, first=period.first, last=period.last, numerator=figure.numerator,
        denominator=figure.denominator, checksum=checksum(figure), url=figure.url[:500],
        record_ids=records if len(records) <= KEPT else [], records=len(records),
        of_ids=of if len(of) <= KEPT else [], of_records=len(of), purpose=purpose.strip()[:300],
        taken_at=at, taken_by=by.name,
    )  # fmt: skip
    made.save(force_insert=True)
    record(made, Event.FROZEN, by=by, at=at, figure=figure.id, first=period.first,
           last=period.last, checksum=made.checksum)  # fmt: skip
    return made
