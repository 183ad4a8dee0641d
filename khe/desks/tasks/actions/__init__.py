"""Changing tasks: one function per verb. Call through the module: `actions.assign(...)`."""

from khe.desks.tasks.actions.assigning import assign, assign_each, split
from khe.desks.tasks.actions.people import change_co, hand_over, reassign

__all__ = ["assign", "assign_each", "change_co", "hand_over", "reassign", "split"]
