"""Reading accounts."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator

from khe.base.authorities.tenancy import required_id
from khe.base.people.models import Member, Tenure, User
from khe.base.people.names import plain
from khe.base.people.queries import in_force
from khe.desks.staff.states import Account


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


def suggested_login(name: str) -> str:
    """Return a free name for an account: given name, then initials ("Lê Thị Lan" → lanlt)."""
    words = ["".join(c for c in w if c.isascii() and c.isalnum()) for w in plain(name).split()]
    words = [w for w in words if w]
    base = (words[-1] + "".join(w[0] for w in words[:-1]))[:24] if words else "canbo"
    base = base if len(base) > 2 else base + "000"[: 3 - len(base)]
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(n for n in (base, *(f"{base}{i}" for i in range(2, 10_000))) if n not in taken)
