"""Accounts: made by administrators, kept by others than their owners."""

import re

from khe.base.people.actor import Actor
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when, why_not_administer

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


def why_not_make_account(login: str, *, has_one: bool, taken: bool, by: Actor) -> Refusal | None:
    """A member has one account; its name is free in the whole installation."""
    return first(
        why_not_administer(by),
        when(has_one, Refusal.HAS_ACCOUNT),
        when(not LOGIN.fullmatch(login), Refusal.BAD_LOGIN),
        when(taken, Refusal.LOGIN_TAKEN),
    )


def why_not_keep_account(user_id: int | None, by: Actor) -> Refusal | None:
    """An administrator resets and unlocks the accounts of others."""
    return first(
        why_not_administer(by),
        when(user_id is None, Refusal.NO_ACCOUNT),
        when(user_id == by.user_id, Refusal.NOT_YOURSELF),
    )


def why_not_lock(user_id: int | None, by: Actor, active: bool = True) -> Refusal | None:
    """An account is locked by somebody else, once."""
    return first(why_not_keep_account(user_id, by), when(not active, Refusal.LOCKED_ALREADY))


def why_not_unlock(user_id: int | None, by: Actor, active: bool = False) -> Refusal | None:
    """Only what is locked is unlocked."""
    return first(why_not_keep_account(user_id, by), when(active, Refusal.NOT_LOCKED))


def why_not_remove_second_step(user_id: int | None, by: Actor, on: bool = True) -> Refusal | None:
    """A lost telephone: the second step is taken off by somebody else, never by oneself here."""
    return first(why_not_keep_account(user_id, by), when(not on, Refusal.NO_SECOND_STEP))
