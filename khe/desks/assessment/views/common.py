"""What the pages share: finding with permission, writing down who looked, forms that lose nothing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from khe.base.refusal import Refused
from khe.desks.assessment import queries
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.staff import actions as staff

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, for an action."""
    return {"by": request.actor, "at": request.at}


def given(request: HttpRequest) -> Any:
    """Return what a form is bound to: the POST, or None."""
    return request.POST if request.method == "POST" else None


def status_of(request: HttpRequest) -> int:
    """Return the status of a form's page: a POST that comes back here was refused."""
    return 422 if request.method == "POST" else 200


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


def tried(form: BaseForm, do: Callable[[], Any]) -> bool:
    """Do it with what was typed; a refusal becomes a sentence on the form. Say whether it was done."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refused:
        form.add_error(None, str(refused.reason.label))
        return False
    return True
