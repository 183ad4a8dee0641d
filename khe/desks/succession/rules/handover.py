"""Who may do what to a handover. Pure."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.rules.common import first, may_see, when
from khe.desks.succession.states import DecisionState, HandoverState, ItemKind, ItemState


class Facts(Protocol):
    """What is read of a handover."""

    giver_id: UUID
    receiver_id: UUID
    state: str
    signed_at: datetime | None


class Line(Protocol):
    """What is read of an item."""

    kind: str
    state: str
    by_hand: bool


def may_open(handover: Facts, by: Actor) -> bool:
    """Say whether this handover exists for a person: the two of it, personnel and standing."""
    mine = by.is_member(handover.giver_id) or by.is_member(handover.receiver_id)
    return mine or may_see(by)


def why_not_take_effect(state: str, effective_on: date, today: date) -> Refusal | None:
    """Work moves once, on the day of the decision or after."""
    return first(
        when(state != DecisionState.PLANNED, Refusal.MOVED_ALREADY),
        when(effective_on > today, Refusal.NOT_YET),
    )


def _open(handover: Facts) -> Refusal | None:
    return first(
        when(handover.state == HandoverState.PLANNED, Refusal.NOT_YET),
        when(handover.state != HandoverState.OPEN, Refusal.DONE_ALREADY),
    )


def why_not_list(handover: Facts, name: str, by: Actor) -> Refusal | None:
    """The giver (or personnel) adds things and papers until the giver has signed."""
    return first(
        when(not by.is_member(handover.giver_id) and not by.can("personnel"), Refusal.NOT_GIVER),
        _open(handover),
        when(handover.signed_at is not None, Refusal.SIGNED_ALREADY),
        when(not name.strip(), Refusal.NO_NAME),
    )


def why_not_take_off(handover: Facts, item: Line, by: Actor) -> Refusal | None:
    """What was typed by hand may be taken off again, while it is only listed."""
    wrong = not item.by_hand or item.kind != ItemKind.ASSET or item.state != ItemState.LISTED
    return first(why_not_list(handover, "-", by), when(wrong, Refusal.NOT_AN_ASSET))


def why_not_sign(handover: Facts, by: Actor) -> Refusal | None:
    """The giver signs once, when the list stands. Who holds no post any more cannot log in: personnel
    then write down that the paper was signed."""
    return first(
        when(not by.is_member(handover.giver_id) and not by.can("personnel"), Refusal.NOT_GIVER),
        when(handover.state == HandoverState.PLANNED, Refusal.NOT_YET),
        when(handover.signed_at is not None, Refusal.SIGNED_ALREADY),
    )


def why_not_accept(handover: Facts, chosen: int, by: Actor) -> Refusal | None:
    """The receiver gives their word on items, some or all at a time."""
    return first(
        when(not by.is_member(handover.receiver_id), Refusal.NOT_RECEIVER),
        _open(handover),
        when(not chosen, Refusal.NOTHING_CHOSEN),
    )


def why_not_refuse(handover: Facts, chosen: int, reason: str, by: Actor) -> Refusal | None:
    """An item is refused for a reason."""
    return first(why_not_accept(handover, chosen, by), when(not reason.strip(), Refusal.NO_REASON))


def why_not_settle(item: Line, note: str, by: Actor) -> Refusal | None:
    """Personnel settle what a receiver refused, and say how."""
    return first(
        when(not by.can("personnel"), Refusal.NOT_PERSONNEL),
        when(item.state != ItemState.REFUSED, Refusal.NOT_REFUSED),
        when(not note.strip(), Refusal.NO_REASON),
    )


def state_of(items: Iterable[Line]) -> HandoverState:
    """Return how a handover stands whose work has moved: done when every item has a word."""
    states = {item.state for item in items}
    if ItemState.LISTED in states:
        return HandoverState.OPEN
    return HandoverState.RESERVED if ItemState.REFUSED in states else HandoverState.ACCEPTED
