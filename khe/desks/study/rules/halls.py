"""Halls and speakers. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from khe.base.people.actor import Actor
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules.availability import is_readable
from khe.desks.study.rules.common import first, refuse, why_not_organise


def why_not_save_hall(
    *, name: str, seats: int, fee: int, km: Decimal, availability: Mapping[str, Any], by: Actor
) -> Refusal | None:
    """A hall has a name and seats; money and distance are not negative."""
    return first(
        why_not_organise(by),
        refuse(not name.strip(), Refusal.NO_NAME),
        refuse(seats < 1, Refusal.NO_SEATS),
        refuse(fee < 0 or km < 0, Refusal.NEGATIVE),
        refuse(not is_readable(availability), Refusal.BAD_WINDOW),
    )


def why_not_save_speaker(
    *, name: str, availability: Mapping[str, Any], by: Actor
) -> Refusal | None:
    """A speaker has a name."""
    return first(
        why_not_organise(by),
        refuse(not name.strip(), Refusal.NO_NAME),
        refuse(not is_readable(availability), Refusal.BAD_WINDOW),
    )
