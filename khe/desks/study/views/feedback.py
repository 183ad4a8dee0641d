"""Feedback on a class: giving it, ending it, the result when it may be seen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.study.actions import feedback as actions
from khe.desks.study.forms.learning import FeedbackForm
from khe.desks.study.models import Seat, StudyClass
from khe.desks.study.pages import learning as pages
from khe.desks.study.queries import attendance
from khe.desks.study.views.common import organisers_only


@get_and_post
@people_only
def feedback(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a learner of a class how it was."""
    mine = Seat.objects.filter(learner__member_id=request.actor.member_id).values("study_class")
    rows = StudyClass.objects.filter(pk__in=mine).select_related("hall", "round__programme")
    lesson = get_object_or_404(rows, pk=pk)
    form = FeedbackForm(given(request))
    return form_page(
        request,
        form,
        lambda _data: actions.give_feedback(pk, **form.facts(), **acting(request)),
        to=reverse("study:feedback", args=[pk]),
        back=reverse("study:mine"),
        say=_("Cảm ơn anh/chị đã góp ý."),
        template="study/feedback.html",
        **pages.feedback_asked(lesson, request.actor, request.at),
    )


@require_safe
@people_only
def feedback_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the result of a class's feedback to organisers and standing members, once it may be seen."""
    lesson = get_object_or_404(attendance.classes_with_feedback(request.actor), pk=pk)
    context = pages.feedback_result(lesson, request.actor, request.at)
    return render(request, "study/feedback_result.html", context)


@require_POST
@organisers_only
def close_feedback(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End feedback on a class sooner."""
    lesson = get_object_or_404(attendance.classes(request.actor), pk=pk)
    actions.close_feedback(lesson.pk, **acting(request))
    to = reverse("study:feedback_result", args=[pk])
    return done(request, None, {}, to, say=_("Đã kết thúc góp ý."))
