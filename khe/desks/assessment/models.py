"""Frames, campaigns and the assessments in them."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.assessment.states import Stage, Status, SubjectKind


class Frame(Tenant):
    """A frame of 100 points in one version. A version that a campaign uses is never changed."""

    key = models.CharField(max_length=60)  # the same through all versions
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)  # SubjectKind
    period_kind = models.CharField(max_length=10)  # PeriodKind
    valid_from = models.DateField()  # local: periods that end on or after it
    basis = models.CharField(max_length=300, blank=True)  # legal basis
    doubt = models.CharField(max_length=500, blank=True)  # what is to be checked, with its source
    # [{key, group, title, max, how, source, evidence}]
    criteria = models.JSONField(default=list)
    bands = models.JSONField(default=list)  # [{key, from}], best first
    conditions = models.JSONField(default=list)  # [{band, fact, op, value, text}]
    ceiling = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)  # 0…1
    ceiling_by = models.CharField(max_length=10, default="all")  # CeilingBy
    head_not_above = models.BooleanField(default=True)
    weak_below = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    saved_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "key", "version", name="one_frame_per_key_and_version"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Campaign(Tenant, Journaled):
    """One round of assessment ("đợt đánh giá") of a period; days are local, both included."""

    name = models.CharField(max_length=200)
    period_kind = models.CharField(max_length=10)  # PeriodKind
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()  # last day for self-assessment and proposals
    stage = models.CharField(max_length=10, default=Stage.OPEN)
    member_frame = TenantFK(Frame, models.PROTECT, null=True, related_name="+")
    body_frame = TenantFK(Frame, models.PROTECT, null=True, related_name="+")
    area_frame = TenantFK(Frame, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_campaign_begins_before_it_ends", condition=Q(last__gt=F("first"))
            ),
        ]
        indexes = [
            models.Index("authority", "last", name="campaign_last"),
            models.Index("authority", "stage", name="campaign_stage"),
            models.Index("authority", "member_frame", name="campaign_member_frame"),
            models.Index("authority", "body_frame", name="campaign_body_frame"),
            models.Index("authority", "area_frame", name="campaign_area_frame"),
        ]

    def __str__(self) -> str:
        return self.name


class Assessment(Tenant, Journaled):
    """The assessment of one subject in a campaign.

    `unit` is where a member was assessed when the campaign opened (a body: itself; an area: its board);
    `leads` are the ids of the bodies that a member headed then. Scores: {criterion: {points, note,
    evidence}}; `facts` are the figures as they stood at the last step, never typed but for `typed.*`.
    """

    campaign = TenantFK(Campaign, models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=10)  # SubjectKind
    member = TenantFK("people.Member", models.PROTECT, null=True, related_name="+")
    body = TenantFK("people.Body", models.PROTECT, null=True, related_name="+")
    area = TenantFK("authorities.Area", models.PROTECT, null=True, related_name="+")
    unit = TenantFK("people.Body", models.PROTECT, null=True, related_name="+")
    leads = models.JSONField(default=list)
    post = models.CharField(max_length=200, blank=True)  # its title, as it was then
    status = models.CharField(max_length=15, default=Status.WAITING)
    self_scores = models.JSONField(default=dict)
    self_points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    self_note = models.TextField(blank=True)
    self_at = models.DateTimeField(null=True)
    scores = models.JSONField(default=dict)
    points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    proposed_band = models.CharField(max_length=10, blank=True)
    proposal_note = models.TextField(blank=True)
    proposed_by = TenantFK("people.Member", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    opinion = models.TextField(blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_of = models.PositiveSmallIntegerField(null=True)
    facts = models.JSONField(default=dict)
    decided_band = models.CharField(max_length=10, blank=True)
    decided_reason = models.TextField(blank=True)
    document = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)  # local
    decided_by = TenantFK("people.Member", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    left_out_reason = models.CharField(max_length=300, blank=True)
    planned_at = models.DateTimeField(null=True)  # the first task of the plan for a weak one

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "campaign", "member", name="a_member_is_assessed_once_a_campaign",
                condition=Q(member__isnull=False),
            ),
            models.UniqueConstraint(
                "authority", "campaign", "body", name="a_body_is_assessed_once_a_campaign",
                condition=Q(body__isnull=False),
            ),
            models.UniqueConstraint(
                "authority", "campaign", "area", name="an_area_is_assessed_once_a_campaign",
                condition=Q(area__isnull=False),
            ),
            models.CheckConstraint(
                name="an_assessment_has_the_subject_of_its_kind",
                condition=Q(
                    kind=SubjectKind.MEMBER, member__isnull=False, body__isnull=True,
                    area__isnull=True,
                )
                | Q(kind=SubjectKind.BODY, member__isnull=True, body__isnull=False, area__isnull=True)
                | Q(kind=SubjectKind.AREA, member__isnull=True, body__isnull=True, area__isnull=False),
            ),
            models.CheckConstraint(
                name="a_decision_has_its_document",
                condition=~Q(status=Status.DECIDED)
                | (~Q(decided_band="") & ~Q(document="") & Q(signed_on__isnull=False)),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "campaign", "kind", name="assessment_in_campaign"),
            models.Index("authority", "member", name="assessment_member"),
            models.Index("authority", "body", name="assessment_body"),
            models.Index("authority", "area", name="assessment_area"),
            models.Index("authority", "unit", name="assessment_unit"),
            models.Index("authority", "status", "kind", name="assessment_status"),
            models.Index("authority", "proposed_by", name="assessment_proposed_by"),
            models.Index("authority", "decided_by", name="assessment_decided_by"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> models.Model | None:
        """Return the member, body or area."""
        return self.member or self.body or self.area

    @property
    def name(self) -> str:
        """Return the subject's name."""
        return str(getattr(self.subject, "name", ""))
