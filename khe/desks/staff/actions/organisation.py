"""Bodies, areas, posts and the people themselves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from khe.base.authorities.models import Area, Authority
from khe.base.authorities.tenant import uuid7
from khe.base.journal.record import record
from khe.base.people.actor import ROLES, Actor
from khe.base.people.models import Body, Member, Post, Tenure
from khe.base.people.names import sort_name
from khe.base.refusal import refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import Event


def hold_authority(by: Actor) -> Authority:
    """Lock the authority's row: changes that could leave it without an administrator take turns."""
    return Authority.objects.select_for_update().get(pk=by.authority_id)


@transaction.atomic
def save_body(
    *, name: str, short_name: str = "", kind: str = "office", parent: Body | None = None,
    id: UUID | None = None, by: Actor, at: datetime,
) -> Body:  # fmt: skip
    """Add a body, or change the one with `id` (Body.DoesNotExist if there is none)."""
    hold_authority(by)  # two changes of the tree at once could close a circle
    body = Body.objects.select_for_update().get(pk=id) if id else Body(id=uuid7())
    parent_id = parent.pk if parent else None
    refuse_if(rules.why_not_save_part(name, body.pk, parent_id, queries.parents_of(Body), by))
    body.name, body.short_name, body.kind = name.strip(), short_name.strip(), kind
    body.parent_id = parent_id
    body.save(force_insert=id is None)
    record(body, Event.BODY_SAVED, by=by, at=at, name=body.name, kind=kind, parent=parent_id)
    return body


@transaction.atomic
def save_area(
    *, name: str, code: str, parent: Area | None = None, id: UUID | None = None, by: Actor,
    at: datetime,
) -> Area:  # fmt: skip
    """Add an area, or change the one with `id`; its code is the authority's own and used once."""
    hold_authority(by)
    area = Area.objects.select_for_update().get(pk=id) if id else Area(id=uuid7())
    parent_id, code = (parent.pk if parent else None), code.strip()
    refuse_if(rules.why_not_save_part(name, area.pk, parent_id, queries.parents_of(Area), by))
    taken = not code or Area.objects.filter(code=code).exclude(pk=area.pk).exists()
    refuse_if(Refusal.CODE_TAKEN if taken else None)
    area.name, area.code, area.parent_id = name.strip(), code, parent_id
    area.save(force_insert=id is None)
    record(area, Event.AREA_SAVED, by=by, at=at, name=area.name, code=code, parent=parent_id)
    return area


@transaction.atomic
def save_post(
    *, title: str, body: Body, roles: list[str], seats: int, id: UUID | None = None, by: Actor,
    at: datetime,
) -> Post:  # fmt: skip
    """Add a post, or change the one with `id`: what its holders may do changes with the next click."""
    hold_authority(by)
    post = Post.objects.select_for_update().get(pk=id) if id else Post(id=uuid7())
    today = queries.day_of(at)
    spans = list(Tenure.objects.filter(post=post).values_list("began", "ended"))
    refuse_if(rules.why_not_save_post(title, roles, seats, spans, today, by))
    if id and "admin" in post.roles and "admin" not in roles:
        before = queries.administrators(today)
        after = queries.administrators(today, but_post=post.pk)
        refuse_if(rules.why_not_lose_admins(before, after, by))
    post.title, post.body, post.seats = title.strip(), body, seats
    post.roles = [role for role in ROLES if role in roles]
    post.save(force_insert=id is None)
    record(
        post, Event.POST_SAVED, by=by, at=at,
        title=post.title, body=body.pk, roles=post.roles, seats=seats,
    )  # fmt: skip
    return post


@transaction.atomic
def save_member(*, name: str, id: UUID | None = None, by: Actor, at: datetime) -> Member:
    """Add a person, or correct the name of the one with `id`."""
    refuse_if(
        rules.first(rules.why_not_administer(by), Refusal.NO_NAME if not name.strip() else None)
    )
    member = Member.objects.select_for_update().get(pk=id) if id else Member(id=uuid7())
    member.name = " ".join(name.split())
    member.sort_name = sort_name(member.name)
    member.save(force_insert=id is None)
    record(member, Event.MEMBER_SAVED, by=by, at=at, name=member.name)
    return member
