"""Feedback on a class: given by those present, kept so that nobody finds out who said what."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.models import FeedbackCount, FeedbackGiven, FeedbackRemark, StudyClass
from khe.desks.study.queries import attendance, learning
from khe.desks.study.rules import feedback as rules
from khe.desks.study.states.feedback import RATINGS, Event, Topic


@transacted
def give_feedback(
    class_id: UUID, *, ratings: Mapping[str, int], remark: str = "", by: Actor, at: datetime
) -> None:
    """Add one answer to the counts of a class; note apart that this learner has given one.

    Nothing of the answer goes into the journal. Remarks of the class are written anew in a random order,
    so that no row tells by its place which came last.
    """
    study_class = attendance.locked_class(class_id)
    learner = learning.present_learner(class_id, by.member_id)
    roll = attendance.roll_of(class_id)
    refuse_if(
        rules.why_not_give(
            ratings, present=learner is not None, given=learning.has_given(class_id, learner),
            begun=at >= study_class.starts_at,
            over=at >= rules.over_at(study_class.ends_at, roll.feedback_closed_at),
        )
    )  # fmt: skip
    FeedbackGiven.objects.create(study_class=study_class, learner=learner)
    _count(study_class, ratings)
    if remark.strip():
        _shuffle_in(study_class, remark.strip())
    record(study_class, Event.FEEDBACK_GIVEN, by=by, at=at)
    study_class.save(update_fields=["journal_seq", "journal_hash"])


@transacted
def close_feedback(class_id: UUID, *, by: Actor, at: datetime) -> None:
    """End feedback on a class sooner than of itself; what came in may be seen then."""
    study_class = attendance.locked_class(class_id)
    roll = attendance.roll_of(class_id)
    over = at >= rules.over_at(study_class.ends_at, roll.feedback_closed_at)
    refuse_if(rules.why_not_close(over, at >= study_class.starts_at, by))
    roll.feedback_closed_at = at
    roll.save()
    record(study_class, Event.FEEDBACK_CLOSED, by=by, at=at)
    study_class.save(update_fields=["journal_seq", "journal_hash"])


def _count(study_class: StudyClass, ratings: Mapping[str, int]) -> None:
    counts = FeedbackCount.objects.filter(study_class=study_class).first()
    counts = counts or FeedbackCount(study_class=study_class)
    for topic in Topic.values:
        row = counts.ratings.get(topic, [0] * len(RATINGS))
        row[RATINGS.index(ratings[topic])] += 1
        counts.ratings[topic] = row
    counts.given += 1
    counts.save()


def _shuffle_in(study_class: StudyClass, remark: str) -> None:
    found = FeedbackRemark.objects.filter(study_class=study_class)
    texts = [*found.values_list("text", flat=True), remark[:1000]]
    secrets.SystemRandom().shuffle(texts)
    found.delete()
    FeedbackRemark.objects.bulk_create(
        FeedbackRemark(study_class=study_class, text=text) for text in texts
    )
