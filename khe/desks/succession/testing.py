"""Pools and rotations for tests and the demo, with honest defaults; all of them made by real actions."""

from datetime import date, datetime
from typing import Any

from khe.base.people.actor import Actor
from khe.base.people.models import Member, Post, Tenure
from khe.desks.staff.states import ActKind
from khe.desks.succession import actions
from khe.desks.succession.models import Candidate, Move, PoolTerm, RotationPlan


def make_term(by: Actor, at: datetime, **facts: Any) -> PoolTerm:
    """Open the term 2025–2030; `by` keeps personnel records."""
    facts.setdefault("name", "2025–2030")
    facts.setdefault("first_day", date(2025, 7, 1))
    facts.setdefault("last_day", date(2030, 6, 30))
    return actions.save_term(**facts, by=by, at=at)


def make_candidate(
    term: PoolTerm, post: Post, member: Member, *, by: Actor, decided_by: Actor | None = None,
    at: datetime, day: date = date(2026, 1, 15), **facts: Any,
) -> Candidate:  # fmt: skip
    """Propose a member for a post; with `decided_by` (standing) they are in the pool."""
    candidate = actions.propose(term.pk, post=post, member=member, by=by, at=at, **facts)
    if decided_by:
        candidate = actions.approve(
            candidate.pk, document="05-QĐ/ĐU", day=day, by=decided_by, at=at
        )
    return candidate


def make_plan(by: Actor, at: datetime, day: date, **facts: Any) -> RotationPlan:
    """Begin a rotation plan that looks six months ahead."""
    facts.setdefault("name", "Luân chuyển năm 2026")
    facts.setdefault("horizon_months", 6)
    return actions.save_plan(day=day, **facts, by=by, at=at)


def make_move(plan: RotationPlan, member: Member, *, by: Actor, at: datetime, **facts: Any) -> Move:
    """Choose by hand that a member leaves the post they hold; see `actions.choose`."""
    facts.setdefault("tenure", Tenure.objects.filter(member=member).order_by("began").last())
    facts.setdefault("kind", ActKind.ROTATION if facts.get("to_post") else ActKind.RELEASE)
    return actions.choose(plan.pk, member=member, **facts, by=by, at=at)
