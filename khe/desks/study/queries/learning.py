"""Reading quizzes, essays and feedback, and what a learner has to do in a programme."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from khe.base.people.actor import Actor
from khe.desks.study.models import (
    Attempt,
    Essay,
    EssayCall,
    FeedbackCount,
    FeedbackGiven,
    FeedbackRemark,
    Learner,
    Programme,
    Question,
    Quiz,
    Seat,
    StudyClass,
)
from khe.desks.study.rules import quizzes as rules
from khe.desks.study.rules.quizzes import Asked, Taker
from khe.desks.study.states.essays import EssayStatus
from khe.desks.study.states.planning import ClassKind, ClassStatus, SeatState
from khe.desks.study.states.quizzes import Phase


def programmes(actor: Actor) -> QuerySet[Programme]:
    """Return the programmes whose quiz and essay the actor may keep: an organiser all, else none."""
    found = Programme.objects.select_related("document")
    return found.none() if rules.why_not_organise(actor) else found


def my_programmes(actor: Actor) -> QuerySet[Learner]:
    """Return the ids of the programmes in which the actor learns, as a subquery."""
    mine = Learner.objects.filter(member_id=actor.member_id)
    return mine.values("round__programme_id")


# ---- who learns ----------------------------------------------------------------------------------


def learner_of(programme_id: UUID, member_id: UUID | None) -> Learner | None:
    """Return a member as a learner of a programme: of a round in which they are not exempt."""
    rows = Learner.objects.filter(round__programme_id=programme_id, member_id=member_id)
    return rows.order_by("exempt", "-round__number").first()


def seats_of(learner: Learner | None) -> list[Seat]:
    """Return a learner's seats, cancelled classes left out."""
    if learner is None:
        return []
    rows = Seat.objects.filter(learner=learner).exclude(study_class__status=ClassStatus.CANCELLED)
    return list(rows.select_related("study_class"))


def taker_of(learner: Learner | None, phase: str) -> Taker:
    """Return what the rules read of somebody who wants to take a quiz; two queries."""
    if learner is None:
        return Taker(listed=False)
    seats = seats_of(learner)
    starts = [s.study_class.starts_at for s in seats if s.kind == ClassKind.REGULAR]
    return Taker(
        listed=True, exempt=learner.exempt, begins_at=starts[0] if starts else None,
        present=any(s.state == SeatState.PRESENT for s in seats),
        tried=Attempt.objects.filter(learner=learner, phase=phase).exists(),
    )  # fmt: skip


# ---- quizzes -------------------------------------------------------------------------------------


def locked_quiz(quiz_id: UUID) -> Quiz:
    """Return a quiz, locked."""
    return Quiz.objects.select_for_update().get(pk=quiz_id)


def quiz_of(programme_id: UUID) -> Quiz | None:
    """Return the quiz of a programme."""
    return Quiz.objects.filter(programme_id=programme_id).first()


def questions_of(quiz_id: UUID) -> list[Question]:
    """Return the questions of a quiz in order."""
    return list(Question.objects.filter(quiz_id=quiz_id).order_by("position"))


def asked(questions: Iterable[Question]) -> dict[UUID, Asked]:
    """Return questions as they are scored."""
    return {q.pk: Asked(q.kind, len(q.choices), frozenset(q.correct)) for q in questions}


def results(quiz_id: UUID) -> dict[str, Any]:
    """Return the results before, after, and of those who took both: None where fewer than five did."""
    scores: dict[str, dict[UUID, tuple[int, int]]] = {Phase.BEFORE: {}, Phase.AFTER: {}}
    rows = Attempt.objects.filter(quiz_id=quiz_id)
    for learner, phase, score, out_of in rows.values_list("learner_id", "phase", "score", "out_of"):
        scores[phase][learner] = (score, out_of)
    return {
        "before": rules.result(scores[Phase.BEFORE].values()),
        "after": rules.result(scores[Phase.AFTER].values()),
        "both": rules.compared(scores[Phase.BEFORE], scores[Phase.AFTER]),
        "taken": {phase: len(found) for phase, found in scores.items()},
    }


# ---- essays --------------------------------------------------------------------------------------


def locked_call(call_id: UUID) -> EssayCall:
    """Return what is asked for, locked."""
    return EssayCall.objects.select_for_update().get(pk=call_id)


def locked_essay(essay_id: UUID) -> Essay:
    """Return an essay with its writer, locked."""
    rows = Essay.objects.select_for_update(of=("self",)).select_related("learner__member", "call")
    return rows.get(pk=essay_id)


def call_of(programme_id: UUID) -> EssayCall | None:
    """Return what a programme asks for."""
    return EssayCall.objects.filter(programme_id=programme_id).first()


def essays(actor: Actor) -> QuerySet[Essay]:
    """Return the essays the actor may read: an organiser all, everybody their own."""
    found = Essay.objects.select_related("learner__member", "learner__body", "call__programme")
    if not rules.why_not_organise(actor):
        return found
    return found.filter(learner__member_id=actor.member_id)


