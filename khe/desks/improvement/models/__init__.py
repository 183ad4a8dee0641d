"""What is stored of shortcomings."""

from khe.desks.improvement.models.plans import (
    PeriodPlan,
    PlanItem,
)
from khe.desks.improvement.models.reviews import (
    Campaign,
    Opinion,
    Review,
    SetAside,
)
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
    "Campaign",
    "Counter",
    "Evidence",
    "Field",
    "Judgement",
    "Measure",
    "Opinion",
    "PeriodPlan",
    "PlanItem",
    "Relapse",
    "Review",
    "SetAside",
    "Shortcoming",
    "ShortcomingLink",
]
