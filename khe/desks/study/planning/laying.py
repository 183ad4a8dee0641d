"""From counts back to classes: which slot, which learners, which speaker. Nothing is decided any more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from khe.desks.study.planning.groups import Counted
from khe.desks.study.planning.values import Class, Learner, Problem


def laid_out(
    problem: Problem, counted: Counted, classes: Sequence[int], flows: Sequence[int]
) -> tuple[Class, ...]:
    """Return the classes that counts stand for, by time and hall; empty ones fall away."""
    learners = _who(counted, flows)
    places = _slots(counted, classes)
    found: list[Class] = []
    for o, option in enumerate(counted.options):
        if option.kept:
            if learners[o]:
                keys = tuple(one.key for one in learners[o])
                found.append(Class(option.slots[0], keys, kept=option.kept.key))
            continue
        parts = _shared(learners[o], len(places[o]))
        for slot, part in zip(places[o], parts, strict=True):
            if part:
                hall = option.hall.key  # type: ignore[union-attr]
                found.append(Class(slot, tuple(one.key for one in part), hall))
    return with_speakers(problem, found)


def _who(counted: Counted, flows: Sequence[int]) -> dict[int, list[Learner]]:
    """Return the learners of every option: groups are served in the order of arcs."""
    found: dict[int, list[Learner]] = defaultdict(list)
    used = [0] * len(counted.groups)
    for arc, flow in zip(counted.arcs, flows, strict=True):
        begin = used[arc.group]
        found[arc.option] += counted.groups[arc.group].learners[begin : begin + flow]
        used[arc.group] += flow
    return found


def _slots(counted: Counted, classes: Sequence[int]) -> dict[int, list[int]]:
    """Return the slots of every option's classes. Going round and round, a hall is used once a slot and
    slots have, within one, equally many classes: never more than there are speakers."""
    found: dict[int, list[int]] = defaultdict(list)
    for options, _most in counted.alike:
        turn = 0
        for o in options:
            slots = counted.options[o].slots
            for _ in range(classes[o]):
                found[o].append(slots[turn % len(slots)])
                turn += 1
            found[o].sort()
    return found


def _shared(learners: list[Learner], classes: int) -> list[list[Learner]]:
    """Return learners in so many parts of nearly the same size, neighbours together."""
    if not classes:
        return []
    size, more = divmod(len(learners), classes)
    parts, start = [], 0
    for n in range(classes):
        end = start + size + (n < more)
        parts.append(learners[start:end])
        start = end
    return parts


def with_speakers(problem: Problem, classes: Iterable[Class]) -> tuple[Class, ...]:
    """Return classes by time and hall, each new one with a speaker who is free: the least busy one."""
    order = {hall.key: n for n, hall in enumerate(problem.halls)}
    listed = sorted(classes, key=lambda c: (c.slot, order.get(c.hall, -1), c.kept))
    if problem.speakers is None:
        return tuple(listed)
    load = dict.fromkeys((speaker.key for speaker in problem.speakers), 0)
    taken: dict[int, set[str]] = defaultdict(set)
    found: list[Class] = []
    for one in listed:
        if one.kept:
            found.append(one)
            continue
        free = [
            s.key for s in problem.speakers
            if one.slot in s.free and s.key not in taken[one.slot]
        ]  # fmt: skip
        speaker = min(free, key=load.__getitem__)
        load[speaker] += 1
        taken[one.slot].add(speaker)
        found.append(Class(one.slot, one.learners, one.hall, speaker))
    return tuple(found)
