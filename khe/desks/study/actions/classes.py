"""Classes by hand: set one up, change it, keep it where it is, call it off."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.actions import telling
from khe.desks.study.models import Hall, Round, Seat, Speaker, StudyClass
from khe.desks.study.queries import halls
from khe.desks.study.queries import rounds as queries
from khe.desks.study.queries.common import dropped
from khe.desks.study.rules import classes as rules
from khe.desks.study.states import ClassKind, ClassStatus, Event, SeatState


def locked_with_round(class_id: UUID) -> tuple[StudyClass, Round]:
    """Return a class and its round, both locked: the round first, like everybody."""
    round_id = StudyClass.objects.values_list("round_id", flat=True).get(pk=class_id)
    round = queries.locked(round_id)
    found = StudyClass.objects.select_for_update(of=("self",)).select_related("hall", "speaker")
    study_class = found.get(pk=class_id)
    study_class.round = round
    return study_class, round


@transaction.atomic
def save_class(
    *, id: UUID | None = None, round_id: UUID, hall_id: UUID, speaker_id: UUID | None = None,
    starts_at: datetime, ends_at: datetime, seats: int | None = None,
    kind: str = ClassKind.REGULAR, by: Actor, at: datetime,
) -> StudyClass:  # fmt: skip
    """Set up a class by hand, or change one; the planner keeps it as it is. Moments are UTC.

    `seats`: None gives every seat of the hall. Learners who were invited are told of a new time or place.
    """
    study_class, round = locked_with_round(id) if id else _new(queries.locked(round_id), kind)
    hall, speaker = halls.locked_hall(hall_id), None
    if speaker_id:
        speaker = halls.locked_speaker(speaker_id)
    seats = hall.seats if seats is None else seats
    seated = list(Seat.objects.filter(study_class_id=study_class.pk).select_related("learner"))
    _refuse(study_class, round, hall, speaker, (starts_at, ends_at), (seats, len(seated)), by, at)
    former = (study_class.starts_at, study_class.ends_at, study_class.hall_id)
    study_class.hall, study_class.speaker, study_class.seats = hall, speaker, seats
    study_class.starts_at, study_class.ends_at, study_class.is_kept = starts_at, ends_at, True
    _recorded(
        study_class, Event.CLASS_SAVED, by=by, at=at,
        hall=hall.pk, speaker=speaker_id, starts_at=starts_at, ends_at=ends_at, seats=seats,
    )  # fmt: skip
    if id and former != (starts_at, ends_at, hall.pk):
        _tell_of_change(study_class, seated, at=at)
    return study_class


def _new(round: Round, kind: str) -> tuple[StudyClass, Round]:
    return StudyClass(round=round, kind=kind), round


def _refuse(
    study_class: StudyClass, round: Round, hall: Hall, speaker: Speaker | None, span: rules.Span,
    counts: tuple[int, int], by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Ask the rule; `counts` are the seats wanted and those taken."""
    by_hall, by_speaker = halls.taken(*span, without=[study_class.pk])
    refuse_if(
        rules.why_not_save_class(
            span=span, seats=counts[0], seated=counts[1],
            hall=halls.as_place(hall, by_hall.get(hall.pk, ())),
            speaker=halls.as_place(speaker, by_speaker.get(speaker.pk, ())) if speaker else None,
            days=(round.first_day, round.last_day), round=round.status, status=study_class.status,
            kind=study_class.kind, at=at, by=by,
        )
    )  # fmt: skip


def _tell_of_change(study_class: StudyClass, seated: list[Seat], *, at: datetime) -> None:
    told = [seat for seat in seated if seat.invited_at]
    Seat.objects.filter(pk__in=[s.pk for s in told]).update(sequence=F("sequence") + 1)
    for seat in told:
        seat.sequence += 1
    if told:
        telling.change(study_class, told, at=at)


@transaction.atomic
def pin_class(class_id: UUID, *, by: Actor, at: datetime) -> StudyClass:
    """Keep a class where it is, whatever the planner proposes."""
    study_class, round = locked_with_round(class_id)
    refuse_if(rules.why_not_change_class(study_class.status, round.status, by))
    study_class.is_kept = True
    return _recorded(study_class, Event.CLASS_PINNED, by=by, at=at)


@transaction.atomic
def release_class(class_id: UUID, *, by: Actor, at: datetime) -> StudyClass:
    """Let the planner move a class again, and those placed in it by hand."""
    study_class, round = locked_with_round(class_id)
    refuse_if(rules.why_not_change_class(study_class.status, round.status, by))
    study_class.is_kept = False
    Seat.objects.filter(study_class=study_class).update(is_kept=False)
    return _recorded(study_class, Event.CLASS_RELEASED, by=by, at=at)


@transaction.atomic
def cancel_class(class_id: UUID, *, reason: str, by: Actor, at: datetime) -> StudyClass:
    """Call a class off: those invited are told, and everybody in it is without a seat again."""
    study_class, round = locked_with_round(class_id)
    seated = list(Seat.objects.filter(study_class=study_class).select_related("learner"))
    checked = sum(seat.state != SeatState.EXPECTED for seat in seated)
    refuse_if(rules.why_not_cancel_class(study_class.status, round.status, reason, checked, by))
    told = [seat for seat in seated if seat.invited_at]
    for seat in told:
        seat.sequence += 1
    if told:
        telling.withdraw(study_class, told, reason=reason.strip(), at=at)
    dropped(Seat.objects.filter(study_class=study_class))
    study_class.status = ClassStatus.CANCELLED
    return _recorded(
        study_class, Event.CLASS_CANCELLED, by=by, at=at,
        reason=reason.strip(), learners=[seat.learner_id for seat in seated],
    )  # fmt: skip


@transaction.atomic
def hold_class(class_id: UUID, *, by: Actor, at: datetime) -> StudyClass:
    """Say that a class has been held."""
    study_class, _round = locked_with_round(class_id)
    refuse_if(rules.why_not_hold_class(study_class.status, study_class.ends_at, at, by))
    study_class.status = ClassStatus.HELD
    return _recorded(study_class, Event.CLASS_HELD, by=by, at=at)


def _recorded(
    study_class: StudyClass, event: Event, *, by: Actor, at: datetime, **facts: Any
) -> StudyClass:
    record(study_class, event, by=by, at=at, **facts)
    study_class.save()
    return study_class
