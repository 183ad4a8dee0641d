"""Taking attendance: opening the roll, checking in, excusing, correcting, closing."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.models import Mark, Roll, Round, Seat, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules import checkin as rules
from khe.desks.study.states.attendance import Event, Method
from khe.desks.study.states.planning import (
    ClassKind,
    ClassStatus,
    RoundStatus,
    SeatState,
)


@transacted
def open_roll(class_id: UUID, *, by: Actor, at: datetime) -> Roll:
    """Open the rotating code of a class: its secret is made once and stays on the server."""
    study_class = queries.locked_class(class_id)
    roll = queries.roll_of(class_id)
    place = queries.empty_place(study_class, roll)
    refuse_if(rules.first(rules.why_not_organise(by), rules.why_not_take(place)))
    if roll.secret:
        return roll
    roll.secret = secrets.token_urlsafe(32)
    roll.save()
    _note(study_class, Event.ROLL_OPENED, by=by, at=at)
    return roll


@transacted
def set_minutes(
    class_id: UUID, *, before: int, late: int, after: int, by: Actor, at: datetime
) -> Roll:
    """Set from how many minutes before a class until how many after it one may check in, and how many
    after its beginning one counts as late."""
    study_class = queries.locked_class(class_id)
    roll = queries.roll_of(class_id)
    refuse_if(
        rules.first(
            rules.why_not_organise(by),
            rules.why_not_take(queries.empty_place(study_class, roll)),
            rules.why_not_minutes(
                study_class.starts_at, study_class.ends_at, before=before, late=late, after=after
            ),
        )
    )
    roll.opens_before, roll.late_after, roll.closes_after = before, late, after
    roll.save()
    facts = {"before": before, "late": late, "after": after}
    _note(study_class, Event.MINUTES_SET, by=by, at=at, **facts)
    return roll


@transacted
def check_in(
    class_id: UUID, *, ticket: str, phone: str = "", by: Actor, at: datetime
) -> Seat:  # fmt: skip
    """Write down that `by`, who scanned the code on the screen, is present.

    `ticket` is what they got for a valid code, at most two minutes ago; `phone` a fingerprint of their
    telephone's cookie: one telephone checks in one person of a class. Refused with the reason otherwise.
    """
    study_class = queries.locked_class(class_id)
    roll = queries.roll_of(class_id)
    mine, learner = queries.seat_in(class_id, by.member_id, study_class.round_id)
    place = queries.place_of(study_class, roll, mine, learner)
    refuse_if(
        rules.first(
            rules.why_not_ticket(
                ticket, secret=roll.secret, class_id=class_id, member_id=by.member_id, at=at
            ),
            rules.why_not_check_in(place, at, queries.window_of(study_class, roll)),
        )
    )
    seat = next(s for s in mine if s.study_class_id == class_id)
    used = queries.phone_of_another(class_id, phone, seat.pk)
    refuse_if(Refusal.SAME_PHONE if used else None)
    known = Mark.objects.filter(study_class_id=class_id, phone=phone).exists() if phone else True
    mark = _mark(seat, Method.QR, SeatState.PRESENT, by=by, at=at, phone="" if known else phone)
    _settle(study_class, seat, mark, Event.CHECKED_IN, by=by, at=at)
    return seat


@transacted
def mark_present(seat_id: UUID, *, by: Actor, at: datetime) -> Seat:
    """Write down from the list that a learner is present."""
    seat, study_class, roll, place = _locked_seat(seat_id)
    refuse_if(rules.why_not_mark_present(place, at, queries.window_of(study_class, roll), by))
    mark = _mark(seat, Method.LIST, SeatState.PRESENT, by=by, at=at)
    _settle(study_class, seat, mark, Event.CHECKED_IN, by=by, at=at)
    return seat


@transacted
def excuse(seat_id: UUID, *, reason: str, by: Actor, at: datetime) -> Seat:
    """Write down that a learner is absent with leave, why, and who said so."""
    seat, study_class, _roll, place = _locked_seat(seat_id)
    refuse_if(rules.why_not_excuse(place, reason, by))
    mark = _mark(seat, Method.LIST, SeatState.EXCUSED, by=by, at=at, reason=reason.strip())
    _settle(study_class, seat, mark, Event.EXCUSED, by=by, at=at)
    return seat


@transacted
def correct(seat_id: UUID, *, state: str, reason: str, by: Actor, at: datetime) -> Seat:
    """Change what was written down wrongly, with the reason; also after closing. Both stay on record."""
    seat, study_class, _roll, place = _locked_seat(seat_id)
    refuse_if(rules.why_not_correct(place, state, reason, by))
    mark = _mark(seat, Method.CORRECTION, state, by=by, at=at, reason=reason.strip())
    _settle(study_class, seat, mark, Event.CORRECTED, by=by, at=at)
    return seat


@transacted
def close_roll(class_id: UUID, *, by: Actor, at: datetime) -> Roll:
    """Close attendance ("chốt điểm danh"): whoever was expected and did not come is absent without leave.

    The class has been held with that; the round too, when it was the last of its regular classes.
    """
    one = queries.locked_round(class_id)
    study_class = queries.locked_class(class_id)
    roll = queries.roll_of(class_id)
    place = queries.empty_place(study_class, roll)
    refuse_if(rules.why_not_close(place, study_class.starts_at, at, by))
    missing = list(
        Seat.objects.filter(
            study_class_id=class_id, state=SeatState.EXPECTED, learner__exempt=False
        )
    )
    marks = [_mark(s, Method.CLOSING, SeatState.UNEXCUSED, by=by, at=at) for s in missing]
    Mark.objects.bulk_create(marks)
    Seat.objects.filter(pk__in=[s.pk for s in missing]).update(
        state=SeatState.UNEXCUSED, checked_at=at, method=Method.CLOSING
    )
    roll.closed_at, roll.closed_by = at, by.name
    roll.save()
    study_class.status = ClassStatus.HELD
    study_class.save(update_fields=["status"])
    _note(study_class, Event.ROLL_CLOSED, by=by, at=at, absent=len(missing))
    _round_held(one, by=by, at=at)
    return roll


# ---- what they share -----------------------------------------------------------------------------


def _locked_seat(seat_id: UUID) -> tuple[Seat, StudyClass, Roll, rules.Place]:
    """Lock the class of a seat; return the seat, its class, the roll and what the rules read of them."""
    class_id = Seat.objects.values_list("study_class_id", flat=True).get(pk=seat_id)
    study_class = queries.locked_class(class_id)
    seat = Seat.objects.select_related("learner__member").get(pk=seat_id)
    roll = queries.roll_of(class_id)
    return seat, study_class, roll, queries.place_of(study_class, roll, [seat], seat.learner)


def _mark(
    seat: Seat, method: str, state: str, *, by: Actor, at: datetime, **facts: Any
) -> Mark:  # fmt: skip
    """Return a mark of a seat, not yet stored."""
    return Mark(
        study_class_id=seat.study_class_id, seat=seat, method=method, state=state, happened_at=at,
        recorded_at=at, by_id=by.member_id, by_name=by.name, **facts,
    )  # fmt: skip


def _settle(
    study_class: StudyClass, seat: Seat, mark: Mark, event: str, *, by: Actor, at: datetime
) -> None:
    """Store a mark, what it makes of the seat, and the journal's entry."""
    former = seat.state
    mark.save(force_insert=True)
    seat.state, seat.method, seat.reason = mark.state, mark.method, mark.reason
    seat.checked_at = None if mark.state == SeatState.EXPECTED else mark.happened_at
    seat.save(update_fields=["state", "method", "reason", "checked_at"])
    _note(
        study_class, event, by=by, at=at, seat=seat.pk, method=mark.method, state=mark.state,
        former=former,
    )  # fmt: skip


def _note(study_class: StudyClass, event: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    record(study_class, event, by=by, at=at, **facts)
    study_class.save(update_fields=["journal_seq", "journal_hash"])


def _round_held(one: Round, *, by: Actor, at: datetime) -> None:
    """A round has been held when all of its regular classes have."""
    regular = queries.classes_of(one.pk).filter(kind=ClassKind.REGULAR)
    if regular.exclude(status=ClassStatus.HELD).exists():
        return
    if one.status not in (RoundStatus.PLANNING, RoundStatus.ANNOUNCED):
        return
    one.status, one.held_at = RoundStatus.HELD, regular.aggregate(end=Max("ends_at"))["end"]
    record(one, Event.ROUND_HELD, by=by, at=at, held_at=one.held_at)
    one.save(update_fields=["status", "held_at", "journal_seq", "journal_hash"])
