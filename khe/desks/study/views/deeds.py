"""Registered deeds: the list, one, registering, doing, confirming."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.files import queries as files
from khe.base.files.serving import download
from khe.base.files.uploads import received
from khe.base.web.entering import Data, acting, form_page, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.study.actions import deeds as actions
from khe.desks.study.forms.action_programmes import DeedForm, DoneForm
from khe.desks.study.pages import action_programmes as pages
from khe.desks.study.queries import deeds as queries
from khe.desks.study.queries.common import day_of


@require_safe
@people_only
def deeds(request: HttpRequest) -> HttpResponse:
    """List the deeds the person may see: their own first of all."""
    asked = request.GET
    context = pages.deeds(request.actor, request.at, asked.get("which", ""), asked.get("page", ""))
    return render(request, "study/deeds.html", context)


@get_and_post
@people_only
def new_deed(request: HttpRequest) -> HttpResponse:
    """Register what one will do."""
    form = DeedForm(given(request), initial={"document": request.GET.get("document", "")[:40]})

    def register(data: Data) -> None:
        actions.register_deed(data["document"].pk, **form.facts(), **acting(request))

    return form_page(
        request, form, register, to=reverse("study:deeds"), say=_("Đã đăng ký."),
        title=_("Đăng ký việc làm theo"), button=_("Đăng ký"), draft="viec-lam-theo",
        intro=_("Chỉ ghi việc làm. Người đứng đầu của anh/chị, tuyên giáo và thường trực xem được."),
    )  # fmt: skip


@get_and_post
@people_only
def deed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a deed with its evidence; its owner says what was done."""
    visible = queries.visible_to(request.actor, day_of(request.at))
    one = get_object_or_404(visible, pk=pk)
    form = DoneForm(given(request), initial={"text": one.done_text})

    def do(data: Data) -> None:
        uploads = received(request, "files")
        actions.do_deed(pk, text=data["text"], uploads=uploads, **acting(request))

    return form_page(
        request, form, do, to=reverse("study:deed", args=[pk]), back=reverse("study:deeds"),
        say=_("Đã báo làm xong; chờ xác nhận."), template="study/deed.html",
        **pages.deed(one, request.actor, request.at),
    )  # fmt: skip


@require_POST
@people_only
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm a deed, or give it back with the reason."""
    one = get_object_or_404(queries.visible_to(request.actor, day_of(request.at)), pk=pk)
    to = reverse("study:deed", args=[pk])
    if "return" in request.POST:
        reason = request.POST.get("reason", "")
        actions.return_deed(one.pk, reason=reason, **acting(request))
        return done(request, None, {}, to, say=_("Đã trả lại để bổ sung."))
    actions.confirm_deed(one.pk, **acting(request))
    return done(request, None, {}, to, say=_("Đã xác nhận."))


@require_safe
@people_only
def deed_file(request: HttpRequest, pk: UUID, file: UUID) -> FileResponse:
    """Send a piece of evidence to whoever may see the deed."""
    one = get_object_or_404(queries.visible_to(request.actor, day_of(request.at)), pk=pk)
    return download(get_object_or_404(files.of(one.pk), pk=file))
