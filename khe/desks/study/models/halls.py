"""Halls and speakers."""

from django.db import models
from django.db.models import Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.people.sealed import SealedField


class Hall(Tenant):
    """A hall. `availability` = {"only": [windows], "not": [windows]} (rules.availability).

    Distance: `distances` {area id: km} where it is known, else `km` from the office.
    """

    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    area = TenantFK("authorities.Area", models.PROTECT, null=True, blank=True, related_name="+")
    seats = models.PositiveIntegerField()
    fee = models.PositiveIntegerField(default=0)  # VND a session
    km = models.DecimalField(max_digits=5, decimal_places=1, default=0)
    distances = models.JSONField(default=dict, blank=True)
    is_own = models.BooleanField(default=True)  # else borrowed or hired
    availability = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(name="a_hall_has_seats", condition=Q(seats__gt=0)),
        ]
        indexes = [
            models.Index("authority", "name", name="study_hall_name"),
            models.Index("authority", "area", name="study_hall_area"),
        ]

    def __str__(self) -> str:
        return self.name


class Speaker(Tenant):
    """Somebody who presents the document ("báo cáo viên"). `availability` as of a hall."""

    name = models.CharField(max_length=120)
    title = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=10, blank=True)  # states.Level
    contact = SealedField(blank=True)
    availability = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "name", name="study_speaker_name")]

    def __str__(self) -> str:
        return self.name
