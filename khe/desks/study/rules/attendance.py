"""Counting attendance. Pure: rows in, tallies out; rates are exact fractions.

Two rates that are never mixed: `first_rate` counts who came to their regular class, `final_rate` adds who
made it up later. The denominator of both is who had to come: learners who are not exempt.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeVar
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules.checkin import first, why_not_organise
from khe.desks.study.states.attendance import LEAST
from khe.desks.study.states.planning import SeatState

K = TypeVar("K", bound=Hashable)
NAMED_READERS = ("study", "standing", "personnel")  # see whose attendance it is, of everybody


@dataclass(frozen=True)
class Row:
    """A learner of a round. `state`: that of the regular seat, None without one."""

    learner_id: UUID
    member_id: UUID
    exempt: bool = False
    state: str | None = None
    made_up: bool = False
    body_id: UUID | None = None
    cell_id: UUID | None = None
    area_id: UUID | None = None
    round_id: UUID | None = None
    late: bool = False


@dataclass
class Tally:
    """How many of a group had to come, came, made up, were absent; with the learners behind it."""

    obliged: list[UUID] = field(default_factory=list)
    present: list[UUID] = field(default_factory=list)
    made_up: list[UUID] = field(default_factory=list)  # absent from the regular class, came later
    excused: list[UUID] = field(default_factory=list)
    unexcused: list[UUID] = field(default_factory=list)
    waiting: list[UUID] = field(default_factory=list)  # not yet taken, or without a seat
    exempt: list[UUID] = field(default_factory=list)
    late: list[UUID] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Count a learner."""
        if row.exempt:
            self.exempt.append(row.learner_id)
            return
        self.obliged.append(row.learner_id)
        kept = {
            SeatState.PRESENT: self.present,
            SeatState.EXCUSED: self.excused,
            SeatState.UNEXCUSED: self.unexcused,
        }
        kept.get(row.state, self.waiting).append(row.learner_id)  # type: ignore[call-overload]
        if row.late and row.state == SeatState.PRESENT:
            self.late.append(row.learner_id)
        if row.made_up and row.state != SeatState.PRESENT:
            self.made_up.append(row.learner_id)

    @property
    def first_rate(self) -> Fraction | None:
        """Return who came to the regular class out of who had to; None when nobody had to."""
        return Fraction(len(self.present), len(self.obliged)) if self.obliged else None

    @property
    def final_rate(self) -> Fraction | None:
        """Return who came or made up, out of who had to; None when nobody had to."""
        done = len(self.present) + len(self.made_up)
        return Fraction(done, len(self.obliged)) if self.obliged else None

    @property
    def done(self) -> int:
        """Return how many have studied, in the regular class or later."""
        return len(self.present) + len(self.made_up)

    @property
    def absent(self) -> int:
        """Return how many did not come to the regular class."""
        return len(self.obliged) - len(self.present)

    @property
    def missing(self) -> int:
        """Return how many have not studied at all."""
        return len(self.obliged) - self.done


def tally(rows: Iterable[Row]) -> Tally:
    """Count learners."""
    found = Tally()
    for row in rows:
        found.add(row)
    return found


def by(rows: Iterable[Row], key: Callable[[Row], K]) -> dict[K, Tally]:
    """Count learners by something: their body, cell, area, round."""
    found: dict[K, Tally] = {}
    for row in rows:
        found.setdefault(key(row), Tally()).add(row)
    return found


def folded(groups: Mapping[K, Tally], rest: K, least: int = LEAST) -> dict[K, Tally]:
    """Return groups as they may be shown to those who must not see single persons.

    Groups in which fewer than `least` had to come are put together under `rest`; when that is still too
    small, the smallest other groups join it, so that nobody works it out from the sum. Nothing is
    shown when there are fewer than `least` in all. Exempt learners are left out of it: they are named.
    """
    ordered = sorted(groups.items(), key=lambda pair: len(pair[1].obliged))
    small = [pair for pair in ordered if len(pair[1].obliged) < least]
    large = ordered[len(small) :]
    while small and sum(len(t.obliged) for _, t in small) < least and large:
        small.append(large.pop(0))
    kept = dict(large)
    together = Tally()
    for _key, one in small:
        for name in ("obliged", "present", "made_up", "excused", "unexcused", "waiting", "late"):
            getattr(together, name).extend(getattr(one, name))
    shown = {key: groups[key] for key in groups if key in kept}
    return shown | ({rest: together} if len(together.obliged) >= least else {})


def why_not_see_person(member_id: UUID, by: Actor, led: Iterable[UUID]) -> Refusal | None:
    """Whose attendance it is, is seen by the person, who heads them, and who organises or keeps records."""
    allowed = by.can(*NAMED_READERS) or by.is_member(member_id) or member_id in set(led)
    return None if allowed else Refusal.NOT_ORGANISER


def why_not_make_up(
    *, by: Actor, absent: int, seats: int, starts_at: datetime, ends_at: datetime,
    at: datetime, hall_free: bool = True, speaker_free: bool = True,
    books_closed: bool = False,
) -> Refusal | None:  # fmt: skip
    """A make-up class is for those who have not studied, with a seat for each, where and when it fits."""
    checks: list[tuple[Any, Refusal]] = [
        (books_closed, Refusal.BOOKS_CLOSED),
        (ends_at <= starts_at, Refusal.NOT_A_PERIOD),
        (starts_at <= at, Refusal.IN_THE_PAST),
        (not absent, Refusal.NOBODY_ABSENT),
        (seats < absent, Refusal.TOO_FEW_SEATS),
        (not hall_free, Refusal.HALL_TAKEN),
        (not speaker_free, Refusal.SPEAKER_TAKEN),
    ]
    found = next((reason for wrong, reason in checks if wrong), None)
    return first(why_not_organise(by), found)
