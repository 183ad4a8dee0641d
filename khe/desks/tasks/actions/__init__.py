"""Changing tasks: one function per verb. Call through the module: `actions.assign(...)`."""

from khe.desks.tasks.actions.assigning import assign, assign_each, split
from khe.desks.tasks.actions.common import refuse_stale
from khe.desks.tasks.actions.deciding import (
    amend,
    confirm,
    deny_extension,
    drop,
    extend,
    send_back,
)
from khe.desks.tasks.actions.people import change_co, hand_over, reassign
from khe.desks.tasks.actions.recurring import give_recurring, make_recurring, stop_recurring
from khe.desks.tasks.actions.working import ask_extension, hand_in, note, start

__all__ = [
    "amend",
    "ask_extension",
    "assign",
    "assign_each",
    "change_co",
    "confirm",
    "deny_extension",
    "drop",
    "extend",
    "give_recurring",
    "hand_in",
    "hand_over",
    "make_recurring",
    "note",
    "reassign",
    "refuse_stale",
    "send_back",
    "split",
    "start",
    "stop_recurring",
]
