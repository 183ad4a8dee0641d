"""Classes and seats by hand."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.study.actions import classes as actions
from khe.desks.study.actions import seats
from khe.desks.study.forms.planning import ClassForm, ReasonForm
from khe.desks.study.models import Learner, Seat, StudyClass
from khe.desks.study.pages import planning as pages
from khe.desks.study.queries import rounds as queries
from khe.desks.study.views.common import organisers_only
from khe.desks.study.views.rounds import seen as seen_round


def seen(request: HttpRequest, pk: UUID) -> StudyClass:
    """Return a class that the person may see, or 404."""
    found = queries.visible_classes(request.actor)
    shown = found.select_related("hall", "speaker", "round__programme__document")
    return get_object_or_404(shown, pk=pk)


def back_to(request: HttpRequest, pk: UUID, say: str) -> HttpResponse:
    """Go back to a class's page."""
    return done(request, None, {}, reverse("study:class", args=[pk]), say=say)


@require_safe
@people_only
def lesson(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a class and who sits in it."""
    context = pages.class_page(seen(request, pk), request.actor, request.at)
    return render(request, "study/class.html", context)


@get_and_post
@organisers_only
def class_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set up a class by hand."""
    round = seen_round(request, pk)
    initial = {key: request.GET[key] for key in ("kind", "hall", "day") if key in request.GET}
    form = ClassForm(given(request), initial=initial)
    return form_page(
        request, form,
        lambda _data: actions.save_class(round_id=pk, **form.facts(), **acting(request)),
        to=reverse("study:round", args=[pk]), say=_("Đã lập lớp; máy sẽ giữ nguyên lớp này."),
        title=_("Lập lớp"), intro=f"{round.programme.title}, {round.name}", button=_("Lập lớp"),
    )  # fmt: skip


@get_and_post
@organisers_only
def class_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a class by hand."""
    found = seen(request, pk)
    form = ClassForm(given(request), study_class=found)
    which: dict[str, Any] = {"id": pk, "round_id": found.round_id}
    return form_page(
        request, form, lambda _data: actions.save_class(**which, **form.facts(), **acting(request)),
        to=reverse("study:class", args=[pk]), say=_("Đã sửa lớp."), title=_("Sửa lớp"),
        intro=_("Người đã được mời sẽ nhận tin khi giờ hoặc nơi học đổi."), button=_("Ghi lớp"),
    )  # fmt: skip


@require_POST
@organisers_only
def pin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a class where it is."""
    actions.pin_class(seen(request, pk).pk, **acting(request))
    return back_to(request, pk, _("Máy sẽ giữ nguyên lớp này."))


@require_POST
@organisers_only
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the planner move a class again."""
    actions.release_class(seen(request, pk).pk, **acting(request))
    return back_to(request, pk, _("Máy được xếp lại lớp này."))


@get_and_post
@organisers_only
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a class off."""
    found, form = seen(request, pk), ReasonForm(given(request))
    return form_page(
        request, form, lambda data: actions.cancel_class(pk, **data, **acting(request)),
        to=reverse("study:round", args=[found.round_id]), say=_("Đã hủy lớp."),
        title=_("Hủy lớp"), button=_("Hủy lớp"), risk=True,
        intro=_("Người đã được mời sẽ nhận tin hủy; mọi người trong lớp trở lại chưa có chỗ."),
        back=reverse("study:class", args=[pk]),
    )  # fmt: skip


@require_POST
@organisers_only
def place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a learner a seat in another class (`lop`)."""
    learner = get_object_or_404(Learner, pk=pk)
    there = get_object_or_404(StudyClass, pk=request.POST.get("lop") or None)
    seats.place(learner.pk, class_id=there.pk, **acting(request))
    return back_to(request, there.pk, _("Đã xếp chỗ; máy sẽ giữ nguyên."))


@require_POST
@organisers_only
def unseat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a seat back."""
    seat = get_object_or_404(Seat, pk=pk)
    seats.unseat(pk, **acting(request))
    return back_to(request, seat.study_class_id, _("Đã bỏ chỗ."))


@require_safe
@organisers_only
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the invitation of a class's speaker, to print."""
    return render(request, "study/letter.html", {"lesson": seen(request, pk)})
