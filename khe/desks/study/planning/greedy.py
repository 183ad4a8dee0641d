"""What one would do by hand: the hardest to place first, into the first class that fits.

The baseline of the measurements. It opens a class only when none that is open suits.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from khe.desks.study.planning.laying import with_speakers
from khe.desks.study.planning.reasons import unplaced
from khe.desks.study.planning.values import (
    Class,
    Hall,
    Kept,
    Learner,
    Problem,
    Proposal,
    is_far,
    score,
)


@dataclass
class _Open:
    slot: int
    place: Hall | Kept
    left: int
    learners: list[str] = field(default_factory=list)


def propose(problem: Problem) -> Proposal:
    """Return a proposal made by hand: learners with the fewest slots first, the largest hall first."""
    book = _Book(problem)
    for learner in sorted(problem.learners, key=lambda one: -len(one.cannot)):
        place = book.fitting(learner, True) or book.opened(learner, True)
        place = place or book.fitting(learner, False) or book.opened(learner, False)
        if place:
            place.left -= 1
            place.learners.append(learner.key)
    classes = [
        Class(o.slot, tuple(o.learners), kept=o.place.key)
        if isinstance(o.place, Kept)
        else Class(o.slot, tuple(o.learners), o.place.key)
        for o in book.open
        if o.learners
    ]
    found = with_speakers(problem, classes)
    result, fees, travel = score(problem, found)
    return Proposal(found, unplaced(problem, found), result, fees, travel)


class _Book:
    """The open classes."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.open = [_Open(one.slot, one, one.left) for one in problem.kept]
        self.used: dict[int, set[str]] = defaultdict(set)
        self.halls = sorted(problem.halls, key=lambda h: -h.seats)

    def fitting(self, learner: Learner, gladly: bool) -> _Open | None:
        """Return the first open class that has a seat and suits (`gladly`: without a clash)."""
        found = (o for o in self.open if o.left and _suits(learner, o.slot, o.place, gladly))
        return next(found, None)

    def opened(self, learner: Learner, gladly: bool) -> _Open | None:
        """Open a class that suits: the first slot, the largest hall."""
        for slot in range(len(self.problem.slots)):
            if len(self.used[slot]) >= self.problem.speakers_in(slot):
                continue
            for hall in self.halls:
                is_free = slot in hall.free and hall.key not in self.used[slot]
                if is_free and _suits(learner, slot, hall, gladly):
                    self.used[slot].add(hall.key)
                    self.open.append(_Open(slot, hall, hall.seats))
                    return self.open[-1]
        return None


def _suits(learner: Learner, slot: int, place: Hall | Kept, gladly: bool) -> bool:
    if slot in learner.cannot:
        return False
    return not gladly or not (
        slot in learner.rather_not or is_far(learner, place.distance(learner.area))
    )
