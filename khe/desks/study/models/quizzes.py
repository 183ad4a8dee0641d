"""A quiz of a programme: the same questions before and after the classes."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.study.models.programmes import Programme
from khe.desks.study.models.rounds import Learner
from khe.desks.study.states.quizzes import Phase, QuestionKind, QuizStatus


class Quiz(Journaled, Tenant):
    """The questions of a programme ("bài kiểm tra nhận thức"); fixed once it is open."""

    programme = TenantFK(Programme, models.PROTECT, related_name="quizzes")
    status = models.CharField(max_length=10, choices=QuizStatus.choices, default=QuizStatus.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        verbose_name_plural = "quizzes"
        constraints = [
            models.UniqueConstraint("authority", "programme", name="a_programme_has_one_quiz"),
        ]


class Question(Tenant):
    """A question with its choices (texts); `correct` are the places of the right ones, from 0."""

    quiz = TenantFK(Quiz, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    choices = models.JSONField(default=list)
    correct = models.JSONField(default=list)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "quiz", "position", name="one_question_per_place_in_a_quiz"
            ),
        ]


class Attempt(Tenant):
    """A learner's one try before, or after. Seen by the learner; others see groups."""

    quiz = TenantFK(Quiz, models.PROTECT, related_name="attempts")
    learner = TenantFK(Learner, models.PROTECT, related_name="attempts")
    phase = models.CharField(max_length=10, choices=Phase.choices)
    answers = models.JSONField(default=dict)  # {question id: [places]}
    score = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "learner", "phase", name="a_learner_tries_a_quiz_once_a_phase"
            ),
            models.CheckConstraint(
                name="a_score_is_within_its_quiz", condition=Q(score__lte=F("out_of"))
            ),
        ]
        indexes = [models.Index("authority", "quiz", "phase", name="study_attempt_quiz")]
