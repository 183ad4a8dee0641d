"""`khe bench study`: the planner of classes against what one would do by hand, in the same run."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from khe.desks.study.planning import greedy, solver
from khe.desks.study.planning.values import Hall, Learner, Problem, Slot, Speaker

LEARNERS, DAYS, AREAS = 2000, 15, 12
HALLS = ((220, 1_500_000), (120, 600_000), (120, 0), (80, 300_000), (60, 0))
SEED = 2015


def ward() -> Problem:
    """Return an invented ward: 2,000 learners, 30 parts of days, 5 halls, 3 speakers, 12 areas. One in
    five works in shifts, one in ten would rather not come on some days, some go no farther than 6 km."""
    pick = random.Random(SEED)  # noqa: S311 - invented data
    first = datetime(2026, 3, 9, 0, 30, tzinfo=UTC)
    slots = tuple(
        Slot(f"s{n}", begin, begin + timedelta(hours=3, minutes=30))
        for n in range(2 * DAYS)
        for begin in [first + timedelta(days=n // 2, hours=6 * (n % 2))]
    )
    areas = [f"a{n}" for n in range(AREAS)]
    halls = tuple(
        Hall(
            f"h{n}", seats, fee, {area: round(pick.uniform(0.5, 8), 1) for area in areas},
            frozenset(s for s in range(len(slots)) if pick.random() < 0.85),
        )
        for n, (seats, fee) in enumerate(HALLS)
    )  # fmt: skip
    speakers = tuple(
        Speaker(f"p{n}", frozenset(s for s in range(len(slots)) if pick.random() < 0.6))
        for n in range(3)
    )
    shifts = [frozenset(s for s in range(len(slots)) if s % 2 == half) for half in (0, 1)]
    shifts += [frozenset(s for s in range(len(slots)) if s // 2 % 5 == day) for day in range(3)]
    learners = tuple(
        Learner(
            f"l{n}", pick.choice(areas), pick.choice(shifts) if pick.random() < 0.2 else frozenset(),
            pick.choice(shifts) if pick.random() < 0.1 else frozenset(),
            6.0 if pick.random() < 0.1 else None,
        )
        for n in range(LEARNERS)
    )  # fmt: skip
    return Problem(slots, halls, learners, speakers, (), 2000)


def run() -> Iterator[dict[str, Any]]:
    """Yield the rows of the measurement; the baseline is first fit by hand (planning/greedy.py)."""
    problem = ward()
    start = time.perf_counter()
    by_hand = greedy.propose(problem)
    hand_seconds = time.perf_counter() - start
    start = time.perf_counter()
    found = solver.propose(problem)
    seconds = time.perf_counter() - start
    pairs = (
        ("learners without a seat", found.score.unplaced, by_hand.score.unplaced),
        ("clashes", found.score.clashes, by_hand.score.clashes),
        ("classes", found.score.classes, by_hand.score.classes),
        ("cost, million VND", found.score.cost / 1e6, by_hand.score.cost / 1e6),
        ("seconds", seconds, hand_seconds),
    )
    note = ", ".join(f"{key} {'best' if best else 'found'}" for key, best in found.proven.items())
    for name, value, baseline in pairs:
        ratio = value / baseline if baseline else float(value > 0) or 1.0
        yield {
            "name": f"study planning, {LEARNERS} learners: {name}", "value": value,
            "baseline": baseline, "ratio": ratio,
            "aim": "seconds" if name == "seconds" else "<= 1", "note": note,
        }  # fmt: skip
