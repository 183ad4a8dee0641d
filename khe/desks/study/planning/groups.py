"""Learners who are alike are counted together, and so are slots: the integer programme stays small."""

from collections import defaultdict
from dataclasses import dataclass

from khe.desks.study.planning.values import Hall, Kept, Learner, Problem, is_far, travel_cost


@dataclass(frozen=True)
class Group:
    """Learners with the same slots, wishes and distances, in the order given."""

    learners: tuple[Learner, ...]

    @property
    def size(self) -> int:
        """Return how many they are."""
        return len(self.learners)

    @property
    def one(self) -> Learner:
        """Return one of them, who stands for all."""
        return self.learners[0]


@dataclass(frozen=True)
class Option:
    """Where classes may be: `slots` that are alike for everybody, in a hall, at most `most` of them
    (one a slot); or one kept class, which is there already."""

    slots: tuple[int, ...]
    hall: Hall | None = None
    kept: Kept | None = None

    @property
    def most(self) -> int:
        """Return how many new classes it may have."""
        return 0 if self.kept else len(self.slots)

    @property
    def seats(self) -> int:
        """Return the seats of one class."""
        return self.kept.left if self.kept else self.hall.seats  # type: ignore[union-attr]

    @property
    def fee(self) -> int:
        """Return the fee of one class, in VND."""
        return self.hall.fee if self.hall else 0

    def distance(self, area: str) -> float:
        """Return the kilometres from an area."""
        place: Hall | Kept = self.kept or self.hall  # type: ignore[assignment]
        return place.distance(area)


@dataclass(frozen=True)
class Arc:
    """Learners of a group may go to an option: with so many clashes and so much travel each."""

    group: int
    option: int
    clashes: int
    travel: int


@dataclass(frozen=True)
class Counted:
    """A problem in counts. `alike`: options of the same slots, with how many classes they may hold."""

    groups: tuple[Group, ...]
    options: tuple[Option, ...]
    arcs: tuple[Arc, ...]
    alike: tuple[tuple[tuple[int, ...], int], ...]  # (options, most classes together)


def counted(problem: Problem) -> Counted:
    """Return a problem in counts, in a stable order."""
    groups = _groups(problem)
    families = _families(problem, groups)
    options: list[Option] = []
    alike: list[tuple[tuple[int, ...], int]] = []
    for slots, halls in families:
        start = len(options)
        options += [Option(slots, hall) for hall in halls]
        most = len(slots) * min(problem.speakers_in(slots[0]), len(halls))
        alike.append((tuple(range(start, len(options))), most))
    options += [Option((one.slot,), kept=one) for one in problem.kept if one.left > 0]
    return Counted(groups, tuple(options), _arcs(problem, groups, options), tuple(alike))


def _groups(problem: Problem) -> tuple[Group, ...]:
    places: list[Hall | Kept] = [*problem.halls, *problem.kept]
    found: dict[object, list[Learner]] = defaultdict(list)
    for learner in problem.learners:
        km = tuple(place.distance(learner.area) for place in places)
        far = tuple(is_far(learner, one) for one in km)
        found[(learner.cannot, learner.rather_not, km, far)].append(learner)
    return tuple(Group(tuple(learners)) for learners in found.values())


def _families(
    problem: Problem, groups: tuple[Group, ...]
) -> list[tuple[tuple[int, ...], tuple[Hall, ...]]]:
    """Return (slots, halls free in them): slots that nobody could tell apart, in the order of time."""
    found: dict[object, list[int]] = defaultdict(list)
    halls_of: dict[int, tuple[Hall, ...]] = {}
    for slot in range(len(problem.slots)):
        halls = tuple(hall for hall in problem.halls if slot in hall.free)
        speakers = problem.speakers_in(slot)
        if not halls or not speakers:
            continue
        halls_of[slot] = halls
        feelings = tuple((slot in g.one.cannot, slot in g.one.rather_not) for g in groups)
        found[(feelings, tuple(h.key for h in halls), speakers)].append(slot)
    return [(tuple(slots), halls_of[slots[0]]) for slots in found.values()]


def _arcs(problem: Problem, groups: tuple[Group, ...], options: list[Option]) -> tuple[Arc, ...]:
    arcs: list[Arc] = []
    for g, group in enumerate(groups):
        learner = group.one
        for o, option in enumerate(options):
            slot = option.slots[0]
            if slot in learner.cannot:
                continue
            km = option.distance(learner.area)
            clashes = (slot in learner.rather_not) + is_far(learner, km)
            arcs.append(Arc(g, o, clashes, travel_cost(problem, km)))
    return tuple(arcs)
