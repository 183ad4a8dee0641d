"""The words of shortcomings, their measures and judgements."""

from khe.desks.improvement.states.shortcomings import (
    STATE_KINDS,
    Event,
    Severity,
    State,
    Status,
    Verdict,
)

__all__ = ["STATE_KINDS", "Event", "Severity", "State", "Status", "Verdict"]
