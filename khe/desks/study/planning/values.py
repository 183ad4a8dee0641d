"""The question and the answer of the planner. Indexes of slots are positions in `Problem.slots`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a day in which classes may be held, or the time of a kept class. Moments are UTC."""

    key: str  # "2026-03-10 am"
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall: free in the slots of `free`. `fee` is VND a session, `km` by area (key "": elsewhere)."""

    key: str
    seats: int
    fee: int = 0
    km: Mapping[str, float] = field(default_factory=dict)
    free: frozenset[int] = frozenset()

    def distance(self, area: str) -> float:
        """Return the kilometres from an area."""
        return self.km.get(area, self.km.get("", 0.0))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker, free in the slots of `free`."""

    key: str
    free: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody to place. `cannot` and `rather_not` are slots; farther than `max_km` is a clash."""

    key: str
    area: str = ""
    cannot: frozenset[int] = frozenset()
    rather_not: frozenset[int] = frozenset()
    max_km: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A class that stays as it is, with `left` seats that may still be given."""

    key: str
    slot: int
    left: int
    km: Mapping[str, float] = field(default_factory=dict)

    def distance(self, area: str) -> float:
        """Return the kilometres from an area."""
        return self.km.get(area, self.km.get("", 0.0))


@dataclass(frozen=True)
class Problem:
    """What the planner is asked. Halls and speakers are already unfree where something kept takes them.

    `speakers` None: classes need none (it is settled later).
    """

    slots: tuple[Slot, ...]
    halls: tuple[Hall, ...]
    learners: tuple[Learner, ...]
    speakers: tuple[Speaker, ...] | None = None
    kept: tuple[Kept, ...] = ()
    km_cost: int = 0  # VND a kilometre and learner

    def speakers_in(self, slot: int) -> int:
        """Return how many classes may be held at once in a slot as far as speakers go."""
        if self.speakers is None:
            return len(self.halls)
        return sum(slot in speaker.free for speaker in self.speakers)


@dataclass(frozen=True, slots=True)
class Class:
    """A proposed class, or (`kept`) a kept one with the learners that come in addition."""

    slot: int
    learners: tuple[str, ...]
    hall: str = ""
    speaker: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A learner without a seat and why: no_slot, no_hall, no_speaker, full."""

    learner: str
    reason: str
    slots: int = 0  # how many slots fit them
    seats: int = 0  # how many seats those have at most


@dataclass(frozen=True)
class Score:
    """How good a proposal is, in the order in which it counts."""

    unplaced: int
    clashes: int
    classes: int  # new ones
    cost: int  # VND: fees and travel

    def __lt__(self, other: "Score") -> bool:
        return self.rank < other.rank

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Return it as a tuple; smaller is better."""
        return self.unplaced, self.clashes, self.classes, self.cost


@dataclass(frozen=True)
class Proposal:
    """The planner's answer. `proven`: which parts of the score are shown to be the best possible;
    `bounds`: what those parts cannot be better than."""

    classes: tuple[Class, ...]
    unplaced: tuple[Unplaced, ...]
    score: Score
    fees: int = 0
    travel: int = 0
    proven: Mapping[str, bool] = field(default_factory=dict)
    bounds: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_best(self) -> bool:
        """Say whether everything is shown to be the best possible."""
        return bool(self.proven) and all(self.proven.values())

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values; `parse` takes them back."""
        return asdict(self)

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "Proposal":
        """Return the proposal of its JSON."""
        classes = (Class(**{**c, "learners": tuple(c["learners"])}) for c in data["classes"])
        return cls(
            tuple(classes),
            tuple(Unplaced(**u) for u in data["unplaced"]),
            Score(**data["score"]),
            data["fees"],
            data["travel"],
            data["proven"],
            data["bounds"],
        )


def score(problem: Problem, classes: tuple[Class, ...]) -> tuple[Score, int, int]:
    """Return the score of classes with their fees and travel, counted afresh from the learners."""
    learners = {one.key: one for one in problem.learners}
    halls = {hall.key: hall for hall in problem.halls}
    kept = {one.key: one for one in problem.kept}
    seated = clashes = travel = fees = 0
    for one in classes:
        place: Hall | Kept = kept[one.kept] if one.kept else halls[one.hall]
        fees += 0 if one.kept else halls[one.hall].fee
        for key in one.learners:
            learner = learners[key]
            km = place.distance(learner.area)
            seated += 1
            clashes += (one.slot in learner.rather_not) + is_far(learner, km)
            travel += travel_cost(problem, km)
    new = sum(not one.kept for one in classes)
    found = Score(len(problem.learners) - seated, clashes, new, fees + travel)
    return found, fees, travel


def is_far(learner: Learner, km: float) -> bool:
    """Say whether a distance is more than a learner wishes to go."""
    return learner.max_km is not None and km > learner.max_km


def travel_cost(problem: Problem, km: float) -> int:
    """Return what one learner's way costs, in VND."""
    return round(km * problem.km_cost)
