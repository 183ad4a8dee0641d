"""The code on the hall's screen, the moments at which one may check in, and who may. Pure.

The code follows the idea of RFC 6238 (TOTP): a keyed hash of the class and of the number of the
ten-second step. It proves that whoever sends it has seen the screen within the last twenty seconds;
it cannot tell that from somebody in the hall who reads it out on the telephone at once.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.states.attendance import (
    CLOSES_AFTER,
    LATE_AFTER,
    LONGEST,
    OPENS_BEFORE,
    STEP,
    TICKET,
)
from khe.desks.study.states.planning import ClassStatus, SeatState

LENGTH = 12  # letters of a code: 60 bits
KNOWN_STEPS = 360  # how far back an old code is still told from a made-up one: an hour
ORGANISERS = ("study",)


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if a), None)


# ---- the code ------------------------------------------------------------------------------------


def step_of(at: datetime) -> int:
    """Return the number of the ten-second step a moment lies in."""
    return int(at.timestamp()) // STEP


def seconds_left(at: datetime) -> float:
    """Return how long the code of this moment still stands on the screen."""
    return STEP - at.timestamp() % STEP


def _letters(secret: str, *parts: object) -> str:
    text = "|".join(str(part) for part in parts).encode()
    digest = hmac.digest(secret.encode(), text, hashlib.sha256)
    return base64.b32encode(digest).decode()[:LENGTH]


def code_of(secret: str, class_id: UUID, step: int) -> str:
    """Return the code of a class in a step: 12 letters and digits."""
    return _letters(secret, "code", class_id, step)


def why_not_code(code: str, *, secret: str, class_id: UUID, at: datetime) -> Refusal | None:
    """The code of this step or the one before is taken; an older one is out of date, any other forged."""
    given, now = code.strip().upper().encode(), step_of(at)

    def is_of(step: int) -> bool:
        return hmac.compare_digest(given, code_of(secret, class_id, step).encode())

    if not secret:
        return Refusal.NOT_OPEN
    if any([is_of(now), is_of(now - 1)]):
        return None
    known = any(is_of(step) for step in range(now - KNOWN_STEPS, now - 1))
    return Refusal.CODE_OLD if known else Refusal.CODE_WRONG


def ticket_of(secret: str, class_id: UUID, member_id: UUID, at: datetime) -> str:
    """Return what a member who scanned at `at` confirms with; of no use to anybody else."""
    seconds = int(at.timestamp())
    return f"{seconds}.{_letters(secret, 'ticket', class_id, member_id, seconds)}"


def why_not_ticket(
    ticket: str, *, secret: str, class_id: UUID, member_id: UUID | None, at: datetime
) -> Refusal | None:
    """A ticket is the member's own, unchanged, and at most two minutes old."""
    seconds, _dot, letters = ticket.partition(".")
    if not secret or member_id is None or not (seconds.isascii() and seconds.isdigit()):
        return Refusal.CODE_WRONG
    mine = _letters(secret, "ticket", class_id, member_id, seconds)
    if not hmac.compare_digest(letters.encode(), mine.encode()):
        return Refusal.CODE_WRONG
    age = at.timestamp() - int(seconds)
    return None if -1 <= age <= TICKET else Refusal.CODE_OLD


# ---- the moment ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Window:
    """When one may check in: moments in UTC; both ends belong to it. After `late_at` it is late."""

    opens_at: datetime
    late_at: datetime
    closes_at: datetime


def window(
    starts_at: datetime, ends_at: datetime, *, before: int = OPENS_BEFORE,
    late: int = LATE_AFTER, after: int = CLOSES_AFTER,
) -> Window:  # fmt: skip
    """Return the window of a class from `before` minutes before it begins to `after` after its end."""
    return Window(
        starts_at - timedelta(minutes=before),
        starts_at + timedelta(minutes=late),
        ends_at + timedelta(minutes=after),
    )


