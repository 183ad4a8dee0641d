"""Keeping a counted figure as it is now, with the records behind it."""

from datetime import datetime
from typing import cast
from uuid import UUID

from khe.base.figures import Figure, Period, checksum, definition_of, label_of
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.indicators import queries, rules
from khe.desks.indicators.models import Frozen
from khe.desks.indicators.queries.drifting import KEPT
from khe.desks.indicators.refusals import Refusal
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


@transacted
def keep(indicator_id: UUID, *, period: Period, purpose: str, by: Actor, at: datetime) -> Frozen:
    """Count what an indicator was in a period that is over, and freeze it.

    Raises Refused: who may not, no purpose, a period that is not over, nothing counted (or typed in).
    """
    one = queries.locked(by, indicator_id)
    found = queries.measure(by, one.pk, period)
    refuse_if(
        rules.why_not_keep(by, one.source)
        or rules.why_not_freeze(period, queries.day_of(at), found.figure is not None)
        or (None if purpose.strip() else Refusal.NO_PURPOSE)
    )
    return freeze(cast("Figure", found.figure), period, purpose=purpose, by=by, at=at)
