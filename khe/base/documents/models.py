"""Registers of numbers: every number a body gave to a document, in order, none left out."""

from django.db import models
from django.db.models import Q

from khe.base.authorities.tenant import Tenant, TenantFK


class Series(models.TextChoices):
    """What a register counts within."""

    YEAR = "year", "năm"
    TERM = "term", "nhiệm kỳ"


class Register(Tenant):
    """Where a body counts one type of documents, in a year ("2026") or a Party term ("2025-2030")."""

    body = TenantFK("people.Body", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # the type's sign: BC, KH, QĐ
    series = models.CharField(max_length=10, choices=Series.choices)
    key = models.CharField(max_length=40)
    next = models.PositiveIntegerField(default=1)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "body", "kind", "series", "key",
                name="one_register_per_body_type_and_series",
            ),
            models.CheckConstraint(name="numbers_begin_at_one", condition=Q(next__gte=1)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Number(Tenant):
    """A number that was given. Cancelling keeps it, with why: it is never given again."""

    register = TenantFK(Register, models.PROTECT, related_name="numbers")
    n = models.PositiveIntegerField()
    document_id = models.UUIDField()
    taken_at = models.DateTimeField()
    taken_by_name = models.CharField(max_length=120)
    cancelled_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "register", "n", name="a_number_is_given_once"),
            models.UniqueConstraint("authority", "document_id", name="a_document_takes_one_number"),
            models.CheckConstraint(
                name="a_cancelled_number_says_why",
                condition=Q(cancelled_at__isnull=True) | ~Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.n}"
