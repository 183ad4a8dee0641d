"""Rounds and their learners."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.study.models.programmes import Programme
from khe.desks.study.states.planning import PARTS, RoundStatus


def usual_parts() -> dict[str, list[str]]:
    """Return the usual parts of the day, a copy of its own."""
    return {part: list(span) for part, span in PARTS.items() if part != "eve"}


class Round(Journaled, Tenant):
    """A round ("đợt") of a programme: local days from `first_day` to `last_day`, both included.

    A class may be held in each of `parts` ({"am": ["07:30", "11:00"]}, local time) of a working day of
    the legal calendar, and of the other days too when `on_days_off`.
    """

    programme = TenantFK(Programme, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    parts = models.JSONField(default=usual_parts)
    on_days_off = models.BooleanField(default=False)
    km_cost = models.PositiveIntegerField(default=2000)  # VND a kilometre and learner, for planning
    status = models.CharField(
        max_length=10, choices=RoundStatus.choices, default=RoundStatus.PLANNING
    )
    announced_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)  # the end of its last regular class

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "programme", "number", name="one_study_round_per_number"
            ),
            models.CheckConstraint(
                name="a_study_round_begins_before_it_ends",
                condition=Q(last_day__gte=F("first_day")),
            ),
        ]
        indexes = [
            models.Index("authority", "status", name="study_round_status"),
            models.Index("authority", "first_day", name="study_round_first_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Learner(Tenant):
    """Somebody who studies in a round. Body, cell and area are those of the day of the list.

    `cannot` = {"not": [windows], "rather_not": [windows]} (rules.availability): never then, and better
    not then. `max_km`: farther is a clash.
    """

    round = TenantFK(Round, models.PROTECT, related_name="learners")
    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    body = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    cell = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    area = TenantFK("authorities.Area", models.PROTECT, null=True, blank=True, related_name="+")
    exempt = models.BooleanField(default=False)
    exempt_reason = models.CharField(max_length=300, blank=True)
    exempt_by = models.CharField(max_length=120, blank=True)  # who allowed it
    cannot = models.JSONField(default=dict, blank=True)
    max_km = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "round", "member", name="a_member_learns_once_in_a_round"
            ),
            models.CheckConstraint(
                name="an_exempt_learner_has_a_reason",
                condition=Q(exempt=False) | ~Q(exempt_reason=""),
            ),
        ]
        indexes = [
            models.Index("authority", "member", name="study_learner_member"),
            models.Index("authority", "body", name="study_learner_body"),
            models.Index("authority", "cell", name="study_learner_cell"),
            models.Index("authority", "area", name="study_learner_area"),
        ]
