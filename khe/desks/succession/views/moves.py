"""The moves of a plan: chosen by hand, dropped, decided."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khe.base.people.models import Tenure
from khe.base.web.entering import acting, form_page, get_and_post, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.staff import actions as staff
from khe.desks.succession import actions, queries
from khe.desks.succession.forms.plan import (
    DecideForm,
    DeclineForm,
    KeepForm,
    SucceedForm,
    TenureForm,
)
from khe.desks.succession.models import Move, RotationPlan
from khe.desks.succession.rules.common import why_not_decide
from khe.desks.succession.rules.plan import why_not_edit_plan
from khe.desks.succession.states import MoveState
from khe.desks.succession.views.common import readers_only
from khe.desks.succession.views.plans import one, page_of


@get_and_post
@readers_only
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody who is not due, and go on to who follows."""
    plan, found = one(request, pk), []
    form = TenureForm(given(request), day=plan.day)
    return form_page(
        request, form, lambda data: found.append(data["tenure"].pk),
        to=lambda: reverse("succession:choose", args=[pk, found[0]]), say="", back=page_of(plan),
        title=_("Thêm một thay đổi"), button=_("Tiếp tục"),
    )  # fmt: skip


@get_and_post
@readers_only
def choose(request: HttpRequest, pk: UUID, tenure_pk: UUID) -> HttpResponse:
    """Choose who follows in a post, with what each choice lacks and uncovers."""
    plan, tenure = one(request, pk), _tenure(tenure_pk)
    form = SucceedForm(given(request, "succeed"), tenure=tenure, day=plan.day)
    keeping = KeepForm(given(request, "keep"))
    if form.is_bound and tried(
        form, lambda data: actions.succeed(pk, tenure=tenure, **data, **acting(request))
    ):
        return done(
            request,
            None,
            {},
            page_of(plan),
            say=_("Đã chọn; lựa chọn này được giữ khi máy xếp lại."),
        )
    if keeping.is_bound and tried(
        keeping, lambda data: actions.keep(pk, tenure=tenure, **data, **acting(request))
    ):
        return done(request, None, {}, page_of(plan), say=_("Đã ghi giữ lại."))
    staff.look(tenure.member_id, what="succession", **acting(request))
    context = queries.choose_page(request.actor, plan, tenure) | {
        "tab": "plans",
        "plan": plan,
        "tenure": tenure,
        "form": form,
        "keeping": keeping,
        "why_not": why_not_edit_plan(plan.state, request.actor),
    }
    status = status_of(request)
    return render(request, "succession/choose.html", context, status=status)


@require_POST
@readers_only
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a choice out of a plan."""
    move = get_object_or_404(Move, pk=pk)
    plan = actions.drop(move.pk, **acting(request))
    return done(request, None, {}, page_of(plan), say=_("Đã bỏ khỏi phương án."))


@get_and_post
@readers_only
def decide(request: HttpRequest, pk: UUID, move_pk: UUID) -> HttpResponse:
    """Show moves that hang together with what they uncover; decide them, or decline them."""
    plan = one(request, pk)
    group = _group(plan, move_pk)
    ids = [move.pk for move in group]
    day = max(plan.day, queries.day_of(request.at))
    form = DecideForm(given(request, "decide"), initial={"effective_on": day})
    declining = DeclineForm(given(request, "decline"))
    if form.is_bound and tried(
        form, lambda data: actions.decide(pk, ids, **data, **acting(request))
    ):
        return done(
            request,
            None,
            {},
            page_of(plan),
            say=_("Đã quyết định; bàn giao chờ người nhận xác nhận."),
        )
    if declining.is_bound and tried(
        declining, lambda data: actions.decline(pk, ids, **data, **acting(request))
    ):
        return done(request, None, {}, page_of(plan), say=_("Đã ghi không đồng ý."))
    context = queries.decide_page(group, day) | {
        "tab": "plans",
        "plan": plan,
        "form": form,
        "declining": declining,
        "why_not_decide": why_not_decide(request.actor),
    }
    status = status_of(request)
    return render(request, "succession/decide.html", context, status=status)


def _group(plan: RotationPlan, move_pk: UUID) -> list[Move]:
    groups = queries.groups_of(queries.moves_of(plan, MoveState.DRAFT))
    found = next((group for group in groups if any(m.pk == move_pk for m in group)), None)
    if found is None:
        raise Http404
    return found


def _tenure(pk: UUID) -> Tenure:
    return get_object_or_404(Tenure.objects.select_related("member", "post__body"), pk=pk)
