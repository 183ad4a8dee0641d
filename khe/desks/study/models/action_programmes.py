"""Action programmes ("chương trình hành động") and registered deeds."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.study.models.documents import Document
from khe.desks.study.states.action_programmes import ActionStatus, DeedStatus


class ActionProgramme(Journaled, Tenant):
    """How a document is put into practice: goals and the tasks under them. Local days."""

    document = TenantFK(Document, models.PROTECT, related_name="action_programmes")
    body = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=60, blank=True)  # "05-CTr/ĐU"
    title = models.CharField(max_length=300)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=ActionStatus.choices, default=ActionStatus.DRAFT
    )

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="an_action_programme_begins_before_it_ends",
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
            )
        ]
        indexes = [
            models.Index("authority", "document", name="study_action_document"),
            models.Index("authority", "status", "first_day", name="study_action_status"),
        ]

    def __str__(self) -> str:
        return self.title


class Goal(Tenant):
    """A goal: what, how it is measured, what is to be reached. Its tasks point to it as their source."""

    programme = TenantFK(ActionProgramme, models.PROTECT, related_name="goals")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    measure = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=120, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "programme", "position", name="one_goal_per_place_in_a_programme"
            )
        ]


class Deed(Journaled, Tenant):
    """What a member undertakes to do, and did ("việc làm theo"): a deed, never an opinion.

    Evidence: attachments of the deed. `by_day` is a local day.
    """

    document = TenantFK(Document, models.PROTECT, related_name="deeds")
    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    what = models.CharField(max_length=500)
    by_day = models.DateField()
    status = models.CharField(
        max_length=10, choices=DeedStatus.choices, default=DeedStatus.REGISTERED
    )
    registered_at = models.DateTimeField()
    done_text = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    returned_for = models.CharField(max_length=300, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_deed_that_is_done_says_what_was_done",
                condition=Q(status="registered") | (~Q(done_text="") & Q(done_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_confirmed_deed_says_by_whom",
                condition=~Q(status="confirmed")
                | (~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index("authority", "member", "by_day", name="study_deed_member"),
            models.Index("authority", "document", name="study_deed_document"),
            models.Index("authority", "done_at", name="study_deed_done"),
        ]
