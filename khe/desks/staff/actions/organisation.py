"""Posts, and the turn that changes of the organisation take."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from khe.base.authorities.models import Authority
from khe.base.authorities.tenant import uuid7
from khe.base.journal.record import record
from khe.base.people.actor import ROLES, Actor
from khe.base.people.models import Body, Post, Tenure
from khe.base.refusal import refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.states import Event, PostTerms


def hold_authority(by: Actor) -> Authority:
    """Lock the authority's row: changes that could leave it without an administrator take turns."""
    return Authority.objects.select_for_update().get(pk=by.authority_id)


@transaction.atomic
def save_post(
    *, title: str, body: Body, roles: list[str], seats: int, terms: PostTerms | None = None,
    id: UUID | None = None, by: Actor, at: datetime,
) -> Post:  # fmt: skip
    """Add a post, or change the one with `id`: what its holders may do changes with the next click.

    `terms` None: what it requires, its kind, term and days stay as they are.
    """
    hold_authority(by)
    post = Post.objects.select_for_update().get(pk=id) if id else Post(id=uuid7())
    today, terms = queries.day_of(at), terms or PostTerms.of(post)
    spans = list(Tenure.objects.filter(post=post).values_list("began", "ended"))
    refuse_if(
        rules.why_not_save_post(
            title, roles, seats, spans, today, by,
            window=(terms.valid_from, terms.valid_to),
            body_window=(body.valid_from, body.valid_to),
        )
    )  # fmt: skip
    if id and "admin" in post.roles and "admin" not in roles:
        before = queries.administrators(today)
        after = queries.administrators(today, but_post=post.pk)
        refuse_if(rules.why_not_lose_admins(before, after, by))
    post.title, post.body, post.seats = title.strip(), body, seats
    post.roles = [role for role in ROLES if role in roles]
    terms.put_on(post)
    post.save(force_insert=id is None)
    record(
        post, Event.POST_SAVED, by=by, at=at,
        title=post.title, body=body.pk, roles=post.roles, seats=seats, kind=post.kind,
        requires=post.requires,
    )  # fmt: skip
    return post
