"""The pool ("quy hoạch"): who may follow in a post, for a term, reviewed every year."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.succession.states import (
    CandidateState,
    Readiness,
    ReviewState,
    TermStatus,
    Verdict,
)


class PoolTerm(Journaled, Tenant):
    """A term ("2025–2030") from `first_day` to `last_day`, both local and included.

    The two limits are data: HD 16-HD/BTCTW (2022) gives three posts a person and about four people a
    post, to be verified against the guidance in force.
    """

    name = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField()
    status = models.CharField(max_length=10, choices=TermStatus.choices, default=TermStatus.OPEN)
    most_posts = models.PositiveSmallIntegerField(default=3)  # for one person
    most_candidates = models.PositiveSmallIntegerField(default=4)  # for one post

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "name", name="one_pool_term_per_name"),
            models.CheckConstraint(
                name="a_pool_term_begins_before_it_ends", condition=Q(last_day__gt=F("first_day"))
            ),
        ]
        indexes = [models.Index("authority", "status", "first_day", name="pool_term_status")]

    def __str__(self) -> str:
        return self.name


class Candidate(Journaled, Tenant):
    """A member in the pool of a post, or proposed for it, or out of it again."""

    term = TenantFK(PoolTerm, models.PROTECT, related_name="candidates")
    post = TenantFK("people.Post", models.PROTECT, related_name="+")
    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=CandidateState.choices, default=CandidateState.PROPOSED
    )
    readiness = models.CharField(max_length=10, choices=Readiness.choices, default=Readiness.LATER)
    note = models.CharField(max_length=500, blank=True)  # why proposed
    proposed_on = models.DateField()
    added_on = models.DateField(null=True, blank=True)
    added_document = models.CharField(max_length=120, blank=True)
    out_on = models.DateField(null=True, blank=True)
    out_document = models.CharField(max_length=120, blank=True)
    out_reason = models.CharField(max_length=500, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "term", "post", "member", name="listed_once_for_a_post",
                condition=~Q(state="out"),
            ),
            models.CheckConstraint(
                name="who_is_in_a_pool_was_added", condition=~Q(state="in") | Q(added_on__isnull=False)
            ),
            models.CheckConstraint(
                name="who_is_out_of_a_pool_left", condition=~Q(state="out") | Q(out_on__isnull=False)
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "term", "state", name="candidate_term"),
            models.Index("authority", "post", name="candidate_post"),
            models.Index("authority", "member", name="candidate_member"),
        ]


class Review(Journaled, Tenant):
    """The yearly review of a term: decided as a whole, by a document."""

    term = TenantFK(PoolTerm, models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.OPEN)
    opened_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=120, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "term", "year", name="one_review_a_year"),
            models.CheckConstraint(
                name="a_decided_review_has_its_day",
                condition=~Q(state="decided") | Q(decided_on__isnull=False),
            ),
        ]
        indexes = [models.Index("authority", "year", "state", name="review_year")]


class ReviewLine(Tenant):
    """What a review says of one candidate."""

    review = TenantFK(Review, models.CASCADE, related_name="lines")
    candidate = TenantFK(Candidate, models.PROTECT, related_name="lines")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "review", "candidate", name="one_line_a_candidate")
        ]
        indexes = [models.Index("authority", "candidate", name="review_line_candidate")]
