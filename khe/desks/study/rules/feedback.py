"""Feedback on a class: who may give it, when it may be seen. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from khe.base.people.actor import Actor
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.rules.quizzes import first, why_not_organise
from khe.desks.study.states.attendance import LEAST
from khe.desks.study.states.feedback import OPEN_DAYS, RATINGS, Topic

READERS = ("study", "standing")


def over_at(ends_at: datetime, closed_at: datetime | None) -> datetime:
    """Return when feedback ends: a week after the class, or when it was closed sooner."""
    usual = ends_at + timedelta(days=OPEN_DAYS)
    return min(usual, closed_at) if closed_at else usual


def why_not_give(
    ratings: Mapping[str, int], *, present: bool, given: bool, begun: bool, over: bool
) -> Refusal | None:
    """Only those who were there, once, until it is over."""
    whole = ratings.keys() == set(Topic.values) and all(n in RATINGS for n in ratings.values())
    return first(
        Refusal.NOT_BEGUN if not begun else None,
        Refusal.NOT_PRESENT if not present else None,
        Refusal.GIVEN_ALREADY if given else None,
        Refusal.FEEDBACK_OVER if over else None,
        None if whole else Refusal.BAD_RATING,
    )


def why_not_close(over: bool, begun: bool, by: Actor) -> Refusal | None:
    """Feedback may be ended sooner, once the class has begun."""
    early = Refusal.NOT_BEGUN if not begun else None
    return first(why_not_organise(by), early, Refusal.FEEDBACK_OVER if over else None)


def is_shown(given: int, over: bool) -> bool:
    """Say whether the result may be seen: from five answers, and not while more come in, since the
    difference between two looks would be one person's answer."""
    return over and given >= LEAST


def average(counts: list[int]) -> float | None:
    """Return the mean rating of [how many gave 1, …, 5]; None when nobody did."""
    total = sum(counts)
    return sum(n * c for n, c in zip(RATINGS, counts, strict=True)) / total if total else None
