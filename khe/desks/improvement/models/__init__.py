"""What is stored of shortcomings."""

from khe.desks.improvement.models.shortcomings import (
    Counter,
    Evidence,
    Field,
    Judgement,
    Measure,
    Relapse,
    Shortcoming,
    ShortcomingLink,
)

__all__ = [
    "Counter",
    "Evidence",
    "Field",
    "Judgement",
    "Measure",
    "Relapse",
    "Shortcoming",
    "ShortcomingLink",
]