def essay_counts(call_id: UUID) -> dict[str, int]:
    """Return how many essays of a call are in each state, and how many were late."""
    rows = Essay.objects.filter(call_id=call_id).values_list("status", "is_late")
    found: dict[str, int] = {}
    for status, is_late, n in rows.annotate(n=Count("id")).order_by():
        found[status] = found.get(status, 0) + n
        found["late"] = found.get("late", 0) + (n if is_late else 0)
    return found


def to_grade() -> list[tuple[EssayCall, int]]:
    """Return what was asked for and how many essays of it wait to be graded; two queries."""
    waiting = Essay.objects.filter(status=EssayStatus.HANDED_IN).order_by()
    counts = dict(waiting.values_list("call_id").annotate(n=Count("id")))
    calls = EssayCall.objects.filter(pk__in=list(counts)).select_related("programme")
    return [(call, counts[call.pk]) for call in calls.order_by("due_at", "id")]


def who_owes(call: EssayCall) -> QuerySet[Learner]:
    """Return the learners of a programme who are not exempt and have handed nothing in."""
    handed = Essay.objects.filter(call=call).values("learner")
    rows = Learner.objects.filter(round__programme_id=call.programme_id, exempt=False)
    rows = rows.exclude(pk__in=handed).select_related("member", "body")
    return rows.order_by("member__sort_name", "id")


# ---- feedback ------------------------------------------------------------------------------------


def present_learner(class_id: UUID, member_id: UUID | None) -> Learner | None:
    """Return a member as a learner who was present in a class, or None."""
    seat = Seat.objects.filter(
        study_class_id=class_id, learner__member_id=member_id, state=SeatState.PRESENT
    )
    found = seat.select_related("learner").first()
    return found.learner if found else None


def has_given(class_id: UUID, learner: Learner | None) -> bool:
    """Say whether a learner has given feedback on a class."""
    given = FeedbackGiven.objects.filter(study_class_id=class_id, learner=learner)
    return learner is not None and given.exists()


def feedback_of(class_id: UUID) -> tuple[FeedbackCount | None, list[str]]:
    """Return the counts and the remarks of a class."""
    texts = FeedbackRemark.objects.filter(study_class_id=class_id).order_by("text")
    return (
        FeedbackCount.objects.filter(study_class_id=class_id).first(),
        list(texts.values_list("text", flat=True)),
    )


# ---- what a learner has to do --------------------------------------------------------------------


@dataclass
class Duty:
    """What a programme asks of a learner besides coming."""

    programme: Programme
    learner: Learner
    seats: list[Seat] = field(default_factory=list)
    quiz: Quiz | None = None
    tried: set[str] = field(default_factory=set)
    call: EssayCall | None = None
    essay: Essay | None = None
    given: set[UUID] = field(default_factory=set)

    @property
    def attended(self) -> list[StudyClass]:
        """Return the classes in which they were present."""
        return [s.study_class for s in self.seats if s.state == SeatState.PRESENT]

    def taker(self, phase: str) -> Taker:
        """Return what the rules of the quiz read."""
        starts = [s.study_class.starts_at for s in self.seats if s.kind == ClassKind.REGULAR]
        return Taker(
            listed=True, exempt=self.learner.exempt, present=bool(self.attended),
            begins_at=starts[0] if starts else None, tried=phase in self.tried,
        )  # fmt: skip

    def why_not_take(self, phase: str, at: datetime) -> Any:
        """Return why the quiz cannot be taken in a phase now, or None."""
        if self.quiz is None:
            return rules.Refusal.NOT_OPEN
        return rules.why_not_take(self.quiz.status, phase, self.taker(phase), at)


def duties(member_id: UUID | None) -> list[Duty]:
    """Return what the programmes of a member ask of them, the latest first; seven queries."""
    learners = Learner.objects.filter(member_id=member_id).select_related(
        "round__programme__document"
    )
    found: dict[UUID, Duty] = {}
    for one in learners.order_by("exempt", "-round__first_day")[:50]:
        found.setdefault(one.round.programme_id, Duty(one.round.programme, one))
    by_learner = {duty.learner.pk: duty for duty in found.values()}
    ids, programme_ids = list(by_learner), list(found)
    seats = Seat.objects.filter(learner_id__in=ids).exclude(
        study_class__status=ClassStatus.CANCELLED
    )
    for seat in seats.select_related("study_class__hall"):
        by_learner[seat.learner_id].seats.append(seat)
    for quiz in Quiz.objects.filter(programme_id__in=programme_ids):
        found[quiz.programme_id].quiz = quiz
    tries = Attempt.objects.filter(learner_id__in=ids).values_list("learner_id", "phase")
    for learner_id, phase in tries:
        by_learner[learner_id].tried.add(phase)
    for call in EssayCall.objects.filter(programme_id__in=programme_ids):
        found[call.programme_id].call = call
    for essay in Essay.objects.filter(learner_id__in=ids):
        by_learner[essay.learner_id].essay = essay
    given = FeedbackGiven.objects.filter(learner_id__in=ids)
    for learner_id, class_id in given.values_list("learner_id", "study_class_id"):
        by_learner[learner_id].given.add(class_id)
    return list(found.values())
