"""Action programmes: the list, one with its goals and tasks, writing and issuing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import Data, acting, form_page, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.study.actions import action_programmes as actions
from khe.desks.study.forms.action_programmes import GoalForm, ProgrammeForm, TaskForm
from khe.desks.study.models import ActionProgramme, Goal
from khe.desks.study.pages import action_programmes as pages
from khe.desks.study.queries import action_programmes as queries
from khe.desks.study.views.common import organisers_only


def _programme(request: HttpRequest, pk: UUID) -> ActionProgramme:
    return get_object_or_404(queries.visible_to(request.actor), pk=pk)


@require_safe
@people_only
def action_programmes(request: HttpRequest) -> HttpResponse:
    """List the action programmes with how far their tasks are."""
    page = request.GET.get("page", "")
    return render(
        request, "study/action_programmes.html", pages.listed(request.actor, request.at, page)
    )


@require_safe
@people_only
def action_programme(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a programme: goals, tasks, deeds."""
    context = pages.detail(_programme(request, pk), request.actor, request.at)
    return render(request, "study/action_programme.html", context)


@get_and_post
@organisers_only
def new_action_programme(request: HttpRequest) -> HttpResponse:
    """Write an action programme."""
    initial = {"document": request.GET.get("document", "")[:40]}
    form, made = ProgrammeForm(given(request), initial=initial), []

    def save(_data: Data) -> None:
        made.append(actions.save_action_programme(**form.facts(), **acting(request)))

    answer = form_page(
        request, form, save, to=reverse("study:action_programmes"), say=_("Đã ghi chương trình."),
        title=_("Soạn chương trình hành động"), button=_("Ghi, rồi thêm mục tiêu"),
    )  # fmt: skip
    if made:
        return done(request, None, {}, reverse("study:action_programme", args=[made[0].pk]))
    return answer


@get_and_post
@organisers_only
def edit_action_programme(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct an action programme."""
    one = _programme(request, pk)
    initial = {
        "document": one.document_id, "title": one.title, "number": one.number, "body": one.body_id,
        "first_day": one.first_day, "last_day": one.last_day,
    }  # fmt: skip
    form = ProgrammeForm(given(request), initial=initial)
    return form_page(
        request,
        form,
        lambda _data: actions.save_action_programme(id=pk, **form.facts(), **acting(request)),
        to=reverse("study:action_programme", args=[pk]),
        say=_("Đã ghi."),
        title=_("Sửa chương trình hành động"),
        button=_("Ghi"),
    )


@get_and_post
@organisers_only
def new_goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a goal to a programme."""
    form = GoalForm(given(request))
    return form_page(
        request,
        form,
        lambda data: actions.add_goal(pk, **data, **acting(request)),
        to=reverse("study:action_programme", args=[_programme(request, pk).pk]),
        say=_("Đã thêm mục tiêu."),
        title=_("Thêm mục tiêu"),
        button=_("Thêm mục tiêu"),
    )


@get_and_post
@organisers_only
def new_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a task under a goal."""
    visible = queries.visible_to(request.actor).values("pk")
    goal = get_object_or_404(Goal.objects.filter(programme__in=visible), pk=pk)
    form = TaskForm(given(request))
    return form_page(
        request,
        form,
        lambda _data: actions.give_task(pk, **form.facts(), **acting(request)),
        to=reverse("study:action_programme", args=[goal.programme_id]),
        say=_("Đã giao việc; người chủ trì nhận được tin nhắn."),
        title=_("Giao việc thực hiện mục tiêu"),
        intro=goal.text,
        button=_("Giao việc"),
    )


@require_POST
@organisers_only
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a programme in force."""
    actions.issue(_programme(request, pk).pk, **acting(request))
    to = reverse("study:action_programme", args=[pk])
    return done(request, None, {}, to, say=_("Đã ban hành chương trình."))


@require_POST
@organisers_only
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a programme."""
    actions.finish(_programme(request, pk).pk, **acting(request))
    to = reverse("study:action_programme", args=[pk])
    return done(request, None, {}, to, say=_("Đã kết thúc chương trình."))
