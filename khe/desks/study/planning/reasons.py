"""Why somebody has no seat."""

from collections.abc import Iterable

from khe.desks.study.planning.values import Class, Learner, Problem, Unplaced


def unplaced(problem: Problem, classes: Iterable[Class]) -> tuple[Unplaced, ...]:
    """Return the learners who are in no class, each with the reason, in the order given."""
    seated = {key for one in classes for key in one.learners}
    seats = [_most_seats(problem, slot) for slot in range(len(problem.slots))]
    halls = [any(slot in h.free for h in problem.halls) for slot in range(len(problem.slots))]
    kept = {one.slot for one in problem.kept if one.left > 0}
    return tuple(
        _reason(one, problem, seats, halls, kept)
        for one in problem.learners
        if one.key not in seated
    )


def _reason(
    learner: Learner, problem: Problem, seats: list[int], halls: list[bool], kept: set[int]
) -> Unplaced:
    fitting = [slot for slot in range(len(problem.slots)) if slot not in learner.cannot]
    useful = [slot for slot in fitting if seats[slot]]
    if not fitting:
        return Unplaced(learner.key, "no_slot")
    if not useful:
        has_hall = any(halls[slot] or slot in kept for slot in fitting)
        return Unplaced(learner.key, "no_speaker" if has_hall else "no_hall", len(fitting))
    return Unplaced(learner.key, "full", len(useful), sum(seats[slot] for slot in useful))


def _most_seats(problem: Problem, slot: int) -> int:
    """Return how many seats a slot can have: the largest halls, as many as there are speakers."""
    free = sorted((h.seats for h in problem.halls if slot in h.free), reverse=True)
    kept = sum(one.left for one in problem.kept if one.slot == slot)
    return sum(free[: problem.speakers_in(slot)]) + kept
