"""Words for roles, accounts and periods."""

from datetime import datetime, timedelta
from typing import Any

from django import template

from khe.base.web.phrases import local
from khe.desks.staff.states import ROLE_MEANS, ROLE_NAMES, Account

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
