"""What bodies and areas were called, and where they hung, from when to when.

The periods of one body (or area) follow each other without gaps; `began` None: since it exists. A body
that never changed has none: its own row says it all. The row itself is a copy of the period of today.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK


def begins_before_it_ends(name: str) -> models.CheckConstraint:
    """Return the constraint of a period."""
    ordered: Any = Q(began__isnull=True) | Q(ended__isnull=True) | Q(ended__gt=F("began"))
    return models.CheckConstraint(name=name, condition=ordered)


class BodyPeriod(Tenant):
    """A body from `began` up to and without `ended` (local days)."""

    body = TenantFK("people.Body", models.PROTECT, related_name="periods")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=30)  # states.BodyKind
    parent = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    area = TenantFK("authorities.Area", models.PROTECT, null=True, blank=True, related_name="+")
    began = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)  # number and date of the decision
    successor = TenantFK(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+"
    )  # of the last period: who took over

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "body", "began", name="a_body_has_one_period_per_beginning",
                nulls_distinct=False,
            ),
            begins_before_it_ends("a_period_of_a_body_begins_before_it_ends"),
        ]  # fmt: skip
        indexes = [models.Index("authority", "ended", name="body_period_ended")]


class AreaPeriod(Tenant):
    """An area from `began` up to and without `ended` (local days)."""

    area = TenantFK("authorities.Area", models.PROTECT, related_name="periods")
    name = models.CharField(max_length=120)
    parent = TenantFK("authorities.Area", models.PROTECT, null=True, blank=True, related_name="+")
    began = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    successor = TenantFK(
        "authorities.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "area", "began", name="an_area_has_one_period_per_beginning",
                nulls_distinct=False,
            ),
            begins_before_it_ends("a_period_of_an_area_begins_before_it_ends"),
        ]  # fmt: skip
        indexes = [models.Index("authority", "ended", name="area_period_ended")]
