"""Classes and seats: capacity, halls and speakers at one place at a time. Pure. Moments are UTC."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules.availability import Availability, part_of
from khe.desks.study.rules.common import LOCAL, first, refuse, why_not_organise

Span = tuple[datetime, datetime]  # from, up to and without


@dataclass(frozen=True)
class Place:
    """A hall or a speaker as a class wants it: in use still, when available, what else it has."""

    active: bool
    availability: Availability
    taken: Collection[Span] = ()  # by other classes
    seats: int = 0  # of a hall


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a moment."""
    return one[0] < other[1] and other[0] < one[1]


def part_at(moment: datetime) -> tuple[date, str]:
    """Return the local day and the part of it of a moment."""
    local = moment.astimezone(LOCAL)
    return local.date(), part_of(local.hour)


def parts_of(span: Span) -> list[tuple[date, str]]:
    """Return the parts of the day that a span within one local day touches."""
    begin, end = (moment.astimezone(LOCAL) for moment in span)
    first_part, last = (
        part_of(begin.hour),
        part_of(max(end.hour - (end.time() == time(end.hour)), 0)),
    )
    order = ["am", "pm", "eve"]
    touched = order[order.index(first_part) : order.index(last) + 1] or [first_part]
    return [(begin.date(), part) for part in touched]


def is_open(availability: Availability, span: Span) -> bool:
    """Say whether every part of the day that a span touches is possible."""
    return all(availability.allows(day, part) for day, part in parts_of(span))


def why_not_hall(hall: Place, span: Span, seats: int) -> Refusal | None:
    """A hall takes one class at a time, no larger than it is, when it is open."""
    return first(
        refuse(not hall.active, Refusal.HALL_GONE),
        refuse(seats > hall.seats, Refusal.OVER_CAPACITY),
        refuse(not is_open(hall.availability, span), Refusal.HALL_CLOSED),
        refuse(any(overlap(span, other) for other in hall.taken), Refusal.HALL_TAKEN),
    )


def why_not_speaker(speaker: Place | None, span: Span) -> Refusal | None:
    """A speaker is at one place at a time, when available. A class may have none yet."""
    if speaker is None:
        return None
    return first(
        refuse(not speaker.active, Refusal.SPEAKER_GONE),
        refuse(not is_open(speaker.availability, span), Refusal.SPEAKER_BUSY),
        refuse(any(overlap(span, other) for other in speaker.taken), Refusal.SPEAKER_TAKEN),
    )


def why_not_save_class(
    *, span: Span, seats: int, seated: int, hall: Place, speaker: Place | None,
    days: tuple[date, date], round: str, status: str, kind: str, at: datetime, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A class lies within its round (a make-up class may come later), in a hall and with a speaker
    that are free, and has a seat for everybody already in it.

    `round` and `status` are the states of the round and the class.
    """
    begin, end = (moment.astimezone(LOCAL) for moment in span)
    is_outside = begin.date() < days[0] or (kind == "regular" and begin.date() > days[1])
    return first(
        why_not_organise(by),
        refuse(round == "closed" or (round == "held" and kind == "regular"), Refusal.ROUND_OVER),
        refuse(status in ("held", "cancelled"), Refusal.CLASS_OVER),
        refuse(end <= begin or end.date() != begin.date(), Refusal.NOT_A_TIME),
        refuse(is_outside, Refusal.OUTSIDE_ROUND),
        refuse(span[0] <= at, Refusal.IN_THE_PAST),
        refuse(seats < 1, Refusal.NO_SEATS),
        refuse(seats < seated, Refusal.BELOW_SEATED),
        why_not_hall(hall, span, seats),
        why_not_speaker(speaker, span),
    )


def why_not_change_class(status: str, round: str, by: Actor) -> Refusal | None:
    """A class is pinned or released until it is over."""
    return first(
        why_not_organise(by),
        refuse(round == "closed", Refusal.ROUND_OVER),
        refuse(status in ("held", "cancelled"), Refusal.CLASS_OVER),
    )


def why_not_cancel_class(
    status: str, round: str, reason: str, checked: int, by: Actor
) -> Refusal | None:
    """A class is called off with a reason, before attendance was taken in it. `checked`: seats marked."""
    return first(
        why_not_change_class(status, round, by),
        refuse(not reason.strip(), Refusal.NO_REASON),
        refuse(checked, Refusal.CHECKED_ALREADY),
    )


def why_not_hold_class(status: str, ends_at: datetime, at: datetime, by: Actor) -> Refusal | None:
    """A class has been held when it was announced and is over."""
    return first(
        why_not_organise(by),
        refuse(status != "announced", Refusal.NOT_ANNOUNCED),
        refuse(ends_at > at, Refusal.NOT_OVER),
    )


def why_not_unseat(status: str, round: str, state: str, by: Actor) -> Refusal | None:
    """A seat is given up before attendance was taken on it."""
    return first(
        why_not_change_class(status, round, by),
        refuse(state != "expected", Refusal.CHECKED_ALREADY),
    )


def why_not_seat(
    *, exempt: bool, rounds: tuple[UUID, UUID], kind: str, status: str, round: str, seats: int,
    taken: int, has_regular: bool, in_class: bool, state: str, availability: Availability, span: Span,
    at: datetime, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A learner gets a seat in a class of their round that has one left, when they can come.

    `rounds`: of the learner and of the class. `has_regular`: has a regular seat that would remain.
    `state`: of the seat left, "expected" without one. `round`, `status`: of the round and the class.
    """
    return first(
        why_not_change_class(status, round, by),
        refuse(rounds[0] != rounds[1], Refusal.OTHER_ROUND),
        refuse(exempt, Refusal.EXEMPT),
        refuse(span[0] <= at, Refusal.IN_THE_PAST),
        refuse(state != "expected", Refusal.CHECKED_ALREADY),
        refuse(in_class or (kind == "regular" and has_regular), Refusal.SEATED_TWICE),
        refuse(taken >= seats, Refusal.FULL),
        refuse(not is_open(availability, span), Refusal.CANNOT_COME),
    )
