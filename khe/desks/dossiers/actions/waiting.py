"""When a dossier waits: for papers, for money, for another body. Only the law stops the clock."""

from datetime import datetime
from typing import Any

from khe.base.calendar import clock
from khe.base.calendar import queries as calendars
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.dossiers import queries, rules
from khe.desks.dossiers.actions.common import change, due_after
from khe.desks.dossiers.actions.tallies import forget_month
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event, Exchange, PaidBy, Payment, Status
from khe.desks.procedures import queries as procedures


@transacted
def request_supplement(
    code: str, *, by: Actor, at: datetime, papers: list[str], reason: str, ground: str = "",
    document: str = "",
) -> Dossier:  # fmt: skip
    """Ask the citizen for missing papers (form 02) and stop the clock."""
    dossier = queries.locked(code)
    limit = procedures.version(dossier.version_id).supplement_limit if dossier.version_id else None
    refuse_if(
        rules.why_not_request_supplement(dossier, by, limit, papers, reason)
        or rules.why_not_in_order(dossier, at)
    )
    changes = {
        "status": Status.AWAITING_SUPPLEMENT, "paused_at": at,
        "supplements": dossier.supplements + 1,
    }  # fmt: skip
    return change(
        dossier, Event.SUPPLEMENT_REQUESTED, changes, by=by, at=at,
        papers=papers, reason=reason, ground=ground, document=document,
    )  # fmt: skip


@transacted
def receive_supplement(
    code: str, *, by: Actor, at: datetime, parts: list[dict[str, Any]], note: str = ""
) -> Dossier:
    """Take in the papers asked for; the clock runs again and the date moves by the pause."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_receive_supplement(dossier, by) or rules.why_not_in_order(dossier, at))
    keys = {part["key"] for part in parts}
    changes = {
        **_resumed(dossier, Event.SUPPLEMENT_RECEIVED, at),
        "parts": [p for p in dossier.parts if p["key"] not in keys] + parts,
    }
    return change(
        dossier, Event.SUPPLEMENT_RECEIVED, changes, by=by, at=at,
        parts=[p["key"] for p in parts], note=note, due=changes["due_at"],
    )  # fmt: skip


def _resumed(dossier: Dossier, event: Event, at: datetime) -> dict[str, Any]:
    """Return the columns of a dossier whose clock runs again."""
    return {
        "status": Status.IN_PROGRESS if dossier.step else Status.RECEIVED,
        "paused_at": None,
        "due_at": due_after(dossier, event, at),
    }


@transacted
def request_payment(
    code: str, *, by: Actor, at: datetime, amount: int, ground: str, document: str = ""
) -> Dossier:
    """Ask for a payment on which the law stops the clock (land duties, for example)."""
    dossier = queries.locked(code)
    refuse_if(
        rules.why_not_request_payment(dossier, by, amount, ground)
        or rules.why_not_in_order(dossier, at)
    )
    changes = {
        "status": Status.AWAITING_PAYMENT, "payment": Payment.DUE, "paid_by": PaidBy.UNKNOWN,
        "paused_at": at,
        "fee": dossier.fee + amount if dossier.payment == Payment.DUE else amount,
    }  # fmt: skip
    return change(
        dossier, Event.PAYMENT_REQUESTED, changes, by=by, at=at,
        amount=amount, ground=ground, document=document,
    )  # fmt: skip


@transacted
def record_payment(
    code: str, *, by: Actor, at: datetime, receipt: str = "", way: str = PaidBy.UNKNOWN
) -> Dossier:
    """Take the money that is due; a clock that waited for it runs again. `way`: a PaidBy."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_record_payment(dossier, by) or rules.why_not_in_order(dossier, at))
    changes: dict[str, Any] = {"payment": Payment.PAID, "paid_by": PaidBy(way)}
    if dossier.status == Status.AWAITING_PAYMENT:
        changes |= _resumed(dossier, Event.PAYMENT_RECORDED, at)
    forget_month(dossier.settled_at)
    return change(
        dossier, Event.PAYMENT_RECORDED, changes, by=by, at=at, amount=dossier.fee, receipt=receipt,
        way=way,
    )  # fmt: skip


@transacted
def consult(code: str, *, by: Actor, at: datetime, body: str, question: str = "") -> Dossier:
    """Ask another body; the clock runs on, and its time is counted as theirs."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_consult(dossier, by, body) or rules.why_not_in_order(dossier, at))
    return change(
        dossier, Event.CONSULTED, {"exchange": Exchange.CONSULTING}, by=by, at=at,
        body=body, question=question,
    )  # fmt: skip


@transacted
def record_answer(code: str, *, by: Actor, at: datetime, answer: str) -> Dossier:
    """Write down what the body that was asked has answered."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_record_answer(dossier, by) or rules.why_not_in_order(dossier, at))
    return change(
        dossier, Event.CONSULTATION_ANSWERED, {"exchange": Exchange.ANSWERED}, by=by, at=at,
        answer=answer,
    )  # fmt: skip


@transacted
def transfer(code: str, *, by: Actor, at: datetime, body: str, reason: str = "") -> Dossier:
    """Send an interlinked dossier to the higher authority; the clock runs on."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_transfer(dossier, by, body) or rules.why_not_in_order(dossier, at))
    changes = {"status": Status.TRANSFERRED, "exchange": Exchange.SENT}
    return change(dossier, Event.TRANSFERRED, changes, by=by, at=at, body=body, reason=reason)


@transacted
def return_transfer(code: str, *, by: Actor, at: datetime, answer: str) -> Dossier:
    """Take the dossier back from the higher authority and go on."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_return_transfer(dossier, by) or rules.why_not_in_order(dossier, at))
    changes = {
        "status": Status.IN_PROGRESS if dossier.step else Status.RECEIVED,
        "exchange": Exchange.ANSWERED,
    }
    return change(dossier, Event.TRANSFER_RETURNED, changes, by=by, at=at, answer=answer)


@transacted
def warn_due_soon(*, by: Actor, at: datetime, minutes: int = 480) -> int:
    """Mark the running dossiers that have at most `minutes` of working time left and were not
    warned of before; return how many. `minutes` is the authority's setting, default one day."""
    soon = clock.ahead(calendars.calendar(by.authority_id, by.calendar), at, minutes)
    due = queries.to_warn(at, soon)
    for dossier in due:
        change(dossier, Event.WARNED, {"warned_at": at}, by=by, at=max(at, dossier.changed_at),
               due=dossier.due_at)  # fmt: skip
    return len(due)
