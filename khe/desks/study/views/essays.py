"""Essays: what is asked for, handing in, reading and grading."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.files import queries as files
from khe.base.files.serving import download
from khe.base.files.uploads import received
from khe.base.web.entering import (
    Data,
    acting,
    form_page,
    get_and_post,
    given,
    people_only,
    status_of,
    tried,
)
from khe.base.web.responses import done
from khe.desks.study.actions import essays as actions
from khe.desks.study.forms.learning import CallForm, EssayForm, GradeForm
from khe.desks.study.models import EssayCall
from khe.desks.study.pages import learning as pages
from khe.desks.study.queries import learning as queries
from khe.desks.study.views.common import organisers_only


@get_and_post
@organisers_only
def essays(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the essays of a programme by state; say what is asked for."""
    programme = get_object_or_404(queries.programmes(request.actor), pk=pk)
    call = queries.call_of(pk)
    initial = {"topic": call.topic, "day": call.due_at, "hour": call.due_at} if call else None
    form = CallForm(given(request), initial=initial)
    ask = lambda _data: actions.call_for_essays(pk, **form.facts(), **acting(request))  # noqa: E731
    if request.method == "POST" and tried(form, ask):
        return done(request, None, {}, reverse("study:essays", args=[pk]), say=_("Đã ghi đề bài."))
    which, page = request.GET.get("which", ""), request.GET.get("page", "")
    context = pages.essays(programme, call, request.actor, which, page) | {"form": form}
    status = status_of(request)
    return render(request, "study/essays.html", context, status=status)


@require_POST
@organisers_only
def close_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take no more essays in."""
    call = actions.close_call(get_object_or_404(EssayCall, pk=pk).pk, **acting(request))
    to = reverse("study:essays", args=[call.programme_id])
    return done(request, None, {}, to, say=_("Đã thôi nhận bài."))


@get_and_post
@people_only
def hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a learner what is asked for, take their essay in, and what became of it."""
    call = get_object_or_404(
        EssayCall.objects.filter(programme__in=queries.my_programmes(request.actor)), pk=pk
    )
    context = pages.my_essay(call, request.actor, request.at)
    form = EssayForm(
        given(request), initial={"text": context["essay"].text if context["essay"] else ""}
    )

    def give(data: Data) -> None:
        uploads = received(request, "files")
        actions.hand_in(pk, text=data["text"], uploads=uploads, **acting(request))

    return form_page(
        request, form, give, to=reverse("study:hand_in", args=[pk]), back=reverse("study:mine"),
        say=_("Đã nộp bài."), template="study/hand_in.html", **context,
    )  # fmt: skip


@get_and_post
@organisers_only
def essay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read an essay; grade it, or return it."""
    found = get_object_or_404(queries.essays(request.actor), pk=pk)
    form = GradeForm(given(request))

    def judge(data: Data) -> None:
        grade, comment = data["grade"], data["comment"]
        if "return" in request.POST or grade is None:
            actions.return_essay(pk, comment=comment, **acting(request))
        else:
            actions.grade(pk, grade=grade, comment=comment, **acting(request))

    return form_page(
        request, form, judge, to=reverse("study:essays", args=[found.call.programme_id]),
        say=_("Đã ghi."), template="study/essay.html", essay=found, files=files.of(pk),
    )  # fmt: skip


@require_safe
@people_only
def essay_file(request: HttpRequest, pk: UUID, file: UUID) -> FileResponse:
    """Send a file of an essay to its writer or an organiser."""
    found = get_object_or_404(queries.essays(request.actor), pk=pk)
    return download(get_object_or_404(files.of(found.pk), pk=file))
