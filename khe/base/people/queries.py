"""Reading people: who an account is today, and who holds which post."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from khe.base.people.actor import Actor
from khe.base.people.models import Delegation, Member, Tenure, User

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def in_force(on: date) -> Q:
    """Return the condition "this tenure is in force on that local day"."""
    return Q(began__lte=on) & (Q(ended__isnull=True) | Q(ended__gt=on))


def holders(on: date, role: str | None = None) -> QuerySet[Member]:
    """Return the members who hold any post (or one with `role`) on a local day, by given name."""
    tenures = Tenure.objects.filter(in_force(on))
    if role:
        tenures = tenures.filter(post__roles__contains=role)
    return Member.objects.filter(active=True, pk__in=tenures.values("member")).order_by("sort_name")


def actor_for(user: User, at: datetime) -> Actor:
    """Return what the account may do for its authority at `at`: two queries, nothing cached, so a
    change of post takes effect with the next click."""
    authority_id = user.authority_id
    assert authority_id is not None, "an account without an authority acts for nobody"  # noqa: S101
    day = at.astimezone(LOCAL).date()
    tenures = (
        Tenure.objects.filter(in_force(day), member__user_id=user.pk, member__active=True)
        .select_related("member", "post")
        .only("member__name", "post__roles", "post__title", "post__body_id", "authority_id")
    )
    roles: set[str] = set()
    bodies: set[UUID] = set()
    member: Member | None = None
    post = ""
    for tenure in tenures:
        member = tenure.member
        roles.update(tenure.post.roles)
        bodies.add(tenure.post.body_id)
        post = post or tenure.post.title
    stand_ins = _delegated(user.pk, at, day)
    for _giver, given, body in stand_ins:
        roles.update(given)
        bodies.add(body)
    return Actor(
        authority_id=authority_id,
        name=member.name if member else user.get_full_name() or user.username,
        user_id=user.pk,
        member_id=member.pk if member else None,
        roles=frozenset(roles),
        body_ids=frozenset(bodies),
        post=post,
        for_ids=frozenset(giver for giver, _, _ in stand_ins),
        code_pattern=user.authority.code_pattern,  # type: ignore[union-attr]
        calendar=user.authority.calendar,  # type: ignore[union-attr]
    )


def _delegated(user_id: int, at: datetime, day: date) -> list[tuple[UUID, set[str], UUID]]:
    """Return (giver, roles, body) for every post of everyone the account stands in for at `at`."""
    rows = (
        Delegation.objects.filter(
            taker__user_id=user_id,
            taker__active=True,
            began__lte=at,
            ended__gt=at,
            revoked_at__isnull=True,
            giver__tenures__began__lte=day,
        )
        .filter(Q(giver__tenures__ended__isnull=True) | Q(giver__tenures__ended__gt=day))
        .values_list(
            "giver_id", "roles", "giver__tenures__post__roles", "giver__tenures__post__body_id"
        )
    )
    return [
        (giver, set(held) & set(scope) if scope else set(held), body)
        for giver, scope, held, body in rows
    ]
