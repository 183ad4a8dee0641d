"""What other desks put on a person's page: the page stays one, the desks stay apart."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from khe.base.people.actor import Actor
from khe.base.people.models import Member


@dataclass(frozen=True)
class Panel:
    """A card of a person's page: its title, the template that draws its inside, what that needs."""

    title: Any
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    url: str = ""  # where more of it is


def of(actor: Actor, member: Member, at: datetime) -> list[Panel]:
    """Return the panels that every desk shows of a member whose record the actor may see."""
    found = (import_string(path)(actor, member, at) for path in settings.KHE_PERSON_PANELS)
    return [panel for panel in found if panel is not None]
