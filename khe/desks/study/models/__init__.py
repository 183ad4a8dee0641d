"""What study stores: one module a noun."""

from khe.desks.study.models.classes import Seat, StudyClass
from khe.desks.study.models.documents import Document
from khe.desks.study.models.halls import Hall, Speaker
from khe.desks.study.models.planning import Plan
from khe.desks.study.models.programmes import Programme
from khe.desks.study.models.rounds import Learner, Round

__all__ = [
    "Document",
    "Hall",
    "Learner",
    "Plan",
    "Programme",
    "Round",
    "Seat",
    "Speaker",
    "StudyClass",
]
