"""What is stored of reviews: the campaign, one review, the opinions on it; what the miner was told."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.improvement.states.reviews import GiverKind, ReviewKind, ReviewStatus


class Campaign(Journaled, Tenant):
    """A round of reviews ("đợt kiểm điểm") under a resolution or plan; days are local."""

    code = models.CharField(max_length=20)  # KD-2013-01: gapless per local year
    title = models.CharField(max_length=300)
    basis = models.CharField(max_length=300)  # the resolution or plan
    document = models.CharField(max_length=200, blank=True)  # the ward's own, number and date
    first = models.DateField()
    last = models.DateField()
    deadline = models.DateField()
    opened_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "code", name="one_campaign_per_code"),
            models.CheckConstraint(
                name="a_campaign_of_reviews_begins_before_it_ends",
                condition=Q(last__gte=F("first")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Review(Journaled, Tenant):
    """The review of a collective or of a person in charge; `due` is the last local day."""

    campaign = TenantFK(Campaign, models.PROTECT, null=True, blank=True, related_name="reviews")
    kind = models.CharField(max_length=12, choices=ReviewKind)
    body = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    member = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=12, choices=ReviewStatus, default=ReviewStatus.PREPARING)
    due = models.DateField()
    prepared_text = models.TextField(blank=True)  # báo cáo tự kiểm điểm
    held_on = models.DateField(null=True, blank=True)
    chair = models.CharField(max_length=120, blank=True)
    conclusion = models.TextField(blank=True)
    part_collective = models.TextField(blank=True)
    part_head = models.TextField(blank=True)  # thẩm quyền, trách nhiệm của người đứng đầu
    completed_on = models.DateField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "campaign", "body", name="a_body_is_reviewed_once_a_campaign",
                condition=Q(body__isnull=False),
            ),
            models.UniqueConstraint(
                "authority", "campaign", "member", name="a_person_is_reviewed_once_a_campaign",
                condition=Q(member__isnull=False),
            ),
            models.CheckConstraint(
                name="a_review_is_of_a_body_or_of_a_person",
                condition=Q(kind=ReviewKind.COLLECTIVE, body__isnull=False, member__isnull=True)
                | Q(kind=ReviewKind.PERSON, member__isnull=False, body__isnull=True),
            ),
            models.CheckConstraint(
                name="a_completed_review_is_concluded",
                condition=Q(completed_on__isnull=True) | Q(status=ReviewStatus.CONCLUDED),
            ),
            models.CheckConstraint(
                name="a_person_has_no_part_of_a_collective",
                condition=~Q(kind=ReviewKind.PERSON) | Q(part_collective=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "campaign", name="review_campaign"),
            models.Index("authority", "body", name="review_body"),
            models.Index("authority", "member", name="review_member"),
            models.Index("authority", "completed_on", "due", name="review_due"),
        ]

    @property
    def subject(self) -> str:
        """Return the name of whom it is about; `body` and `member` are loaded."""
        return str(self.body or self.member or "")


class Opinion(Tenant):
    """What somebody said for a review. Its id says nothing of when it was stored; an opinion whose
    giver is not named keeps the day it was received, and no more."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = TenantFK(Review, models.PROTECT, related_name="opinions")
    giver_kind = models.CharField(max_length=12, choices=GiverKind)
    giver = models.CharField(max_length=200, blank=True)  # "": not named
    text = models.TextField()
    received_on = models.DateField()
    answer = models.TextField(blank=True)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "review", name="opinion_review")]


class SetAside(Tenant):
    """What a person said of a proposal of the miner: set aside with a reason, or accepted.

    `part` of `whole` as they were then: it is proposed again only when it has grown.
    """

    key = models.CharField(max_length=400)
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    shortcoming = TenantFK(
        "improvement.Shortcoming", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_set_aside_says_why_or_what_came_of_it",
                condition=~Q(reason="") | Q(shortcoming__isnull=False),
            )
        ]
        indexes = [
            models.Index("authority", "key", name="set_aside_key"),
            models.Index("authority", "shortcoming", name="set_aside_shortcoming"),
        ]
