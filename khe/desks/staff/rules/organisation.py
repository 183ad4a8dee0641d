"""Bodies, areas and posts."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from khe.base.people.actor import ROLES, Actor
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when, why_not_administer
from khe.desks.staff.rules.spans import Span, most_at_once


def in_a_circle(id: UUID, parent: UUID | None, parents: Mapping[UUID, UUID | None]) -> bool:
    """Say whether putting `id` under `parent` closes a circle; `parents` is the tree as it stands."""
    seen = {id}
    while parent is not None:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def why_not_save_part(
    name: str, id: UUID, parent: UUID | None, parents: Mapping[UUID, UUID | None], by: Actor
) -> Refusal | None:
    """A body or an area needs a name and hangs in a tree."""
    return first(
        why_not_administer(by),
        when(not name.strip(), Refusal.NO_NAME),
        when(in_a_circle(id, parent, parents), Refusal.IN_A_CIRCLE),
    )


def why_not_save_post(
    title: str, roles: Iterable[str], seats: int, spans: Iterable[Span], today: date, by: Actor
) -> Refusal | None:
    """A post has known roles and at least as many seats as it has, or will have, holders."""
    left = [(max(a, today), b) for a, b in spans if b is None or b > today]
    return first(
        why_not_administer(by),
        when(not title.strip(), Refusal.NO_NAME),
        when(not set(roles) <= ROLES.keys(), Refusal.UNKNOWN_ROLE),
        when(seats < 1, Refusal.NO_SEAT),
        when(most_at_once(left) > seats, Refusal.SEATS_HELD),
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
