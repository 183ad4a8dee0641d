"""Feedback on a class, kept so that nobody can find out who said what.

The ratings are counters: there is no row per person. Remarks have random ids and no moment, and all of a
class are written anew, shuffled, whenever one is added: neither ids nor the order of rows says which came
when. That somebody has given feedback is a row of its own, without a moment.
"""

import uuid

from django.db import models

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.desks.study.models.classes import StudyClass
from khe.desks.study.models.rounds import Learner


class FeedbackCount(Tenant):
    """How many gave which rating of what, in a class."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study_class = TenantFK(StudyClass, models.PROTECT, related_name="feedback_counts")
    given = models.PositiveIntegerField(default=0)
    ratings = models.JSONField(default=dict)  # {topic: [how many gave 1, …, 5]}

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "study_class", name="a_class_has_one_count"),
        ]


class FeedbackRemark(Tenant):
    """What somebody wrote about the class. Nobody knows who, or when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study_class = TenantFK(StudyClass, models.PROTECT, related_name="feedback_remarks")
    text = models.CharField(max_length=1000)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "study_class", name="study_remark_class")]


class FeedbackGiven(Tenant):
    """A learner has given feedback on a class: once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study_class = TenantFK(StudyClass, models.PROTECT, related_name="feedback_given")
    learner = TenantFK(Learner, models.PROTECT, related_name="feedback_given")

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "study_class", "learner", name="feedback_on_a_class_is_given_once"
            ),
        ]
