"""A proposal of the planner, kept until it is accepted or dropped."""

from django.db import models

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.desks.study.models.rounds import Round


class Plan(Tenant):
    """What the planner proposes for a round ("phương án xếp lớp").

    `content` is planning.values.Proposal as JSON. `fingerprint` is that of the question it answers: when
    learners, halls or kept classes have changed since, the proposal no longer fits.
    """

    round = TenantFK(Round, models.CASCADE, related_name="plans")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "round", "made_at", name="study_plan_round")]
