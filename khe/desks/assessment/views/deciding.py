"""The standing decide: many as proposed, or one with its reason; the plan of a weak one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.web.entering import acting, get_and_post, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.assessment import actions, judging, queries, rules
from khe.desks.assessment.actions.planning import weak
from khe.desks.assessment.forms.deciding import DecideForm, ManyForm, PlanForm
from khe.desks.assessment.judging import Bench
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.pages import campaign as campaign_pages
from khe.desks.assessment.pages import subject as pages
from khe.desks.assessment.refusals import Refusal
from khe.desks.assessment.states import BAND_KIND, BAND_SHORT, BANDS, Status
from khe.desks.assessment.views.common import campaign_or_404, look
from khe.desks.assessment.views.subjects import allowed, back_to


@get_and_post
def deciding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide many as they were proposed; what has a problem is decided one by one."""
    found = campaign_or_404(request, pk)
    if not request.actor.can("standing"):
        raise Http404
    held = judging.bench(found, request.at)
    clear, blocked = _sorted(request, held)
    form = ManyForm(given(request), ids=[row.pk for row, _why in clear])
    if request.method == "POST" and tried(
        form, lambda data: actions.decide_many(pk, **data, **acting(request))
    ):
        n = len(form.cleaned_data["ids"])
        say = ngettext(
            "Đã quyết định cho %(n)s đối tượng.", "Đã quyết định cho %(n)s đối tượng.", n
        )
        return done(
            request, None, {}, reverse("assessment:deciding", args=[pk]), say=say % {"n": n}
        )
    lines = campaign_pages.lines(found, held.rows, request.actor, request.at)
    context = {
        "campaign": found, "form": form, "clear": clear, "blocked": blocked, "short": BAND_SHORT,
        "kinds": BAND_KIND, "gauges": campaign_pages.gauge_bars(lines),
        "chosen": form["ids"].value() if form.is_bound else None,
        "decided": sum(r.status == Status.DECIDED for r in held.rows), "total": len(held.rows),
        "waiting": [r for r in held.rows if r.status in (Status.WAITING, Status.SELF_ASSESSED)],
    }  # fmt: skip
    return render(request, "assessment/deciding.html", context, status=status_of(request))


def _sorted(request: HttpRequest, held: Bench) -> tuple[list[Any], list[Any]]:
    """Return the proposed rows that may be decided as proposed, and those that may not with the reason.

    Decided in this order the first does not stand in the way of the next, so ceilings are counted on.
    """
    clear: list[Any] = []
    blocked: list[Any] = []
    today = queries.day_of(request.at)
    for row in [row for row in held.rows if row.status == Status.PROPOSED]:
        why = held.why_not(
            row, row.proposed_band, reason="", document="x", signed_on=today, today=today,
            by=request.actor,
        )  # fmt: skip
        (blocked if why and why.value != "day_wrong" else clear).append((row, why))
        if not why:
            row.decided_band, row.status = row.proposed_band, Status.DECIDED
    for row, _why in clear:
        row.decided_band, row.status = "", Status.PROPOSED
    return clear, blocked


@get_and_post
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide one, with a reason; or decide again, by a new document."""
    row = look(request, pk)
    why = rules.why_not_decider(row, row.campaign.stage, request.actor)
    allowed(why)
    held = judging.bench(row.campaign, request.at)
    again = row.status == Status.DECIDED
    bands = _bands(request, held, row) if why is None else []
    clear = {band for band, _word, no in bands if not no}
    proposed = row.decided_band or row.proposed_band
    form = DecideForm(given(request), initial={"band": proposed if proposed in clear else ""})
    if request.method == "POST" and tried(
        form, lambda data: actions.decide(pk, **data, **acting(request))
    ):
        return back_to(request, row, _("Đã quyết định."))
    line = pages.line_of(row, request.actor, request.at)
    context = {
        "a": row, "campaign": row.campaign, "form": form, "why": why, "again": again, "line": line,
        "bands": bands,
        "conditions": pages.conditions(line.frame, line.facts), "short": BAND_SHORT,
    }  # fmt: skip
    return render(request, "assessment/decide.html", context, status=status_of(request))


def _bands(request: HttpRequest, held: Bench, row: Assessment) -> list[tuple[str, Any, str]]:
    """Return (band, word, what stands against it whatever the reason) for the choice."""
    found: list[tuple[str, Any, str]] = []
    today = queries.day_of(request.at)
    own = held.row(row.pk)
    for band in BANDS:
        why = held.why_not(
            own, band, reason="x", document="x", signed_on=today, today=today, by=request.actor
        )
        hidden = (None, "day_wrong", Refusal.CHANGES_NOTHING.value)
        said = "" if getattr(why, "value", None) in hidden else str(why.label)  # type: ignore[union-attr]
        found.append((band, BAND_SHORT[band], said))
    return found


@get_and_post
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a task to the plan of a weak area or body."""
    row = look(request, pk)
    line = pages.line_of(row, request.actor, request.at)
    if rules.why_not_plan(weak(row), line.place, request.actor):
        raise Http404
    form = PlanForm(given(request), leads=_leads(request.actor, request))
    if request.method == "POST" and tried(
        form, lambda _data: actions.plan(pk, **form.facts(), **acting(request))
    ):
        return back_to(request, row, _("Đã thêm việc vào kế hoạch và báo người chủ trì."))
    context = {
        "a": row, "campaign": row.campaign, "form": form, "title": _("Thêm việc vào kế hoạch khắc phục"),
        "button": _("Giao việc"), **pages.plan(row, request.actor, request.at),
    }  # fmt: skip
    return render(request, "assessment/form.html", context, status=status_of(request))


def _leads(by: Actor, request: HttpRequest) -> Any:
    """Return those to whom the actor may give a task of a plan, by given name."""
    today = queries.day_of(request.at)
    everybody = people.holders(today)
    if by.can("standing", "leader", "personnel"):
        return everybody
    may = people.led_by(by, today) | ({by.member_id} if by.member_id else set())
    return everybody.filter(pk__in=may)
