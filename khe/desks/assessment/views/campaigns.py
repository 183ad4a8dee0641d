"""Campaigns: the list, the page of one, opening, going on to the next step, export."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, get_and_post, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.assessment import actions, queries, rules
from khe.desks.assessment.forms.campaigns import OpenForm
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.assessment.pages import campaign as pages
from khe.desks.assessment.states import BAND_SHORT, BANDS, PeriodKind, Stage, Status, SubjectKind
from khe.desks.assessment.views.common import campaign_or_404

A_LIST = 40


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns with how far they have come, and what is the reader's own."""
    actor = request.actor
    if actor is None:
        raise Http404
    today = queries.day_of(request.at)
    found = list(queries.campaigns(actor, today)[:A_LIST])
    counted = queries.progress(queries.visible_to(actor, today), [c.pk for c in found])
    own = Assessment.objects.filter(member=actor.member_id).select_related("campaign")
    context = {
        "tab": "campaigns", "rows": [(c, counted[c.pk]) for c in found], "today": today,
        "open": [c for c in found if c.stage != Stage.DECIDED],
        "own": list(own.order_by("-campaign__last")[:6]) if actor.member_id else [],
        "reader": queries.is_reader(actor), "why_not_open": rules.why_not_keep(actor),
    }  # fmt: skip
    return render(request, "assessment/list.html", context)


@get_and_post
def campaign_new(request: HttpRequest) -> HttpResponse:
    """Open a campaign."""
    if request.actor is None or rules.why_not_keep(request.actor):
        raise Http404
    asked = request.GET.get("ky", "")
    kind = asked if asked in PeriodKind.values else PeriodKind.QUARTER
    form = OpenForm(given(request), at=request.at, kind=kind)
    made: list[Campaign] = []
    if request.method == "POST" and tried(
        form, lambda _data: made.append(actions.open_campaign(**form.facts(), **acting(request)))
    ):
        to = reverse("assessment:campaign", args=[made[0].pk])
        return done(
            request, None, {}, to, say=_("Đã mở đợt đánh giá; mọi người liên quan được báo.")
        )
    known = [f for f in queries.frames() if f.period_kind == kind]
    context = {"form": form, "frames": known, "kind": kind, "kinds": PeriodKind.choices}
    return render(request, "assessment/campaign_new.html", context, status=status_of(request))


def shown(request: HttpRequest, found: Campaign) -> list[pages.Line]:
    """Return the lines of a campaign that the actor may see."""
    visible = queries.visible_to(request.actor, queries.day_of(request.at))
    rows = visible.filter(campaign=found).select_related("unit")
    return pages.lines(found, rows, request.actor, request.at)


@require_safe
def campaign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a campaign: problems first, everybody by body, bands with denominators."""
    found = campaign_or_404(request, pk)
    lines = shown(request, found)
    reader = queries.is_reader(request.actor)
    left_out = [line for line in lines if line.row.status == Status.LEFT_OUT]
    lines = [line for line in lines if line.row.status != Status.LEFT_OUT]
    chosen = _chosen(request, lines)
    context = {
        "campaign": found, "lines": chosen, "groups": pages.groups(chosen), "left_out": left_out,
        "problems": [line for line in lines if line.problem], "reader": reader,
        "bands": [BAND_SHORT[b] for b in BANDS],
        "table": pages.band_table(lines, reader=reader),
        "gauges": pages.gauge_bars(lines) if reader else [],
        "views": _views(lines, request.GET.get("xem", "")), "today": queries.day_of(request.at),
        **_steps(request, found, lines),
    }  # fmt: skip
    return render(request, "assessment/campaign.html", context)


VIEWS: dict[str, Any] = {
    "": lambda line: True,
    "cua-toi": lambda line: bool(line.step),
    "vuong": lambda line: bool(line.problem),
    "ca-nhan": lambda line: line.row.kind == SubjectKind.MEMBER,
    "tap-the": lambda line: line.row.kind == SubjectKind.BODY,
    "khu-vuc": lambda line: line.row.kind == SubjectKind.AREA,
}


def _chosen(request: HttpRequest, lines: list[pages.Line]) -> list[pages.Line]:
    keep = VIEWS.get(request.GET.get("xem", ""), VIEWS[""])
    return [line for line in lines if keep(line)]


def _views(lines: list[pages.Line], current: str) -> list[dict[str, Any]]:
    names = {
        "": _("Tất cả"), "cua-toi": _("Chờ tôi"), "vuong": _("Có vướng mắc"),
        "khu-vuc": _("Khu vực"), "tap-the": _("Tập thể"), "ca-nhan": _("Cá nhân"),
    }  # fmt: skip
    return [
        {"key": k, "label": v, "n": sum(map(VIEWS[k], lines)), "current": k == current}
        for k, v in names.items()
    ]


def _steps(request: HttpRequest, found: Campaign, lines: list[pages.Line]) -> dict[str, Any]:
    """Return how far it has come, and why the next step of the campaign may not be taken."""
    by = request.actor
    proposed = sum(line.row.status == Status.PROPOSED for line in lines)
    decided = sum(line.row.status == Status.DECIDED for line in lines)
    return {
        "proposed": proposed, "decided": decided, "total": len(lines),
        "own": sum(line.row.self_at is not None for line in lines),
        "may_step": by.can("personnel", "standing"), "decides": by.can("standing"),
        "why_not_begin": rules.why_not_begin_deciding(found.stage, proposed, by),
        "why_not_conclude": rules.why_not_conclude(found.stage, len(lines) - decided, by),
    }  # fmt: skip


@require_POST
def begin_deciding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close self-assessment and begin to decide."""
    found = campaign_or_404(request, pk)
    actions.begin_deciding(found.pk, **acting(request))
    to = reverse("assessment:campaign", args=[pk])
    return done(request, None, {}, to, say=_("Đã chuyển sang quyết định."))


@require_POST
def conclude(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a campaign."""
    found = campaign_or_404(request, pk)
    actions.conclude(found.pk, **acting(request))
    to = reverse("assessment:campaign", args=[pk])
    return done(request, None, {}, to, say=_("Đã kết thúc đợt đánh giá."))
