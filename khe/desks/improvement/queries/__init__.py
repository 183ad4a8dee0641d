"""Reading shortcomings. Call through the module: `queries.visible_to(actor, at)`."""

from khe.desks.improvement.queries.measured import latest_values, retired
from khe.desks.improvement.queries.seeing import (
    day_of,
    evidence_of,
    family,
    fields,
    has_measures,
    last_judgement,
    links_of,
    locked,
    measures_led,
    next_code,
    open_task,
    search,
    untold,
    visible_to,
    watched_for_relapse,
)

__all__ = [
    "day_of",
    "evidence_of",
    "family",
    "fields",
    "has_measures",
    "last_judgement",
    "latest_values",
    "links_of",
    "locked",
    "measures_led",
    "next_code",
    "open_task",
    "retired",
    "search",
    "untold",
    "visible_to",
    "watched_for_relapse",
]
