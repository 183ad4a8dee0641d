"""The list of a round's learners taken over from a spreadsheet: through the actions of one learner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.people.actor import Actor
from khe.desks.study.actions import learners, seats
from khe.desks.study.queries import rounds as queries


@dataclass(frozen=True)
class Line:
    """What changes for one learner; None: that stays.

    `exempt`: (reason, who allowed it). `bounds`: (cannot, max_km), as `constrain` takes them.
    `leaves`: the seat given up. `goes`: the class they get a seat in.
    """

    learner_id: UUID
    exempt: tuple[str, str] | None = None
    is_recalled: bool = False
    bounds: tuple[dict[str, Any], int | None] | None = None
    leaves: UUID | None = None
    goes: UUID | None = None


@transaction.atomic
def take_over(round_id: UUID, lines: Sequence[Line], *, by: Actor, at: datetime) -> int:
    """Carry out every line, or, when one is refused, none; return how many. Seats are given up first, and
    given last, in the order of the lines."""
    queries.locked(round_id)
    acting: dict[str, Any] = {"by": by, "at": at}
    for line in lines:
        if line.leaves:
            seats.unseat(line.leaves, **acting)
    for line in lines:
        if line.is_recalled:
            learners.recall(line.learner_id, **acting)
        if line.bounds:
            cannot, max_km = line.bounds
            learners.constrain(line.learner_id, cannot=cannot, max_km=max_km, **acting)
        if line.exempt:
            reason, allowed_by = line.exempt
            learners.exempt(line.learner_id, reason=reason, allowed_by=allowed_by, **acting)
    for line in lines:
        if line.goes:
            seats.place(line.learner_id, class_id=line.goes, **acting)
    return len(lines)
