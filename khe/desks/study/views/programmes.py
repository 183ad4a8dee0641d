"""Documents and programmes: what is to be studied, by whom, until when."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.files import queries as files
from khe.base.files.serving import download
from khe.base.web.entering import acting, form_page, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.study.actions import documents as document_actions
from khe.desks.study.actions import programmes as actions
from khe.desks.study.forms.planning import DocumentForm, ProgrammeForm, ReasonForm
from khe.desks.study.models import Document, Programme
from khe.desks.study.pages import cascade
from khe.desks.study.queries import documents as documents_of
from khe.desks.study.queries import programmes as queries
from khe.desks.study.views.common import organisers_only

SAME = ("kind", "number", "day", "level", "issuer", "title", "summary")


def seen(request: HttpRequest, pk: UUID) -> Programme:
    """Return a programme that the person may see, with its document, or 404."""
    found = queries.visible_to(request.actor).select_related("document")
    return get_object_or_404(found, pk=pk)


@require_safe
@people_only
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes by how they stand to their deadline."""
    return render(request, "study/programmes.html", cascade.listing(request.actor, request.at))


@require_safe
@organisers_only
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents to be studied."""
    return render(request, "study/documents.html", {"documents": documents_of.documents()[:200]})


@get_and_post
@organisers_only
def document_new(request: HttpRequest) -> HttpResponse:
    """Write down a document."""
    form, made = DocumentForm(given(request)), []
    answer = form_page(
        request, form,
        lambda data: made.append(document_actions.save_document(**data, **acting(request))),
        to=reverse("study:documents"), say=_("Đã ghi văn bản."), title=_("Văn bản cần học tập"),
        button=_("Ghi văn bản"), draft="van-ban-hoc",
    )  # fmt: skip
    return done(request, None, {}, reverse("study:document", args=[made[0].pk])) if made else answer


@require_safe
@people_only
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a document, its files and its programmes."""
    found = get_object_or_404(documents_of.visible_to(request.actor), pk=pk)
    context = {
        "document": found,
        "files": files.of(found.pk),
        "programmes": queries.visible_to(request.actor).filter(document=found).order_by("-id"),
        "organises": request.actor.can("study"),
    }
    return render(request, "study/document.html", context)


@get_and_post
@organisers_only
def document_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a document."""
    found = get_object_or_404(Document, pk=pk)
    form = DocumentForm(given(request), initial={key: getattr(found, key) for key in SAME})
    save = document_actions.save_document
    return form_page(
        request, form, lambda data: save(id=pk, **data, **acting(request)),
        to=reverse("study:document", args=[pk]), say=_("Đã sửa."), title=str(found),
        button=_("Ghi văn bản"),
    )  # fmt: skip


@require_POST
@organisers_only
def document_attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Attach a file to a document."""
    get_object_or_404(Document, pk=pk)
    to = reverse("study:document", args=[pk])
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return done(request, None, {}, to, say=_("Chưa chọn tệp."))
    document_actions.attach_file(pk, upload, **acting(request))
    return done(request, None, {}, to, say=_("Đã đính kèm."))


@require_safe
@people_only
def document_file(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponseBase:
    """Give a file of a document."""
    get_object_or_404(documents_of.visible_to(request.actor), pk=pk)
    return download(get_object_or_404(files.of(pk), pk=file))


@require_safe
@people_only
def programme(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a programme: the cascade from the higher session to our classes."""
    context = cascade.programme(seen(request, pk), request.actor, request.at)
    return render(request, "study/programme.html", context)


@get_and_post
@organisers_only
def programme_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Draft the study of a document."""
    found = get_object_or_404(Document, pk=pk)
    title = _("Học tập, quán triệt %(what)s") % {"what": found}
    form, made = ProgrammeForm(given(request), initial={"title": title}), []
    answer = form_page(
        request, form,
        lambda _data: made.append(_save(request, form, document_id=pk)),
        to=reverse("study:document", args=[pk]), say=_("Đã soạn. Xem lại hạn rồi mở chương trình."),
        title=_("Chương trình học tập"), intro=f"{found}: {found.title}", button=_("Ghi chương trình"),
    )  # fmt: skip
    return (
        done(request, None, {}, reverse("study:programme", args=[made[0].pk])) if made else answer
    )


def _save(request: HttpRequest, form: ProgrammeForm, **which: Any) -> Programme:
    return actions.save_programme(**which, **form.facts(), **acting(request))


@get_and_post
@organisers_only
def programme_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a draft."""
    found = seen(request, pk)
    form = ProgrammeForm(given(request), programme=found)
    return form_page(
        request, form, lambda _data: _save(request, form, id=pk, document_id=found.document_id),
        to=reverse("study:programme", args=[pk]), say=_("Đã ghi."), title=found.title,
        intro=f"{found.document}: {found.document.title}", button=_("Ghi chương trình"),
    )  # fmt: skip


@require_POST
@organisers_only
def programme_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a programme: its deadline stands."""
    actions.open_programme(seen(request, pk).pk, **acting(request))
    to = reverse("study:programme", args=[pk])
    return done(request, None, {}, to, say=_("Đã mở chương trình. Tiếp theo: lập đợt học."))


@require_POST
@organisers_only
def programme_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a programme."""
    actions.close_programme(seen(request, pk).pk, **acting(request))
    return done(request, None, {}, reverse("study:programme", args=[pk]), say=_("Đã kết thúc."))


@get_and_post
@organisers_only
def programme_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a programme off."""
    found, form = seen(request, pk), ReasonForm(given(request))
    return form_page(
        request, form,
        lambda data: actions.cancel_programme(pk, **data, **acting(request)),
        to=reverse("study:programme", args=[pk]), say=_("Đã hủy chương trình."),
        title=_("Hủy chương trình"), intro=found.title, button=_("Hủy chương trình"), risk=True,
    )  # fmt: skip
