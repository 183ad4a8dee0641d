"""What the rules of a pool, a plan and a handover share. Pure."""

from datetime import date

from khe.base.people.actor import Actor
from khe.desks.succession.refusals import Refusal

READERS = ("personnel", "standing")  # a pool is confidential: nobody else, the candidate included


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def _if(condition: object, reason: Refusal) -> Refusal | None:
    return reason if condition else None


when = _if


def may_see(by: Actor) -> bool:
    """Say whether pools and plans exist for this person."""
    return by.can(*READERS)


def why_not_propose(by: Actor) -> Refusal | None:
    """Pools and plans are proposed by those who keep personnel records."""
    return when(not by.can("personnel"), Refusal.NOT_PERSONNEL)


def why_not_decide(by: Actor) -> Refusal | None:
    """Who enters a pool, who leaves it, who moves: the standing members decide."""
    return when(not by.can("standing"), Refusal.NOT_STANDING)


def in_span(day: date, began: date | None, ended: date | None) -> bool:
    """Say whether a local day lies in a span that holds its first day and not its last; None: open."""
    return (began is None or began <= day) and (ended is None or day < ended)
