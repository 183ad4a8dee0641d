"""Reading the organisation: trees, holders, accounts, delegations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from khe.base.authorities.models import Area
from khe.base.authorities.tenancy import required_id
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Delegation, Member, Post, Tenure, User
from khe.base.people.names import plain
from khe.base.people.queries import LOCAL, in_force
from khe.desks.staff.rules import RECORD_READERS
from khe.desks.staff.states import Account


@dataclass
class Seat:
    """A post with those who hold it on a day."""

    post: Post
    tenures: list[Tenure] = field(default_factory=list)

    @property
    def free(self) -> int:
        """Return how many seats are empty."""
        return max(0, self.post.seats - len(self.tenures))


@dataclass
class Branch:
    """A node of a tree, in the order it is shown; `depth` 0 is a root."""

    node: Any
    depth: int
    seats: list[Seat] = field(default_factory=list)


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def laid_out(nodes: Iterable[Any]) -> list[Branch]:
    """Return nodes with `parent_id` as a tree, depth first, in the given order among siblings."""
    children: dict[UUID | None, list[Any]] = {}
    listed = list(nodes)
    known = {node.pk for node in listed}
    for node in listed:
        parent = node.parent_id if node.parent_id in known else None
        children.setdefault(parent, []).append(node)
    found: list[Branch] = []

    def walk(parent: UUID | None, depth: int) -> None:
        for node in children.get(parent, []):
            found.append(Branch(node, depth))
            walk(node.pk, depth + 1)

    walk(None, 0)
    return found


def organisation(on: date) -> list[Branch]:
    """Return every body with its posts and their holders on a day; three queries."""
    seats: dict[UUID, list[Seat]] = {}
    by_post: dict[UUID, Seat] = {}
    for post in Post.objects.order_by("title", "id"):
        by_post[post.pk] = Seat(post)
        seats.setdefault(post.body_id, []).append(by_post[post.pk])
    held = Tenure.objects.filter(in_force(on)).select_related("member")
    for tenure in held.order_by("member__sort_name"):
        by_post[tenure.post_id].tenures.append(tenure)
    tree = laid_out(Body.objects.order_by("name", "id"))
    for branch in tree:
        branch.seats = seats.get(branch.node.pk, [])
    return tree


def areas() -> list[Branch]:
    """Return the areas as a tree, by code."""
    return laid_out(Area.objects.order_by("code"))


def parents_of(model: Any) -> dict[UUID, UUID | None]:
    """Return {id: id of the parent} of every body or area."""
    return dict(model.objects.values_list("pk", "parent_id"))


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
    for tenure in rows.select_related("post", "post__body").order_by("began"):
        found.setdefault(tenure.member_id, []).append(tenure)
    return found


def accounts_of(members: Iterable[Member]) -> dict[int, User]:
    """Return the accounts of members by id; only accounts of this authority."""
    ids = [m.user_id for m in members if m.user_id]
    return {u.pk: u for u in User.objects.filter(pk__in=ids, authority_id=required_id())}


def account_of(member: Member) -> User | None:
    """Return the member's account, or None."""
    return accounts_of([member]).get(member.user_id or 0)


def standing(user: User | None) -> Account:
    """Return how an account stands."""
    if user is None:
        return Account.NONE
    if not user.is_active:
        return Account.LOCKED
    return Account.WAITING if user.must_change_password else Account.ACTIVE


def second_steps(user_ids: Iterable[int]) -> set[int]:
    """Return the accounts that have switched the second step on."""
    found = Authenticator.objects.filter(user_id__in=list(user_ids), type=Authenticator.Type.TOTP)
    return set(found.values_list("user_id", flat=True))


def administrators(
    on: date, *, without: UUID | None = None, but_post: UUID | None = None,
    locked: UUID | None = None,
) -> set[UUID]:  # fmt: skip
    """Return the members with a working account and an administrator's post on a day; as if tenure
    `without` were over, post `but_post` had lost the role, or member `locked` were locked."""
    held = Tenure.objects.filter(in_force(on), post__roles__contains="admin", member__active=True)
    if without:
        held = held.exclude(pk=without)
    if but_post:
        held = held.exclude(post_id=but_post)
    if locked:
        held = held.exclude(member_id=locked)
    rows = dict(held.values_list("member_id", "member__user_id"))
    ids = [user_id for user_id in rows.values() if user_id]
    working = set(User.objects.filter(pk__in=ids, is_active=True).values_list("pk", flat=True))
    return {member for member, user_id in rows.items() if user_id in working}


def roles_of(member_id: UUID, on: date) -> set[str]:
    """Return the roles of the posts a member holds on a day (delegations not counted)."""
    held = Tenure.objects.filter(in_force(on), member_id=member_id)
    return {role for roles in held.values_list("post__roles", flat=True) for role in roles}


def delegations(at: datetime) -> QuerySet[Delegation]:
    """Return the delegations that last or lie ahead at a moment, the next to end first."""
    found = Delegation.objects.filter(ended__gt=at, revoked_at=None)
    return found.select_related("giver", "taker").order_by("ended", "id")


def delegations_of(member_id: UUID) -> QuerySet[Delegation]:
    """Return what a member has given or taken, newest first, past ones included."""
    found = Delegation.objects.filter(Q(giver_id=member_id) | Q(taker_id=member_id))
    return found.select_related("giver", "taker").order_by("-began", "-id")


def suggested_login(name: str) -> str:
    """Return a free name for an account: given name, then initials ("Lê Thị Lan" → lanlt)."""
    words = ["".join(c for c in w if c.isascii() and c.isalnum()) for w in plain(name).split()]
    words = [w for w in words if w]
    base = (words[-1] + "".join(w[0] for w in words[:-1]))[:24] if words else "canbo"
    base = base if len(base) > 2 else base + "000"[: 3 - len(base)]
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(n for n in (base, *(f"{base}{i}" for i in range(2, 10_000))) if n not in taken)
