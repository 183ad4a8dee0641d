"""The device at the door, which may have no network: preparing it, and taking in what it sends later."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.models import Device, Mark, Roll, Seat, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules import checkin
from khe.desks.study.rules import devices as rules
from khe.desks.study.rules.devices import Sent
from khe.desks.study.states.attendance import Event, Method, Outcome, What
from khe.desks.study.states.planning import RoundStatus, SeatState


@transacted
def prepare_device(
    class_id: UUID, *, device_now: datetime, label: str = "", by: Actor, at: datetime
) -> Device:
    """Prepare a device for the door of a class while it has a network; `device_now` is its own clock
    (UTC), from which the offset is measured."""
    study_class = queries.locked_class(class_id)
    roll = queries.roll_of(class_id)
    place = queries.empty_place(study_class, roll)
    wild = abs(at - device_now) > rules.UTC_OFFSET
    refuse_if(
        checkin.first(
            checkin.why_not_organise(by),
            checkin.why_not_take(place),
            Refusal.CLOCK_UNSET if wild else None,
        )
    )
    device = Device.objects.create(
        study_class=study_class, label=label.strip()[:60], prepared_at=at, prepared_by=by.name,
        by_id=by.member_id, offset_ms=round((at - device_now) / timedelta(milliseconds=1)),
    )  # fmt: skip
    record(study_class, Event.DEVICE_PREPARED, by=by, at=at, device=device.pk, ms=device.offset_ms)
    study_class.save(update_fields=["journal_seq", "journal_hash"])
    return device


@transacted
def receive_marks(
    device_id: UUID, sent: Sequence[Sent], *, by: Actor, at: datetime
) -> list[Mark]:  # fmt: skip
    """Take in what a device marked, in the order of its numbers; return the mark of each number sent.

    What has arrived before is only acknowledged. A mark that may not be is kept with its reason; a batch
    with a gap, or that contradicts what came before, is refused whole and nothing of it is done.
    """
    device = Device.objects.select_related("study_class").get(pk=device_id)
    study_class = queries.locked_class(device.study_class_id)
    stored: dict[int, Mark] = {m.number or 0: m for m in queries.marks_of(device)}
    known = {number: _as_sent(mark) for number, mark in stored.items()}
    refuse_if(checkin.first(checkin.why_not_organise(by), rules.why_not_receive(sent, known)))
    fresh = rules.fresh(sent, known)
    if fresh:
        door = _door(device, study_class, fresh, list(stored.values()), by=by, at=at)
        marks = [door.take(mark) for mark in fresh]
        Mark.objects.bulk_create(marks)
        door.store()
        stored |= {mark.number or 0: mark for mark in marks}
        record(
            study_class, Event.MARKS_RECEIVED, by=by, at=at, device=device.pk,
            first=fresh[0].number, last=fresh[-1].number,
            seats=sorted(str(seat.pk) for seat in door.changed.values()),
        )  # fmt: skip
        study_class.save(update_fields=["journal_seq", "journal_hash"])
    return [stored[number] for number in sorted({mark.number for mark in sent})]


def _as_sent(mark: Mark) -> Sent:
    """Return a stored mark as its device told it; a constraint says that it has all of it."""
    told: Any = (mark.number, mark.device_seat, mark.state, mark.device_at)
    return Sent(*told)


def _door(
    device: Device, study_class: StudyClass, fresh: Sequence[Sent], stored: Sequence[Mark], *,
    by: Actor, at: datetime,
) -> "_Door":  # fmt: skip
    """Read what taking a batch in needs, in one query."""
    seats = Seat.objects.filter(pk__in={mark.seat_id for mark in fresh}).select_related("learner")
    return _Door(
        device=device, study_class=study_class, roll=queries.roll_of(study_class.pk), by=by, at=at,
        seats={seat.pk: seat for seat in seats},
        before=stored[-1].happened_at if stored else None,
    )  # fmt: skip


@dataclass
class _Door:
    """What a batch is taken in against; changes are gathered and stored at once."""

    device: Device
    study_class: StudyClass
    roll: Roll
    by: Actor
    at: datetime
    seats: dict[UUID, Seat]
    before: datetime | None
    changed: dict[UUID, Seat] = field(default_factory=dict)

    def take(self, sent: Sent) -> Mark:
        """Return the mark of one entry with what became of it, and change the seat."""
        moment = rules.happened_at(sent.device_at, timedelta(milliseconds=self.device.offset_ms))
        seat = self.seats.get(sent.seat_id)
        here = seat if seat and seat.study_class_id == self.study_class.pk else None
        refusal = self.why_not(sent, seat, here, moment)
        mark = Mark(
            study_class=self.study_class, seat=here, method=Method.DEVICE, state=sent.what,
            outcome=Outcome.REFUSED if refusal else Outcome.APPLIED,
            refusal=refusal.value if refusal else "", happened_at=moment, recorded_at=self.at,
            by_id=self.by.member_id, by_name=self.by.name, device=self.device, number=sent.number,
            device_at=sent.device_at, device_seat=sent.seat_id,
        )  # fmt: skip
        self.before = max(self.before or moment, min(moment, self.at))
        if here and not refusal:
            self._apply(here, mark)
        return mark

    def why_not(
        self, sent: Sent, seat: Seat | None, here: Seat | None, moment: datetime
    ) -> Refusal | None:
        """Return why an entry does not count, or None."""
        place = checkin.Place(
            status=self.study_class.status,
            books_closed=self.study_class.round.status == RoundStatus.CLOSED,
            closed=False,  # what was marked in time counts when it arrives after closing, too
            state=here.state if here else None,
            exempt=bool(here and here.learner.exempt),
            elsewhere=seat is not None and here is None,
        )
        undone = sent.what == What.UNDO and not (here and self._is_ours(here))
        return checkin.first(
            checkin.why_not_take(place),
            checkin.why_not_seated(place),
            rules.why_not_trust(
                moment, prepared_at=self.device.prepared_at, before=self.before, arrived_at=self.at
            ),
            checkin.why_not_at(moment, queries.window_of(self.study_class, self.roll)),
            Refusal.NOTHING_TO_UNDO if undone else None,
        )

    def _is_ours(self, seat: Seat) -> bool:
        return seat.state == SeatState.PRESENT and seat.method == Method.DEVICE

    def _apply(self, seat: Seat, mark: Mark) -> None:
        """Let the earliest valid mark stand; a correction made by hand stands too."""
        if mark.state == What.UNDO:
            closed = self.roll.closed_at is not None
            state = SeatState.UNEXCUSED if closed else SeatState.EXPECTED
            self._set(seat, state, self.at if closed else None)
        elif seat.method == Method.CORRECTION or rules.stands(seat.checked_at, mark.happened_at):
            mark.outcome = Outcome.KEPT
        else:
            self._set(seat, SeatState.PRESENT, mark.happened_at)

    def _set(self, seat: Seat, state: str, checked_at: datetime | None) -> None:
        seat.state, seat.method, seat.reason = state, Method.DEVICE, ""
        seat.checked_at = checked_at
        self.changed[seat.pk] = seat

    def store(self) -> None:
        """Store the seats that have changed, in one statement."""
        Seat.objects.bulk_update(
            self.changed.values(), ["state", "method", "reason", "checked_at"], batch_size=500
        )
