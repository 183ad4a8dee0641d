"""Reading people and the posts they hold."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Member, Tenure
from khe.base.people.names import plain
from khe.base.people.queries import in_force
from khe.desks.staff.rules import RECORD_READERS


def members(text: str = "") -> QuerySet[Member]:
    """Return members by given name; with `text`, those whose name contains its words."""
    found = Member.objects.order_by("sort_name", "id")
    for word in plain(text).split()[:6]:
        found = found.filter(sort_name__contains=word)
    return found


def visible_records(actor: Actor, on: date) -> QuerySet[Member]:
    """Return the members whose personnel record the actor may open: every list, search, export,
    count and chart of personnel, training, assessment and succession starts here."""
    if actor.can(*RECORD_READERS):
        return Member.objects.all()
    own = {actor.member_id} if actor.member_id else set()
    return Member.objects.filter(pk__in=people.led_by(actor, on) | own)


def tenures_of(member_ids: Iterable[UUID], on: date) -> dict[UUID, list[Tenure]]:
    """Return the posts that members hold on a day, in one query."""
    found: dict[UUID, list[Tenure]] = {}
    rows = Tenure.objects.filter(in_force(on), member_id__in=list(member_ids))
    for tenure in rows.select_related("post", "post__body", "began_by").order_by("began"):
        found.setdefault(tenure.member_id, []).append(tenure)
    return found


def roles_of(member_id: UUID, on: date) -> set[str]:
    """Return the roles of the posts a member holds on a day (delegations not counted)."""
    held = Tenure.objects.filter(in_force(on), member_id=member_id)
    return {role for roles in held.values_list("post__roles", flat=True) for role in roles}
