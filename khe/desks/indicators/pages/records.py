"""The records behind a figure: those somebody may open, by their name, the others by their id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from khe.base.figures import Figure, Record, records_named
from khe.base.people.actor import Actor
from khe.desks.indicators.queries.drifting import KEPT


@dataclass(frozen=True)
class Line:
    """A record; without `record` it is not for this person to open, or is there no more."""

    id: UUID
    record: Record | None = None


def lines(actor: Actor, figure_id: str, ids: Sequence[UUID], at: datetime) -> list[Line]:
    """Return the records of a page of ids, in their order; a few queries."""
    known = records_named(actor, figure_id, ids, at) if ids else {}
    return [Line(pk, known.get(pk)) for pk in ids]


def rest(figure: Figure | None) -> list[UUID]:
    """Return the records of the denominator that are not in the numerator: who did not come, what was
    late. [] for a count, and for more records than are kept."""
    if figure is None or not figure.denominator or len(figure.of) > KEPT:
        return []
    counted = set(figure.records)
    return [pk for pk in figure.of if pk not in counted]
