"""The words of shortcomings, their measures and judgements, and of the plan of the next period."""

from khe.desks.improvement.states.plans import Choice, ItemKind, PlanEvent, PlanStatus, Why
from khe.desks.improvement.states.shortcomings import (
    STATE_KINDS,
    Event,
    Severity,
    State,
    Status,
    Verdict,
)

__all__ = [
    "STATE_KINDS",
    "Choice",
    "Event",
    "ItemKind",
    "PlanEvent",
    "PlanStatus",
    "Severity",
    "State",
    "Status",
    "Verdict",
    "Why",
]
