"""What waits for a person in assessment: to score, to propose, to decide, to plan."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.base.waiting import Waiting
from khe.desks.assessment import queries, rules
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.assessment.rules import FrameData, Place
from khe.desks.assessment.states import Stage, Status

UNDECIDED = (Status.WAITING, Status.SELF_ASSESSED, Status.PROPOSED)
NEEDED = (  # the columns read here: scores, facts and texts stay where they are
    "campaign_id", "kind", "status", "leads", "unit_id", "points", "decided_band", "member__name",
    "body__name", "area__name",
)  # fmt: skip
CLOCK = time(17)  # the end of the working day on which something is due


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield what the actor has to do: own scores one by one, proposals and decisions by campaign, one
    line for each weak area or body without a plan. A handful of queries."""
    if not (actor.member_id or actor.led_ids or actor.can("standing")):
        return
    day = queries.day_of(at)
    rows = _rows(actor, at)
    if not rows:
        return
    chart = queries.Chart(day)
    proposals: dict[Campaign, int] = {}
    decisions: dict[Campaign, int] = {}
    for row in rows:
        place, stage = chart.place(row), row.campaign.stage
        if row.status == Status.WAITING and not rules.why_not_self_assess(row, stage, place, actor):
            yield _own(row)
        elif row.status in UNDECIDED[:2] and not rules.why_not_propose(row, stage, place, actor):
            proposals[row.campaign] = proposals.get(row.campaign, 0) + 1
        elif row.status == Status.PROPOSED and not rules.why_not_decider(row, stage, actor):
            decisions[row.campaign] = decisions.get(row.campaign, 0) + 1
        elif row.status == Status.DECIDED and _is_weak(row) and _is_nearest(actor, chart, place):
            yield _plan(row)
    yield from (_proposals(campaign, n) for campaign, n in proposals.items())
    yield from (_decisions(campaign, n) for campaign, n in decisions.items())


def _rows(actor: Actor, at: datetime) -> list[Assessment]:
    visible = queries.visible_to(actor, queries.day_of(at))
    pending = Q(status__in=UNDECIDED, campaign__stage__in=(Stage.OPEN, Stage.DECIDING))
    weak = Q(status=Status.DECIDED, planned_at=None) & ~Q(kind="member")
    found = list(visible.filter(pending | weak).only(*NEEDED))
    known = Campaign.objects.select_related("body_frame", "area_frame").in_bulk(
        {row.campaign_id for row in found}
    )
    for row in found:
        row.campaign = known[row.campaign_id]
    return found


def _is_weak(row: Assessment) -> bool:
    frame = FrameData.of(queries.frame_for(row.campaign, row.kind))
    return rules.is_weak(frame, row.kind, row.decided_band, row.points)


def _is_nearest(actor: Actor, chart: queries.Chart, place: Place) -> bool:
    """Say whether the plan waits for the actor: the head; where there is none, a head above; then the
    standing members."""
    if chart.own_heads(place):
        return not actor.led_ids.isdisjoint(place.own)
    return not actor.led_ids.isdisjoint(place.above) if place.has_head else actor.can("standing")


def _due(campaign: Campaign) -> datetime:
    return datetime.combine(campaign.due_on, CLOCK, LOCAL)


def _own(row: Assessment) -> Waiting:
    return Waiting(
        _("Đánh giá"), _("Tự đánh giá: %(name)s") % {"name": row.name},
        reverse("assessment:self_assess", args=[row.pk]), _due(row.campaign),
        _("Cho điểm từng tiêu chí"), "star", row.campaign.name,
    )  # fmt: skip


def _plan(row: Assessment) -> Waiting:
    return Waiting(
        _("Đánh giá"), _("Kế hoạch khắc phục của %(name)s") % {"name": row.name},
        reverse("assessment:plan", args=[row.pk]), None, _("Giao việc cụ thể"), "star",
        row.campaign.name,
    )  # fmt: skip


def _proposals(campaign: Campaign, n: int) -> Waiting:
    what = ngettext(
        "Đề xuất xếp loại cho %(n)s đối tượng", "Đề xuất xếp loại cho %(n)s đối tượng", n
    )
    url = reverse("assessment:campaign", args=[campaign.pk]) + "?xem=cua-toi"
    return Waiting(
        _("Đánh giá"), what % {"n": n}, url, _due(campaign), _("Cho điểm và đề xuất"), "star",
        campaign.name,
    )  # fmt: skip


def _decisions(campaign: Campaign, n: int) -> Waiting:
    what = ngettext("Quyết định xếp loại %(n)s đối tượng", "Quyết định xếp loại %(n)s đối tượng", n)
    url = reverse("assessment:deciding", args=[campaign.pk])
    return Waiting(
        _("Đánh giá"), what % {"n": n}, url, None, _("Quyết định"), "star", campaign.name
    )
