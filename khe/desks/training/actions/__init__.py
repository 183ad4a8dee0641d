"""Changing training: one function per verb. Call through the module: `actions.enrol(...)`."""

from khe.desks.training.actions.courses import move_course, save_course
from khe.desks.training.actions.importing import import_enrolments, preview
from khe.desks.training.actions.needs import (
    approve_need,
    decline_need,
    propose_need,
    propose_needs,
)
from khe.desks.training.actions.places import attach_certificate, enrol, enrol_many, withdraw
from khe.desks.training.actions.plans import allow_overrun, approve_plan, close_plan, save_plan
from khe.desks.training.actions.results import (
    Result,
    correct_result,
    record_result,
    record_results,
)
from khe.desks.training.rules import Wanted

__all__ = [
    "Result",
    "Wanted",
    "allow_overrun",
    "approve_need",
    "approve_plan",
    "attach_certificate",
    "close_plan",
    "correct_result",
    "decline_need",
    "enrol",
    "enrol_many",
    "import_enrolments",
    "move_course",
    "preview",
    "propose_need",
    "propose_needs",
    "record_result",
    "record_results",
    "save_course",
    "save_plan",
    "withdraw",
]
