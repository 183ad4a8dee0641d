"""Reading messages: everyone their own, nobody anybody else's."""

from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest

from khe.base.messages.models import Message
from khe.base.people.actor import Actor


def visible_to(actor: Actor) -> QuerySet[Message]:
    """Return the messages to the actor themselves; a stand-in does not read another's post."""
    if actor.member_id is None:
        return Message.objects.none()
    return Message.objects.filter(member_id=actor.member_id)


def inbox(actor: Actor) -> QuerySet[Message]:
    """Return the actor's messages: unread ones first, the newest first in both."""
    place = Case(
        When(read_at__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return visible_to(actor).alias(place=place).order_by("place", "-made_at", "-pk")


def unread(actor: Actor) -> int:
    """Return how many messages the actor has not read: one look into a partial index."""
    return visible_to(actor).filter(read_at__isnull=True).count()


def on_the_bell(request: HttpRequest, at: datetime) -> int:
    """Return the number on the bell of the page's frame (settings.KHE_UNREAD)."""
    actor = getattr(request, "actor", None)
    return unread(actor) if actor is not None else 0
