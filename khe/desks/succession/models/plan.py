"""Rotation: a plan, its moves, and the decisions that carry moves out."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.succession.states import DecisionState, MoveState, PlanState


class Conflict(Tenant):
    """Something to avoid when a member is placed: a body, or working in one body with another member.

    Written by hand with its ground (a relation, an interest); nothing is inferred.
    """

    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    body = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    other = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300)
    lifted_on = models.DateField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_conflict_is_with_a_body_or_a_person",
                condition=Q(body__isnull=False) ^ Q(other__isnull=False),
            )
        ]
        indexes = [models.Index("authority", "lifted_on", "member", name="conflict_member")]


class RotationPlan(Journaled, Tenant):
    """A proposal of who moves where on `day` (local); who is due within `horizon_months` of it."""

    name = models.CharField(max_length=120)
    day = models.DateField()
    horizon_months = models.PositiveSmallIntegerField(default=6)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.OPEN)
    made_on = models.DateField()

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "state", "day", name="rotation_plan_state")]

    def __str__(self) -> str:
        return self.name


class Decision(Journaled, Tenant):
    """The standing members' decision on moves that hang together: one act number for all of them.

    Its day is `effective_on` (local). `trouble`: why the work could not move on that day, in words.
    """

    plan = TenantFK(RotationPlan, models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    issuer = models.CharField(max_length=200, blank=True)
    effective_on = models.DateField()
    cover_reason = models.CharField(max_length=500, blank=True)  # why although an office is short
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.PLANNED
    )
    decided_at = models.DateTimeField()
    trouble = models.CharField(max_length=300, blank=True)

    class Meta(Tenant.Meta):
        indexes = [
            models.Index("authority", "plan", name="decision_plan"),
            models.Index("authority", "state", "effective_on", name="decision_state"),
        ]


class Move(Tenant):
    """One person's change: leaves `tenure`, takes `to_post`; `receiver` takes over the open work."""

    plan = TenantFK(RotationPlan, models.PROTECT, related_name="moves")
    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    tenure = TenantFK("people.Tenure", models.PROTECT, null=True, blank=True, related_name="+")
    to_post = TenantFK("people.Post", models.PROTECT, null=True, blank=True, related_name="+")
    receiver = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=30)  # staff.states.ActKind
    by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MoveState.choices, default=MoveState.DRAFT)
    reason = models.CharField(max_length=500, blank=True)  # why it stays, was declined or chosen
    decision = TenantFK(Decision, models.PROTECT, null=True, blank=True, related_name="moves")

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "plan", "member", name="a_member_moves_once_in_a_plan",
                condition=~Q(state="declined"),
            ),
            models.CheckConstraint(
                name="nobody_takes_over_from_themselves",
                condition=Q(receiver__isnull=True) | ~Q(receiver=F("member")),
            ),
            models.CheckConstraint(
                name="a_decided_move_has_its_decision",
                condition=~Q(state="decided") | Q(decision__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "plan", "state", name="move_plan"),
            models.Index("authority", "state", name="move_state"),
            models.Index("authority", "decision", name="move_decision"),
        ]
