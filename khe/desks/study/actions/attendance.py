"""Attendance of many at once: a spreadsheet, and the class for those who were absent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.actions import telling
from khe.desks.study.models import Hall, Mark, Round, Seat, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules import attendance as rules
from khe.desks.study.rules import checkin
from khe.desks.study.states.attendance import Event, Method
from khe.desks.study.states.planning import ClassKind, ClassStatus, RoundStatus, SeatState


@dataclass(frozen=True)
class Given:
    """What a spreadsheet says of a seat."""

    state: str
    reason: str = ""


@transacted
def take_over(
    class_id: UUID, given: Mapping[UUID, Given], *, by: Actor, at: datetime
) -> int:  # fmt: skip
    """Take over attendance of a class from a spreadsheet, all or nothing; return how many changed.

    `given` is by seat. What is said already changes nothing. Until attendance is closed.
    """
    study_class = queries.locked_class(class_id)
    roll = queries.roll_of(class_id)
    place = queries.empty_place(study_class, roll)
    early = at < queries.window_of(study_class, roll).opens_at
    refuse_if(
        checkin.first(
            checkin.why_not_organise(by),
            checkin.why_not_take(place),
            Refusal.TOO_EARLY if early else None,
        )
    )
    seats = Seat.objects.filter(study_class_id=class_id, pk__in=list(given))
    seats_by_id = {seat.pk: seat for seat in seats.select_related("learner")}
    refuse_if(_why_not(given, seats_by_id))
    changed = [s for pk, s in seats_by_id.items() if s.state != given[pk].state]
    moment = min(at, study_class.starts_at) if at > study_class.ends_at else at
    for seat in changed:
        seat.state, seat.reason = given[seat.pk].state, given[seat.pk].reason
        seat.method, seat.checked_at = Method.IMPORT, moment
    Seat.objects.bulk_update(changed, ["state", "reason", "method", "checked_at"], batch_size=500)
    Mark.objects.bulk_create(
        Mark(
            study_class=study_class, seat=seat, method=Method.IMPORT, state=seat.state,
            reason=seat.reason, happened_at=moment, recorded_at=at, by_id=by.member_id,
            by_name=by.name,
        )
        for seat in changed
    )  # fmt: skip
    record(study_class, Event.IMPORTED, by=by, at=at, seats=len(changed))
    study_class.save(update_fields=["journal_seq", "journal_hash"])
    return len(changed)


def _why_not(given: Mapping[UUID, Given], seats: Mapping[UUID, Seat]) -> Refusal | None:
    """Every row is of a seat of this class, of somebody who has to come, and says something known."""
    if set(given) - set(seats):
        return Refusal.WRONG_CLASS
    if any(seat.learner.exempt for seat in seats.values()):
        return Refusal.EXEMPT
    said = list(given.values())
    if any(one.state not in set(SeatState) - {SeatState.EXPECTED} for one in said):
        return Refusal.NOT_A_STATE
    without = any(one.state == SeatState.EXCUSED and not one.reason for one in said)
    return Refusal.NO_REASON if without else None


@transacted
def arrange_makeup(
    round_id: UUID, *, hall_id: UUID, starts_at: datetime, ends_at: datetime,
    speaker_id: UUID | None = None, by: Actor, at: datetime,
) -> StudyClass:  # fmt: skip
    """Make a make-up class (UTC moments) for everybody of the round who has not studied, and invite them.

    Their attendance there is counted apart: the rate of the regular classes never changes by it.
    """
    one = Round.objects.select_for_update().get(pk=round_id)
    hall = Hall.objects.get(pk=hall_id)
    absent = list(queries.to_make_up(round_id))
    met = queries.clashing(starts_at, ends_at)
    refuse_if(
        rules.why_not_make_up(
            by=by, at=at, books_closed=one.status == RoundStatus.CLOSED,
            starts_at=starts_at, ends_at=ends_at, absent=len(absent),
            seats=hall.seats, hall_free=not met.filter(hall_id=hall_id).exists(),
            speaker_free=not (speaker_id and met.filter(speaker_id=speaker_id).exists()),
        )
    )  # fmt: skip
    made = StudyClass.objects.create(
        round=one, hall=hall, speaker_id=speaker_id, starts_at=starts_at, ends_at=ends_at,
        seats=hall.seats, kind=ClassKind.MAKEUP, is_kept=True, status=ClassStatus.ANNOUNCED,
    )  # fmt: skip
    seats = Seat.objects.bulk_create(
        Seat(study_class=made, learner=learner, kind=ClassKind.MAKEUP, is_kept=True)
        for learner in absent
    )
    telling.invite(made, seats, at=at)
    record(one, Event.MAKEUP_ARRANGED, by=by, at=at, study_class=made.pk, learners=len(absent))
    one.save(update_fields=["journal_seq", "journal_hash"])
    return made
