"""Points of a pack of indicators. Pure: numbers in, numbers out. What is not known is never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class Sum:
    """Points reached, of the points that could be measured (`of`), of all there are (`most`)."""

    points: float
    of: float
    most: float

    @property
    def missing(self) -> float:
        """Return the points of what has no value."""
        return self.most - self.of


def points(
    numerator: float | None, denominator: float | None, weight: float, full_at: float = 1.0
) -> float | None:
    """Return what a share is worth: weight × share ÷ full_at, at most the weight, at least 0. None where
    nothing was counted: no numerator, or nothing to divide by."""
    if numerator is None or not denominator:
        return None
    return weight * min(1.0, max(0.0, numerator / denominator / full_at))


def total(found: Iterable[tuple[float | None, float]]) -> Sum:
    """Add up (points, weight) pairs: items without points are left out of `of`, never extrapolated."""
    pairs = list(found)
    known = [(reached, weight) for reached, weight in pairs if reached is not None]
    return Sum(
        fsum(reached for reached, _w in known), fsum(weight for _r, weight in known),
        fsum(weight for _r, weight in pairs),
    )  # fmt: skip
