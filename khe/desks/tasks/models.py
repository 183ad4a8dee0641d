"""What is stored of tasks: who does what by when, who gave it, where it came from."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.tasks.states import Part, Rhythm, Status


class Recurring(Tenant):
    """A task that is given again and again; `jobs.give_recurring` gives it, once a period.

    Weekly on `weekday` (0 Monday); monthly on `day` of the month (0: its last working day); quarterly and
    yearly on that day of `month` (1–3 of the quarter, 1–12 of the year). A day off moves to the next
    working day. The limit runs from the moment it is given.
    """

    content = models.CharField(max_length=500)
    detail = models.TextField(blank=True)
    product = models.CharField(max_length=500, blank=True)
    lead = TenantFK("people.Member", models.PROTECT, related_name="+")
    co_ids = models.JSONField(default=list)  # ids of members, as text
    assigner = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    assigner_name = models.CharField(max_length=120)
    rhythm = models.CharField(max_length=12, choices=Rhythm)
    weekday = models.PositiveSmallIntegerField(default=0)
    day = models.PositiveSmallIntegerField(default=1)
    month = models.PositiveSmallIntegerField(default=1)
    limit = models.CharField(max_length=40)  # "5 working_day"
    first_on = models.DateField()  # local; not given before
    last_on = models.DateField(null=True, blank=True)  # local, included
    next_on = models.DateField()  # local: the next day it is given
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=120, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_recurring_task_has_a_day_in_its_period",
                condition=Q(weekday__lte=6, day__lte=31, month__gte=1, month__lte=12),
            ),
        ]
        indexes = [
            models.Index("authority", "stopped_at", "next_on", name="recurring_next"),
            models.Index("authority", "lead", name="recurring_lead"),
            models.Index("authority", "assigner", name="recurring_assigner"),
        ]

    def __str__(self) -> str:
        return self.content


class Task(Journaled, Tenant):
    """One piece of work, given to one lead, with one due moment.

    Its history (notes, extensions with who allowed them, hand-ins) is its journal; the columns hold
    what lists and rules read. `done_at` is when the lead handed in what was then accepted.
    """

    code = models.CharField(max_length=20)  # NV-26-0012: gapless per local year
    content = models.CharField(max_length=500)
    detail = models.TextField(blank=True)
    product = models.CharField(max_length=500, blank=True)  # what is expected
    find_key = models.CharField(max_length=600)  # code and content without diacritics
    lead = TenantFK("people.Member", models.PROTECT, related_name="+")
    assigner = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    assigner_name = models.CharField(max_length=120)
    source_kind = models.CharField(max_length=20)  # states.Kind, or a desk's own
    source_id = models.UUIDField(null=True, blank=True)
    source_label = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    parent = TenantFK("self", models.PROTECT, null=True, blank=True, related_name="parts")
    depth = models.PositiveSmallIntegerField(default=1)
    recurring = TenantFK(Recurring, models.PROTECT, null=True, blank=True, related_name="tasks")
    period = models.CharField(max_length=12, blank=True)  # of a recurring one: "2026-W10"
    given_at = models.DateTimeField()
    limit = models.CharField(max_length=40, blank=True)  # "5 working_day", counted from given_at
    asked_day = models.DateField(null=True, blank=True)  # or the local day that was named
    calendar = models.PositiveIntegerField(default=0)  # version the due moment was counted with
    due_at = models.DateTimeField(null=True, blank=True)
    original_due_at = models.DateTimeField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    extended_by = models.CharField(max_length=120, blank=True)  # who allowed the last one
    asked_due_at = models.DateTimeField(null=True, blank=True)  # more time asked for, undecided
    asked_reason = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    started_at = models.DateTimeField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    noted_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)  # waits to be accepted
    result = models.TextField(blank=True)  # what was handed in
    done_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # accepted or dropped
    closed_by = models.CharField(max_length=120, blank=True)
    drop_reason = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "code", name="one_task_per_code"),
            models.UniqueConstraint(
                "authority", "recurring", "period", name="one_task_per_recurring_and_period",
                condition=Q(recurring__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_done_task_has_a_moment_of_being_done",
                condition=Q(status=Status.DONE, done_at__isnull=False)
                | (~Q(status=Status.DONE) & Q(done_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_dropped_task_says_why", condition=~Q(status=Status.DROPPED, drop_reason="")
            ),
            models.CheckConstraint(
                name="a_task_is_due_after_it_was_given",
                condition=Q(due_at__isnull=True) | Q(due_at__gt=F("given_at")),
            ),
            models.CheckConstraint(
                name="a_due_moment_is_only_put_off",
                condition=Q(due_at__isnull=True) | Q(due_at__gte=F("original_due_at")),
            ),
            models.CheckConstraint(name="no_more_than_all", condition=Q(percent__lte=100)),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "status", "due_at", name="task_due"),
            models.Index("authority", "lead", "status", "due_at", name="task_lead"),
            models.Index("authority", "assigner", "status", "due_at", name="task_assigner"),
            models.Index("authority", "source_kind", "source_id", name="task_source"),
            models.Index("authority", "parent", name="task_parent"),
            models.Index("authority", "closed_at", name="task_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.content}"

    def get_absolute_url(self) -> str:
        """Return the address of the task's page."""
        return reverse("tasks:detail", args=[self.code])


class TaskMember(Tenant):
    """What a member has to do with a task. Whoever stands here sees it: `queries.visible_to`."""

    task = TenantFK(Task, models.PROTECT, related_name="people")
    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "task", "member", "part", name="one_part_of_a_member_in_a_task"
            ),
            models.UniqueConstraint(
                "authority", "task", name="one_lead_per_task", condition=Q(part=Part.LEAD)
            ),
        ]
        indexes = [models.Index("authority", "member", "part", "task", name="task_member")]


class Counter(Tenant):
    """The last number given in a year."""

    key = models.CharField(max_length=20)
    n = models.PositiveIntegerField(default=0)

    class Meta(Tenant.Meta):
        constraints = [models.UniqueConstraint("authority", "key", name="one_task_counter_per_key")]
