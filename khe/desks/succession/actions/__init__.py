"""Changing pools, plans and handovers: one function per verb. Call through the module."""

from khe.desks.succession.actions.carrying import report_stuck, take_effect
from khe.desks.succession.actions.deciding import decide, decline
from khe.desks.succession.actions.handovers import (
    accept,
    list_asset,
    refuse,
    settle,
    sign,
    take_off_asset,
)
from khe.desks.succession.actions.moves import choose, drop, keep, plan_moves, succeed
from khe.desks.succession.actions.plans import close_plan, lift_conflict, save_conflict, save_plan
from khe.desks.succession.actions.pool import (
    approve,
    close_term,
    propose,
    propose_training,
    rate,
    remove,
    save_term,
)
from khe.desks.succession.actions.reviews import Word, decide_review, open_review, say

__all__ = [
    "Word",
    "accept",
    "approve",
    "choose",
    "close_plan",
    "close_term",
    "decide",
    "decide_review",
    "decline",
    "drop",
    "keep",
    "lift_conflict",
    "list_asset",
    "open_review",
    "plan_moves",
    "propose",
    "propose_training",
    "rate",
    "refuse",
    "remove",
    "report_stuck",
    "save_conflict",
    "save_plan",
    "save_term",
    "say",
    "settle",
    "sign",
    "succeed",
    "take_effect",
    "take_off_asset",
]
