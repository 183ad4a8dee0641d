"""Saying from which day on something was done differently, so that a series is read before and after it."""

from datetime import date, datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.indicators import queries, rules
from khe.desks.indicators.models import Indicator
from khe.desks.indicators.states import Event

SAVED = ("changes", "journal_seq", "journal_hash")


@transacted
def begin_phase(indicator_id: UUID, *, began: date, why: str, by: Actor, at: datetime) -> Indicator:
    """Say that something was done differently from a local day on (a measure began, a counter opened): the
    ordinary variation of the indicator is told anew from there.

    Raises Refused: who may not, no reason, a day ahead, a day that is said already, a retired indicator.
    """
    one = queries.locked(by, indicator_id)
    days = [change["began"] for change in one.changes]
    refuse_if(
        rules.why_not_manage(by)
        or rules.why_not_open(one.retired_on, one.why_retired)
        or rules.why_not_phase(began, why, days, queries.day_of(at))
    )
    made = {
        "began": began.isoformat(), "why": why.strip()[:300], "by": by.name, "at": at.isoformat(),
    }  # fmt: skip
    one.changes = sorted([*one.changes, made], key=lambda change: change["began"])
    record(one, Event.PHASE_BEGUN, by=by, at=at, began=began, why=made["why"])
    one.save(update_fields=SAVED)
    return one


@transacted
def drop_phase(indicator_id: UUID, *, began: date, why: str, by: Actor, at: datetime) -> Indicator:
    """Take back that something changed on a day, with the reason; the journal keeps both.

    Raises Refused: who may not, no reason, a day that was not said, a retired indicator.
    """
    one = queries.locked(by, indicator_id)
    left = [change for change in one.changes if change["began"] != began.isoformat()]
    refuse_if(
        rules.why_not_manage(by)
        or rules.why_not_open(one.retired_on, one.why_retired)
        or rules.why_not_drop_phase(why, known=len(left) < len(one.changes))
    )
    one.changes = left
    record(one, Event.PHASE_DROPPED, by=by, at=at, began=began, why=why.strip()[:300])
    one.save(update_fields=SAVED)
    return one
