"""The spreadsheet of a round's learners and seats, out and in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khe.base.sheets.importing import page
from khe.base.sheets.responses import sheet_response
from khe.base.web.entering import get_and_post
from khe.desks.study import lists
from khe.desks.study.views.common import organisers_only
from khe.desks.study.views.rounds import seen


@require_safe
@organisers_only
def learners_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take away a round's learners, in the form in which they can be taken in again."""
    found = seen(request, pk)
    rows = lists.learner_rows(found.pk, request.actor)
    return sheet_response(lists.learner_sheet(), rows, f"nguoi-hoc-dot-{found.number}.xlsx")


@get_and_post
@organisers_only
def learners_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in a round's learners and seats: preview, confirm, all or nothing."""
    return page(request, lists.learner_import(seen(request, pk)))
