"""Delegations: who may give what into whose hands."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when

GIVERS = ("officer", "leader")
LONGEST = timedelta(days=366)  # of one delegation


class Given(Protocol):
    """What the rules read of a delegation."""

    giver_id: UUID
    began: datetime
    ended: datetime
    revoked_at: datetime | None


def why_not_give(giver_id: UUID | None, by: Actor) -> Refusal | None:
    """Officers and leaders give their own work into other hands; administrators anyone's."""
    if by.can("admin"):
        return None
    own = by.can(*GIVERS) and giver_id is not None and giver_id == by.member_id
    return when(not own, Refusal.NOT_YOURS_TO_GIVE)


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
        when(giver_id == taker_id, Refusal.TO_THEMSELVES),
        when(not taker_active, Refusal.TAKER_GONE),
        when(not given, Refusal.NOTHING_TO_GIVE),
        when(not set(roles) <= given, Refusal.MORE_THAN_HELD),
        when(began < today, Refusal.IN_THE_PAST),
        when(ended <= began, Refusal.NOT_A_PERIOD),
        when(ended - began > LONGEST, Refusal.TOO_LONG),
        when(not document.strip(), Refusal.NO_DOCUMENT),
        when(any(a < ended and began < b for a, b in standing), Refusal.GIVEN_ALREADY),
    )


def why_not_revoke(given: Given, at: datetime, by: Actor) -> Refusal | None:
    """Who may give may take back, while it lasts."""
    return first(
        why_not_give(given.giver_id, by),
        when(given.revoked_at is not None or given.ended <= at, Refusal.OVER_ALREADY),
    )
