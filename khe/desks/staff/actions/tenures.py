"""Who holds which post, from when to when, by which act. An act is one row; one act may end a tenure
and begin another. The authority's row is locked first: these changes take turns."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Act, Member, Post, Tenure
from khe.base.refusal import refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.actions.organisation import hold_authority
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import ActData, Event


def _why_not_hold(
    post: Post, member: Member, span: rules.Span, without: UUID | None = None
) -> Refusal | None:
    """Ask whether a member can hold a post for a span; as if tenure `without` were not there."""
    rows = Tenure.objects.filter(post=post).exclude(pk=without)
    listed = list(rows.values_list("member_id", "began", "ended"))
    return rules.why_not_hold(
        span,
        own=[(a, b) for m, a, b in listed if m == member.pk],
        others=[(a, b) for _m, a, b in listed],
        seats=post.seats,
        active=member.active,
        windows=[(p.valid_from, p.valid_to) for p in (post, post.body)],
        term_years=post.term_years,
    )


def _issue(act: ActData, member: Member, day: date) -> Act:
    """Store the decision; it holds from `day`."""
    issued = Act(
        member=member, kind=act.kind, number=act.number.strip(), signed_on=act.signed_on,
        effective_on=day, issuer=act.issuer.strip(), note=act.note.strip(),
    )  # fmt: skip
    issued.save(force_insert=True)
    return issued


def _facts(act: ActData, issued: Act) -> dict[str, Any]:
    return {
        "act": str(act), "act_id": issued.pk, "act_kind": act.kind, "act_number": issued.number,
        "signed_on": act.signed_on,
    }  # fmt: skip


def _begin(post: Post, member: Member, span: rules.Span, act: ActData, issued: Act) -> Tenure:
    tenure = Tenure(
        member=member, post=post, began=span[0], ended=span[1], act=str(act), began_by=issued
    )
    tenure.save(force_insert=True)
    return tenure


@transaction.atomic
def appoint(
    post_id: UUID, *, member: Member, began: date, act: ActData, ended: date | None = None, by: Actor,
    at: datetime,
) -> Tenure:  # fmt: skip
    """Give a post to a member from `began` (local) up to and without `ended`, by an act."""
    hold_authority(by)
    post = Post.objects.select_related("body").get(pk=post_id)
    member = Member.objects.select_for_update().get(pk=member.pk)
    refuse_if(rules.why_not_appoint(act, member.pk, post.roles, by))
    refuse_if(_why_not_hold(post, member, (began, ended)))
    issued = _issue(act, member, began)
    tenure = _begin(post, member, (began, ended), act, issued)
    record(
        member, Event.APPOINTED, by=by, at=at,
        post=post.pk, title=post.title, began=began, ended=ended, **_facts(act, issued),
    )  # fmt: skip
    return tenure


@transaction.atomic
def end_tenure(tenure_id: UUID, *, day: date, act: ActData, by: Actor, at: datetime) -> Tenure:
    """End a tenure by an act: `day` (local) is the first day without the post."""
    hold_authority(by)
    tenure = Tenure.objects.select_for_update().get(pk=tenure_id)
    member = Member.objects.select_for_update().get(pk=tenure.member_id)
    post = Post.objects.get(pk=tenure.post_id)
    refuse_if(rules.why_not_release(act, member.pk, post.roles, by))
    refuse_if(rules.why_not_end((tenure.began, tenure.ended), day, queries.day_of(at)))
    before = queries.administrators(day)
    refuse_if(rules.why_not_lose_admins(before, queries.administrators(day, without=tenure.pk), by))
    issued = _issue(act, member, day)
    tenure.ended, tenure.ended_by = day, issued
    tenure.save(update_fields=["ended", "ended_by"])
    record(
        member, Event.TENURE_ENDED, by=by, at=at,
        post=post.pk, title=post.title, ended=day, **_facts(act, issued),
    )  # fmt: skip
    return tenure


@transaction.atomic
def transfer(
    tenure_id: UUID, *, to_post_id: UUID, day: date, act: ActData, ended: date | None = None, by: Actor,
    at: datetime,
) -> Tenure:  # fmt: skip
    """End a tenure and begin another by one act (rotation, transfer, secondment); return the new one.

    `day` (local) is the first day in the new post and the first without the old.
    """
    hold_authority(by)
    tenure = Tenure.objects.select_for_update().get(pk=tenure_id)
    member = Member.objects.select_for_update().get(pk=tenure.member_id)
    old = Post.objects.get(pk=tenure.post_id)
    new = Post.objects.select_related("body").get(pk=to_post_id)
    refuse_if(rules.why_not_transfer(act, member.pk, {*old.roles, *new.roles}, by))
    refuse_if(Refusal.SAME_POST if old.pk == new.pk else None)
    refuse_if(rules.why_not_end((tenure.began, tenure.ended), day, queries.day_of(at)))
    refuse_if(_why_not_hold(new, member, (day, ended)))
    before = queries.administrators(day)
    stays = {member.pk} & before if "admin" in new.roles else set()
    after = queries.administrators(day, without=tenure.pk) | stays
    refuse_if(rules.why_not_lose_admins(before, after, by))
    issued = _issue(act, member, day)
    tenure.ended, tenure.ended_by = day, issued
    tenure.save(update_fields=["ended", "ended_by"])
    begun = _begin(new, member, (day, ended), act, issued)
    record(
        member, Event.TRANSFERRED, by=by, at=at,
        post=old.pk, title=old.title, to=new.pk, to_title=new.title, began=day, ended=ended,
        **_facts(act, issued),
    )  # fmt: skip
    return begun
