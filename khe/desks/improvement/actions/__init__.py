"""Changing shortcomings: one function per verb. Call through the module."""

from khe.desks.improvement.actions.approving import approve_plan
from khe.desks.improvement.actions.judging import add_evidence, close, judge
from khe.desks.improvement.actions.naming import (
    drop,
    edit,
    load_fields,
    name_shortcoming,
    save_field,
)
from khe.desks.improvement.actions.planning import (
    add_plan_measure,
    decide_target,
    decide_work,
    draft_plan,
    drop_plan,
    renew_plan,
    write_plan,
)
from khe.desks.improvement.actions.relapsing import check_relapses, relapse, reopen, tell_relapse
from khe.desks.improvement.actions.remedying import add_measure, drop_measure, link

__all__ = [
    "add_evidence",
    "add_measure",
    "add_plan_measure",
    "approve_plan",
    "check_relapses",
    "close",
    "decide_target",
    "decide_work",
    "draft_plan",
    "drop",
    "drop_measure",
    "drop_plan",
    "edit",
    "judge",
    "link",
    "load_fields",
    "name_shortcoming",
    "relapse",
    "renew_plan",
    "reopen",
    "save_field",
    "tell_relapse",
    "write_plan",
]
