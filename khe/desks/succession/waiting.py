"""What waits for a person: reviews of the year, proposals and moves to decide, handovers."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.waiting import Waiting
from khe.desks.succession import queries
from khe.desks.succession.models import Decision, Item, Move
from khe.desks.succession.states import (
    CandidateState,
    DecisionState,
    HandoverState,
    ItemState,
    MoveState,
    PlanState,
    ReviewState,
)

REVIEW_FROM = 10  # October: from then on the year's review is asked for


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield what the actor has to do with pools, plans and handovers at a moment; ten queries at most."""
    yield from _handovers(actor)
    if actor.can("personnel"):
        yield from _for_personnel(actor, at)
    if actor.can("standing"):
        yield from _for_standing(actor)


def _handovers(actor: Actor) -> Iterator[Waiting]:
    mine = [m for m in (actor.member_id, *actor.for_ids) if m]
    if not mine:
        return
    open_ = queries.visible_handovers(actor).filter(state=HandoverState.OPEN)
    for h in open_.filter(receiver__in=mine):
        yield Waiting(
            _("Bàn giao"), _("Nhận từ %(name)s: %(post)s") % {"name": h.giver.name, "post": h.post_title},
            reverse("succession:handover", args=[h.pk]), next_step=_("Xác nhận từng mục"),
            icon="arrows-exchange",
        )  # fmt: skip
    for h in open_.filter(giver__in=mine, signed_at=None):
        yield Waiting(
            _("Bàn giao"), _("Giao cho %(name)s: %(post)s")
            % {"name": h.receiver.name, "post": h.post_title},
            reverse("succession:handover", args=[h.pk]), next_step=_("Soát danh mục và ký bên giao"),
            icon="arrows-exchange",
        )  # fmt: skip


def _for_personnel(actor: Actor, at: datetime) -> Iterator[Waiting]:
    day = queries.day_of(at)
    term = queries.current_term(actor, day)
    for year in queries.years(actor, term, day) if term else []:
        asked = year.year < day.year or day.month >= REVIEW_FROM
        if year.review is None and asked:
            yield Waiting(
                _("Quy hoạch"), _("Năm %(year)d chưa rà soát") % {"year": year.year},
                reverse("succession:reviews"), next_step=_("Mở rà soát"), icon="users-group",
            )  # fmt: skip
        elif year.review and year.review.state == ReviewState.OPEN:
            yield Waiting(
                _("Quy hoạch"), _("Rà soát năm %(year)d đang mở") % {"year": year.year},
                reverse("succession:review", args=[year.review.pk]), next_step=_("Ghi ý kiến từng người"),
                icon="users-group",
            )  # fmt: skip
    stuck = Decision.objects.filter(state=DecisionState.PLANNED).exclude(trouble="")
    for decision in stuck.order_by("effective_on", "id"):
        yield Waiting(
            _("Luân chuyển"), _("Quyết định %(number)s chưa chuyển được việc")
            % {"number": decision.number},
            reverse("succession:plan", args=[decision.plan_id]), next_step=decision.trouble,
            icon="alert-triangle",
        )  # fmt: skip
    refused = Item.objects.filter(state=ItemState.REFUSED).select_related("handover")
    for item in refused.order_by("id"):
        yield Waiting(
            _("Bàn giao"), _("Mục không nhận: %(label)s") % {"label": item.label},
            reverse("succession:handover", args=[item.handover_id]), next_step=_("Giải quyết"),
            icon="alert-triangle", detail=item.reason,
        )  # fmt: skip


def _for_standing(actor: Actor) -> Iterator[Waiting]:
    proposed = queries.visible_candidates(actor).filter(state=CandidateState.PROPOSED)
    for one in proposed.select_related("member", "post").order_by("member__sort_name", "id"):
        yield Waiting(
            _("Quy hoạch"), _("%(name)s: %(post)s") % {"name": one.member.name, "post": one.post.title},
            reverse("succession:candidate", args=[one.pk]), next_step=_("Quyết định đề xuất"),
            icon="users-group",
        )  # fmt: skip
    moves = Move.objects.filter(state=MoveState.DRAFT, plan__state=PlanState.OPEN)
    plans: dict[object, int] = {}
    for plan in moves.values_list("plan_id", flat=True):
        plans[plan] = plans.get(plan, 0) + 1
    for plan in queries.visible_plans(actor).filter(pk__in=list(plans)):
        yield Waiting(
            _("Luân chuyển"), plan.name, reverse("succession:plan", args=[plan.pk]),
            next_step=_("Quyết định %(n)d thay đổi") % {"n": plans[plan.pk]}, icon="gavel",
        )  # fmt: skip
