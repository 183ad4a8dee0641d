"""What is stored of training: plans, needs, courses, and people's places in them. Money in đồng."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.training.states import (
    LEVEL_NAMES,
    OPEN_NEEDS,
    CourseKind,
    CourseStatus,
    EnrolmentState,
    Form,
    NeedKind,
    NeedState,
    PlanStatus,
    Priority,
)


class Plan(Journaled, Tenant):
    """The training plan of a year: what is needed, and the money for it."""

    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    budget = models.BigIntegerField(default=0)  # đồng
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=120, blank=True)  # number and date of the approval
    overrun = models.BigIntegerField(default=0)  # đồng allowed beyond the budget
    overrun_reason = models.CharField(max_length=500, blank=True)  # the approver's

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "year", name="one_training_plan_a_year"),
            models.CheckConstraint(
                name="a_training_budget_is_not_negative",
                condition=Q(budget__gte=0, overrun__gte=0),
            ),
            models.CheckConstraint(
                name="going_over_a_training_budget_has_a_reason",
                condition=Q(overrun=0) | ~Q(overrun_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def limit(self) -> int:
        """Return how many đồng may be promised in all."""
        return self.budget + self.overrun


class Course(Journaled, Tenant):
    """A course that people are sent to, from `starts_on` to `ends_on` (local days, both included)."""

    plan = TenantFK(Plan, models.PROTECT, null=True, blank=True, related_name="courses")
    kind = models.CharField(max_length=10, choices=CourseKind.choices)
    level = models.CharField(max_length=30, blank=True)  # competence.LEVELS[kind]; short: none
    name = models.CharField(max_length=200)
    field = models.CharField(max_length=120, blank=True)  # of study
    skill = models.CharField(max_length=120, blank=True)  # what a short course certifies
    issuer = models.CharField(max_length=200, blank=True)  # the school
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.PART_TIME)
    starts_on = models.DateField()
    ends_on = models.DateField()
    seats = models.PositiveSmallIntegerField(null=True, blank=True)  # None: not limited
    cost = models.BigIntegerField(default=0)  # đồng a person
    budget_source = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=120, blank=True)  # that opens the course
    status = models.CharField(
        max_length=12, choices=CourseStatus.choices, default=CourseStatus.PLANNED
    )

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_course_begins_before_it_ends", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="a_course_costs_something_or_nothing", condition=Q(cost__gte=0)),
            models.CheckConstraint(
                name="a_course_of_study_has_a_level",
                condition=Q(kind=CourseKind.SHORT, level="")
                | (~Q(kind=CourseKind.SHORT) & ~Q(level="")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "status", "starts_on", name="course_status"),
            models.Index("authority", "starts_on", name="course_starts_on"),
            models.Index("authority", "plan", name="course_plan"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level_label(self) -> Any:
        """Return the level in words, or that it is a short course."""
        return LEVEL_NAMES.get(self.level, self.get_kind_display())


class Need(Journaled, Tenant):
    """What a person lacks for a post they hold, or are to hold."""

    plan = TenantFK(Plan, models.PROTECT, null=True, blank=True, related_name="needs")
    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=NeedKind.choices)
    level = models.CharField(max_length=30, blank=True)
    skill = models.CharField(max_length=120, blank=True)
    post = TenantFK("people.Post", models.PROTECT, null=True, blank=True, related_name="+")
    priority = models.CharField(max_length=1, choices=Priority.choices, default=Priority.NORMAL)
    estimate = models.BigIntegerField(default=0)  # đồng
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.PROPOSED)
    declined_because = models.CharField(max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "member", "kind", "level", "skill",
                name="a_need_stands_once", condition=Q(state__in=OPEN_NEEDS),
            ),
            models.CheckConstraint(
                name="a_need_is_declined_with_a_reason",
                condition=~Q(state=NeedState.DECLINED) | ~Q(declined_because=""),
            ),
            models.CheckConstraint(
                name="a_need_names_a_level_or_a_skill",
                condition=(Q(kind__in=("theory", "degree"), skill="") & ~Q(level=""))
                | (Q(kind__in=("certificate", "skill"), level="") & ~Q(skill="")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "member", name="need_member"),
            models.Index("authority", "plan", "state", name="need_plan"),
            models.Index("authority", "state", name="need_state"),
            models.Index("authority", "post", name="need_post"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level or self.skill}"

    @property
    def label(self) -> Any:
        """Return what is needed, in words."""
        return LEVEL_NAMES.get(self.level, self.skill)


class Enrolment(Journaled, Tenant):
    """A person's place in a course; `began_on` is empty until they study, `ended_on` while they do."""

    course = TenantFK(Course, models.PROTECT, related_name="enrolments")
    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    need = TenantFK(Need, models.PROTECT, null=True, blank=True, related_name="enrolments")
    state = models.CharField(
        max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ENROLLED
    )
    began_on = models.DateField(null=True, blank=True)  # local
    ended_on = models.DateField(null=True, blank=True)  # local, the last day
    result = models.CharField(max_length=120, blank=True)  # "Giỏi", "8,2"
    cost = models.BigIntegerField(default=0)  # đồng
    decision = models.CharField(max_length=60, blank=True)  # number of the decision that sends
    decided_on = models.DateField(null=True, blank=True)
    certificate = models.CharField(max_length=60, blank=True)  # its number; the file is attached
    certified_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    qualification = TenantFK(
        "people.Qualification", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "course", "member", name="one_place_in_a_course_a_person"
            ),
            models.CheckConstraint(
                name="study_begins_before_it_ends",
                condition=Q(ended_on__isnull=True)
                | Q(began_on__isnull=True)
                | Q(ended_on__gte=F("began_on")),
            ),
            models.CheckConstraint(
                name="a_result_has_its_day",
                condition=~Q(state__in=("completed", "failed"))
                | Q(began_on__isnull=False, ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="who_leaves_a_course_gives_a_reason",
                condition=~Q(state=EnrolmentState.WITHDRAWN) | ~Q(withdrawn_because=""),
            ),
        ]
        indexes = [
            models.Index("authority", "member", name="enrolment_member"),
            models.Index("authority", "state", name="enrolment_state"),
            models.Index("authority", "need", name="enrolment_need"),
            models.Index("authority", "began_on", name="enrolment_began_on"),
            models.Index("authority", "ended_on", name="enrolment_ended_on"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.state

    def leave(self, day: date, reason: str) -> None:
        """Become that of somebody who left on a day; who left before studying never began."""
        self.state, self.withdrawn_because = EnrolmentState.WITHDRAWN, reason
        if self.began_on is not None and day > self.began_on:
            self.ended_on = day
        else:
            self.began_on = None
