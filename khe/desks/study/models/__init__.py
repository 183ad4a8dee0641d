"""What study stores: one module a noun."""

from khe.desks.study.models.action_programmes import ActionProgramme, Deed, Goal
from khe.desks.study.models.attendance import Device, Mark, Roll
from khe.desks.study.models.classes import Seat, StudyClass
from khe.desks.study.models.documents import Document
from khe.desks.study.models.essays import Essay, EssayCall
from khe.desks.study.models.feedback import FeedbackCount, FeedbackGiven, FeedbackRemark
from khe.desks.study.models.halls import Hall, Speaker
from khe.desks.study.models.planning import Plan
from khe.desks.study.models.programmes import Programme
from khe.desks.study.models.quizzes import Attempt, Question, Quiz
from khe.desks.study.models.rounds import Learner, Round

__all__ = [
    "ActionProgramme",
    "Attempt",
    "Deed",
    "Device",
    "Document",
    "Essay",
    "EssayCall",
    "FeedbackCount",
    "FeedbackGiven",
    "FeedbackRemark",
    "Goal",
    "Hall",
    "Learner",
    "Mark",
    "Plan",
    "Programme",
    "Question",
    "Quiz",
    "Roll",
    "Round",
    "Seat",
    "Speaker",
    "StudyClass",
]
