"""What is stored of a shortcoming: what measures it, what is done about it, how it was judged."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.figures import Period
from khe.base.journal.models import Journaled
from khe.desks.improvement.states import Severity, Status, Verdict


class Field(Tenant):
    """A field of work under which shortcomings are named ("lĩnh vực"): data of the authority."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "code", name="one_improvement_field_per_code")
        ]

    def __str__(self) -> str:
        return self.name


class Shortcoming(Journaled, Tenant):
    """Something that a review, an inspection or a person found wanting, and somebody answers for.

    `family` is the id of the earliest shortcoming it is a recurrence of (its own id for the first):
    one family is one line of the timeline across years.
    """

    code = models.CharField(max_length=20)  # HC-2013-01: gapless per local year of `found_on`
    review = TenantFK(
        "improvement.Review", models.PROTECT, null=True, blank=True, related_name="shortcomings"
    )
    field = TenantFK(Field, models.PROTECT, related_name="shortcomings")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.MIDDLE)
    answers_member = TenantFK(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answers_body = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    found_on = models.DateField()  # local
    recurrence_of = TenantFK(
        "self", models.PROTECT, null=True, blank=True, related_name="recurrences"
    )
    family = models.UUIDField()
    find_key = models.CharField(max_length=400)  # code and title without diacritics
    status = models.CharField(max_length=10, choices=Status, default=Status.NAMED)
    named_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)  # of dropping or reopening it
    changed_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "code", name="one_shortcoming_per_code"),
            models.CheckConstraint(
                name="a_closed_shortcoming_has_its_moment",
                condition=~Q(status=Status.CLOSED) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_dropped_shortcoming_says_why", condition=~Q(status=Status.DROPPED, why="")
            ),
            models.CheckConstraint(
                name="a_shortcoming_is_light_middle_or_heavy",
                condition=Q(severity__gte=1, severity__lte=3),
            ),
        ]
        indexes = [
            models.Index("authority", "status", "found_on", name="shortcoming_status"),
            models.Index("authority", "field", name="shortcoming_field"),
            models.Index("authority", "family", name="shortcoming_family"),
            models.Index("authority", "review", name="shortcoming_review"),
            models.Index("authority", "answers_member", name="shortcoming_member"),
            models.Index("authority", "answers_body", name="shortcoming_body"),
            models.Index("authority", "recurrence_of", name="shortcoming_recurrence"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the page of the shortcoming."""
        return reverse("improvement:shortcoming", args=[self.pk])


class ShortcomingLink(Tenant):
    """What a shortcoming is judged by: an indicator from a counted baseline to a target in a window.

    Days are local, both included. `relapse_at` is the value from which on it counts as come back.
    A new window replaces the row (`replaced_at`): what was promised before stays readable.
    """

    shortcoming = TenantFK(Shortcoming, models.PROTECT, related_name="links")
    indicator = TenantFK("indicators.Indicator", models.PROTECT, related_name="+")
    baseline_first = models.DateField()
    baseline_last = models.DateField()
    baseline_numerator = models.FloatField(null=True, blank=True)
    baseline_denominator = models.FloatField(null=True, blank=True)
    baseline_value = models.FloatField()
    target = models.FloatField()
    window_first = models.DateField()
    window_last = models.DateField()
    relapse_at = models.FloatField()
    made_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True, blank=True)  # the window has been used
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "shortcoming", "indicator", name="one_link_in_force_per_indicator",
                condition=Q(replaced_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_window_begins_before_it_ends",
                condition=Q(window_last__gte=F("window_first")),
            ),
            models.CheckConstraint(
                name="a_target_is_not_the_baseline", condition=~Q(target=F("baseline_value"))
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "shortcoming", name="shortcoming_link_of"),
            models.Index("authority", "indicator", name="shortcoming_link_indicator"),
        ]

    @property
    def baseline(self) -> Period:
        """Return the period in which the baseline was counted."""
        return Period(self.baseline_first, self.baseline_last)

    @property
    def window(self) -> Period:
        """Return the period by which it is judged."""
        return Period(self.window_first, self.window_last)


class Measure(Tenant):
    """What is done about a shortcoming ("biện pháp"), carried out as the task `task_id`."""

    shortcoming = TenantFK(Shortcoming, models.PROTECT, related_name="measures")
    content = models.CharField(max_length=500)
    lead = TenantFK("people.Member", models.PROTECT, related_name="+")
    due = models.DateField()  # local
    task_id = models.UUIDField()
    carried_from = TenantFK("self", models.PROTECT, null=True, blank=True, related_name="carried")
    carried_why = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=500, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_dropped_measure_says_why",
                condition=Q(dropped_at__isnull=True) | ~Q(dropped_why=""),
            )
        ]
        indexes = [
            models.Index("authority", "shortcoming", name="measure_shortcoming"),
            models.Index("authority", "lead", name="measure_lead"),
            models.Index("authority", "task_id", name="measure_task"),
            models.Index("authority", "carried_from", name="measure_carried"),
        ]

    def __str__(self) -> str:
        return self.content


class Judgement(Tenant):
    """What the measured values said at the end of a window, and who approved that.

    `rows` holds one object per indicator: link, indicator, label, unit, better, baseline, target,
    value, numerator, denominator, low, high, verdict, first, last (of the window), manual, document,
    frozen (id of the frozen figure, or null).
    """

    shortcoming = TenantFK(Shortcoming, models.PROTECT, related_name="judgements")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    rows = models.JSONField(default=list)
    reasoning = models.TextField()
    judged_by = models.CharField(max_length=120)
    approver = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    approver_name = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)  # of who approved

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="an_approved_judgement_names_who_approved",
                condition=Q(approved_at__isnull=True) | ~Q(approver_name=""),
            )
        ]
        indexes = [models.Index("authority", "shortcoming", "at", name="judgement_of")]


class Evidence(Tenant):
    """What shows it ("minh chứng"): a page, a paper (attached to this row), or a frozen figure."""

    shortcoming = TenantFK(Shortcoming, models.PROTECT, related_name="evidence")
    judgement = TenantFK(Judgement, models.PROTECT, null=True, blank=True, related_name="evidence")
    label = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)
    frozen = TenantFK("indicators.Frozen", models.PROTECT, null=True, blank=True, related_name="+")
    attachment_id = models.UUIDField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)

    class Meta(Tenant.Meta):
        indexes = [
            models.Index("authority", "shortcoming", name="evidence_shortcoming"),
            models.Index("authority", "judgement", name="evidence_judgement"),
            models.Index("authority", "frozen", name="evidence_frozen"),
        ]

    def __str__(self) -> str:
        return self.label


class Relapse(Tenant):
    """A shortcoming came back. It waits here until it has been told at a briefing."""

    shortcoming = TenantFK(Shortcoming, models.PROTECT, related_name="relapses")
    at = models.DateTimeField()
    text = models.TextField()  # what was measured, in words
    by_itself = models.BooleanField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.CharField(max_length=120, blank=True)
    told_note = models.CharField(max_length=500, blank=True)

    class Meta(Tenant.Meta):
        indexes = [
            models.Index("authority", "told_at", name="relapse_told"),
            models.Index("authority", "shortcoming", name="relapse_of"),
        ]


class Counter(Tenant):
    """The last number given in a year."""

    key = models.CharField(max_length=20)
    n = models.PositiveIntegerField(default=0)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "key", name="one_improvement_counter_per_key")
        ]
