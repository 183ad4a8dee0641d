"""The handover ("bàn giao"): what passes from one person to another, and the receiver's word."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.journal.models import Journaled
from khe.desks.succession.models.plan import Decision
from khe.desks.succession.states import HandoverState, ItemKind, ItemState


class Asset(Tenant):
    """A thing or a paper that a member holds for the authority: a seal, a laptop, a register."""

    holder = TenantFK("people.Member", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)  # on the inventory
    condition = models.CharField(max_length=120, blank=True)
    gone_on = models.DateField(null=True, blank=True)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "holder", name="asset_holder")]


class Handover(Journaled, Tenant):
    """From a giver to a receiver on `day` (local), by a decision."""

    decision = TenantFK(Decision, models.PROTECT, related_name="handovers")
    giver = TenantFK("people.Member", models.PROTECT, related_name="+")
    receiver = TenantFK("people.Member", models.PROTECT, related_name="+")
    post_title = models.CharField(max_length=200)  # as it was on the day
    body_name = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    state = models.CharField(
        max_length=10, choices=HandoverState.choices, default=HandoverState.PLANNED
    )
    moved_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)  # by the giver
    accepted_at = models.DateTimeField(null=True, blank=True)  # the receiver's last word

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="nobody_hands_over_to_themselves", condition=~Q(giver=F("receiver"))
            ),
            models.CheckConstraint(
                name="work_moves_before_it_is_accepted",
                condition=Q(state="planned") | Q(moved_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index("authority", "giver", name="handover_giver"),
            models.Index("authority", "receiver", "state", name="handover_receiver"),
            models.Index("authority", "decision", name="handover_decision"),
            models.Index("authority", "state", name="handover_state"),
        ]


class Item(Tenant):
    """One line of a handover. `ref` is the dossier, the task or the asset; `number` its code."""

    handover = TenantFK(Handover, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    ref = models.UUIDField(null=True, blank=True)
    label = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    detail = models.CharField(
        max_length=200, blank=True
    )  # due day, condition, what a right allowed
    due_at = models.DateTimeField(null=True, blank=True)
    by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.LISTED)
    reason = models.CharField(max_length=300, blank=True)  # of a refusal
    settled = models.CharField(max_length=300, blank=True)  # how a refused item was settled

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_refused_item_has_its_reason",
                condition=~Q(state="refused") | ~Q(reason=""),
            )
        ]
        indexes = [
            models.Index("authority", "handover", name="item_handover"),
            models.Index("authority", "state", name="item_state"),
        ]
