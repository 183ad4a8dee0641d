"""Reading people: who an account is today, and who holds which post."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from khe.base.people.actor import Actor
from khe.base.people.models import Body, Delegation, Member, Tenure, User

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
    tenures = list(
        Tenure.objects.filter(in_force(day), member__user_id=user.pk, member__active=True)
        .select_related("member", "post")
        .only("member__name", "post__roles", "post__title", "post__body_id", "authority_id")
    )
    stand_ins = _delegated(user.pk, at, day)
    member = tenures[-1].member if tenures else _without_post(user)
    held = [(set(t.post.roles), t.post.body_id) for t in tenures]
    held += [(given, body) for _giver, given, body in stand_ins]
    return Actor(
        authority_id=authority_id,
        name=member.name if member else user.get_full_name() or user.username,
        user_id=user.pk,
        member_id=member.pk if member else None,
        roles=frozenset().union(*(roles for roles, _ in held)),
        body_ids=frozenset(body for _, body in held),
        led_ids=frozenset(body for roles, body in held if "head" in roles),
        post=next((t.post.title for t in tenures if t.post.title), ""),
        for_ids=frozenset(giver for giver, _, _ in stand_ins),
        code_pattern=user.authority.code_pattern,  # type: ignore[union-attr]
        calendar=user.authority.calendar,  # type: ignore[union-attr]
    )


def _without_post(user: User) -> Member | None:
    """Return the member behind an account that holds no post: they have no role, but a page of theirs."""
    return Member.objects.filter(user_id=user.pk, active=True).only("name", "authority_id").first()


def bodies_under(roots: Iterable[UUID]) -> set[UUID]:
    """Return the ids of bodies and of everything below them; one query of the whole (small) tree."""
    found = set(roots)
    if not found:
        return found
    pairs = list(Body.objects.values_list("pk", "parent_id"))
    while more := {pk for pk, parent in pairs if parent in found} - found:
        found |= more
    return found


def led_by(actor: Actor, on: date, *, cells: bool = False) -> set[UUID]:
    """Return the ids of the members whom the actor heads on a local day: those who hold a post in a
    body it heads or in one below, or whose own body is one of them; never itself.

    Those of a Party cell only if they belong to no other body: its secretary does not head the
    chairman at work. `cells` counts all members of the cells: for what a cell organises itself.
    """
    bodies = bodies_under(actor.led_ids)
    if not bodies:
        return set()
    held = Tenure.objects.filter(in_force(on), post__body__in=bodies)
    found = set(held.values_list("member_id", flat=True))
    of_cells = Q(cell__in=bodies) if cells else Q(cell__in=bodies, body=None)
    own = Member.objects.filter(Q(body__in=bodies) | of_cells)
    return (found | set(own.values_list("pk", flat=True))) - {actor.member_id}


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
