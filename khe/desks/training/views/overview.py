"""The year at a glance: what is due, what runs, what is asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from khe.desks.training import queries, waiting
from khe.desks.training.rules import why_not_keep
from khe.desks.training.states import CourseStatus, NeedState
from khe.desks.training.views.common import found_if, members_only, sees_all


@require_safe
@members_only
def overview(request: HttpRequest) -> HttpResponse:
    """Show this year's plan, what is due, the courses that run and the needs that are open."""
    actor, day = request.actor, queries.day_of(request.at)
    plan = queries.plans().filter(year=day.year).first()
    running = list(queries.courses().filter(status__in=(CourseStatus.OPEN, CourseStatus.RUNNING)))
    needs = queries.needs(actor, day)
    matrix = queries.gaps(actor, day)
    context = {
        "tab": "overview",
        "day": day,
        "plan": plan,
        "money": queries.money(plan) if plan and sees_all(request) else None,
        "todo": list(waiting.of(actor, request.at)),
        "running": queries.with_people(running, actor, day),
        "proposed": list(needs.filter(state=NeedState.PROPOSED)[:8]),
        "open_count": needs.filter(state=NeedState.APPROVED).count(),
        "proposed_count": needs.filter(state=NeedState.PROPOSED).count(),
        "matrix": matrix,
        "why_not_keep": why_not_keep(actor),
        "plans": queries.plans()[:10],
        "own": actor.member_id,
    }
    return render(request, "training/list.html", context)


@require_safe
@members_only
def mine(request: HttpRequest) -> HttpResponse:
    """Lead a person to their own training."""
    found_if(request.actor.member_id)
    return redirect("training:person", request.actor.member_id)
