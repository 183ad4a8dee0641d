"""How many people remain at work in an office, day by day. Pure; local dates.

A person is at work in a body on a day when they hold a post there, are not seconded elsewhere and
nobody stands in for them that day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from khe.desks.succession.rules.common import in_span

Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Stay:
    """A tenure: a member holds a post of a body over a span (first day in, last out; None: open)."""

    tenure_id: UUID | None
    member_id: UUID
    body_id: UUID
    began: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From `day` on a member no longer has a tenure and comes to a body; either may be None."""

    member_id: UUID
    day: date
    leaves: UUID | None = None  # the tenure
    comes_to: UUID | None = None  # the body


@dataclass(frozen=True, slots=True)
class Shortage:
    """On `day` a body has `left` people at work and must have `needed`; `before` without the changes."""

    body_id: UUID
    day: date
    left: int
    needed: int
    before: int

    @property
    def is_new(self) -> bool:
        """Say whether the changes uncover the body, which stood well without them."""
        return self.before >= self.needed


def at_work(
    stays: Iterable[Stay], absent: Mapping[UUID, Iterable[Span]], day: date
) -> dict[UUID, set[UUID]]:
    """Return the members at work on a day by body."""
    away = {m for m, spans in absent.items() if any(in_span(day, a, b) for a, b in spans)}
    found: dict[UUID, set[UUID]] = {}
    for stay in stays:
        if in_span(day, stay.began, stay.ended) and stay.member_id not in away:
            found.setdefault(stay.body_id, set()).add(stay.member_id)
    return found


def changed(stays: Iterable[Stay], changes: Iterable[Change]) -> list[Stay]:
    """Return the stays as they would be with the changes."""
    listed = list(changes)
    ends: dict[UUID | None, date] = {c.leaves: c.day for c in listed if c.leaves is not None}
    found = []
    for stay in stays:
        days = [d for d in (stay.ended, ends.get(stay.tenure_id)) if d is not None]
        found.append(replace(stay, ended=min(days, default=None)))
    comers = (c for c in listed if c.comes_to is not None)
    return found + [Stay(None, c.member_id, c.comes_to, c.day) for c in comers]  # type: ignore[arg-type]


def shortages(
    stays: Iterable[Stay], absent: Mapping[UUID, Iterable[Span]], changes: Iterable[Change],
    needed: Mapping[UUID, int], first: date, last: date,
) -> list[Shortage]:  # fmt: skip
    """Return, by body, the worst day from `first` to `last` on which too few are at work with the
    changes; a body with a minimum of 0 is never short.

    Only days on which something begins or ends are looked at: between them nothing changes.
    """
    now, planned, away = list(stays), list(changes), {m: list(s) for m, s in absent.items()}
    then = changed(now, planned)
    days = {first, *(c.day for c in planned)}
    for began, ended in [(s.began, s.ended) for s in then] + [s for x in away.values() for s in x]:
        days |= {began} | ({ended} if ended else set())
    worst: dict[UUID, Shortage] = {}
    for day in sorted(d for d in days if first <= d <= last):
        before, after = at_work(now, away, day), at_work(then, away, day)
        for body, least in needed.items():
            left = len(after.get(body, ()))
            if left < least and (body not in worst or left < worst[body].left):
                worst[body] = Shortage(body, day, left, least, len(before.get(body, ())))
    return sorted(worst.values(), key=lambda s: (not s.is_new, s.day, s.body_id))


def seconded(stays: Iterable[Stay], sent: Iterable[UUID]) -> list[Stay]:
    """Return the stays without the days on which somebody is seconded elsewhere; `sent` are the tenures
    that are a secondment. Whoever comes back is at work again from the day it ends."""
    listed, away = list(stays), set(sent)
    for tour in [stay for stay in listed if stay.tenure_id in away]:
        left: list[Stay] = []
        for stay in listed:
            if stay.member_id != tour.member_id or stay.body_id == tour.body_id:
                left.append(stay)
                continue
            if stay.began < tour.began:
                before = [d for d in (stay.ended, tour.began) if d is not None]
                left.append(replace(stay, ended=min(before)))
            if tour.ended is not None and (stay.ended is None or tour.ended < stay.ended):
                left.append(replace(stay, began=max(stay.began, tour.ended)))
        listed = left
    return listed
