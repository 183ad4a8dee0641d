"""Kept figures in words."""

from dataclasses import dataclass

from khe.base.people.actor import Actor
from khe.desks.indicators import queries, words
from khe.desks.indicators.models import Frozen, Indicator

LONG = ("record_ids", "of_ids")  # not read for a list


@dataclass(frozen=True)
class Kept:
    """A kept figure, ready to be read."""

    frozen: Frozen
    value: str
    made_of: str
    period: str


def kept(one: Frozen) -> Kept:
    """Return a kept figure in words."""
    return Kept(
        one, words.amount(one.value, one.unit), words.counted(one.numerator, one.denominator),
        one.period.title(),
    )  # fmt: skip


def followed_by(actor: Actor, one: Frozen) -> Indicator | None:
    """Return an indicator of the same figure that the actor may see, one in force first."""
    found = queries.visible_to(actor).filter(source=one.figure_id).exclude(source="")
    return found.order_by("retired_on", "kind", "id").last()
