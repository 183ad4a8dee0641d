"""What is stored of pools, rotation plans and handovers."""

from khe.desks.succession.models.handover import Asset, Handover, Item
from khe.desks.succession.models.plan import Conflict, Decision, Move, RotationPlan
from khe.desks.succession.models.pool import Candidate, PoolTerm, Review, ReviewLine

__all__ = [
    "Asset",
    "Candidate",
    "Conflict",
    "Decision",
    "Handover",
    "Item",
    "Move",
    "PoolTerm",
    "Review",
    "ReviewLine",
    "RotationPlan",
]
