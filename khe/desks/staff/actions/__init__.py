"""Changing the organisation: one function per verb. Call through the module: `actions.appoint(...)`."""

from khe.desks.staff.actions.accounts import (
    lock_account,
    make_account,
    remove_second_step,
    reset_password,
    unlock_account,
)
from khe.desks.staff.actions.delegations import delegate, revoke
from khe.desks.staff.actions.members import (
    add_qualification,
    file_act,
    remove_qualification,
    save_member,
)
from khe.desks.staff.actions.moves import Change, rotate
from khe.desks.staff.actions.organisation import save_post
from khe.desks.staff.actions.parts import (
    carry_over,
    dissolve_area,
    dissolve_body,
    save_area,
    save_body,
)
from khe.desks.staff.actions.roster import import_list
from khe.desks.staff.actions.seeing import look, look_at_many
from khe.desks.staff.actions.tenures import appoint, end_tenure, transfer

__all__ = [
    "Change",
    "add_qualification",
    "appoint",
    "carry_over",
    "delegate",
    "dissolve_area",
    "dissolve_body",
    "end_tenure",
    "file_act",
    "import_list",
    "lock_account",
    "look",
    "look_at_many",
    "make_account",
    "remove_qualification",
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
