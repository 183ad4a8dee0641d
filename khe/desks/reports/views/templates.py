"""Word templates: download, change in Word, bring back."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.files.serving import download
from khe.base.web.entering import acting, get_and_post, tried
from khe.base.web.responses import done
from khe.desks.reports import actions, printing, queries
from khe.desks.reports.forms import TemplateForm
from khe.desks.reports.states import Layout
from khe.desks.reports.views.common import drafters_only
from khe.desks.reports.views.papers import WORD, sent


@get_and_post
@drafters_only
def templates(request: HttpRequest) -> HttpResponse:
    """Show the templates with their versions, and take in a new one."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    save = lambda data: actions.upload_template(  # noqa: E731
        data["file"], layout=data["layout"], note=data["note"], **acting(request)
    )
    if request.method == "POST" and tried(form, save):
        return done(
            request, None, {}, "reports:templates", say=_("Đã nạp mẫu; văn bản mới dùng mẫu này.")
        )
    shelves = [(layout, layout.label, list(queries.templates(layout))) for layout in Layout]
    context = {"form": form, "shelves": shelves, "fields": printing.template_fields()}
    status = 422 if form.is_bound else 200
    return render(request, "reports/templates.html", context, status=status)


@require_safe
@drafters_only
def shipped(request: HttpRequest, layout: str) -> HttpResponse:
    """Send the shipped template of a layout."""
    if layout not in Layout.values:
        raise Http404
    return sent(printing.shipped_template(layout), f"mau-{layout}.docx", WORD, inline=False)


@require_safe
@drafters_only
def version(request: HttpRequest, pk: UUID) -> FileResponse:
    """Send a version of a template."""
    kept = queries.template_file(get_object_or_404(queries.templates(), pk=pk))
    if kept is None:
        raise Http404
    return download(kept)


@require_POST
@drafters_only
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Use a version no longer."""
    row = get_object_or_404(queries.templates(), pk=pk)
    actions.drop_template(row.pk, **acting(request))
    return done(
        request, None, {}, "reports:templates", say=_("Đã thôi dùng mẫu; mẫu trước được dùng lại.")
    )
