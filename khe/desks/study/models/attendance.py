"""Attendance: how it is taken in a class, the devices at its door, and every mark that was made."""

from typing import Any

from django.db import models
from django.db.models import Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.people.sealed import SealedField
from khe.desks.study.models.classes import Seat, StudyClass
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.states.attendance import (
    CLOSES_AFTER,
    LATE_AFTER,
    OPENS_BEFORE,
    Method,
    Outcome,
    What,
)
from khe.desks.study.states.planning import SeatState


class Roll(Tenant):
    """Taking attendance of a class ("điểm danh"). The secret of its rotating code never leaves the server.

    Check-in is open from `opens_before` minutes before the class up to `closes_after` minutes after it;
    `late_after` minutes after its beginning it is noted as late.
    """

    study_class = TenantFK(StudyClass, models.PROTECT, related_name="rolls")
    secret = SealedField(blank=True)  # empty until the screen is opened
    opens_before = models.PositiveSmallIntegerField(default=OPENS_BEFORE)
    late_after = models.PositiveSmallIntegerField(default=LATE_AFTER)
    closes_after = models.PositiveSmallIntegerField(default=CLOSES_AFTER)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)
    feedback_closed_at = models.DateTimeField(null=True, blank=True)  # sooner than of itself

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "study_class", name="a_class_has_one_roll"),
        ]


class Device(Tenant):
    """A device prepared for the door of one class. Server time = its own clock + `offset_ms`."""

    study_class = TenantFK(StudyClass, models.PROTECT, related_name="devices")
    label = models.CharField(max_length=60, blank=True)
    offset_ms = models.BigIntegerField(default=0)
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=120)
    by_id = models.UUIDField(null=True, blank=True)  # the member who prepared it

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "study_class", name="study_device_class")]


class Mark(Tenant):
    """One mark, whatever became of it: the history of attendance. Never changed, never deleted.

    `happened_at`: when it is held to have happened; `recorded_at`: when it reached the server (both UTC).
    Of a door device also its running number and its own clock.
    """

    study_class = TenantFK(StudyClass, models.PROTECT, related_name="marks")
    seat = TenantFK(Seat, models.PROTECT, null=True, blank=True, related_name="marks")
    method = models.CharField(max_length=10, choices=Method.choices)
    state = models.CharField(max_length=10)  # what it said: a SeatState, or What.UNDO
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.APPLIED)
    refusal = models.CharField(max_length=30, blank=True)  # code of the reason
    reason = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=32, blank=True)  # fingerprint of the telephone's cookie
    device = TenantFK(Device, models.PROTECT, null=True, blank=True, related_name="marks")
    number = models.PositiveIntegerField(null=True, blank=True)
    device_at = models.DateTimeField(null=True, blank=True)
    device_seat = models.UUIDField(null=True, blank=True)  # as the device said it

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "device", "number", name="a_device_marks_once_a_number"
            ),
            models.UniqueConstraint(
                "authority", "study_class", "phone", condition=~Q(phone=""),
                name="a_phone_checks_in_one_person_a_class",
            ),
            models.CheckConstraint(
                name="a_mark_of_a_device_has_a_number",
                condition=Q(device__isnull=True, number__isnull=True)
                | Q(device__isnull=False, number__isnull=False, device_at__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "seat", "recorded_at", name="study_mark_seat"),
            models.Index("authority", "study_class", "recorded_at", name="study_mark_class"),
        ]

    @property
    def said(self) -> Any:
        """Return in words what it said of the seat."""
        return SeatState(self.state).label if self.state in SeatState else What(self.state).label

    @property
    def why(self) -> Any:
        """Return in words what became of it."""
        return Refusal(self.refusal).label if self.refusal else Outcome(self.outcome).label
