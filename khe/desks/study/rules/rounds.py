"""Rounds, their learners, and calling them together. Pure. Days are local, moments UTC."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from khe.base.calendar.calendars import Calendar
from khe.base.people.actor import Actor
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules.availability import PARTS, is_readable
from khe.desks.study.rules.common import first, refuse, why_not_organise

LONGEST = timedelta(days=92)
Span = tuple[str, time, time]


def spans(parts: Mapping[str, Sequence[str]]) -> list[Span] | None:
    """Return (part, begin, end) in the order of the day, or None when they cannot be read."""
    found: list[Span] = []
    try:
        for part in PARTS:
            if part in parts:
                begin, end = map(time.fromisoformat, parts[part])
                found.append((part, begin, end))
    except (TypeError, ValueError):
        return None
    return found if all(begin < end for _part, begin, end in found) else None


def days_of(first_day: date, last_day: date, on_days_off: bool, calendar: Calendar) -> list[date]:
    """Return the days on which classes may be held."""
    span = (last_day - first_day).days + 1
    days = [first_day + timedelta(days=n) for n in range(span)]
    return [day for day in days if on_days_off or calendar.is_working(day)]


def why_not_save_round(
    *, name: str, first_day: date, last_day: date, parts: Mapping[str, Any], on_days_off: bool,
    session_on: date | None, due_on: date | None, programme: str, status: str,
    class_days: Collection[date], calendar: Calendar, by: Actor, is_late: bool = False,
) -> Refusal | None:  # fmt: skip
    """A round lies between the higher session and the deadline, and around its classes.

    `due_on` is the local day of the programme's deadline; `class_days` those of the round's classes.
    `is_late`: the deadline has passed; what was missed is still studied, and counted as late.
    """
    known = spans(parts)
    return first(
        why_not_organise(by),
        refuse(programme != "open", Refusal.NOT_OPEN),
        refuse(status in ("held", "closed"), Refusal.ROUND_OVER),
        refuse(not name.strip(), Refusal.NO_NAME),
        refuse(last_day < first_day, Refusal.NOT_A_PERIOD),
        refuse(last_day - first_day > LONGEST, Refusal.TOO_LONG),
        refuse(session_on is not None and first_day <= session_on, Refusal.BEFORE_SESSION),
        refuse(due_on and not is_late and last_day > due_on, Refusal.AFTER_DEADLINE),
        refuse(not known, Refusal.NO_PARTS),
        refuse(known and _overlap(known), Refusal.PARTS_OVERLAP),
        refuse(
            any(not first_day <= day <= last_day for day in class_days), Refusal.CLASSES_OUTSIDE
        ),
        refuse(
            last_day - first_day <= LONGEST
            and not days_of(first_day, last_day, on_days_off, calendar),
            Refusal.NO_WORKING_DAY,
        ),
    )


def _overlap(known: list[Span]) -> bool:
    return any(a[2] > b[1] for a, b in pairwise(known))


def why_not_draw(status: str, by: Actor) -> Refusal | None:
    """The list is drawn again until the round has been held."""
    return first(why_not_organise(by), refuse(status in ("held", "closed"), Refusal.ROUND_OVER))


def why_not_exempt(status: str, reason: str, allowed_by: str, by: Actor) -> Refusal | None:
    """An exemption has a reason and somebody who allowed it."""
    return first(
        why_not_draw(status, by),
        refuse(not reason.strip() or not allowed_by.strip(), Refusal.NO_REASON),
    )


def why_not_constrain(status: str, cannot: Mapping[str, Any], by: Actor) -> Refusal | None:
    """Constraints are windows that can be read."""
    return first(why_not_draw(status, by), refuse(not is_readable(cannot), Refusal.BAD_WINDOW))


def why_not_announce(
    status: str, *, uninvited: int, unseated: int, leave_unseated: bool, over: int, by: Actor
) -> Refusal | None:
    """Learners are called together when each has a seat, or when it is said that some wait.

    `uninvited`: seats whose learners were not told yet; `over`: such seats in classes that have begun.
    """
    return first(
        why_not_organise(by),
        refuse(status not in ("planning", "announced"), Refusal.ROUND_OVER),
        refuse(not uninvited, Refusal.NOBODY_TO_INVITE),
        refuse(over, Refusal.IN_THE_PAST),
        refuse(unseated and not leave_unseated, Refusal.UNSEATED),
    )


def why_not_hold_round(
    status: str, ends: Collection[datetime], at: datetime, by: Actor
) -> Refusal | None:
    """A round has been held when its last class is over. `ends` are those of the classes that count."""
    return first(
        why_not_organise(by),
        refuse(status != "announced", Refusal.NOT_ANNOUNCED),
        refuse(not ends, Refusal.NO_CLASSES),
        refuse(any(end > at for end in ends), Refusal.NOT_OVER),
    )


def why_not_close_round(status: str, by: Actor) -> Refusal | None:
    """Only what was held is closed; nothing changes afterwards."""
    return first(why_not_organise(by), refuse(status != "held", Refusal.NOT_HELD))
