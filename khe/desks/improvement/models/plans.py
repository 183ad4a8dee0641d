"""What is stored of the plan of the next period: what is carried over, what is aimed at, who decided."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.figures import Period
from khe.base.journal.models import Journaled
from khe.desks.improvement.models.shortcomings import Measure, Shortcoming, ShortcomingLink
from khe.desks.improvement.states import Choice, ItemKind, PlanStatus, Why


class PeriodPlan(Journaled, Tenant):
    """Closing one period and planning the next: local days, both ends included."""

    title = models.CharField(max_length=300)
    closes_first = models.DateField()  # of the period that closes
    closes_last = models.DateField()
    first = models.DateField()  # of the period that is planned
    last = models.DateField()
    text = models.TextField()  # drafted from the counts; a person changes it
    status = models.CharField(max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=120)
    approver = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    approver_name = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)  # of dropping it
    changed_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "first", "last", name="one_plan_per_period",
                condition=~Q(status=PlanStatus.DROPPED),
            ),
            models.CheckConstraint(
                name="a_plan_lies_after_what_it_closes",
                condition=Q(
                    closes_last__gte=F("closes_first"), first__gt=F("closes_last"),
                    last__gte=F("first"),
                ),
            ),
            models.CheckConstraint(
                name="an_approved_plan_names_who_approved",
                condition=~Q(status=PlanStatus.APPROVED)
                | (Q(approved_at__isnull=False) & ~Q(approver_name="")),
            ),
            models.CheckConstraint(
                name="a_dropped_plan_says_why", condition=~Q(status=PlanStatus.DROPPED, why="")
            ),
        ]  # fmt: skip
        indexes = [models.Index("authority", "status", "first", name="period_plan_status")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page of the plan."""
        return reverse("improvement:plan", args=[self.pk])

    @property
    def closes(self) -> Period:
        """Return the period that closes."""
        return Period(self.closes_first, self.closes_last)

    @property
    def period(self) -> Period:
        """Return the period that is planned."""
        return Period(self.first, self.last)


class PlanItem(Tenant):
    """One decision of a plan: a measure that is not finished, a new one, or the target of an indicator.

    Of a measure: content, lead, due, and `measure` it was. Of a target: indicator, what was counted in
    the period that closes (`base_*`), what the trend lets one propose with its reasoning, and `target`.
    """

    plan = TenantFK(PeriodPlan, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=ItemKind)
    shortcoming = TenantFK(Shortcoming, models.PROTECT, related_name="+")
    measure = TenantFK(Measure, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.CharField(max_length=500, blank=True)
    lead = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)  # local
    link = TenantFK(ShortcomingLink, models.PROTECT, null=True, blank=True, related_name="+")
    indicator = TenantFK(
        "indicators.Indicator", models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    better = models.CharField(max_length=10, blank=True)
    base_value = models.FloatField(null=True, blank=True)
    base_numerator = models.FloatField(null=True, blank=True)
    base_denominator = models.FloatField(null=True, blank=True)
    proposed = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)  # ordinary variation, when it could be told
    high = models.FloatField(null=True, blank=True)
    why_proposed = models.CharField(max_length=20, choices=Why, blank=True)
    reasoning = models.TextField(blank=True)
    target = models.FloatField(null=True, blank=True)
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    made_measure = TenantFK(Measure, models.PROTECT, null=True, blank=True, related_name="+")
    made_link = TenantFK(ShortcomingLink, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "plan", "measure", name="one_item_per_measure",
                condition=Q(measure__isnull=False),
            ),
            models.UniqueConstraint(
                "authority", "plan", "link", name="one_item_per_link",
                condition=Q(link__isnull=False),
            ),
            models.CheckConstraint(
                name="a_decided_item_names_who_decided",
                condition=Q(choice="") | ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="what_is_left_says_why", condition=~Q(choice=Choice.LEAVE, reason="")
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "plan", name="plan_item_of"),
            models.Index("authority", "shortcoming", name="plan_item_shortcoming"),
            models.Index("authority", "indicator", name="plan_item_indicator"),
        ]

    def __str__(self) -> str:
        return self.content or self.label
