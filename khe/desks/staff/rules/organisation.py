"""Bodies, areas and posts."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from khe.base.people.actor import ROLES, Actor
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when, why_not_administer
from khe.desks.staff.rules.spans import Span, Window, most_at_once, outside


def in_a_circle(id: UUID, parent: UUID | None, parents: Mapping[UUID, UUID | None]) -> bool:
    """Say whether putting `id` under `parent` closes a circle; `parents` is the tree as it stands."""
    seen = {id}
    while parent is not None:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def why_not_save_post(
    title: str, roles: Iterable[str], seats: int, spans: Iterable[Span], today: date, by: Actor,
    *, window: Window = (None, None), body_window: Window = (None, None),
) -> Refusal | None:  # fmt: skip
    """A post has known roles and at least as many seats as it has, or will have, holders; it exists
    (`window`) while its body does, and at least while it is held."""
    listed = list(spans)
    left = [(max(a, today), b) for a, b in listed if b is None or b > today]
    own = (window[0] or body_window[0] or date.min, window[1] or body_window[1])
    return first(
        why_not_administer(by),
        when(not title.strip(), Refusal.NO_NAME),
        when(not set(roles) <= ROLES.keys(), Refusal.UNKNOWN_ROLE),
        when(seats < 1, Refusal.NO_SEAT),
        when(most_at_once(left) > seats, Refusal.SEATS_HELD),
        when(own[1] is not None and own[1] <= own[0], Refusal.NOT_A_PERIOD),
        when(outside(own, body_window), Refusal.OUTSIDE_BODY),
        when(any(outside(span, window) for span in listed), Refusal.HELD_OUTSIDE),
    )


def why_not_lose_admins(before: Iterable[UUID], after: Iterable[UUID], by: Actor) -> Refusal | None:
    """Nobody takes their own last administrator's post away, and somebody must remain.

    `before` and `after` are the members with a working account and an administrator's post of their
    own, as it stands and as it would be.
    """
    had, left = set(before), set(after)
    if had == left:
        return None
    own = by.member_id in had and by.member_id not in left
    return first(when(own, Refusal.OWN_LAST_ADMIN), when(had and not left, Refusal.NO_ADMIN_LEFT))
