"""What the rules of planning share."""

from zoneinfo import ZoneInfo

from khe.base.people.actor import Actor
from khe.desks.study.refusals.planning import Refusal

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")  # days are local days
ORGANISERS = ("study",)
OVERSEERS = ("study", "standing", "personnel", "leader")  # see every round, in numbers
NAMED_READERS = ("study", "standing", "personnel")  # see who learns in it, everybody


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def refuse(condition: object, reason: Refusal) -> Refusal | None:
    """Return the reason when the condition holds."""
    return reason if condition else None


def why_not_organise(by: Actor) -> Refusal | None:
    """Study is organised by those whose post says so."""
    return refuse(not by.can(*ORGANISERS), Refusal.NOT_ORGANISER)
