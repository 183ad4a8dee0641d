"""What the rules share."""

from khe.base.people.actor import Actor
from khe.desks.staff.refusals import Refusal


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def when(condition: object, reason: Refusal) -> Refusal | None:
    """Return the reason when the condition holds."""
    return reason if condition else None


def why_not_administer(by: Actor) -> Refusal | None:
    """The organisation and its accounts are the administrators' work."""
    return when(not by.can("admin"), Refusal.NOT_ADMIN)
