"""Spans of days: (began, ended) holds its first day and not its last; None is open."""

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date | None]
Window = tuple[date | None, date | None]  # of a body or a post: from, up to and without


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a day."""
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def most_at_once(spans: Iterable[Span]) -> int:
    """Return how many spans share a day at most."""
    listed = list(spans)
    return max(
        (sum(a <= day and (b is None or day < b) for a, b in listed) for day, _ in listed),
        default=0,
    )


def outside(span: Span, window: Window) -> bool:
    """Say whether a span leaves a window: it begins before it, or does not end within it."""
    (began, ended), (opens, shuts) = span, window
    return (opens is not None and began < opens) or (
        shuts is not None and (ended is None or ended > shuts)
    )
