"""Changing shortcomings: one function per verb. Call through the module."""

from khe.desks.improvement.actions.judging import add_evidence, close, judge
from khe.desks.improvement.actions.naming import (
    drop,
    edit,
    load_fields,
    name_shortcoming,
    save_field,
)
from khe.desks.improvement.actions.relapsing import check_relapses, relapse, reopen, tell_relapse
from khe.desks.improvement.actions.remedying import add_measure, drop_measure, link

__all__ = [
    "add_evidence",
    "add_measure",
    "check_relapses",
    "close",
    "drop",
    "drop_measure",
    "edit",
    "judge",
    "link",
    "load_fields",
    "name_shortcoming",
    "relapse",
    "reopen",
    "save_field",
    "tell_relapse",
]
