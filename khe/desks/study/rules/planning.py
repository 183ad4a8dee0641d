"""Asking for a proposal, and accepting it. Pure."""

from khe.base.people.actor import Actor
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules.common import first, refuse, why_not_organise


def why_not_propose(status: str, learners: int, halls: int, by: Actor) -> Refusal | None:
    """There is somebody to place and somewhere to place them, and the round is not over."""
    return first(
        why_not_organise(by),
        refuse(status not in ("planning", "announced"), Refusal.ROUND_OVER),
        refuse(not learners, Refusal.NO_LEARNERS),
        refuse(not halls, Refusal.NO_HALLS),
    )


def why_not_accept(status: str, *, is_accepted: bool, is_stale: bool, by: Actor) -> Refusal | None:
    """A proposal is accepted once, while the question it answers is still the same."""
    return first(
        why_not_organise(by),
        refuse(status not in ("planning", "announced"), Refusal.ROUND_OVER),
        refuse(is_accepted, Refusal.ACCEPTED_ALREADY),
        refuse(is_stale, Refusal.STALE_PLAN),
    )
