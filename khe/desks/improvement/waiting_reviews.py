"""What waits for a person in reviews, and whom to remind before the deadline."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.messages.models import Message
from khe.base.messages.posting import post_many
from khe.base.messages.wording import in_vietnamese
from khe.base.people.actor import Actor
from khe.base.people.models import Tenure
from khe.base.people.queries import LOCAL, in_force
from khe.base.waiting import Waiting
from khe.desks.improvement.models import Review
from khe.desks.improvement.pages.reviews import verbs
from khe.desks.improvement.queries import reviews as queries
from khe.desks.improvement.rules import reviews as rules

CLOCK = time(17)  # the end of the working day on which a review is due
SOON = timedelta(days=7)


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield the reviews whose next step is the actor's: two queries. The self-review of a collective
    waits for its head, not for every member; a standing member only confirms what is concluded."""
    if not (actor.member_id or actor.led_ids or actor.can("standing")):
        return
    day = queries.day_of(at)
    for review in queries.visible_to(actor, at).filter(completed_on=None).order_by("due", "id"):
        step = next((v for v in verbs(review, actor, day) if v.is_next and not v.why_not), None)
        if step and _is_mine(review, step.name, actor):
            yield Waiting(
                _("Kiểm điểm"), review.subject, reverse("improvement:review", args=[review.pk]),
                datetime.combine(review.due, CLOCK, LOCAL), step.label, "clipboard-check",
                review.campaign.title if review.campaign else "",
            )  # fmt: skip


def _is_mine(review: Review, step: str, actor: Actor) -> bool:
    if step == "complete":
        return True
    heads = review.body_id in actor.led_ids
    if step == "prepare":
        return heads or (review.member_id is not None and rules.is_own(review, actor))
    return heads or review.member_id is not None


@in_vietnamese
def remind(at: datetime) -> int:
    """Tell the person, or the heads of the body, of reviews due within a week, and of those overdue:
    once each; return how many messages are new."""
    day = queries.day_of(at)
    due = queries.open_due(day + SOON)
    held = Tenure.objects.filter(
        in_force(day), post__body__in=[r.body_id for r in due if r.body_id],
        post__roles__contains="head",
    )  # fmt: skip
    heads: dict[UUID | None, set[UUID]] = {}
    for body, member in held.values_list("post__body_id", "member_id"):
        heads.setdefault(body, set()).add(member)
    return post_many([
        _message(review, member, at)
        for review in due
        for member in ({review.member_id} if review.member_id else heads.get(review.body_id, ()))
    ])  # fmt: skip


def _message(review: Review, member: UUID, at: datetime) -> Message:
    late = review.due < queries.day_of(at)
    facts = {"name": review.subject, "due": f"{review.due:%d/%m/%Y}"}
    head = _("Kiểm điểm quá hạn: %(name)s") if late else _("Kiểm điểm sắp đến hạn: %(name)s")
    return Message(
        member_id=member, key=f"review:{'late' if late else 'soon'}:{review.pk}:{member}:{review.due}",
        subject=head % facts, text=_("Hạn hoàn thành: %(due)s.") % facts,
        url=reverse("improvement:review", args=[review.pk]), made_at=at,
    )  # fmt: skip
