"""The tenants and their areas."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK


class Authority(models.Model):
    """A ward, commune, or the authority above it: the tenant.

    Codes and names were given anew in July 2025 (31120 was An Hòa, then Cái Khế), so a code names
    an authority only together with a day: `valid_from` ≤ day < `valid_to`.
    """

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=40)  # our word for it in commands and addresses
    unit_code = models.CharField(max_length=10, blank=True)  # the State's 5-digit code
    agency_code = models.CharField(max_length=35, blank=True)  # e.g. H92.17, heads dossier codes
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, default="ward")  # ward, commune, city, archive
    area_label = models.CharField(max_length=40, default="khu vực")
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    dossier_pattern = models.CharField(max_length=60, default="{agency}-{day:%y%m%d}-{n:04d}")
    calendar = models.PositiveIntegerField(default=0)  # number of its CalendarVersion in force
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "authorities"
        constraints = [
            models.UniqueConstraint("code", name="one_authority_per_code"),
            models.UniqueConstraint(
                "unit_code",
                "valid_from",
                name="one_authority_per_unit_code_and_day",
                condition=~Q(unit_code=""),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="an_authority_begins_before_it_ends",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code_pattern(self) -> str:
        """Return the pattern of dossier codes with the agency's code filled in."""
        return self.dossier_pattern.replace("{agency}", self.agency_code or self.code)


class Area(Tenant):
    """A part of the authority (khu vực, khu phố, tổ dân phố), as a tree."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=20)
    parent = TenantFK("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)  # local; exists from this day
    valid_to = models.DateField(null=True, blank=True)  # up to and without this day

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "code", name="one_area_per_code"),
            models.CheckConstraint(
                name="an_area_begins_before_it_ends",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [models.Index("authority", "parent", name="area_parent")]

    def __str__(self) -> str:
        return self.name
