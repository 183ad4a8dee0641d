"""What the pages share: finding with permission, and writing down who looked."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from khe.base.web.entering import acting
from khe.desks.assessment import queries
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.staff import actions as staff


def campaign_or_404(request: HttpRequest, pk: UUID) -> Campaign:
    """Return a campaign in which the actor may see something, with its frames."""
    if request.actor is None:
        raise Http404
    found = queries.campaigns(request.actor, queries.day_of(request.at))
    frames = ("member_frame", "body_frame", "area_frame")
    return get_object_or_404(found.select_related(*frames), pk=pk)


def look(request: HttpRequest, pk: UUID) -> Assessment:
    """Return an assessment the actor may open; a person's page is written down as seen."""
    if request.actor is None:
        raise Http404
    day = queries.day_of(request.at)
    frames = ("campaign__member_frame", "campaign__body_frame", "campaign__area_frame")
    visible = queries.visible_to(request.actor, day).select_related(
        "member", "body", "area", "unit", "proposed_by", "decided_by", *frames
    )
    row = get_object_or_404(visible, pk=pk)
    if row.member_id:
        staff.look(row.member_id, what="assessment", **acting(request))
    return row
