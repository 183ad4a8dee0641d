"""Changing dossiers: one function per verb. Call through the module: `actions.decide(...)`."""

from khe.desks.dossiers.actions.ending import (
    apologise,
    decide,
    extend,
    issue_result,
    reject,
    reopen,
    return_result,
    stop,
    withdraw,
)
from khe.desks.dossiers.actions.files import attach_files
from khe.desks.dossiers.actions.handling import (
    assign,
    claim,
    finish_step,
    hand_over,
    reassign,
    start_step,
)
from khe.desks.dossiers.actions.intake import accept, receive, refuse_intake, register
from khe.desks.dossiers.actions.seeing import refuse_stale, see_personal_data
from khe.desks.dossiers.actions.waiting import (
    consult,
    receive_supplement,
    record_answer,
    record_payment,
    request_payment,
    request_supplement,
    return_transfer,
    transfer,
    warn_due_soon,
)

__all__ = [
    "accept",
    "apologise",
    "assign",
    "attach_files",
    "claim",
    "consult",
    "decide",
    "extend",
    "finish_step",
    "hand_over",
    "issue_result",
    "reassign",
    "receive",
    "receive_supplement",
    "record_answer",
    "record_payment",
    "refuse_intake",
    "refuse_stale",
    "register",
    "reject",
    "reopen",
    "request_payment",
    "request_supplement",
    "return_result",
    "return_transfer",
    "see_personal_data",
    "start_step",
    "stop",
    "transfer",
    "warn_due_soon",
    "withdraw",
]
