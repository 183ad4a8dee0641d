"""An essay: when it may be handed in, graded, returned. Pure."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.rules.quizzes import first, why_not_organise
from khe.desks.study.states.essays import EssayStatus

HALF = Decimal("0.5")


def why_not_call(
    topic: str, due_at: datetime, closed: bool, at: datetime, by: Actor
) -> Refusal | None:
    """An essay has a topic and a due moment ahead."""
    return first(
        why_not_organise(by),
        Refusal.CALL_CLOSED if closed else None,
        Refusal.NO_TOPIC if not topic.strip() else None,
        Refusal.DUE_PAST if due_at <= at else None,
    )


def why_not_close(closed: bool, by: Actor) -> Refusal | None:
    """Taking essays in ends once."""
    return first(why_not_organise(by), Refusal.CALL_CLOSED if closed else None)


def why_not_hand_in(
    *, listed: bool, exempt: bool, closed: bool, status: str | None, has_content: bool
) -> Refusal | None:
    """A learner hands in once, and again when it was returned; late is noted, closed is closed."""
    return first(
        Refusal.NOT_A_LEARNER if not listed else None,
        Refusal.EXEMPT if exempt else None,
        Refusal.CALL_CLOSED if closed and status != EssayStatus.RETURNED else None,
        Refusal.BEING_GRADED if status == EssayStatus.HANDED_IN else None,
        Refusal.GRADED_ALREADY if status == EssayStatus.GRADED else None,
        Refusal.NOTHING_HANDED_IN if not has_content else None,
    )


def why_not_judge(status: str, writer_id: UUID, by: Actor) -> Refusal | None:
    """What was handed in is judged by an organiser who did not write it."""
    return first(
        why_not_organise(by),
        Refusal.NOT_HANDED_IN if status != EssayStatus.HANDED_IN else None,
        Refusal.OWN_ESSAY if by.is_member(writer_id) else None,
    )


def why_not_grade(status: str, writer_id: UUID, grade: Decimal, by: Actor) -> Refusal | None:
    """Grades go from 0 to 10 in halves."""
    fits = grade.is_finite() and 0 <= grade <= 10 and grade % HALF == 0
    return first(why_not_judge(status, writer_id, by), None if fits else Refusal.BAD_GRADE)


def why_not_return(status: str, writer_id: UUID, comment: str, by: Actor) -> Refusal | None:
    """An essay is returned with what is missing."""
    silent = Refusal.NO_COMMENT if not comment.strip() else None
    return first(why_not_judge(status, writer_id, by), silent)
