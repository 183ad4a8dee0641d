"""The records behind a figure: those somebody may open, by their code, the others by their id."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people.actor import Actor
from khe.desks.dossiers import queries as dossiers
from khe.desks.procedures import queries as procedures


@dataclass(frozen=True)
class Line:
    """A record; without `url` it is not for this person to open, or has no page."""

    id: UUID
    code: str = ""
    url: str = ""


def lines(actor: Actor, figure_id: str, ids: Sequence[UUID]) -> list[Line]:
    """Return the records of a page of ids, in their order; one query for dossiers and procedures, none
    for others."""
    desk = figure_id.partition(".")[0]
    if desk not in ("dossiers", "procedures"):
        return [Line(pk) for pk in ids]
    may: QuerySet[Any] = (
        dossiers.visible_to(actor)
        if desk == "dossiers"
        else procedures.visible_to(actor.authority_id)
    )
    seen = {one.pk: one for one in may.filter(pk__in=list(ids))}
    return [
        Line(pk, seen[pk].code, seen[pk].get_absolute_url()) if pk in seen else Line(pk)
        for pk in ids
    ]
