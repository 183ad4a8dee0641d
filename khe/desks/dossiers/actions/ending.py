"""New dates, apologies and ends: extend, stop, withdraw, decide, reject, issue, return, reopen."""

from datetime import datetime
from typing import Any

from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.dossiers import queries, rules
from khe.desks.dossiers.actions import steps
from khe.desks.dossiers.actions.common import change, due_after
from khe.desks.dossiers.actions.tallies import forget_month
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import (
    Delivery,
    Event,
    Exchange,
    Outcome,
    ResultFile,
    Status,
    StepState,
)


@transacted
def extend(
    code: str, *, by: Actor, at: datetime, extension: str, reason: str, document: str = ""
) -> Dossier:
    """Apologise and promise a new date (form 04), `extension` after the date that stands."""
    dossier = queries.locked(code)
    refuse_if(
        rules.why_not_extend(dossier, by, extension, reason) or rules.why_not_in_order(dossier, at)
    )
    due = due_after(dossier, Event.EXTENDED, at, limit=extension)
    changes = {"due_at": due, "extensions": dossier.extensions + 1, "apology_at": at}
    former = dossier.due_at
    return change(
        dossier, Event.EXTENDED, changes, by=by, at=at,
        limit=extension, reason=reason, document=document, former=former, due=due,
    )  # fmt: skip


@transacted
def apologise(code: str, *, by: Actor, at: datetime, reason: str) -> Dossier:
    """Send the apology letter that a late dossier demands, without moving its date."""
    dossier = queries.locked(code)
    refuse_if(
        rules.why_not_apologise(dossier, by, at, reason) or rules.why_not_in_order(dossier, at)
    )
    return change(dossier, Event.APOLOGISED, {"apology_at": at}, by=by, at=at, reason=reason)


@transacted
def stop(code: str, *, by: Actor, at: datetime, reason: str) -> Dossier:
    """End the handling without a result (form 05)."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_stop(dossier, by, reason) or rules.why_not_in_order(dossier, at))
    steps.close(dossier, at, StepState.SKIPPED)
    changes = {"status": Status.STOPPED, "closed_at": at, "paused_at": None}
    return change(dossier, Event.STOPPED, changes, by=by, at=at, reason=reason)


@transacted
def withdraw(code: str, *, by: Actor, at: datetime, reason: str = "") -> Dossier:
    """Give the dossier back to the citizen who wants no result."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_withdraw(dossier, by) or rules.why_not_in_order(dossier, at))
    steps.close(dossier, at, StepState.SKIPPED)
    changes = {"status": Status.WITHDRAWN, "closed_at": at, "paused_at": None}
    return change(dossier, Event.WITHDRAWN, changes, by=by, at=at, reason=reason)


@transacted
def decide(code: str, *, by: Actor, at: datetime, result: str = "") -> Dossier:
    """Sign the result: the clock ends, and on time or late is settled for good."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_decide(dossier, by) or rules.why_not_in_order(dossier, at))
    return _settle(dossier, Event.DECIDED, Outcome.GRANTED, by, at, result=result)


@transacted
def reject(code: str, *, by: Actor, at: datetime, reason: str) -> Dossier:
    """Refuse what was asked for, in writing and with the reason; this too ends the clock."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_reject(dossier, by, reason) or rules.why_not_in_order(dossier, at))
    return _settle(dossier, Event.REJECTED, Outcome.REJECTED, by, at, reason=reason)


def _settle(
    dossier: Dossier, event: Event, outcome: Outcome, by: Actor, at: datetime, **facts: Any
) -> Dossier:
    steps.close(dossier, at, StepState.DONE)
    changes = {
        "status": Status.DECIDED, "outcome": outcome, "settled_at": at,
        "exchange": Exchange.ANSWERED if dossier.exchange != Exchange.LOCAL else Exchange.LOCAL,
    }  # fmt: skip
    on_time = dossier.due_at is None or at <= dossier.due_at
    return change(dossier, event, changes, by=by, at=at, on_time=on_time, **facts)


@transacted
def issue_result(
    code: str, *, by: Actor, at: datetime, delivery: str = Delivery.AT_COUNTER
) -> Dossier:
    """Bring the signed result to the counter, the post, or the citizen's electronic box."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_issue_result(dossier, by) or rules.why_not_in_order(dossier, at))
    changes = {"status": Status.ISSUED, "delivery": delivery}
    return change(dossier, Event.RESULT_ISSUED, changes, by=by, at=at, delivery=delivery)


@transacted
def return_result(code: str, *, by: Actor, at: datetime, to: str = "") -> Dossier:
    """Hand the result over; the dossier is finished."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_return_result(dossier, by) or rules.why_not_in_order(dossier, at))
    changes = {
        "status": Status.RETURNED, "delivery": Delivery.HANDED_OVER,
        "returned_at": at, "closed_at": at,
    }  # fmt: skip
    return change(dossier, Event.RESULT_RETURNED, changes, by=by, at=at, to=to)


@transacted
def reopen(code: str, *, by: Actor, at: datetime, reason: str) -> Dossier:
    """Open a finished dossier again; the time in between counts for nobody."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_reopen(dossier, by, reason) or rules.why_not_in_order(dossier, at))
    due = due_after(dossier, Event.REOPENED, at)
    forget_month(dossier.settled_at)
    steps.resume(dossier)
    changes = {
        "status": Status.IN_PROGRESS if dossier.step else Status.RECEIVED, "outcome": Outcome.NONE,
        "delivery": Delivery.NONE, "settled_at": None, "returned_at": None, "closed_at": None,
        "due_at": due, "result_file": ResultFile.NONE,
    }  # fmt: skip
    return change(dossier, Event.REOPENED, changes, by=by, at=at, reason=reason, due=due)
