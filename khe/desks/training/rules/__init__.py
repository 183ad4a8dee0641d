"""Who may do what in training, and when. Pure: facts in, a reason or None out.

Every `why_not_<verb>` returns the reason, or None when it may be done. Days are local dates, both ends
included; money is đồng.
"""

from khe.base.people.competence import LEVELS
from khe.desks.training.rules.common import (
    Span,
    first,
    may_approve,
    may_decide,
    may_keep,
    why_not_keep,
)
from khe.desks.training.rules.courses import why_not_move_course, why_not_save_course
from khe.desks.training.rules.needs import (
    Wanted,
    is_known_need,
    why_not_decide_need,
    why_not_decline_need,
    why_not_propose_for,
    why_not_propose_need,
)
from khe.desks.training.rules.places import (
    earns,
    keys_met,
    overlap,
    span,
    warnings,
    why_not_correct_result,
    why_not_enrol,
    why_not_record_result,
    why_not_withdraw,
)
from khe.desks.training.rules.plans import (
    why_not_allow_overrun,
    why_not_approve_plan,
    why_not_close_plan,
    why_not_save_plan,
)

__all__ = [
    "LEVELS",
    "Span",
    "Wanted",
    "earns",
    "first",
    "is_known_need",
    "keys_met",
    "may_approve",
    "may_decide",
    "may_keep",
    "overlap",
    "span",
    "warnings",
    "why_not_allow_overrun",
    "why_not_approve_plan",
    "why_not_close_plan",
    "why_not_correct_result",
    "why_not_decide_need",
    "why_not_decline_need",
    "why_not_enrol",
    "why_not_keep",
    "why_not_move_course",
    "why_not_propose_for",
    "why_not_propose_need",
    "why_not_record_result",
    "why_not_save_course",
    "why_not_save_plan",
    "why_not_withdraw",
]
