"""What may be done to a dossier. Pure: no database, no clock, no request.

Every `why_not_<verb>` returns the reason, or None when it may be done. The same answer greys the
button, stops the action and becomes the API's error code.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import ClockError
from khe.base.people.actor import Actor
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import CLOSED, OPEN, RUNNING, WAITING, Exchange, Payment, Status

HANDLERS = ("officer", "leader")
MAX_EXTENSIONS = 1  # "hẹn lại không quá một lần": Decree 61/2018 art. 19, to be verified


class Facts(Protocol):
    """What the rules read of a dossier."""

    status: str
    payment: str
    exchange: str
    fee: int
    officer_id: UUID | None
    step: int
    step_count: int
    supplements: int
    extensions: int
    due_at: datetime | None
    settled_at: datetime | None
    apology_at: datetime | None
    changed_at: datetime


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def _if(condition: object, reason: Refusal) -> Refusal | None:
    return reason if condition else None


def why_not_clerk(by: Actor) -> Refusal | None:
    """Counter work is done by clerks."""
    return _if(not by.can("clerk"), Refusal.NOT_CLERK)


def why_not_holder(dossier: Facts, by: Actor) -> Refusal | None:
    """Handling is done by whoever holds the dossier, their stand-in, or a leader."""
    if not by.can(*HANDLERS):
        return Refusal.NOT_HANDLER if by.roles else Refusal.NOT_STAFF
    return _if(not by.is_member(dossier.officer_id) and not by.can("leader"), Refusal.NOT_YOURS)


def why_not_in_order(dossier: Facts, at: datetime) -> Refusal | None:
    """Nothing is recorded before what was recorded last: no back-dating."""
    return _if(at < dossier.changed_at, Refusal.BEFORE_LAST)


def why_not_see_personal_data(by: Actor) -> Refusal | None:
    """Whole numbers and contacts are shown to those who handle dossiers, one look at a time."""
    return _if(not by.can("clerk", "supervisor", *HANDLERS), Refusal.NOT_STAFF)


def why_not_as_seen(seen: int | None, changed: Iterable[object]) -> Refusal | None:
    """What is decided on a page must not overrule what happened since it was opened; `changed`
    holds that. Without `seen` (an import, a job) nothing was looked at."""
    return _if(seen is not None and any(True for _ in changed), Refusal.STALE)


def _running(dossier: Facts) -> Refusal | None:
    if dossier.status in WAITING:
        return Refusal.WAITING
    return _if(dossier.status not in RUNNING, Refusal.NOT_RUNNING)


def _open(dossier: Facts) -> Refusal | None:
    return _if(dossier.status not in OPEN, Refusal.NOT_OPEN)


# ---- intake -------------------------------------------------------------------------------------


def why_not_register(applicant_name: str, by: Actor) -> Refusal | None:
    """A hand-in is written down by a clerk and needs a name."""
    return first(why_not_clerk(by), _if(not applicant_name.strip(), Refusal.NO_APPLICANT))


def why_not_twice(known: bool) -> Refusal | None:
    """A dossier that came in before under its outside code does not come in again."""
    return _if(known, Refusal.DUPLICATE)


def missing_parts(required: Iterable[str], given: Iterable[dict[str, Any]]) -> list[str]:
    """Return the keys of required parts that were not handed in."""
    have = {part["key"] for part in given}
    return [key for key in required if key not in have]


def why_not_receive(
    *, in_force: bool, channel_open: bool, limit: str | None, applicant_name: str,
    missing: list[str], by: Actor,
) -> Refusal | None:  # fmt: skip
    """A dossier is valid when its procedure is in force, complete, and somebody's."""
    return first(
        why_not_clerk(by),
        _if(not in_force, Refusal.PROCEDURE_NOT_IN_FORCE),
        _if(not channel_open, Refusal.CHANNEL_CLOSED),
        _if(not limit, Refusal.NO_LIMIT),
        _if(not applicant_name.strip(), Refusal.NO_APPLICANT),
        _if(missing, Refusal.PARTS_MISSING),
    )


def why_not_registered(dossier: Facts, by: Actor) -> Refusal | None:
    """Accepting and refusing concern what was registered and not yet taken in."""
    return first(
        why_not_clerk(by), _if(dossier.status != Status.REGISTERED, Refusal.NOT_REGISTERED)
    )


def why_not_refuse_intake(dossier: Facts, by: Actor, reason: str = "-") -> Refusal | None:
    """A refusal at intake needs its reason (form 03)."""
    return first(why_not_registered(dossier, by), _if(not reason.strip(), Refusal.NO_REASON))


# ---- handling -----------------------------------------------------------------------------------


def why_not_claim(dossier: Facts, by: Actor) -> Refusal | None:
    """An officer takes an open dossier that nobody holds."""
    return first(
        _open(dossier),
        _if(not by.can(*HANDLERS) or by.member_id is None, Refusal.NOT_STAFF),
        _if(dossier.officer_id is not None, Refusal.ALREADY_ASSIGNED),
    )


