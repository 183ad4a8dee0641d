"""A quiz: what a question must have, who may take it when, how it is scored and compared. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.states.attendance import LEAST
from khe.desks.study.states.quizzes import Phase, QuestionKind, QuizStatus

FEWEST, MOST = 2, 8  # choices of a question


@dataclass(frozen=True)
class Asked:
    """A question as it is scored: how many choices it has, and the places of the right ones."""

    kind: str
    choices: int
    correct: frozenset[int]


@dataclass(frozen=True)
class Taker:
    """What the rules read of somebody who wants to take a quiz. `begins_at`: their regular class."""

    listed: bool
    exempt: bool = False
    present: bool = False
    begins_at: datetime | None = None
    tried: bool = False


@dataclass(frozen=True)
class Result:
    """A group's result: how many took it, and the share of right answers (exact)."""

    takers: int
    right: int
    asked: int

    @property
    def share(self) -> Fraction | None:
        """Return the share of right answers; None when nothing was asked."""
        return Fraction(self.right, self.asked) if self.asked else None


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if a), None)


def why_not_organise(by: Actor) -> Refusal | None:
    """Quizzes and essays are set by those who organise study."""
    return None if by.can("study") else Refusal.NOT_ORGANISER


def why_not_add(
    status: str, text: str, kind: str, choices: Sequence[str], correct: Collection[int], by: Actor
) -> Refusal | None:
    """A question has a text, two to eight different choices, and right ones among them."""
    alone = kind == QuestionKind.SINGLE and len(correct) != 1
    few = not FEWEST <= len(choices) <= MOST or len(set(choices)) != len(choices)
    return first(
        why_not_organise(by),
        Refusal.NOT_DRAFT if status != QuizStatus.DRAFT else None,
        Refusal.NO_TEXT if not text.strip() else None,
        Refusal.FEW_CHOICES if few or not all(choices) else None,
        Refusal.NO_CORRECT if not correct else None,
        Refusal.ONE_CORRECT if alone else None,
    )


def why_not_open(status: str, questions: int, by: Actor) -> Refusal | None:
    """A quiz opens once, with questions."""
    return first(
        why_not_organise(by),
        Refusal.NOT_DRAFT if status != QuizStatus.DRAFT else None,
        Refusal.NO_QUESTIONS if not questions else None,
    )


def why_not_close(status: str, by: Actor) -> Refusal | None:
    """Only what is open is closed."""
    closed = Refusal.NOT_OPEN if status != QuizStatus.OPEN else None
    return first(why_not_organise(by), closed)


def why_not_take(status: str, phase: str, who: Taker, at: datetime) -> Refusal | None:
    """Before: until one's class begins. After: who was there. Once each."""
    begun = who.begins_at is not None and at >= who.begins_at
    return first(
        Refusal.NOT_A_LEARNER if not who.listed else None,
        Refusal.EXEMPT if who.exempt else None,
        Refusal.NOT_OPEN if status != QuizStatus.OPEN else None,
        Refusal.TRIED_ALREADY if who.tried else None,
        Refusal.CLASS_BEGUN if phase == Phase.BEFORE and (begun or who.present) else None,
        Refusal.NOT_PRESENT if phase == Phase.AFTER and not who.present else None,
    )


def why_not_answers(
    asked: Mapping[UUID, Asked], answers: Mapping[UUID, Collection[int]]
) -> Refusal | None:
    """Every question is answered, with choices it has, one when one is asked for."""
    whole = asked.keys() == answers.keys() and all(
        answers[pk]
        and all(0 <= place < question.choices for place in answers[pk])
        and (question.kind != QuestionKind.SINGLE or len(answers[pk]) == 1)
        for pk, question in asked.items()
    )
    return None if whole else Refusal.BAD_ANSWER


def score(asked: Mapping[UUID, Asked], answers: Mapping[UUID, Collection[int]]) -> int:
    """Return how many questions are right: exactly the right choices, no more, no fewer."""
    return sum(set(answers[pk]) == question.correct for pk, question in asked.items())


def result(scores: Iterable[tuple[int, int]], least: int = LEAST) -> Result | None:
    """Return the result of a group from (score, out of); None when fewer than `least` took it."""
    listed = list(scores)
    if len(listed) < least:
        return None
    return Result(len(listed), sum(s for s, _ in listed), sum(n for _, n in listed))


def compared(
    before: Mapping[UUID, tuple[int, int]], after: Mapping[UUID, tuple[int, int]]
) -> tuple[Result, Result] | None:
    """Return the results before and after of those who took both; None when they are fewer than five."""
    both = before.keys() & after.keys()
    one, other = result(before[pk] for pk in both), result(after[pk] for pk in both)
    return (one, other) if one and other else None
