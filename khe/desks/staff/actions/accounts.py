"""Accounts: made by administrators, for members of their own authority, never by visitors."""

import secrets
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Member, User
from khe.base.refusal import refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.actions.organisation import hold_authority
from khe.desks.staff.states import Event

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


def first_password() -> str:
    """Return a password that can be read out: three groups of four, 59 bits."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _held(member_id: UUID) -> tuple[Member, User | None]:
    """Return the member, locked, and the account if there is one in this authority."""
    member = Member.objects.select_for_update().get(pk=member_id)
    return member, queries.account_of(member)


@transaction.atomic
def make_account(member_id: UUID, *, login: str, by: Actor, at: datetime) -> tuple[User, str]:
    """Give a member an account; return it with its first password, which is shown once and has to
    be changed at the first login. The account belongs to the administrator's authority."""
    member = Member.objects.select_for_update().get(pk=member_id)
    login = login.strip()
    taken = User.objects.filter(username__iexact=login).exists()
    refuse_if(
        rules.why_not_make_account(login, has_one=member.user_id is not None, taken=taken, by=by)
    )
    password = first_password()
    user = User(
        username=login,
        authority_id=by.authority_id,
        must_change_password=True,
        is_active=member.active,
    )
    user.set_password(password)
    user.save()
    member.user_id = user.pk
    member.save(update_fields=["user_id"])
    record(member, Event.ACCOUNT_MADE, by=by, at=at, login=login)
    return user, password


@transaction.atomic
def reset_password(member_id: UUID, *, by: Actor, at: datetime) -> tuple[User, str]:
    """Give a member a new first password; every open session of theirs ends."""
    member, user = _held(member_id)
    refuse_if(rules.why_not_keep_account(user.pk if user else None, by))
    assert user is not None  # noqa: S101 - the rule above said so
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    record(member, Event.PASSWORD_RESET, by=by, at=at)
    return user, password


@transaction.atomic
def lock_account(member_id: UUID, *, by: Actor, at: datetime, reason: str = "") -> User:
    """Shut a member out at once: no login, no open session, no new work assigned."""
    hold_authority(by)
    member, user = _held(member_id)
    refuse_if(rules.why_not_lock(user.pk if user else None, by, bool(user and user.is_active)))
    today = queries.day_of(at)
    before, after = queries.administrators(today), queries.administrators(today, locked=member.pk)
    refuse_if(rules.why_not_lose_admins(before, after, by))
    assert user is not None  # noqa: S101 - the rule above said so
    _set_active(member, user, False)
    end_sessions(user)
    record(member, Event.ACCOUNT_LOCKED, by=by, at=at, reason=reason.strip())
    return user


@transaction.atomic
def unlock_account(member_id: UUID, *, by: Actor, at: datetime) -> User:
    """Let a member in again, with the password they had."""
    member, user = _held(member_id)
    refuse_if(rules.why_not_unlock(user.pk if user else None, by, bool(user and user.is_active)))
    assert user is not None  # noqa: S101 - the rule above said so
    _set_active(member, user, True)
    record(member, Event.ACCOUNT_UNLOCKED, by=by, at=at)
    return user


@transaction.atomic
def remove_second_step(member_id: UUID, *, by: Actor, at: datetime) -> User:
    """Take the second step (and its spare codes) off an account whose telephone is lost."""
    member, user = _held(member_id)
    known = Authenticator.objects.filter(user_id=user.pk if user else None)
    refuse_if(rules.why_not_remove_second_step(user.pk if user else None, by, known.exists()))
    assert user is not None  # noqa: S101 - the rule above said so
    known.delete()
    end_sessions(user)
    record(member, Event.SECOND_STEP_REMOVED, by=by, at=at)
    return user


def _set_active(member: Member, user: User, active: bool) -> None:
    member.active = user.is_active = active
    member.save(update_fields=["active"])
    user.save(update_fields=["is_active"])


def end_sessions(user: User) -> None:
    """End every session of an account; one that is not listed dies by `is_active` or the password."""
    for session in UserSession.objects.filter(user=user):
        session.end()
