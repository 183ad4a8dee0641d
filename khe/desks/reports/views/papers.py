"""Files: the paper as Word and PDF, signatures, and whether a PDF is what was issued."""

from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.files.serving import download
from khe.base.web.entering import acting, get_and_post, given, people_only, tried
from khe.base.web.responses import done
from khe.desks.reports import actions, printing, queries
from khe.desks.reports.forms import FileForm
from khe.desks.reports.pages import verifying
from khe.desks.reports.views.common import act, found
from khe.desks.reports.views.document import document_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@people_only
def docx(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the Word file: as issued, or made now of a draft."""
    known = found(request, pk)
    rows = queries.bounds_of(known)
    content = printing.docx(known, rows, queries.template_content(known.layout))
    return sent(content, printing.file_name(known, "docx"), WORD, inline=False)


@require_safe
@people_only
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the PDF as it would be printed now."""
    known = found(request, pk)
    content = printing.pdf(known, queries.bounds_of(known), request.at)
    return sent(content, printing.file_name(known, "pdf"), "application/pdf", inline=True)


def sent(content: bytes, name: str, media_type: str, *, inline: bool) -> HttpResponse:
    """Return a made file."""
    response = HttpResponse(content, content_type=media_type)
    way = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=utf-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@people_only
def file(request: HttpRequest, pk: UUID, file_pk: UUID) -> FileResponse:
    """Send a kept file of a document."""
    kept = queries.file_of(found(request, pk), file_pk)
    if kept is None:
        raise Http404
    return download(kept)


@require_POST
@people_only
def sign_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign the PDF with the server's key."""
    return act(request, pk, actions.sign_file, _("Đã ký số bản PDF."))


@require_POST
@people_only
def attach_signed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a PDF that was signed on the signer's machine."""
    known, form = found(request, pk), FileForm(request.POST, request.FILES)
    keep = lambda data: actions.attach_signed(known.pk, data["file"], **acting(request))  # noqa: E731
    if tried(form, keep):
        return done(request, None, {}, known, say=_("Đã gắn bản ký số."))
    return document_page(request, known, status=422, file=form)


@get_and_post
@people_only
def verify(request: HttpRequest) -> HttpResponse:
    """Say who signed a PDF, whether it is whole, whether it is a document of ours, and what has changed."""
    form, result = FileForm(given(request), request.FILES or None), None
    if form.is_bound and form.is_valid():
        result = verifying.result(form.cleaned_data["file"].read(), request.actor, request.at)
    context = {"form": form, "result": result}
    status = 422 if form.is_bound and result is None else 200
    return render(request, "reports/verify.html", context, status=status)
