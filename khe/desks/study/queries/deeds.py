"""Reading registered deeds."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.desks.study.models import Deed
from khe.desks.study.rules.action_programmes import DEED_READERS


def visible_to(actor: Actor, on: date) -> QuerySet[Deed]:
    """Return the deeds the actor may see: their own, those of members they head on a local day, and all
    for organisers and standing members."""
    found = Deed.objects.select_related("document", "member")
    if actor.can(*DEED_READERS):
        return found
    own = {actor.member_id} if actor.member_id else set()
    return found.filter(member_id__in=people.led_by(actor, on, cells=True) | own)


def locked(deed_id: UUID) -> Deed:
    """Return a deed, locked."""
    return Deed.objects.select_for_update(of=("self",)).select_related("member").get(pk=deed_id)
