"""Essays: asking for them, handing in, grading, returning."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from khe.base.files.actions import attach
from khe.base.journal.record import record
from khe.base.messages.posting import post
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.models import Essay, EssayCall, Programme
from khe.desks.study.queries import learning as queries
from khe.desks.study.rules import essays as rules
from khe.desks.study.states.essays import EssayStatus, Event
from khe.desks.study.words import essay_graded, essay_returned


@transacted
def call_for_essays(
    programme_id: UUID, *, topic: str, due_at: datetime, by: Actor, at: datetime
) -> EssayCall:
    """Ask the learners of a programme for an essay by a moment (UTC), or change what is asked."""
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    call = queries.call_of(programme_id) or EssayCall(programme=programme)
    refuse_if(rules.why_not_call(topic, due_at, call.closed_at is not None, at, by))
    call.topic, call.due_at = topic.strip(), due_at
    record(call, Event.CALL_SAVED, by=by, at=at, due_at=due_at)
    call.save()
    return call


@transacted
def close_call(call_id: UUID, *, by: Actor, at: datetime) -> EssayCall:
    """Take no more essays in; what was returned may still be handed in again."""
    call = queries.locked_call(call_id)
    refuse_if(rules.why_not_close(call.closed_at is not None, by))
    call.closed_at = at
    record(call, Event.CALL_CLOSED, by=by, at=at)
    call.save()
    return call


@transaction.atomic
def hand_in(
    call_id: UUID, *, text: str, uploads: Sequence[UploadedFile] = (), by: Actor, at: datetime
) -> Essay:
    """Hand in an essay: text, files, or both. After the due moment it is noted as late."""
    call = queries.locked_call(call_id)
    learner = queries.learner_of(call.programme_id, by.member_id)
    former = Essay.objects.filter(call=call, learner=learner).first() if learner else None
    refuse_if(
        rules.why_not_hand_in(
            listed=learner is not None,
            exempt=bool(learner and learner.exempt),
            closed=call.closed_at is not None,
            status=former.status if former else None,
            has_content=bool(text.strip() or uploads),
        )
    )
    essay = former or Essay(call=call, learner=learner, is_late=at > call.due_at)
    essay.times = former.times + 1 if former else 1
    essay.text, essay.status, essay.handed_in_at = text.strip(), EssayStatus.HANDED_IN, at
    files = [attach(essay.pk, upload, by=by, at=at).sha256 for upload in uploads]
    record(essay, Event.HANDED_IN, by=by, at=at, files=files, late=essay.is_late)
    essay.save()
    return essay


@transacted
def grade(essay_id: UUID, *, grade: Decimal, comment: str = "", by: Actor, at: datetime) -> Essay:
    """Grade an essay from 0 to 10 in halves; the writer is told."""
    essay = queries.locked_essay(essay_id)
    refuse_if(rules.why_not_grade(essay.status, essay.learner.member_id, grade, by))
    essay.status, essay.grade, essay.comment = EssayStatus.GRADED, grade, comment.strip()
    essay.graded_at, essay.graded_by = at, by.name
    record(essay, Event.GRADED, by=by, at=at, grade=str(grade))
    essay.save()
    _tell(essay, essay_graded(essay.call), at=at)
    return essay


@transacted
def return_essay(essay_id: UUID, *, comment: str, by: Actor, at: datetime) -> Essay:
    """Return an essay to be improved, with what is missing; the writer is told."""
    essay = queries.locked_essay(essay_id)
    refuse_if(rules.why_not_return(essay.status, essay.learner.member_id, comment, by))
    essay.status, essay.comment = EssayStatus.RETURNED, comment.strip()
    record(essay, Event.RETURNED, by=by, at=at)
    essay.save()
    _tell(essay, essay_returned(essay.call), at=at)
    return essay


def _tell(essay: Essay, told: tuple[str, str, str], *, at: datetime) -> None:
    """Leave the writer a message: subject, text, address. The grade itself is not in it."""
    subject, text, url = told
    key = f"study.essay:{essay.pk}:{essay.status}:{essay.times}"
    post(essay.learner.member_id, key=key, subject=subject, text=text, url=url, at=at)
