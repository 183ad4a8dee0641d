"""What the rules of training share: what they read, who may, and how they answer."""

from datetime import date
from typing import Protocol

from khe.base.people.actor import Actor
from khe.desks.training.refusals import Refusal

Span = tuple[date, date]
KEEPERS = ("personnel",)
APPROVERS = ("standing",)
DECIDERS = ("personnel", "standing")


class Course(Protocol):
    """What the rules read of a course."""

    kind: str
    level: str
    form: str
    status: str
    starts_on: date
    ends_on: date
    seats: int | None
    name: str
    skill: str


class Place(Protocol):
    """What the rules read of a person's place in a course."""

    state: str
    began_on: date | None
    ended_on: date | None


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def when(condition: object, reason: Refusal) -> Refusal | None:
    return reason if condition else None


def why_not_keep(by: Actor) -> Refusal | None:
    """Courses, places and results are kept by those who keep personnel records."""
    return when(not by.can(*KEEPERS), Refusal.NOT_KEEPER)


def may_keep(by: Actor) -> bool:
    """Say whether somebody keeps training: courses, places, results."""
    return by.can(*KEEPERS)


def may_approve(by: Actor) -> bool:
    """Say whether somebody approves plans."""
    return by.can(*APPROVERS)


def may_decide(by: Actor) -> bool:
    """Say whether somebody decides needs."""
    return by.can(*DECIDERS)
