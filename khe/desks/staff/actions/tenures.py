"""Who holds which post, from when to when, by which act."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Member, Post, Tenure
from khe.base.refusal import refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.actions.organisation import hold_authority
from khe.desks.staff.states import Event


@transaction.atomic
def appoint(
    post_id: UUID, *, member: Member, began: date, act: str, ended: date | None = None, by: Actor,
    at: datetime,
) -> Tenure:  # fmt: skip
    """Give a post to a member from `began` (local) up to and without `ended`, by an act."""
    post = Post.objects.select_for_update().get(pk=post_id)
    member = Member.objects.select_for_update().get(pk=member.pk)
    rows = list(Tenure.objects.filter(post=post).values_list("member_id", "began", "ended"))
    refuse_if(
        rules.why_not_appoint(
            (began, ended),
            act,
            own=[(a, b) for m, a, b in rows if m == member.pk],
            others=[(a, b) for _m, a, b in rows],
            seats=post.seats,
            active=member.active,
            by=by,
        )
    )
    tenure = Tenure(member=member, post=post, began=began, ended=ended, act=act.strip())
    tenure.save(force_insert=True)
    record(
        member, Event.APPOINTED, by=by, at=at,
        post=post.pk, title=post.title, began=began, ended=ended, act=tenure.act,
    )  # fmt: skip
    return tenure


@transaction.atomic
def end_tenure(tenure_id: UUID, *, day: date, act: str = "", by: Actor, at: datetime) -> Tenure:
    """End a tenure: `day` (local) is the first day without the post."""
    hold_authority(by)
    tenure = Tenure.objects.select_for_update().get(pk=tenure_id)
    member = Member.objects.select_for_update().get(pk=tenure.member_id)
    refuse_if(rules.why_not_end((tenure.began, tenure.ended), queries.day_of(at), by))
    refuse_if(rules.why_not_end((tenure.began, None), day, by))
    before = queries.administrators(day)
    after = queries.administrators(day, without=tenure.pk)
    refuse_if(rules.why_not_lose_admins(before, after, by))
    tenure.ended = day
    tenure.save(update_fields=["ended"])
    record(
        member, Event.TENURE_ENDED, by=by, at=at,
        post=tenure.post_id, ended=day, act=act.strip(),
    )  # fmt: skip
    return tenure
