"""Rotation: who is due, the plans, what is to be avoided."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given
from khe.base.web.responses import done
from khe.desks.succession import actions, queries
from khe.desks.succession.forms.plan import ConflictForm, PlanForm
from khe.desks.succession.models import Conflict, RotationPlan
from khe.desks.succession.rules.common import why_not_decide, why_not_propose
from khe.desks.succession.rules.plan import why_not_edit_plan
from khe.desks.succession.views.common import readers_only

AHEAD = 12  # months, on the page of all plans


@require_safe
@readers_only
def plans(request: HttpRequest) -> HttpResponse:
    """Show who is due in a year, the plans, and what is to be avoided."""
    context = {
        "tab": "plans",
        "due": queries.due_rows(request.actor, queries.day_of(request.at), AHEAD),
        "ahead": AHEAD,
        "plans": queries.plans(request.actor),
        "conflicts": queries.conflicts(),
        "why_not": why_not_propose(request.actor),
    }
    return render(request, "succession/plans.html", context)


@get_and_post
@readers_only
def plan_form(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Begin a plan or change one."""
    known = one(request, pk) if pk else None
    names = ("name", "day", "horizon_months")
    initial = {name: getattr(known, name) for name in names} if known else None
    made: list[RotationPlan] = []
    return form_page(
        request, PlanForm(given(request), initial=initial),
        lambda data: made.append(actions.save_plan(id=pk, **data, **acting(request))),
        to=lambda: page_of(made[0]), say=_("Đã ghi phương án."), back=reverse("succession:plans"),
        title=_("Phương án luân chuyển"), button=_("Ghi phương án"),
    )  # fmt: skip


@require_safe
@readers_only
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a plan as a board: who is due, what is proposed, what it uncovers."""
    known = one(request, pk)
    context = queries.plan_board(request.actor, known) | {
        "tab": "plans",
        "plan": known,
        "why_not": why_not_edit_plan(known.state, request.actor),
        "why_not_decide": why_not_decide(request.actor),
        "today": queries.day_of(request.at),
    }
    return render(request, "succession/plan.html", context)


@require_POST
@readers_only
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the planner propose."""
    known = one(request, pk)
    moves = actions.plan_moves(pk, **acting(request))
    say = _("Máy đã xếp %(n)d thay đổi; hãy xem từng nhóm.") % {"n": len(moves)}
    return done(request, None, {}, page_of(known), say=say)


@require_POST
@readers_only
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a plan."""
    one(request, pk)
    actions.close_plan(pk, **acting(request))
    return done(request, None, {}, reverse("succession:plans"), say=_("Đã khép lại phương án."))


@get_and_post
@readers_only
def conflict(request: HttpRequest) -> HttpResponse:
    """Write down something to avoid."""
    return form_page(
        request, ConflictForm(given(request)),
        lambda data: actions.save_conflict(**data, **acting(request)),
        to=reverse("succession:plans"), say=_("Đã ghi."), title=_("Điều cần tránh khi bố trí"),
        intro=_("Ghi căn cứ cụ thể: quan hệ, lợi ích liên quan. Máy không tự suy đoán."),
        button=_("Ghi"),
    )  # fmt: skip


@require_POST
@readers_only
def lift_conflict(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that there is nothing to avoid any more."""
    get_object_or_404(Conflict, pk=pk)
    actions.lift_conflict(pk, **acting(request))
    return done(request, None, {}, reverse("succession:plans"), say=_("Đã bỏ."))


def one(request: HttpRequest, pk: UUID) -> RotationPlan:
    """Return a plan the actor may see."""
    return get_object_or_404(queries.visible_plans(request.actor), pk=pk)


def page_of(plan: RotationPlan) -> str:
    """Return the address of a plan."""
    return reverse("succession:plan", args=[plan.pk])
