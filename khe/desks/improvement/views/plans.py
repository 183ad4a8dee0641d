"""The plan of the next period: closing a period, deciding, approving."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given, only
from khe.base.web.responses import done
from khe.desks.improvement import actions, plan_words, queries
from khe.desks.improvement.forms.plans import (
    DraftForm,
    NewWorkForm,
    TextForm,
    decision_form,
)
from khe.desks.improvement.forms.shortcomings import WhyForm
from khe.desks.improvement.models import PeriodPlan
from khe.desks.improvement.pages import plans as pages
from khe.desks.improvement.rules import plans as rules
from khe.desks.improvement.states import ItemKind

readers_only = only(rules.may_read)
planners_only = only(lambda actor: not rules.why_not_plan(actor))


def _found(request: HttpRequest, pk: UUID) -> PeriodPlan:
    return get_object_or_404(queries.plans_visible_to(request.actor), pk=pk)


@require_safe
@readers_only
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans, the latest period first."""
    found = list(queries.with_counts(queries.plans_visible_to(request.actor))[:100])
    why_not = rules.why_not_plan(request.actor)
    return render(request, "improvement/plans.html", {"plans": found, "why_not": why_not})


@get_and_post
@planners_only
def plan_new(request: HttpRequest) -> HttpResponse:
    """Close a period: draft the plan of the next one."""
    form, made = DraftForm(given(request), at=request.at), []
    return form_page(
        request, form,
        lambda data: made.append(actions.draft_plan(**form.arguments(), **acting(request))),
        to=lambda: made[0], say=_("Đã lập dự thảo; việc tiếp theo là quyết từng mục."),
        back=reverse("improvement:plans"), title=_("Khép kỳ, lập kế hoạch kỳ tới"),
        intro=_("Biện pháp chưa xong và chỉ tiêu của kỳ đang khép được đưa vào dự thảo; chưa có gì"
                " thay đổi trước khi duyệt."),
        button=_("Lập dự thảo"),
        template="improvement/form.html",
    )  # fmt: skip


@require_safe
@readers_only
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a plan: what it says, what is still undecided, each item."""
    found = _found(request, pk)
    items = queries.items_of(found)
    left = queries.undecided(items)
    aims = sum(item.kind == ItemKind.TARGET for item in left)
    context = {
        "plan": found, "line": plan_words.undecided(len(left) - aims, aims),
        "fields": pages.fields(items, queries.finished(items)), "left": len(left),
        "why_not_approve": rules.why_not_approve(found, request.actor, len(left), 0),
        "may_change": rules.why_not_change(found, request.actor) is None,
    }  # fmt: skip
    return render(request, "improvement/plan.html", context)


@get_and_post
@planners_only
def plan_item(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Decide one item."""
    found = _found(request, pk)
    known = get_object_or_404(found.items.select_related("shortcoming"), pk=item)
    aim = known.kind == ItemKind.TARGET
    form = decision_form(given(request), known, request.at)
    do: Any = actions.decide_target if aim else actions.decide_work
    return form_page(
        request, form, lambda data: do(known.pk, **form.arguments(), **acting(request)),
        to=found, say=_("Đã ghi quyết định."), title=known.label if aim else known.get_kind_display(),
        intro=known.reasoning if aim else str(known.shortcoming), button=_("Ghi quyết định"),
    )  # fmt: skip


@get_and_post
@planners_only
def plan_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan a new measure."""
    found = _found(request, pk)
    form = NewWorkForm(given(request), of=found, **acting(request))
    add = actions.add_plan_measure
    return form_page(
        request, form, lambda data: add(pk, **form.arguments(), **acting(request)), to=found,
        say=_("Đã thêm biện pháp vào kế hoạch."), title=_("Thêm biện pháp mới"), intro=str(found),
        button=_("Thêm vào kế hoạch"),
    )  # fmt: skip


@get_and_post
@planners_only
def plan_text(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the words."""
    found = _found(request, pk)
    return form_page(
        request, TextForm(given(request), of=found),
        lambda data: actions.write_plan(pk, **data, **acting(request)), to=found,
        say=_("Đã sửa lời kế hoạch."), title=_("Sửa lời kế hoạch"), button=_("Ghi lại"),
    )  # fmt: skip


@get_and_post
@planners_only
def plan_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a draft."""
    found = _found(request, pk)
    return form_page(
        request, WhyForm(given(request)),
        lambda data: actions.drop_plan(pk, **data, **acting(request)), to=found,
        say=_("Đã thôi lập kế hoạch này."), title=_("Thôi lập kế hoạch"), intro=str(found),
        button=_("Thôi lập"), risk=True,
    )  # fmt: skip


@require_POST
@planners_only
def plan_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a draft up to date."""
    found = _found(request, pk)
    added = actions.renew_plan(pk, **acting(request))
    say = _("Đã cập nhật: thêm %(n)s mục.") % {"n": added} if added else _("Không có gì mới.")
    return done(request, None, {}, found, say=say)


@require_POST
@readers_only
def plan_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve: measures become tasks, targets links."""
    found = _found(request, pk)
    actions.approve_plan(pk, **acting(request))
    return done(request, None, {}, found, say=_("Đã duyệt; biện pháp và chỉ tiêu có hiệu lực."))
