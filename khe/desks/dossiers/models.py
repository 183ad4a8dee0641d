"""What is stored of a dossier; the constraints repeat the invariants."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.base.people.sealed import SealedField
from khe.desks.dossiers.states import (
    BEFORE_INTAKE,
    SETTLED,
    WAITING,
    Channel,
    Delivery,
    Exchange,
    Outcome,
    PaidBy,
    Payment,
    ResultFile,
    Status,
    StepState,
)


class Counter(Tenant):
    """The last number given out for a key (an agency's day, a register's year); gapless, because
    it moves in the transaction that uses the number."""

    key = models.CharField(max_length=60)
    n = models.PositiveIntegerField(default=0)

    class Meta(Tenant.Meta):
        constraints = [models.UniqueConstraint("authority", "key", name="one_counter_per_key")]


class Applicant(Tenant):
    """Who hands in. Numbers and contacts are sealed; found again by their blind indexes."""

    name = models.CharField(max_length=200)
    find_key = models.CharField(max_length=200)  # words backwards, without diacritics
    kind = models.CharField(max_length=12, default="person")  # person, organisation
    id_number = SealedField(blank=True, default="")
    id_index = models.CharField(max_length=32, blank=True, default="")
    phone = SealedField(blank=True, default="")
    phone_index = models.CharField(max_length=32, blank=True, default="")
    email = SealedField(blank=True, default="")
    address = SealedField(blank=True, default="")
    area = TenantFK("authorities.Area", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Tenant.Meta):
        indexes = [
            models.Index("authority", "phone_index", name="applicant_phone"),
            models.Index("authority", "id_index", name="applicant_id_number"),
            models.Index("authority", "find_key", name="applicant_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Dossier(Journaled, Tenant):
    """One case of one procedure for one applicant. Times are UTC; see states.py for its life."""

    code = models.CharField(max_length=50)
    external_code = models.CharField(max_length=50, blank=True, default="")
    origin = models.CharField(max_length=20, default="counter")  # counter, log, portal …
    version = models.ForeignKey(
        "procedures.ProcedureVersion", models.PROTECT, db_index=False, null=True, related_name="+"
    )  # pinned on receipt; none for cases of an imported log
    procedure_code = models.CharField(max_length=40, blank=True, default="")
    procedure_name = models.CharField(max_length=1000, blank=True, default="")
    field = models.CharField(max_length=120, blank=True, default="")
    channel = models.CharField(max_length=20, default=Channel.DIRECT)
    applicant = TenantFK(Applicant, models.PROTECT, null=True, blank=True, related_name="dossiers")
    applicant_name = models.CharField(max_length=200, blank=True, default="")
    find_key = models.CharField(max_length=200, blank=True, default="")  # words backwards
    name_key = models.CharField(max_length=200, blank=True, default="")  # words forwards
    area = TenantFK("authorities.Area", models.PROTECT, null=True, blank=True, related_name="+")
    parts = models.JSONField(default=list)  # what was handed in: [{key, name, kind, count}]
    note = models.TextField(blank=True, default="")

    status = models.CharField(max_length=20, choices=Status, default=Status.REGISTERED)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.NONE, blank=True)
    payment = models.CharField(max_length=12, choices=Payment, default=Payment.FREE)
    paid_by = models.CharField(max_length=12, choices=PaidBy, default=PaidBy.UNKNOWN, blank=True)
    papers_filed = models.BooleanField(default=False)  # see digital.py, told with every file
    result_file = models.CharField(
        max_length=12, choices=ResultFile, default=ResultFile.NONE, blank=True
    )
    delivery = models.CharField(max_length=12, choices=Delivery, default=Delivery.NONE)
    exchange = models.CharField(max_length=12, choices=Exchange, default=Exchange.LOCAL)
    fee = models.PositiveBigIntegerField(default=0)  # đồng
    officer = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    officer_name = models.CharField(max_length=120, blank=True, default="")
    body = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    step = models.PositiveSmallIntegerField(default=0)  # position of the step at hand; 0: none yet
    step_name = models.CharField(max_length=200, blank=True, default="")
    step_count = models.PositiveSmallIntegerField(default=0)

    limit = models.CharField(max_length=30, blank=True, default="")  # "3 working_day", as pinned
    rule = models.CharField(max_length=10, default="minute")
    cutoff = models.CharField(max_length=5, blank=True, default="")
    registered_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)  # valid receipt
    start_at = models.DateTimeField(null=True, blank=True)  # where the clock begins
    first_due_at = models.DateTimeField(null=True, blank=True)  # as promised on the receipt
    due_at = models.DateTimeField(null=True, blank=True)  # now, after pauses and extensions
    paused_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # what on-time is measured at
    returned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    calendar_version = models.PositiveIntegerField(default=0)
    supplements = models.PositiveSmallIntegerField(default=0)  # how often papers were asked for
    extensions = models.PositiveSmallIntegerField(default=0)
    apology_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    attributes = models.JSONField(default=dict, blank=True)  # what a log said besides

    class Meta(Journaled.Meta, Tenant.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint("authority", "code", name="one_dossier_per_code"),
            models.UniqueConstraint(
                "authority",
                "external_code",
                name="one_dossier_per_external_code",
                condition=~Q(external_code=""),
            ),
            models.CheckConstraint(
                name="the_clock_stops_only_while_waiting",
                condition=Q(status__in=WAITING, paused_at__isnull=False)
                | (~Q(status__in=WAITING) & Q(paused_at__isnull=True))
                | Q(origin="log"),
            ),
            models.CheckConstraint(
                name="a_settled_dossier_says_when",
                condition=~Q(status__in=SETTLED) | Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_dossier_taken_in_has_a_receipt_time",
                condition=Q(status__in=BEFORE_INTAKE) | Q(received_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index("authority", "status", "due_at", name="dossier_queue"),
            models.Index("authority", "officer", "status", "due_at", name="dossier_officer_queue"),
            models.Index("authority", "body", "status", "due_at", name="dossier_body_queue"),
            models.Index(F("authority"), F("received_at").desc(), name="dossier_received"),
            models.Index("authority", "settled_at", name="dossier_settled"),
            models.Index("authority", "status", "received_at", name="dossier_state_by_receipt"),
            models.Index("authority", "find_key", name="dossier_name_backwards"),
            models.Index("authority", "name_key", name="dossier_name_forwards"),
            models.Index("authority", "applicant", name="dossier_applicant"),
            models.Index("authority", "field", "received_at", name="dossier_field"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Return the address of the dossier's page."""
        return reverse("dossiers:detail", args=[self.code])


