"""The programme: the cascade from the higher level's session to our classes."""

from django.db import models
from django.db.models import Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.study.models.documents import Document
from khe.desks.study.states.planning import ProgrammeStatus


class Programme(Journaled, Tenant):
    """The study of a document ("chương trình học tập, quán triệt").

    `due_at` (UTC) is counted by the legal clock from the end of the higher level's session with the
    calendar version `calendar`, pinned when the programme opens. Without a session there is no deadline.
    """

    document = TenantFK(Document, models.PROTECT, related_name="programmes")
    title = models.CharField(max_length=200)
    superior = models.CharField(max_length=200, blank=True)  # who held the higher session
    superior_session_on = models.DateField(null=True, blank=True)  # local
    limit = models.CharField(max_length=30, blank=True)  # "15 working_day"
    ground = models.CharField(max_length=300, blank=True)  # which document sets the limit
    calendar = models.PositiveIntegerField(default=0)  # version of the authority's calendar
    due_at = models.DateTimeField(null=True, blank=True)
    who = models.JSONField(default=dict)  # rules.programmes.Who as JSON
    status = models.CharField(
        max_length=10, choices=ProgrammeStatus.choices, default=ProgrammeStatus.DRAFT
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # closed or cancelled
    closing_note = models.CharField(max_length=300, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_study_deadline_has_a_session_and_a_limit",
                condition=Q(due_at__isnull=True)
                | (Q(superior_session_on__isnull=False) & ~Q(limit="")),
            )
        ]
        indexes = [
            models.Index("authority", "document", name="study_programme_document"),
            models.Index("authority", "status", "due_at", name="study_programme_due"),
            models.Index("authority", "due_at", name="study_programme_due_at"),
        ]

    def __str__(self) -> str:
        return self.title
