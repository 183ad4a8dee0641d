"""Changing the organisation: one function per verb. Call through the module: `actions.appoint(...)`."""

from khe.desks.staff.actions.accounts import (
    lock_account,
    make_account,
    remove_second_step,
    reset_password,
    unlock_account,
)
from khe.desks.staff.actions.delegations import delegate, revoke
from khe.desks.staff.actions.moves import Change, rotate
from khe.desks.staff.actions.organisation import save_member, save_post
from khe.desks.staff.actions.parts import (
    carry_over,
    dissolve_area,
    dissolve_body,
    save_area,
    save_body,
)
from khe.desks.staff.actions.seeing import look
from khe.desks.staff.actions.tenures import appoint, end_tenure, transfer

__all__ = [
    "Change",
    "appoint",
    "carry_over",
    "delegate",
    "dissolve_area",
    "dissolve_body",
    "end_tenure",
    "lock_account",
    "look",
    "make_account",
    "remove_second_step",
    "reset_password",
    "revoke",
    "rotate",
    "save_area",
    "save_body",
    "save_member",
    "save_post",
    "transfer",
    "unlock_account",
]