class Step(Tenant):
    """One step of a dossier, with its own clock."""

    dossier = TenantFK(Dossier, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    budget = models.CharField(max_length=30, blank=True, default="")  # e.g. "4 working_hour"
    state = models.CharField(max_length=12, choices=StepState, default=StepState.PENDING)
    officer = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    officer_name = models.CharField(max_length=120, blank=True, default="")
    started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "dossier", "position", name="one_step_per_position"
            ),
            models.CheckConstraint(
                name="a_done_step_says_when",
                condition=~Q(state=StepState.DONE) | Q(finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"


class Tally(Tenant):
    """One month's counts of one group, for months that are over: the overview's cost stays flat.

    `dimension` is all, field, channel or officer; `key` the group's name in it. Months are local,
    by their first day. `received` counts by receipt, the rest by settlement. A month without rows
    is counted from the dossiers themselves; whoever changes a month that is over forgets its rows.
    """

    month = models.DateField()
    dimension = models.CharField(max_length=12)
    key = models.CharField(max_length=200, blank=True)
    received = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)
    on_time = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    results = models.PositiveIntegerField(default=0)  # from here on see measures.py
    electronic = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField(default=0)
    charged = models.PositiveIntegerField(default=0)
    paid_online = models.PositiveIntegerField(default=0)
    supplemented = models.PositiveIntegerField(default=0)

    class Meta(Tenant.Meta):
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                "authority", "month", "dimension", "key", name="one_tally_per_group_and_month"
            )
        ]


from khe.desks.dossiers.sample_models import Sample, SampleItem  # noqa: E402, F401
