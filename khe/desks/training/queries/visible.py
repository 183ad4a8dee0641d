"""Whose training an actor may see, and what people hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people import competence
from khe.base.people.actor import Actor
from khe.base.people.models import Member, Qualification
from khe.desks.staff import queries as staff
from khe.desks.training.states import LEVEL_NAMES

day_of = staff.day_of


def people(actor: Actor, day: date) -> QuerySet[Member]:
    """Return the members whose training the actor may see on a local day."""
    return staff.visible_records(actor, day)


def best_held(member_ids: Iterable[UUID], kind: str, on: date) -> dict[UUID, str]:
    """Return the highest level of a kind that each member holds on a day, '' for none; one query."""
    held: dict[UUID, list[Qualification]] = {pk: [] for pk in member_ids}
    for row in Qualification.objects.filter(member_id__in=list(held), kind=kind):
        held[row.member_id].append(row)
    return {pk: competence.best(kind, rows, on) for pk, rows in held.items()}


@dataclass(frozen=True)
class Shown:
    """A qualification with its name in words; `over` when it no longer holds."""

    row: Qualification
    label: Any
    over: bool


def held_by(member_id: UUID, day: date) -> list[Shown]:
    """Return what a member has shown to hold, the newest first. Ask who may see it first."""
    rows = Qualification.objects.filter(member_id=member_id)
    ordered = sorted(rows, key=lambda q: (q.awarded_on or date.min, q.pk), reverse=True)
    return [
        Shown(q, LEVEL_NAMES.get(q.level, q.name), not competence.holds(q, day)) for q in ordered
    ]
