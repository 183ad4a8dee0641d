"""What leaves the screen: the spreadsheet of a campaign, the notice of one result."""

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khe.base.people.names import plain
from khe.base.sheets.responses import sheet_response
from khe.base.web.entering import acting
from khe.desks.assessment import actions
from khe.desks.assessment.pages import papers
from khe.desks.assessment.pages.subject import line_of
from khe.desks.assessment.states import Status
from khe.desks.assessment.views.campaigns import shown
from khe.desks.assessment.views.common import campaign_or_404, look


@require_safe
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send what the actor sees of a campaign as a spreadsheet; the download is on record."""
    found = campaign_or_404(request, pk)
    lines = shown(request, found)
    actions.note_export(found.pk, rows=len(lines), **acting(request))
    name = f"danh-gia-{plain(found.name).replace('/', '-').replace(' ', '-')}.xlsx"
    return sheet_response(papers.SHEET, papers.rows(lines), name)


@require_safe
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the notice of a decided result, ready to print."""
    row = look(request, pk)
    if row.status != Status.DECIDED:
        raise Http404
    line = line_of(row, request.actor, request.at)
    pdf = papers.notice(line, request.authority, request.at)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = quote(f"thong-bao-xep-loai-{plain(row.name).replace(' ', '-')}.pdf")
    response["Content-Disposition"] = f"inline; filename*=utf-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
