"""The two of a handover: the giver lists and signs, the receiver gives their word on every line."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.messages.posting import post
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.succession import queries
from khe.desks.succession.actions.common import change
from khe.desks.succession.models import Asset, Handover, Item
from khe.desks.succession.rules import handover as rules
from khe.desks.succession.states import Event, HandoverState, ItemKind, ItemState


@transacted
def list_asset(
    handover_id: UUID, *, name: str, number: str = "", condition: str = "", by: Actor, at: datetime
) -> Item:
    """Add a thing or a paper to the list before it is signed."""
    handover = queries.locked_handover(handover_id)
    refuse_if(rules.why_not_list(handover, name, by))
    asset = Asset(
        holder_id=handover.giver_id, name=name.strip(), number=number.strip(),
        condition=condition.strip(),
    )  # fmt: skip
    asset.save(force_insert=True)
    item = Item(
        handover=handover, kind=ItemKind.ASSET, ref=asset.pk, label=asset.name, number=asset.number,
        detail=asset.condition, by_hand=True,
    )  # fmt: skip
    item.save(force_insert=True)
    change(
        handover, Event.ASSET_LISTED, {}, by=by, at=at,
        item=item.pk, name=item.label, number=item.number, condition=item.detail,
    )  # fmt: skip
    return item


@transacted
def take_off_asset(item_id: UUID, *, by: Actor, at: datetime) -> Handover:
    """Take what was typed by hand off the list again."""
    item = queries.locked_item(item_id)
    handover = queries.locked_handover(item.handover_id)
    refuse_if(rules.why_not_take_off(handover, item, by))
    Asset.objects.filter(pk=item.ref).update(gone_on=queries.day_of(at))
    Item.objects.filter(pk=item.pk).delete()
    change(handover, Event.ASSET_TAKEN_OFF, {}, by=by, at=at, item=item_id, name=item.label)
    return handover


@transacted
def sign(handover_id: UUID, *, by: Actor, at: datetime) -> Handover:
    """The giver (or personnel, for the paper that was signed) stands for the list; it changes no more."""
    handover = queries.locked_handover(handover_id)
    refuse_if(rules.why_not_sign(handover, by))
    change(handover, Event.SIGNED, {"signed_at": at}, by=by, at=at)
    return handover


@transacted
def accept(
    handover_id: UUID, *, item_ids: Collection[UUID] | None = None, by: Actor, at: datetime
) -> Handover:
    """The receiver has these lines, or (None) all that have no word yet."""
    handover = queries.locked_handover(handover_id)
    chosen = _chosen(handover, item_ids)
    refuse_if(rules.why_not_accept(handover, 1 if item_ids is None else len(chosen), by))
    things = [item.ref for item in chosen if item.kind == ItemKind.ASSET]
    Item.objects.filter(pk__in=[i.pk for i in chosen]).update(state=ItemState.ACCEPTED)
    Asset.objects.filter(pk__in=things).update(holder=handover.receiver_id)
    _said(handover, chosen, "accepted", "", by, at)
    return handover


@transacted
def refuse(
    handover_id: UUID, *, item_ids: Collection[UUID], reason: str, by: Actor, at: datetime
) -> Handover:
    """The receiver does not have these lines, and says why; personnel settle them."""
    handover = queries.locked_handover(handover_id)
    chosen = _chosen(handover, item_ids)
    refuse_if(rules.why_not_refuse(handover, len(chosen), reason, by))
    Item.objects.filter(pk__in=[i.pk for i in chosen]).update(
        state=ItemState.REFUSED, reason=reason.strip()[:300]
    )
    _said(handover, chosen, "refused", reason.strip(), by, at)
    return handover


@transacted
def settle(item_id: UUID, *, note: str, by: Actor, at: datetime) -> Handover:
    """Settle a line that the receiver refused, and say how."""
    item = queries.locked_item(item_id)
    handover = queries.locked_handover(item.handover_id)
    refuse_if(rules.why_not_settle(item, note, by))
    item.state, item.settled = ItemState.SETTLED, note.strip()[:300]
    item.save(update_fields=["state", "settled"])
    changes = {"state": rules.state_of(Item.objects.filter(handover=handover))}
    change(handover, Event.SETTLED, changes, by=by, at=at, item=item.pk, note=item.settled)
    return handover


def _chosen(handover: Handover, item_ids: Collection[UUID] | None) -> list[Item]:
    """Return the lines that have no word yet, held; of those named, or of all."""
    found = Item.objects.select_for_update().filter(handover=handover, state=ItemState.LISTED)
    return list(found if item_ids is None else found.filter(pk__in=list(item_ids)))


def _said(
    handover: Handover, chosen: list[Item], word: str, reason: str, by: Actor, at: datetime
) -> None:
    """Write down the receiver's word; when no line is left without one, the handover is done."""
    state = rules.state_of(Item.objects.filter(handover=handover))
    done = state != HandoverState.OPEN
    changes = {"state": state, "accepted_at": at if done else None}
    facts = {"word": word, "items": [i.pk for i in chosen], "labels": [i.label for i in chosen]}
    change(handover, Event.ACCEPTED, changes, by=by, at=at, reason=reason, **facts)
    if done:
        post(
            handover.giver_id, key=f"handover-done-{handover.pk}", at=at,
            subject=_("Bàn giao đã được xác nhận: %(post)s") % {"post": handover.post_title},
            url=reverse("succession:handover", args=[handover.pk]),
        )  # fmt: skip
