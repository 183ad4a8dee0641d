"""Seats by hand: place a learner, move them, give a seat up, let the planner have it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.actions import telling
from khe.desks.study.actions.classes import locked_with_round
from khe.desks.study.models import Learner, Round, Seat, StudyClass
from khe.desks.study.queries.common import dropped
from khe.desks.study.rules import classes as rules
from khe.desks.study.rules.availability import Availability
from khe.desks.study.states import ClassKind, ClassStatus, Event


@dataclass
class _Move:
    """Who goes where: the learner, the class, the round, and the regular seat that is left."""

    learner: Learner
    study_class: StudyClass
    round: Round
    former: Seat | None


@transaction.atomic
def place(learner_id: UUID, *, class_id: UUID, by: Actor, at: datetime) -> Seat:
    """Give a learner a seat in a class by hand; a regular seat elsewhere in the round moves with them.

    The planner keeps it. Whoever was invited is told of the change; into an announced class they are
    invited at once.
    """
    study_class, round = locked_with_round(class_id)
    learner = Learner.objects.select_for_update().get(pk=learner_id)
    is_regular = study_class.kind == ClassKind.REGULAR
    own = Seat.objects.filter(learner=learner).select_related("study_class__hall", "learner")
    former = own.filter(kind=ClassKind.REGULAR).first() if is_regular else None
    move = _Move(learner, study_class, round, former)
    refuse_if(_why_not(move, by, at))
    seat = former or Seat(learner=learner, kind=study_class.kind)
    left = former.study_class if former else None
    seat.study_class, seat.is_kept = study_class, True
    if former:
        seat.sequence += 1
    seat.save()
    _tell(seat, left, round, at=at)
    _record(study_class, Event.SEAT_MOVED, learner, by=by, at=at, left=left.pk if left else None)
    return seat


def _why_not(move: _Move, by: Actor, at: datetime) -> Any:
    there, learner = move.study_class, move.learner
    seats = Seat.objects.filter(study_class=there)
    return rules.why_not_seat(
        exempt=learner.exempt, rounds=(learner.round_id, there.round_id), kind=there.kind,
        status=there.status, round=move.round.status, seats=there.seats, taken=seats.count(),
        has_regular=False, in_class=seats.filter(learner=learner).exists(),
        state=move.former.state if move.former else "expected",
        availability=Availability.parse(learner.cannot), span=(there.starts_at, there.ends_at),
        at=at, by=by,
    )  # fmt: skip


def _tell(seat: Seat, left: StudyClass | None, round: Round, *, at: datetime) -> None:
    """Tell a learner of the seat they have now, if their class was announced or their former one was."""
    is_announced = seat.study_class.status == ClassStatus.ANNOUNCED
    if is_announced and seat.invited_at:
        telling.change(seat.study_class, [seat], at=at)
    elif is_announced:
        telling.invite(seat.study_class, [seat], at=at)
    elif seat.invited_at and left:
        left.round = round
        telling.withdraw(left, [seat], reason=_("Được xếp sang lớp khác, sẽ báo sau."), at=at)
        seat.invited_at, seat.sequence = None, seat.sequence + 1
        seat.save(update_fields=["invited_at", "sequence"])


@transaction.atomic
def unseat(seat_id: UUID, *, reason: str = "", by: Actor, at: datetime) -> Learner:
    """Take a seat back; the learner is without one again, and is told if they were invited."""
    class_id = Seat.objects.values_list("study_class_id", flat=True).get(pk=seat_id)
    study_class, round = locked_with_round(class_id)
    seat = Seat.objects.select_related("learner").get(pk=seat_id)
    refuse_if(rules.why_not_unseat(study_class.status, round.status, seat.state, by))
    if seat.invited_at:
        seat.sequence += 1
        why = reason.strip() or _("Danh sách lớp thay đổi.")
        telling.withdraw(study_class, [seat], reason=why, at=at)
    learner = seat.learner
    dropped(Seat.objects.filter(pk=seat_id))
    _record(study_class, Event.SEAT_RELEASED, learner, by=by, at=at, reason=reason.strip())
    return learner


def _record(
    study_class: StudyClass, event: Event, learner: Learner, *, by: Actor, at: datetime,
    **facts: Any,
) -> None:  # fmt: skip
    record(study_class, event, by=by, at=at, learner=learner.pk, member=learner.member_id, **facts)
    study_class.save(update_fields=["journal_seq", "journal_hash"])
