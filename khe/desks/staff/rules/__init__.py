"""Who may change the organisation, its accounts, its delegations and its records, and when. Pure.

Every `why_not_<verb>` returns the reason, or None when it may be done. Days are local dates; a span
(began, ended) holds its first day and not its last; `None` is open.
"""

from khe.desks.staff.rules.accounts import (
    why_not_keep_account,
    why_not_lock,
    why_not_make_account,
    why_not_remove_second_step,
    why_not_unlock,
)
from khe.desks.staff.rules.common import first, when, why_not_administer
from khe.desks.staff.rules.delegations import why_not_delegate, why_not_give, why_not_revoke
from khe.desks.staff.rules.members import bare, why_not_keep_facts, why_not_name, why_not_write
from khe.desks.staff.rules.organisation import (
    in_a_circle,
    why_not_lose_admins,
    why_not_save_post,
)
from khe.desks.staff.rules.periods import (
    Pieces,
    covers,
    ever_in_a_circle,
    parents_on,
    why_not_change_part,
    why_not_dissolve,
)
from khe.desks.staff.rules.records import (
    RECORD_KEEPERS,
    RECORD_READERS,
    why_not_keep_record,
    why_not_qualify,
    why_not_see_record,
)
from khe.desks.staff.rules.spans import Span, Window, most_at_once, outside, overlap
from khe.desks.staff.rules.tenures import (
    ACT_KEEPERS,
    why_not_appoint,
    why_not_end,
    why_not_hold,
    why_not_record_act,
    why_not_release,
    why_not_transfer,
    years_after,
)

__all__ = [
    "ACT_KEEPERS",
    "RECORD_KEEPERS",
    "RECORD_READERS",
    "Pieces",
    "Span",
    "Window",
    "bare",
    "covers",
    "ever_in_a_circle",
    "first",
    "in_a_circle",
    "most_at_once",
    "outside",
    "overlap",
    "parents_on",
    "when",
    "why_not_administer",
    "why_not_appoint",
    "why_not_change_part",
    "why_not_delegate",
    "why_not_dissolve",
    "why_not_end",
    "why_not_give",
    "why_not_hold",
    "why_not_keep_account",
    "why_not_keep_facts",
    "why_not_keep_record",
    "why_not_lock",
    "why_not_lose_admins",
    "why_not_make_account",
    "why_not_name",
    "why_not_qualify",
    "why_not_record_act",
    "why_not_release",
    "why_not_remove_second_step",
    "why_not_revoke",
    "why_not_save_post",
    "why_not_see_record",
    "why_not_transfer",
    "why_not_unlock",
    "why_not_write",
    "years_after",
]
