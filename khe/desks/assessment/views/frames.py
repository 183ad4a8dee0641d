"""The frames: what they ask, and changing them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.authorities.tenant import uuid7
from khe.base.web.entering import acting, get_and_post, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.assessment import actions, queries, rules
from khe.desks.assessment.forms.frames import (
    Conditions,
    Criteria,
    FrameForm,
    conditions_of,
    criteria_of,
)
from khe.desks.assessment.models import Frame
from khe.desks.assessment.rules import FrameData
from khe.desks.assessment.states import BAND_SHORT, FACTS


@require_safe
def frames(request: HttpRequest) -> HttpResponse:
    """List the frames in their newest versions."""
    if request.actor is None:
        raise Http404
    why = rules.why_not_keep(request.actor)
    rows = [(f, FrameData.of(f)) for f in queries.frames()]
    context = {
        "tab": "frames",
        "rows": rows,
        "why_not_keep": why,
        "reader": queries.is_reader(request.actor),
    }
    return render(request, "assessment/frames.html", context)


@require_safe
def frame(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one version of a frame: what is asked, from where the points come, what is doubtful."""
    if request.actor is None:
        raise Http404
    found = get_object_or_404(Frame, pk=pk)
    data = FrameData.of(found)
    versions = Frame.objects.filter(key=found.key).order_by("-version")
    groups: dict[str, list[Any]] = {}
    for criterion in data.criteria:
        groups.setdefault(criterion.group, []).append(criterion)
    context = {
        "f": found, "data": data, "groups": list(groups.items()), "versions": list(versions),
        "bands": [(BAND_SHORT[b], start) for b, start in data.bands], "facts": FACTS,
        "conditions": [(BAND_SHORT[c.band], c, FACTS[c.fact]) for c in data.conditions],
        "used": queries.frame_used(found), "why_not_keep": rules.why_not_keep(request.actor),
    }  # fmt: skip
    return render(request, "assessment/frame.html", context)


@get_and_post
def frame_edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write a frame: a new one, or the next version of one in use."""
    if request.actor is None or rules.why_not_keep(request.actor):
        raise Http404
    known = get_object_or_404(Frame, pk=pk) if pk else None
    start = _initial(known, request)
    form = FrameForm(given(request), initial=start)
    criteria = Criteria(given(request), prefix="c", initial=start["criteria"])
    conditions = Conditions(given(request), prefix="k", initial=start["conditions"])
    sound = request.method == "POST" and criteria.is_valid() and conditions.is_valid()
    key = known.key if known else f"own-{uuid7().hex}"
    save = lambda _data: actions.save_frame(  # noqa: E731
        key=key, criteria=criteria_of(criteria), conditions=conditions_of(conditions),
        **form.facts(), **acting(request),
    )  # fmt: skip
    if sound and tried(form, save):
        return done(
            request, None, {}, reverse("assessment:frames"), say=_("Đã ghi khung đánh giá.")
        )
    context = {
        "form": form, "criteria": criteria, "conditions": conditions, "known": known,
        "used": bool(known and queries.frame_used(known)),
    }  # fmt: skip
    return render(request, "assessment/frame_edit.html", context, status=status_of(request))


def _initial(known: Frame | None, request: HttpRequest) -> dict[str, Any]:
    """Return what the form starts with: the frame, or the usual bands of a new one."""
    if known is None:
        return {
            "excellent": 90, "good": 70, "completed": 50, "ceiling": 20, "head_not_above": True,
            "valid_from": queries.day_of(request.at), "criteria": [], "conditions": [],
        }  # fmt: skip
    names = ("name", "kind", "period_kind", "valid_from", "basis", "doubt", "ceiling_by",
             "head_not_above", "weak_below", "criteria", "conditions")  # fmt: skip
    found = {name: getattr(known, name) for name in names}
    found["ceiling"] = _shown(None if known.ceiling is None else known.ceiling * 100)
    found["weak_below"] = _shown(known.weak_below)
    return found | {b["key"]: _shown(Decimal(b["from"])) for b in known.bands}


def _shown(value: Decimal | None) -> Decimal | int | None:
    """Return a whole number without its empty decimals."""
    return int(value) if value is not None and value == value.to_integral_value() else value


@require_POST
def load_shipped(request: HttpRequest) -> HttpResponse:
    """Load the frames that come with the application."""
    if request.actor is None or rules.why_not_keep(request.actor):
        raise Http404
    n = actions.load_shipped(**acting(request))
    say = _("Đã nạp %(n)s khung; hãy đối chiếu những chỗ ghi “cần kiểm tra”.") % {"n": n}
    return done(request, None, {}, reverse("assessment:frames"), say=say)
