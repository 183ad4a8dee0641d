"""Reading tasks. Call through the module: `queries.visible_to(actor, at)`."""

from khe.desks.tasks.queries.listing import counts, in_state, narrowed, of_source, open_of, search
from khe.desks.tasks.queries.load import Load, load_of
from khe.desks.tasks.queries.seeing import (
    led_of,
    locked,
    locked_recurring,
    members_of,
    mine,
    next_code,
    open_parts,
    recurring_due,
    visible_recurring,
    visible_to,
    waiting_rows,
)

__all__ = [
    "Load",
    "counts",
    "in_state",
    "led_of",
    "load_of",
    "locked",
    "locked_recurring",
    "members_of",
    "mine",
    "narrowed",
    "next_code",
    "of_source",
    "open_of",
    "open_parts",
    "recurring_due",
    "search",
    "visible_recurring",
    "visible_to",
    "waiting_rows",
]
