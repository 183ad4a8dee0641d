"""Halls and speakers."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.models import Hall, Speaker
from khe.desks.study.queries import halls as queries
from khe.desks.study.rules import halls as rules
from khe.desks.study.states import Event


@transaction.atomic
def save_hall(
    *, id: UUID | None = None, name: str, seats: int, address: str = "",
    area_id: UUID | None = None, fee: int = 0, km: Decimal = Decimal(0),
    distances: dict[str, float] | None = None, is_own: bool = True,
    availability: dict[str, Any] | None = None, active: bool = True, by: Actor, at: datetime,
) -> Hall:  # fmt: skip
    """Write down a hall, or change it. `fee` is VND a session, `distances` {area id: km}.

    Classes that were already placed in it stay; a smaller hall does not push anybody out.
    """
    hall = queries.locked_hall(id) if id else Hall()
    availability = availability or {}
    refuse_if(
        rules.why_not_save_hall(
            name=name, seats=seats, fee=fee, km=km, availability=availability, by=by
        )
    )
    facts: dict[str, Any] = {
        "name": name.strip(), "seats": seats, "address": address.strip(), "area_id": area_id,
        "fee": fee, "km": km, "distances": distances or {}, "is_own": is_own,
        "availability": availability, "active": active,
    }  # fmt: skip
    for key, value in facts.items():
        setattr(hall, key, value)
    hall.save()
    record(hall, Event.HALL_SAVED, by=by, at=at, **facts)
    return hall


@transaction.atomic
def save_speaker(
    *, id: UUID | None = None, name: str, title: str = "", level: str = "", contact: str = "",
    availability: dict[str, Any] | None = None, active: bool = True, by: Actor, at: datetime,
) -> Speaker:  # fmt: skip
    """Write down a speaker, or change them. The contact is sealed and not in the journal."""
    speaker = queries.locked_speaker(id) if id else Speaker()
    availability = availability or {}
    refuse_if(rules.why_not_save_speaker(name=name, availability=availability, by=by))
    facts: dict[str, Any] = {
        "name": name.strip(), "title": title.strip(), "level": level,
        "availability": availability, "active": active,
    }  # fmt: skip
    for key, value in facts.items():
        setattr(speaker, key, value)
    speaker.contact = contact.strip()
    speaker.save()
    record(speaker, Event.SPEAKER_SAVED, by=by, at=at, **facts)
    return speaker
