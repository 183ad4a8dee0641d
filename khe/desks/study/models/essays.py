"""Essays ("bài thu hoạch"): what is asked for, what was handed in, the grade."""

from django.db import models
from django.db.models import Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.study.models.programmes import Programme
from khe.desks.study.models.rounds import Learner
from khe.desks.study.states.essays import EssayStatus


class EssayCall(Journaled, Tenant):
    """The essay a programme asks for. After `due_at` (UTC) it is late; after `closed_at` refused."""

    programme = TenantFK(Programme, models.PROTECT, related_name="essay_calls")
    topic = models.TextField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "programme", name="a_programme_asks_for_one_essay"
            ),
        ]
        indexes = [models.Index("authority", "due_at", name="study_essay_call_due")]


class Essay(Journaled, Tenant):
    """A learner's essay: text, files (attachments of it), or both. Read by its writer and the markers."""

    call = TenantFK(EssayCall, models.PROTECT, related_name="essays")
    learner = TenantFK(Learner, models.PROTECT, related_name="essays")
    text = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=EssayStatus.choices)
    handed_in_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    times = models.PositiveSmallIntegerField(default=1)  # how often it was handed in
    grade = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)  # 0…10
    comment = models.TextField(blank=True)
    graded_at = models.DateTimeField(null=True, blank=True)
    graded_by = models.CharField(max_length=120, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "call", "learner", name="one_essay_per_learner"),
            models.CheckConstraint(
                name="a_grade_is_from_0_to_10",
                condition=Q(grade__isnull=True) | Q(grade__gte=0, grade__lte=10),
            ),
            models.CheckConstraint(
                name="a_graded_essay_has_a_grade",
                condition=~Q(status="graded") | Q(grade__isnull=False, graded_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index("authority", "call", "status", name="study_essay_status"),
            models.Index("authority", "learner", name="study_essay_learner"),
            models.Index("authority", "handed_in_at", name="study_essay_handed_in"),
        ]