def why_not_assign(dossier: Facts, by: Actor, officer_fits: bool = True) -> Refusal | None:
    """A clerk or leader gives an open, unassigned dossier to an officer in post."""
    return first(
        _open(dossier),
        _if(not by.can("leader", "clerk"), Refusal.NOT_LEADER),
        _if(dossier.officer_id is not None, Refusal.ALREADY_ASSIGNED),
        _if(not officer_fits, Refusal.NOT_SENDER),
    )


def why_not_reassign(
    dossier: Facts, by: Actor, officer_id: UUID | None = None, *, officer_fits: bool = True,
    reason: str = "-",
) -> Refusal | None:  # fmt: skip
    """The holder or a leader hands an open dossier on, and says why."""
    return first(
        _open(dossier),
        _if(dossier.officer_id is None, Refusal.UNASSIGNED),
        why_not_holder(dossier, by),
        _if(officer_id is not None and officer_id == dossier.officer_id, Refusal.SAME_OFFICER),
        _if(not officer_fits, Refusal.NOT_SENDER),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_hand_over(
    dossier: Facts, by: Actor, officer_id: UUID, *, officer_fits: bool = True, reason: str = "-"
) -> Refusal | None:
    """Those who decide on people hand the dossiers of somebody who leaves a post to the successor."""
    return first(
        _open(dossier),
        _if(not by.can("leader", "standing"), Refusal.NOT_LEADER),
        _if(officer_id == dossier.officer_id, Refusal.SAME_OFFICER),
        _if(not officer_fits, Refusal.NOT_SENDER),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_start_step(dossier: Facts, by: Actor) -> Refusal | None:
    """Work on the next step begins when the dossier is held and no step is under way."""
    return first(
        _running(dossier),
        _if(dossier.officer_id is None, Refusal.UNASSIGNED),
        why_not_holder(dossier, by),
        _if(dossier.status == Status.TRANSFERRED, Refusal.NOT_RUNNING),
        _if(dossier.status == Status.IN_PROGRESS, Refusal.STEP_RUNNING),
        _if(dossier.step_count == 0, Refusal.NO_STEP),
    )


def why_not_finish_step(dossier: Facts, by: Actor) -> Refusal | None:
    """The step at hand can be finished by the holder, but the last one ends with the decision."""
    return first(
        _running(dossier),
        why_not_holder(dossier, by),
        _if(dossier.status != Status.IN_PROGRESS, Refusal.STEP_NOT_RUNNING),
        _if(dossier.step >= dossier.step_count, Refusal.NO_STEP),
    )


# ---- waiting ------------------------------------------------------------------------------------


def why_not_request_supplement(
    dossier: Facts, by: Actor, limit: int | None = None, papers: list[str] | None = None,
    reason: str = "-",
) -> Refusal | None:  # fmt: skip
    """Papers are asked for while working, at most as often as the pinned procedure allows."""
    return first(
        _running(dossier),
        _if(dossier.status == Status.TRANSFERRED, Refusal.NOT_RUNNING),
        why_not_holder(dossier, by),
        _if(limit is not None and dossier.supplements >= limit, Refusal.SUPPLEMENT_LIMIT),
        _if(papers is not None and not papers, Refusal.NO_PAPERS),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_receive_supplement(dossier: Facts, by: Actor) -> Refusal | None:
    """Papers asked for come in at the counter, or to the holder."""
    not_here = _if(dossier.status != Status.AWAITING_SUPPLEMENT, Refusal.NOT_AWAITING_SUPPLEMENT)
    return first(not_here, None if by.can("clerk") else why_not_holder(dossier, by))


def why_not_request_payment(
    dossier: Facts, by: Actor, amount: int = 1, ground: str = "-"
) -> Refusal | None:
    """A payment that stops the clock needs an amount and the legal ground for stopping."""
    return first(
        _running(dossier),
        _if(dossier.status == Status.TRANSFERRED, Refusal.NOT_RUNNING),
        None if by.can("clerk") else why_not_holder(dossier, by),
        _if(amount <= 0, Refusal.BAD_AMOUNT),
        _if(not ground.strip(), Refusal.NO_GROUND),
    )


def why_not_record_payment(dossier: Facts, by: Actor) -> Refusal | None:
    """A clerk takes the money that is due."""
    return first(why_not_clerk(by), _if(dossier.payment != Payment.DUE, Refusal.NOTHING_DUE))


def why_not_consult(dossier: Facts, by: Actor, body: str = "-") -> Refusal | None:
    """Another body is asked; the law does not stop the clock for it."""
    return first(
        _running(dossier),
        why_not_holder(dossier, by),
        _if(dossier.status == Status.TRANSFERRED, Refusal.NOT_RUNNING),
        _if(dossier.exchange == Exchange.CONSULTING, Refusal.ALREADY_CONSULTING),
        _if(not body.strip(), Refusal.NO_BODY),
    )


def why_not_record_answer(dossier: Facts, by: Actor) -> Refusal | None:
    """The body that was asked has answered."""
    return first(
        _open(dossier),
        None if by.can("clerk") else why_not_holder(dossier, by),
        _if(dossier.exchange != Exchange.CONSULTING, Refusal.NOT_CONSULTING),
    )


def why_not_transfer(dossier: Facts, by: Actor, body: str = "-") -> Refusal | None:
    """An interlinked dossier goes to the higher authority; nobody else is being asked meanwhile."""
    return why_not_consult(dossier, by, body)


def why_not_return_transfer(dossier: Facts, by: Actor) -> Refusal | None:
    """The higher authority sends the dossier back."""
    return first(
        _if(dossier.status != Status.TRANSFERRED, Refusal.NOT_TRANSFERRED),
        None if by.can("clerk") else why_not_holder(dossier, by),
    )


# ---- ending -------------------------------------------------------------------------------------


def why_not_extend(
    dossier: Facts, by: Actor, extension: str = "1 day", reason: str = "-"
) -> Refusal | None:
    """A new date is promised once, with an apology, its reason, and a leader's signature."""
    return first(
        _running(dossier),
        _if(not by.can("leader"), Refusal.NOT_LEADER),
        _if(dossier.extensions >= MAX_EXTENSIONS, Refusal.EXTENDED_ALREADY),
        _if(not reason.strip(), Refusal.NO_REASON),
        why_not_limit(extension, Refusal.BAD_EXTENSION),
    )


def why_not_limit(text: str, reason: Refusal = Refusal.BAD_LIMIT) -> Refusal | None:
    """A limit must be one that the clock can count."""
    try:
        Limit.parse(text)
    except ClockError:
        return reason
    return None


def why_not_apologise(dossier: Facts, by: Actor, at: datetime, reason: str = "-") -> Refusal | None:
    """An apology is owed for what is, or was settled, after its due moment."""
    ended = dossier.settled_at or at
    return first(
        _if(dossier.status not in OPEN and dossier.settled_at is None, Refusal.NOT_OPEN),
        _if(not by.can("leader", "officer", "clerk"), Refusal.NOT_STAFF),
        _if(dossier.due_at is None or ended <= dossier.due_at, Refusal.NOT_LATE),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_stop(dossier: Facts, by: Actor, reason: str = "-") -> Refusal | None:
    """Stopping for good (form 05) is a leader's decision with its ground."""
    return first(
        _open(dossier),
        _if(not by.can("leader"), Refusal.NOT_LEADER),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_withdraw(dossier: Facts, by: Actor) -> Refusal | None:
    """The citizen takes the dossier back at the counter."""
    return first(why_not_clerk(by), _open(dossier))


def why_not_decide(dossier: Facts, by: Actor) -> Refusal | None:
    """A leader decides while the last step is at hand; the clock ends here."""
    return first(
        _running(dossier),
        _if(not by.can("leader"), Refusal.NOT_LEADER),
        _if(dossier.status == Status.TRANSFERRED, Refusal.NOT_RUNNING),
        _if(dossier.step < dossier.step_count, Refusal.STEPS_LEFT),
    )


def why_not_reject(dossier: Facts, by: Actor, reason: str = "-") -> Refusal | None:
    """Saying no is a decision too, possible at any step, and needs its reason."""
    return first(
        _running(dossier),
        _if(not by.can("leader"), Refusal.NOT_LEADER),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_issue_result(dossier: Facts, by: Actor) -> Refusal | None:
    """A result goes to the counter once it is decided."""
    return first(
        _if(dossier.status != Status.DECIDED, Refusal.NOT_DECIDED),
        _if(not by.can("officer", "leader", "clerk"), Refusal.NOT_STAFF),
    )


def why_not_return_result(dossier: Facts, by: Actor) -> Refusal | None:
    """The result is handed over when fees are paid and, if it is late, the apology was sent."""
    late = dossier.due_at and dossier.settled_at and dossier.settled_at > dossier.due_at
    return first(
        why_not_clerk(by),
        _if(dossier.status not in (Status.DECIDED, Status.ISSUED), Refusal.NOT_DECIDED),
        _if(dossier.payment == Payment.DUE, Refusal.FEE_UNPAID),
        _if(late and dossier.apology_at is None, Refusal.APOLOGY_MISSING),
    )


def why_not_reopen(dossier: Facts, by: Actor, reason: str = "-") -> Refusal | None:
    """A finished dossier is reopened by a leader, for a reason on record."""
    return first(
        _if(dossier.status not in CLOSED, Refusal.NOT_FINISHED),
        _if(not by.can("leader"), Refusal.NOT_LEADER),
        _if(not reason.strip(), Refusal.NO_REASON),
    )
