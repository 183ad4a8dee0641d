"""Words for roles, accounts and periods."""

from datetime import datetime, timedelta
from typing import Any

from django import template

from khe.base.web.phrases import local
from khe.desks.staff.states import (
    DEGREE_NAMES,
    GENDERS,
    ROLE_MEANS,
    ROLE_NAMES,
    THEORY_NAMES,
    Account,
    ActKind,
    MemberKind,
)

register = template.Library()

KINDS = {
    Account.NONE: "idle",
    Account.WAITING: "wait",
    Account.ACTIVE: "done",
    Account.LOCKED: "late",
}


@register.filter
def role_name(role: str) -> Any:
    """Return the short name of a role."""
    return ROLE_NAMES.get(role, role)


@register.filter
def role_means(role: str) -> Any:
    """Return what a role lets its holder do."""
    return ROLE_MEANS.get(role, "")


@register.filter
def account_kind(standing: Account) -> str:
    """Return the status kind of an account."""
    return KINDS[standing]


@register.filter
def last_day(until: datetime) -> datetime:
    """Return the last moment before an open end: its day is the last one that counts."""
    return local(until) - timedelta(seconds=1)


@register.filter
def level_name(level: str) -> Any:
    """Return a level of political theory or a degree as people say it; a skill as it is."""
    return THEORY_NAMES.get(level) or DEGREE_NAMES.get(level) or level


@register.filter
def act_kind(kind: str) -> Any:
    """Return the kind of a decision as people say it."""
    return dict(ActKind.choices).get(kind, kind)


@register.filter
def member_kind(kind: str) -> Any:
    """Return what a person is employed as."""
    return dict(MemberKind.choices).get(kind, kind)


@register.filter
def gender_name(gender: str) -> Any:
    """Return female or male, as people say it."""
    return GENDERS.get(gender, "")


@register.filter
def masked_mail(address: str) -> str:
    """Show where an address is, not whose: "l…@co-quan.vn"."""
    name, at, host = address.partition("@")
    return f"{name[:1]}…{at}{host}"
