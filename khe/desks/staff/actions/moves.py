"""Several people change posts at once, by one decision: everybody leaves before anybody comes, so that
two may change places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Act, Member, Post, Tenure
from khe.base.refusal import refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.actions.organisation import hold_authority
from khe.desks.staff.actions.tenures import _begin, _facts, _issue, _why_not_hold
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import ActData, Event


@dataclass(frozen=True, slots=True)
class Change:
    """A member leaves a tenure, takes a post, or both; `kind` is the ActKind of their act."""

    member_id: UUID
    kind: str
    tenure_id: UUID | None = None
    to_post_id: UUID | None = None


@transaction.atomic
def rotate(
    changes: Sequence[Change], *, day: date, act: ActData, by: Actor, at: datetime
) -> list[Tenure]:
    """Carry out changes that hang together, all or nothing; return the tenures begun.

    `day` (local) is the first day in the new posts and the first without the old. Each member gets an
    act of their own with the number of the decision.
    """
    hold_authority(by)
    ids = [change.member_id for change in changes]
    members = {m.pk: m for m in Member.objects.select_for_update().filter(pk__in=ids)}
    left = _left(changes)
    posts = {
        p.pk: p for p in Post.objects.select_related("body").filter(pk__in=_posts(changes, left))
    }
    for change in changes:
        old = left.get(change.tenure_id) if change.tenure_id else None
        refuse_if(_why_not_change(change, old, posts, day, replace(act, kind=change.kind), by, at))
    before = queries.administrators(day)
    issued = {
        c.member_id: _issue(replace(act, kind=c.kind), members[c.member_id], day) for c in changes
    }
    for change in changes:
        if change.tenure_id:
            _end(left[change.tenure_id], day, issued[change.member_id])
    begun = []
    for change in changes:
        new = posts[change.to_post_id] if change.to_post_id else None
        made, data = issued[change.member_id], replace(act, kind=change.kind)
        if new:
            refuse_if(_why_not_hold(new, members[change.member_id], (day, None)))
            begun.append(_begin(new, members[change.member_id], (day, None), data, made))
        old = left.get(change.tenure_id) if change.tenure_id else None
        _record(members[change.member_id], old, new, day, data, made, by, at)
    refuse_if(rules.why_not_lose_admins(before, queries.administrators(day), by))
    return begun


def _left(changes: Sequence[Change]) -> dict[UUID, Tenure]:
    ids = [change.tenure_id for change in changes if change.tenure_id]
    found = Tenure.objects.select_for_update().filter(pk__in=ids)
    return {tenure.pk: tenure for tenure in found}


def _posts(changes: Sequence[Change], left: dict[UUID, Tenure]) -> set[UUID]:
    new = {change.to_post_id for change in changes if change.to_post_id}
    return new | {tenure.post_id for tenure in left.values()}


def _why_not_change(
    change: Change, old: Tenure | None, posts: dict[UUID, Post], day: date, act: ActData, by: Actor,
    at: datetime,
) -> Refusal | None:  # fmt: skip
    """Ask what can be asked before anything changes."""
    new = posts[change.to_post_id] if change.to_post_id else None
    roles = {*(posts[old.post_id].roles if old else ()), *(new.roles if new else ())}
    ask = rules.why_not_transfer if old and new else rules.why_not_release
    if old is None:
        ask = rules.why_not_appoint
    ended = rules.why_not_end((old.began, old.ended), day, queries.day_of(at)) if old else None
    same = Refusal.SAME_POST if old and new and old.post_id == new.pk else None
    return ask(act, change.member_id, roles, by) or same or ended


def _end(tenure: Tenure, day: date, issued: Act) -> None:
    tenure.ended, tenure.ended_by = day, issued
    tenure.save(update_fields=["ended", "ended_by"])


def _record(
    member: Member, old: Tenure | None, new: Post | None, day: date, act: ActData, issued: Act,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    facts = _facts(act, issued)
    if old and new:
        record(
            member, Event.TRANSFERRED, by=by, at=at, post=old.post_id, title=old.post.title,
            to=new.pk, to_title=new.title, began=day, ended=None, **facts,
        )  # fmt: skip
    elif new:
        record(
            member, Event.APPOINTED, by=by, at=at, post=new.pk, title=new.title, began=day,
            ended=None, **facts,
        )  # fmt: skip
    elif old:
        record(
            member, Event.TENURE_ENDED, by=by, at=at, post=old.post_id, title=old.post.title,
            ended=day, **facts,
        )  # fmt: skip
