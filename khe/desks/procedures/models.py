"""The catalogue. Reference tables: readable by every authority, `queries` shows each its own part."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khe.base.authorities.tenant import uuid7
from khe.desks.procedures.states import Confidence, StartRule, VersionState


class Procedure(models.Model):
    """A procedure by its code. `owner` null: the shared, national catalogue."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=50)
    owner = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_on = models.DateField(null=True, blank=True)  # the first day it is no longer offered

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "code", "owner", name="one_procedure_per_code_and_owner", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What the law says of a procedure from `effective_from` up to and without `effective_to`.

    Once published it is never edited: a dossier pins the version it was taken in under.
    Limits are "N unit" with the units of the legal clock; fees are whole đồng.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)

    code = models.CharField(max_length=50)
    name = models.CharField(max_length=1000)
    field_code = models.CharField(max_length=80, blank=True)
    field_name = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=200, blank=True)
    legal_basis = models.JSONField(default=list, blank=True)  # {title, number}
    channels = models.JSONField(default=list, blank=True)  # see README: channel, limit, fee…
    parts = models.JSONField(default=list, blank=True)  # {key, name, form, original, copy…}
    result = models.JSONField(default=list, blank=True)  # {name, code}
    steps = models.JSONField(default=list, blank=True)  # {name, role, budget, body}
    rule = models.CharField(max_length=10, choices=StartRule, default=StartRule.MINUTE)
    cutoff = models.CharField(max_length=5, blank=True)  # "15:00"; at or after it: the next day
    supplement_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    interlinked = models.JSONField(default=list, blank=True)  # names of authorities
    phrases = models.JSONField(default=list, blank=True)  # what people call it
    confidence = models.CharField(max_length=12, choices=Confidence, default=Confidence.UNVERIFIED)
    unparsed = models.JSONField(default=list, blank=True)  # {path, raw, why}: left to complete
    note = models.TextField(blank=True)
    about = models.JSONField(default=dict, blank=True)  # decision, agency, conditions, sequence…
    origin = models.CharField(max_length=10, default="officer")  # officer, import or shipped
    digest = models.CharField(max_length=64, blank=True)  # of the imported record

    class Meta:
        constraints = [
            models.UniqueConstraint("procedure", "number", name="one_version_per_number"),
            models.UniqueConstraint(
                "procedure", name="one_open_draft_per_procedure",
                condition=Q(state=VersionState.DRAFT),
            ),
            models.CheckConstraint(
                name="a_published_version_has_a_start",
                condition=Q(state=VersionState.DRAFT) | Q(effective_from__isnull=False),
            ),
            models.CheckConstraint(
                name="a_version_does_not_end_before_it_begins",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
        ]  # fmt: skip
        indexes = [models.Index("code", "state", name="version_code_state")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the page of this version."""
        return reverse("procedures:version", args=[self.code, self.pk])

    def limits_for(self, channel: str) -> list[dict[str, Any]]:
        """Return the rows of a channel: several where the law tells cases apart."""
        return [row for row in self.channels if row.get("channel") == channel]

    def limit_for(self, channel: str) -> str | None:
        """Return "3 working_day", or None: not known, or the channel's cases differ (ask)."""
        found = {row.get("limit") for row in self.limits_for(channel)}
        return found.pop() if len(found) == 1 else None

    def fee_for(self, channel: str) -> int | None:
        """Return the fee in đồng (a unit price where the fee is per page), or None: not known."""
        found = {row.get("fee") for row in self.limits_for(channel)}
        return found.pop() if len(found) == 1 else None

    def covers(self, day: date) -> bool:
        """Say whether the version is, or was, in force on a local day."""
        if self.state == VersionState.DRAFT or self.effective_from is None:
            return False
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)

    @property
    def gaps(self) -> int:
        """Return how many things wait for an officer to complete or check."""
        return len(self.unparsed)


class CatalogueImport(models.Model):
    """One run of an import: who brought in which file, when, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    source = models.CharField(max_length=300)  # the file's name, without its folder
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.source}"
