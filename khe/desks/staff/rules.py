"""Who may change the organisation, its accounts and its delegations, and when. Pure.

Every `why_not_<verb>` returns the reason, or None when it may be done. Days are local dates; a span
(began, ended) holds its first day and not its last; `None` is open.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import ROLES, Actor
from khe.desks.staff.refusals import Refusal

Span = tuple[date, date | None]
GIVERS = ("officer", "leader")
LONGEST = timedelta(days=366)  # of one delegation
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


class Given(Protocol):
    """What the rules read of a delegation."""

    giver_id: UUID
    began: datetime
    ended: datetime
    revoked_at: datetime | None


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def _if(condition: object, reason: Refusal) -> Refusal | None:
    return reason if condition else None


def why_not_administer(by: Actor) -> Refusal | None:
    """The organisation and its accounts are the administrators' work."""
    return _if(not by.can("admin"), Refusal.NOT_ADMIN)


# ---- bodies, areas, posts -----------------------------------------------------------------------


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
        _if(not name.strip(), Refusal.NO_NAME),
        _if(in_a_circle(id, parent, parents), Refusal.IN_A_CIRCLE),
    )


def why_not_save_post(
    title: str, roles: Iterable[str], seats: int, spans: Iterable[Span], today: date, by: Actor
) -> Refusal | None:
    """A post has known roles and at least as many seats as it has, or will have, holders."""
    left = [(max(a, today), b) for a, b in spans if b is None or b > today]
    return first(
        why_not_administer(by),
        _if(not title.strip(), Refusal.NO_NAME),
        _if(not set(roles) <= ROLES.keys(), Refusal.UNKNOWN_ROLE),
        _if(seats < 1, Refusal.NO_SEAT),
        _if(most_at_once(left) > seats, Refusal.SEATS_HELD),
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
    return first(_if(own, Refusal.OWN_LAST_ADMIN), _if(had and not left, Refusal.NO_ADMIN_LEFT))


# ---- tenures ------------------------------------------------------------------------------------


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a day."""
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def most_at_once(spans: Iterable[Span]) -> int:
    """Return how many spans share a day at most."""
    listed = list(spans)
    return max(
        (sum(a <= day and (b is None or day < b) for a, b in listed) for day, _ in listed),
        default=0,
    )


def why_not_appoint(
    span: Span, act: str, *, own: Iterable[Span], others: Iterable[Span], seats: int, active: bool,
    by: Actor,
) -> Refusal | None:  # fmt: skip
    """A post is held by at most `seats` at once, and by nobody twice at once.

    `own` are the member's tenures of this post, `others` everybody's tenures of it.
    """
    began, ended = span
    met = [(max(a, began), b) for a, b in others if overlap((a, b), span)]
    return first(
        why_not_administer(by),
        _if(not act.strip(), Refusal.NO_ACT),
        _if(ended is not None and ended <= began, Refusal.NOT_A_PERIOD),
        _if(not active, Refusal.MEMBER_GONE),
        _if(any(overlap(had, span) for had in own), Refusal.HELD_ALREADY),
        _if(most_at_once(met) >= seats, Refusal.SEATS_TAKEN),
    )


def why_not_end(span: Span, day: date, by: Actor) -> Refusal | None:
    """A tenure ends once, after it began; an end that lies ahead may be moved."""
    began, ended = span
    return first(
        why_not_administer(by),
        _if(ended is not None and ended <= day, Refusal.ENDED_ALREADY),
        _if(day <= began, Refusal.NOT_A_PERIOD),
    )


# ---- accounts -----------------------------------------------------------------------------------


def why_not_make_account(login: str, *, has_one: bool, taken: bool, by: Actor) -> Refusal | None:
    """A member has one account; its name is free in the whole installation."""
    return first(
        why_not_administer(by),
        _if(has_one, Refusal.HAS_ACCOUNT),
        _if(not LOGIN.fullmatch(login), Refusal.BAD_LOGIN),
        _if(taken, Refusal.LOGIN_TAKEN),
    )


def why_not_keep_account(user_id: int | None, by: Actor) -> Refusal | None:
    """An administrator resets and unlocks the accounts of others."""
    return first(
        why_not_administer(by),
        _if(user_id is None, Refusal.NO_ACCOUNT),
        _if(user_id == by.user_id, Refusal.NOT_YOURSELF),
    )


def why_not_lock(user_id: int | None, by: Actor, active: bool = True) -> Refusal | None:
    """An account is locked by somebody else, once."""
    return first(why_not_keep_account(user_id, by), _if(not active, Refusal.LOCKED_ALREADY))


def why_not_unlock(user_id: int | None, by: Actor, active: bool = False) -> Refusal | None:
    """Only what is locked is unlocked."""
    return first(why_not_keep_account(user_id, by), _if(active, Refusal.NOT_LOCKED))


def why_not_remove_second_step(user_id: int | None, by: Actor, on: bool = True) -> Refusal | None:
    """A lost telephone: the second step is taken off by somebody else, never by oneself here."""
    return first(why_not_keep_account(user_id, by), _if(not on, Refusal.NO_SECOND_STEP))


# ---- delegations --------------------------------------------------------------------------------


def why_not_give(giver_id: UUID | None, by: Actor) -> Refusal | None:
    """Officers and leaders give their own work into other hands; administrators anyone's."""
    if by.can("admin"):
        return None
    own = by.can(*GIVERS) and giver_id is not None and giver_id == by.member_id
    return _if(not own, Refusal.NOT_YOURS_TO_GIVE)


def why_not_delegate(
    *, giver_id: UUID, taker_id: UUID, taker_active: bool, held: Iterable[str],
    roles: Iterable[str], began: datetime, ended: datetime, document: str, today: datetime,
    standing: Iterable[tuple[datetime, datetime]], by: Actor,
) -> Refusal | None:  # fmt: skip
    """A delegation has a document, a scope within what the giver holds, and a period ahead.

    `today` is the moment the local day began; `standing` are the periods of delegations between the
    two that were not revoked.
    """
    given = set(held)
    return first(
        why_not_give(giver_id, by),
        _if(giver_id == taker_id, Refusal.TO_THEMSELVES),
        _if(not taker_active, Refusal.TAKER_GONE),
        _if(not given, Refusal.NOTHING_TO_GIVE),
        _if(not set(roles) <= given, Refusal.MORE_THAN_HELD),
        _if(began < today, Refusal.IN_THE_PAST),
        _if(ended <= began, Refusal.NOT_A_PERIOD),
        _if(ended - began > LONGEST, Refusal.TOO_LONG),
        _if(not document.strip(), Refusal.NO_DOCUMENT),
        _if(any(a < ended and began < b for a, b in standing), Refusal.GIVEN_ALREADY),
    )


def why_not_revoke(given: Given, at: datetime, by: Actor) -> Refusal | None:
    """Who may give may take back, while it lasts."""
    return first(
        why_not_give(given.giver_id, by),
        _if(given.revoked_at is not None or given.ended <= at, Refusal.OVER_ALREADY),
    )


# ---- personnel records: a zone of their own ------------------------------------------------------

RECORD_READERS = ("personnel", "standing")  # see every personnel record; whoever looks is on record
RECORD_KEEPERS = ("personnel",)


def why_not_see_record(member_id: UUID, by: Actor, led: Collection[UUID]) -> Refusal | None:
    """A personnel record is seen by the person, by the keepers of records and the standing members,
    and by those who head the person (`led`: ids of the members whom `by` heads). Nobody else, the
    administrator of accounts included."""
    return _if(
        not (by.can(*RECORD_READERS) or member_id == by.member_id or member_id in led),
        Refusal.NOT_YOUR_RECORD,
    )


def why_not_keep_record(by: Actor) -> Refusal | None:
    """Personnel records are written by their keepers."""
    return _if(not by.can(*RECORD_KEEPERS), Refusal.NOT_KEEPER)
