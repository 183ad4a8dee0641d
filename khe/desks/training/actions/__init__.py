"""Changing training: one function per verb. Call through the module: `actions.enrol(...)`."""

from khe.desks.training.actions.needs import (
    Wanted,
    approve_need,
    decline_need,
    propose_need,
    propose_needs,
)

__all__ = ["Wanted", "approve_need", "decline_need", "propose_need", "propose_needs"]
