"""Classes and the seats in them."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.study.models.halls import Hall, Speaker
from khe.desks.study.models.rounds import Learner, Round
from khe.desks.study.states.planning import ClassKind, ClassStatus, SeatState


class StudyClass(Journaled, Tenant):
    """A class: a hall from `starts_at` up to `ends_at` (UTC) with `seats` seats.

    `is_kept`: set or changed by hand, the planner does not move it.
    """

    round = TenantFK(Round, models.PROTECT, related_name="classes")
    hall = TenantFK(Hall, models.PROTECT, related_name="classes")
    speaker = TenantFK(Speaker, models.PROTECT, null=True, blank=True, related_name="classes")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ClassKind.choices, default=ClassKind.REGULAR)
    status = models.CharField(
        max_length=10, choices=ClassStatus.choices, default=ClassStatus.PLANNED
    )
    is_kept = models.BooleanField(default=False)

    class Meta(Tenant.Meta):
        verbose_name_plural = "study classes"
        constraints = [
            models.CheckConstraint(
                name="a_study_class_begins_before_it_ends", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="a_study_class_has_seats", condition=Q(seats__gt=0)),
        ]
        indexes = [
            models.Index("authority", "round", "starts_at", name="study_class_round"),
            models.Index("authority", "hall", "starts_at", name="study_class_hall"),
            models.Index("authority", "speaker", "starts_at", name="study_class_speaker"),
            models.Index("authority", "starts_at", name="study_class_starts_at"),
        ]


class Seat(Tenant):
    """A learner's seat in a class, and whether they came. One regular seat a learner (and so a round).

    `kind` is that of the class. `sequence` rises with every change the learner was told of (iCalendar).
    `reason` is that of an absence; `method` how presence was taken.
    """

    study_class = TenantFK(StudyClass, models.PROTECT, related_name="seats_taken")
    learner = TenantFK(Learner, models.PROTECT, related_name="seats")
    kind = models.CharField(max_length=10, choices=ClassKind.choices, default=ClassKind.REGULAR)
    is_kept = models.BooleanField(default=False)  # placed by hand: the planner does not move it
    sequence = models.PositiveIntegerField(default=0)
    invited_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.EXPECTED)
    checked_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "study_class", "learner", name="a_learner_has_one_seat_in_a_class"
            ),
            models.UniqueConstraint(
                "authority", "learner", name="a_learner_has_one_regular_seat_in_a_round",
                condition=Q(kind="regular"),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "learner", name="study_seat_learner"),
            models.Index("authority", "study_class", "state", name="study_seat_state"),
        ]
