"""Measuring fairly on a noisy machine: both sides alternate, and the middle of the rounds counts."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Result:
    """One line of the benchmark. `ratio` is what the aim speaks of; a note says what was compared."""

    name: str
    value: float
    baseline: float
    ratio: float
    aim: str
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the line as plain JSON."""
        return asdict(self)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def against(
    ours: Callable[[], object], baseline: Callable[[], object], rounds: int = 5
) -> tuple[float, float]:
    """Return the median seconds of both sides, measured in turns (once before, unmeasured)."""
    ours()
    baseline()
    pairs = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    return median(p[0] for p in pairs), median(p[1] for p in pairs)
