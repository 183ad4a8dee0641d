"""Plans: written, approved, gone over, closed; and the needs in them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import PAGE, acting, form_page, get_and_post, given, tried
from khe.base.web.responses import done
from khe.desks.training import actions, queries, rules
from khe.desks.training.forms.plans import ApproveForm, DeclineForm, NeedForm, OverrunForm, PlanForm
from khe.desks.training.models import Need, Plan
from khe.desks.training.states import OPEN_NEEDS, NeedState, PlanStatus
from khe.desks.training.views.common import found_if, members_only, sees_all


@get_and_post
@members_only
def plan_edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write the plan of a year, or change a draft."""
    found_if(rules.may_keep(request.actor))
    known = get_object_or_404(Plan, pk=pk) if pk else None
    year = queries.day_of(request.at).year
    start = {"year": year, "title": _("Kế hoạch đào tạo, bồi dưỡng năm %(y)s") % {"y": year}}
    start = known.__dict__ if known else start
    made: list[Plan] = []
    form = PlanForm(given(request), initial=start)
    save = lambda data: made.append(actions.save_plan(id=pk, **data, **acting(request)))  # noqa: E731
    if request.method == "POST" and tried(form, save):
        to = reverse("training:plan", args=[made[0].pk])
        return done(request, None, {}, to, say=_("Đã ghi kế hoạch."))
    context = {
        "form": form, "title": known.title if known else _("Lập kế hoạch năm"),
        "button": _("Ghi kế hoạch"),
        "back": reverse("training:plan", args=[pk]) if pk else reverse("training:plans"),
        "intro": _("Nhu cầu đang mở mà chưa thuộc kế hoạch nào được đưa vào kế hoạch này."),
    }  # fmt: skip
    return render(request, PAGE, context, status=422 if form.is_bound else 200)


@require_safe
@members_only
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a plan: its needs, its money, its courses."""
    return plan_page(request, get_object_or_404(Plan, pk=pk))


def plan_page(request: HttpRequest, known: Plan, **forms: Any) -> HttpResponse:
    """Render a plan with the form that needs another look."""
    actor, day = request.actor, queries.day_of(request.at)
    needs = list(queries.needs(actor, day).filter(plan=known))
    courses = queries.with_people(queries.courses().filter(plan=known), actor, day)
    states = [row.course.status for row in courses]
    money = queries.money(known) if sees_all(request) else None
    estimate = money.estimate if money else 0
    context = {
        "tab": "plans", "plan": known, "needs": needs, "courses": courses, "money": money,
        "proposed": sum(n.state == NeedState.PROPOSED for n in needs),
        "open": sum(n.state in OPEN_NEEDS for n in needs),
        "met": sum(n.state == NeedState.MET for n in needs),
        "may_decide": rules.may_decide(actor), "may_keep": rules.may_keep(actor),
        "why_not_approve": rules.why_not_approve_plan(
            known.status, "x", budget=known.budget, estimate=estimate, reason="x", by=actor
        ),
        "why_not_close": rules.why_not_close_plan(known.status, states, actor),
        "short_of": max(0, estimate - known.budget),
        "approving": forms.get("approving") or ApproveForm(),
        "overrunning": forms.get("overrunning") or OverrunForm(initial={"amount": known.overrun}),
        "may_overrun": rules.may_approve(actor) and known.status == PlanStatus.APPROVED,
        "shown": next(iter(forms), ""),
    }  # fmt: skip
    return render(request, "training/plan.html", context, status=422 if forms else 200)


@require_POST
@members_only
def plan_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve a draft."""
    known = get_object_or_404(Plan, pk=pk)
    form = ApproveForm(request.POST)
    if tried(form, lambda data: actions.approve_plan(pk, **data, **acting(request))):
        to = reverse("training:plan", args=[pk])
        return done(request, None, {}, to, say=_("Đã duyệt kế hoạch và các nhu cầu trong đó."))
    return plan_page(request, known, approving=form)


@require_POST
@members_only
def plan_overrun(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Allow to go over the budget."""
    known = get_object_or_404(Plan, pk=pk)
    form = OverrunForm(request.POST)
    if tried(form, lambda data: actions.allow_overrun(pk, **data, **acting(request))):
        to = reverse("training:plan", args=[pk])
        return done(request, None, {}, to, say=_("Đã ghi mức được vượt và lý do."))
    return plan_page(request, known, overrunning=form)


@require_POST
@members_only
def plan_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a plan."""
    get_object_or_404(Plan, pk=pk)
    actions.close_plan(pk, **acting(request))
    return done(request, None, {}, reverse("training:plan", args=[pk]), say=_("Đã khép kế hoạch."))


@require_safe
@members_only
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans of all years."""
    context = {
        "tab": "plans", "plans": queries.plans(), "may_keep": rules.may_keep(request.actor),
        "sees_all": sees_all(request),
    }  # fmt: skip
    return render(request, "training/plans.html", context)


@require_safe
@members_only
def needs(request: HttpRequest) -> HttpResponse:
    """List the needs that are open, the proposed ones first."""
    day = queries.day_of(request.at)
    found = list(queries.needs(request.actor, day).filter(state__in=OPEN_NEEDS))
    context = {
        "tab": "needs",
        "needs": sorted(found, key=lambda n: n.state != NeedState.PROPOSED),
        "proposed": sum(n.state == NeedState.PROPOSED for n in found),
        "may_decide": rules.may_decide(request.actor),
    }
    return render(request, "training/needs.html", context)


@get_and_post
@members_only
def need_new(request: HttpRequest) -> HttpResponse:
    """Propose a need: one's own, or that of somebody of one's people."""
    day = queries.day_of(request.at)
    people = queries.people(request.actor, day)
    start = {"member": request.GET.get("member", request.actor.member_id)}
    form = NeedForm(given(request), people=people, day=day, initial=start)
    return form_page(
        request, form, lambda _data: actions.propose_need(**form.need(), **acting(request)),
        to=reverse("training:needs"), say=_("Đã ghi nhu cầu."), title=_("Đề xuất nhu cầu đào tạo"),
        intro=_("Nhu cầu được đưa vào kế hoạch của năm và chờ quyết định."), button=_("Đề xuất"),
    )  # fmt: skip


def _need(request: HttpRequest, pk: UUID) -> Need:
    found = queries.needs(request.actor, queries.day_of(request.at))
    return get_object_or_404(found, pk=pk)


def _after(need: Need) -> str:
    if need.plan_id:
        return reverse("training:plan", args=[need.plan_id]) + "#nhu-cau"
    return reverse("training:needs")


@require_POST
@members_only
def need_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a need into the plan."""
    need = _need(request, pk)
    actions.approve_need(need.pk, **acting(request))
    return done(request, None, {}, _after(need), say=_("Đã duyệt nhu cầu."))


@get_and_post
@members_only
def need_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decline a need with a reason."""
    need = _need(request, pk)
    found_if(rules.may_decide(request.actor))
    return form_page(
        request, DeclineForm(given(request)),
        lambda data: actions.decline_need(need.pk, **data, **acting(request)),
        to=_after(need), say=_("Đã ghi không duyệt."), title=_("Không duyệt nhu cầu"),
        intro=f"{need.member.name}: {need.label}", button=_("Không duyệt"), risk=True,
    )  # fmt: skip
