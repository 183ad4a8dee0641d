"""What a door device that had no network may send later: in order, once, with a clock one can trust. Pure.

A device numbers its marks 1, 2, 3 … A batch may repeat what has arrived (it is acknowledged without a
second effect); what is new must follow without a gap. Device time is trusted only as far as it can be
checked: against the offset measured when the device was prepared, the mark before, and the arrival.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.states.attendance import What

MOST = 500  # marks of one batch
SLACK = timedelta(minutes=2)  # clocks drift a little between preparing and sending
UTC_OFFSET = timedelta(days=2)  # a device farther off than this is not set at all


@dataclass(frozen=True, order=True)
class Sent:
    """A mark as the device tells it: its number, the seat, what, and the device's own clock (UTC)."""

    number: int
    seat_id: UUID
    what: str
    device_at: datetime


def why_not_receive(sent: Sequence[Sent], known: Mapping[int, Sent]) -> Refusal | None:
    """A batch is taken whole or not at all. `known` are the marks of this device that have arrived."""
    if not sent:
        return Refusal.EMPTY_BATCH
    if len(sent) > MOST:
        return Refusal.TOO_MANY
    if any(mark.what not in set(What) for mark in sent):
        return Refusal.BAD_MARK
    if any(known.get(mark.number, mark) != mark for mark in sent) or _contradict(sent):
        return Refusal.CHANGED
    return Refusal.GAP if _gap(sent, known) else None


def _contradict(sent: Sequence[Sent]) -> bool:
    told: dict[int, Sent] = {}
    return any(told.setdefault(mark.number, mark) != mark for mark in sent)


def _gap(sent: Sequence[Sent], known: Mapping[int, Sent]) -> bool:
    fresh = sorted({mark.number for mark in sent if mark.number not in known})
    start = max(known, default=0) + 1
    return fresh != list(range(start, start + len(fresh)))


def fresh(sent: Sequence[Sent], known: Mapping[int, Sent]) -> list[Sent]:
    """Return what has not arrived before, in the order it was marked, each once."""
    return sorted({mark.number: mark for mark in sent if mark.number not in known}.values())


def happened_at(device_at: datetime, offset: timedelta) -> datetime:
    """Return the moment by the server's clock: the device's own plus the offset measured."""
    return device_at + offset


def why_not_trust(
    moment: datetime, *, prepared_at: datetime, before: datetime | None, arrived_at: datetime
) -> Refusal | None:
    """A mark lies between the preparing of the device, the mark before it, and its arrival."""
    if moment > arrived_at + SLACK:
        return Refusal.CLOCK_AHEAD
    if moment < prepared_at - SLACK:
        return Refusal.CLOCK_BEFORE
    return Refusal.CLOCK_BACK if before and moment < before - SLACK else None


def stands(decided_at: datetime | None, moment: datetime) -> bool:
    """Say whether what was decided before stands against a mark of `moment`: the earlier valid one does."""
    return decided_at is not None and decided_at <= moment
