"""Quizzes: writing the questions, opening, taking, closing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.models import Attempt, Programme, Question, Quiz
from khe.desks.study.queries import learning as queries
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.rules import quizzes as rules
from khe.desks.study.states.quizzes import Event, QuizStatus


@transacted
def add_question(
    programme_id: UUID, *, text: str, kind: str, choices: Sequence[str],
    correct: Collection[int], by: Actor, at: datetime,
) -> Question:  # fmt: skip
    """Add a question to the quiz of a programme, while nobody has seen it; `correct` are places from 0."""
    quiz = _locked(programme_id)
    refuse_if(rules.why_not_add(quiz.status, text, kind, choices, correct, by))
    quiz.save()
    last = Question.objects.filter(quiz=quiz).order_by("-position").first()
    question = Question.objects.create(
        quiz=quiz, position=last.position + 1 if last else 1, text=text.strip(), kind=kind,
        choices=list(choices), correct=sorted(correct),
    )  # fmt: skip
    _note(quiz, Event.QUIZ_SAVED, by=by, at=at, question=question.pk)
    return question


@transacted
def remove_question(question_id: UUID, *, by: Actor, at: datetime) -> Quiz:
    """Take a question out again, while the quiz is a draft."""
    question = Question.objects.get(pk=question_id)
    quiz = queries.locked_quiz(question.quiz_id)
    drafted = Refusal.NOT_DRAFT if quiz.status != QuizStatus.DRAFT else None
    refuse_if(rules.first(rules.why_not_organise(by), drafted))
    question.delete()
    _note(quiz, Event.QUIZ_SAVED, by=by, at=at, removed=question_id)
    return quiz


@transacted
def open_quiz(quiz_id: UUID, *, by: Actor, at: datetime) -> Quiz:
    """Open a quiz: from now on its questions stay as they are."""
    quiz = queries.locked_quiz(quiz_id)
    refuse_if(rules.why_not_open(quiz.status, quiz.questions.count(), by))
    quiz.status, quiz.opened_at = QuizStatus.OPEN, at
    quiz.save()
    _note(quiz, Event.QUIZ_OPENED, by=by, at=at)
    return quiz


@transacted
def close_quiz(quiz_id: UUID, *, by: Actor, at: datetime) -> Quiz:
    """Close a quiz for everybody."""
    quiz = queries.locked_quiz(quiz_id)
    refuse_if(rules.why_not_close(quiz.status, by))
    quiz.status, quiz.closed_at = QuizStatus.CLOSED, at
    quiz.save()
    _note(quiz, Event.QUIZ_CLOSED, by=by, at=at)
    return quiz


@transacted
def take_quiz(
    quiz_id: UUID, *, phase: str, answers: Mapping[UUID, Collection[int]], by: Actor, at: datetime
) -> Attempt:
    """Take a quiz once in a phase; the score is counted at once. Only the learner sees their own."""
    quiz = queries.locked_quiz(quiz_id)
    learner = queries.learner_of(quiz.programme_id, by.member_id)
    refuse_if(rules.why_not_take(quiz.status, phase, queries.taker_of(learner, phase), at))
    asked = queries.asked(queries.questions_of(quiz_id))
    refuse_if(rules.why_not_answers(asked, answers))
    made = Attempt.objects.create(
        quiz=quiz, learner=learner, phase=phase, made_at=at, out_of=len(asked),
        score=rules.score(asked, answers),
        answers={str(pk): sorted(places) for pk, places in answers.items()},
    )  # fmt: skip
    _note(quiz, Event.QUIZ_TAKEN, by=by, at=at, phase=phase)
    return made


def _locked(programme_id: UUID) -> Quiz:
    """Return the quiz of a programme, locked by its programme; one not yet kept comes unsaved."""
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    return Quiz.objects.filter(programme=programme).first() or Quiz(programme=programme)


def _note(quiz: Quiz, event: str, *, by: Actor, at: datetime, **facts: object) -> None:
    record(quiz, event, by=by, at=at, **facts)
    quiz.save(update_fields=["journal_seq", "journal_hash"])
