"""The figures of study: a module for planning, one for holding."""

from collections.abc import Iterator

from khe.base.figures import Figure, Period
from khe.base.people.actor import Actor
from khe.desks.study.figures import holding, planning
from khe.desks.study.figures.naming import named

__all__ = ["DEFINITIONS", "named", "of"]

DEFINITIONS = (*holding.DEFINITIONS, *planning.DEFINITIONS)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the figures of study for a period (settings.KHE_FIGURES)."""
    yield from holding.of(actor, period)
    yield from planning.of(actor, period)