def why_not_minutes(
    starts_at: datetime, ends_at: datetime, *, before: int, late: int, after: int
) -> Refusal | None:
    """Minutes are 0…240, and one is late before the class is over."""
    lasts = (ends_at - starts_at) / timedelta(minutes=1)
    is_wrong = min(before, late, after) < 0 or max(before, late, after) > LONGEST or late > lasts
    return Refusal.BAD_MINUTES if is_wrong else None


def why_not_at(moment: datetime, open_: Window) -> Refusal | None:
    """Nobody checks in before or after the class."""
    if moment < open_.opens_at:
        return Refusal.TOO_EARLY
    return Refusal.TOO_LATE if moment > open_.closes_at else None


# ---- the person ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """What the rules read of a class and of somebody's seat in it.

    `state` None: they have no seat in it; then `elsewhere` says whether they have one in another class
    of the round, and `listed` whether they are a learner of the round at all.
    """

    status: str
    closed: bool
    state: str | None = None
    exempt: bool = False
    listed: bool = False
    elsewhere: bool = False
    books_closed: bool = False


def why_not_organise(by: Actor) -> Refusal | None:
    """Attendance is taken by those who organise study."""
    return None if by.can(*ORGANISERS) else Refusal.NOT_ORGANISER


def why_not_take(place: Place) -> Refusal | None:
    """Attendance of a class is taken until it is closed; a cancelled class has none."""
    if place.books_closed:
        return Refusal.BOOKS_CLOSED
    if place.status == ClassStatus.CANCELLED:
        return Refusal.CANCELLED
    return Refusal.CLOSED if place.closed else None


def why_not_seated(place: Place) -> Refusal | None:
    """Only a learner who is not exempt, and has a seat in this class, checks in here."""
    if place.exempt:
        return Refusal.EXEMPT
    if place.state is None:
        if place.elsewhere:
            return Refusal.WRONG_CLASS
        return Refusal.NO_SEAT if place.listed else Refusal.NOT_A_LEARNER
    return None


def why_not_check_in(place: Place, moment: datetime, open_: Window) -> Refusal | None:
    """Present is who comes to their own class, in its time, once."""
    twice = Refusal.TWICE if place.state == SeatState.PRESENT else None
    return first(
        why_not_take(place), why_not_seated(place), twice, why_not_at(moment, open_),
    )  # fmt: skip


def why_not_mark_present(
    place: Place, moment: datetime, open_: Window, by: Actor
) -> Refusal | None:
    """The organiser marks from the list what the learner cannot do by telephone."""
    return first(why_not_organise(by), why_not_check_in(place, moment, open_))


def why_not_excuse(place: Place, reason: str, by: Actor) -> Refusal | None:
    """Somebody who is not there is excused with a reason, until attendance is closed."""
    return first(
        why_not_organise(by),
        why_not_take(place),
        why_not_seated(place),
        Refusal.NO_REASON if not reason.strip() else None,
        Refusal.IS_PRESENT if place.state == SeatState.PRESENT else None,
        Refusal.EXCUSED_ALREADY if place.state == SeatState.EXCUSED else None,
    )


def why_not_correct(place: Place, state: str, reason: str, by: Actor) -> Refusal | None:
    """What was written down wrongly is corrected with the reason, until the round's books are closed."""
    return first(
        why_not_organise(by),
        why_not_take(replace(place, closed=False)),
        why_not_seated(place),
        Refusal.NOT_A_STATE if state not in set(SeatState) else None,
        Refusal.NOTHING_CHANGED if place.state == state else None,
        Refusal.NO_REASON if not reason.strip() else None,
    )


def why_not_close(place: Place, starts_at: datetime, at: datetime, by: Actor) -> Refusal | None:
    """Attendance is closed once, after the class has begun."""
    return first(
        why_not_organise(by),
        why_not_take(place),
        Refusal.NOT_BEGUN if at < starts_at else None,
    )
