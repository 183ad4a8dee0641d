"""The records behind a figure: those somebody may open, by their code, the others by their id."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.dossiers import queries as dossiers


@dataclass(frozen=True)
class Line:
    """A record; without `url` it is not for this person to open, or has no page."""

    id: UUID
    code: str = ""
    url: str = ""


def lines(actor: Actor, figure_id: str, ids: Sequence[UUID]) -> list[Line]:
    """Return the records of a page of ids, in their order; one query for dossiers, none for others."""
    if not figure_id.startswith("dossiers."):
        return [Line(pk) for pk in ids]
    seen = {one.pk: one for one in dossiers.visible_to(actor).filter(pk__in=list(ids))}
    return [
        Line(pk, seen[pk].code, seen[pk].get_absolute_url()) if pk in seen else Line(pk)
        for pk in ids
    ]
