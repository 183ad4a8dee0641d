"""The cascade: who must study, until when. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.calendar import clock
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import ClockError
from khe.base.people.actor import Actor
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules.common import first, refuse, why_not_organise

EVERYBODY = ("party", "staff")
WORKING_DAY = "working_day"


@dataclass(frozen=True)
class Who:
    """Who must study: the union of the groups named, without `but`.

    `everybody`: "party" (all members of the Party), "staff" (all who hold a post).
    """

    everybody: frozenset[str] = frozenset()
    bodies: frozenset[UUID] = frozenset()  # with everything below them
    areas: frozenset[UUID] = frozenset()
    members: frozenset[UUID] = frozenset()
    but: frozenset[UUID] = field(default=frozenset())

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "Who":
        """Return the rule of its JSON: {"all": "party" | ["party", "staff"], "bodies": [ids], …}."""
        named = data.get("all") or ()
        everybody = frozenset([named] if isinstance(named, str) else named) & set(EVERYBODY)
        ids = (
            {UUID(str(i)) for i in data.get(k, ())} for k in ("bodies", "areas", "members", "but")
        )
        return cls(everybody, *map(frozenset, ids))

    def to_json(self) -> dict[str, Any]:
        """Return it as `parse` takes it."""
        found: dict[str, Any] = {"all": sorted(self.everybody)} if self.everybody else {}
        for key in ("bodies", "areas", "members", "but"):
            if ids := getattr(self, key):
                found[key] = sorted(map(str, ids))
        return found

    @property
    def is_nobody(self) -> bool:
        """Say whether it names nobody."""
        return not (self.everybody or self.bodies or self.areas or self.members)


def limit_of(text: str) -> Limit | None:
    """Return the limit of "15 working_day", or None: a study deadline is in working days."""
    try:
        limit = Limit.parse(text)
    except ClockError:
        return None
    return limit if limit.unit == WORKING_DAY else None


def deadline(calendar: Calendar, session_on: date, limit: str) -> clock.Answer:
    """Return when the ward must have studied, with the arithmetic.

    The day of the higher level's session does not count: the first working day after it is the first
    of the limit, whose last ends with its working time.
    """
    return clock.due(calendar, f"{session_on:%Y-%m-%d}T23:59", limit, rule="minute")


def why_not_save_programme(
    *, title: str, who: Who, session_on: date | None, limit: str, ground: str, signed: date,
    status: str, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A programme has a name, learners, and a deadline that follows from a session and a document.

    `signed` is the day of the document to be studied.
    """
    return first(
        why_not_organise(by),
        refuse(status != "draft", Refusal.NOT_DRAFT),
        refuse(not title.strip(), Refusal.NO_TITLE),
        refuse(who.is_nobody, Refusal.NOBODY),
        refuse((session_on is None) != (not limit), Refusal.LIMIT_WITHOUT_SESSION),
        refuse(limit and limit_of(limit) is None, Refusal.BAD_LIMIT),
        refuse(limit and not ground.strip(), Refusal.NO_GROUND),
        refuse(session_on is not None and session_on < signed, Refusal.SESSION_BEFORE_DOCUMENT),
    )


def why_not_open_programme(status: str, by: Actor) -> Refusal | None:
    """What is being drafted is opened, once."""
    return first(why_not_organise(by), refuse(status != "draft", Refusal.NOT_DRAFT))


def why_not_close_programme(status: str, rounds: Collection[str], by: Actor) -> Refusal | None:
    """A programme ends when its rounds are held. `rounds` are their states."""
    return first(
        why_not_organise(by),
        refuse(status != "open", Refusal.NOT_OPEN),
        refuse(not rounds or not set(rounds) <= {"held", "closed"}, Refusal.ROUNDS_OPEN),
    )


def why_not_cancel_programme(
    status: str, rounds: Iterable[str], reason: str, by: Actor
) -> Refusal | None:
    """A programme may be called off, with a reason, before anybody was called together."""
    return first(
        why_not_organise(by),
        refuse(status not in ("draft", "open"), Refusal.NOT_OPEN),
        refuse(not reason.strip(), Refusal.NO_REASON),
        refuse(set(rounds) - {"planning"}, Refusal.HELD_ALREADY),
    )


def is_held_in_time(due_at: datetime, held_ats: Collection[datetime | None]) -> bool:
    """Say whether every round (there is one at least) was held up to the deadline."""
    return bool(held_ats) and all(held is not None and held <= due_at for held in held_ats)
