"""Builders for tests: a task with honest defaults, given through the action."""

from datetime import datetime
from typing import Any

from khe.base.people.actor import Actor
from khe.desks.tasks import actions
from khe.desks.tasks.models import Task


def make_task(lead: Any, *, by: Actor, at: datetime, **facts: Any) -> Task:
    """Give `lead` (an account or member) a task; due in five working days unless said otherwise."""
    member = getattr(lead, "member", lead)
    if not {"due_at", "due_day", "limit"} & facts.keys():
        facts["limit"] = "5 working_day"
    facts.setdefault("content", "Rà soát hộ kinh doanh trên đường số 7")
    return actions.assign(lead_id=member.pk, by=by, at=at, **facts)
