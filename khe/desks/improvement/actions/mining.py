"""Deciding on what the miner proposes."""

from datetime import datetime

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.improvement.models import SetAside
from khe.desks.improvement.queries.mining import MAY, Proposal
from khe.desks.improvement.review_refusals import ReviewRefusal as Refusal
from khe.desks.improvement.states.reviews import ReviewEvent as Event


@transacted
def set_aside(proposal: Proposal, *, reason: str, by: Actor, at: datetime) -> SetAside:
    """Set a proposal aside with the reason: it is not proposed again until it has grown by half."""
    refuse_if(None if by.can(*MAY) else Refusal.NOT_MINER)
    refuse_if(None if reason.strip() else Refusal.NO_REASON)
    group = proposal.found.cluster.group
    made = SetAside(
        key=group.key, part=group.part, whole=group.whole, reason=reason.strip()[:500], at=at,
        by_name=by.name,
    )  # fmt: skip
    made.save(force_insert=True)
    record(made, Event.SET_ASIDE, by=by, at=at, key=group.key, part=group.part, whole=group.whole,
           reason=made.reason)  # fmt: skip
    return made
