"""The lists of training as spreadsheets, there and back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.sheets import importing
from khe.base.sheets.responses import sheet_response
from khe.base.web.entering import get_and_post
from khe.desks.training import actions, queries, rules, sheets
from khe.desks.training.forms.courses import CourseFilter, PlaceFilter
from khe.desks.training.views import courses as course_views
from khe.desks.training.views import places as place_views
from khe.desks.training.views.common import found_if, members_only

EXPORTED = 10_000  # rows at most in a file


@require_safe
@members_only
def courses(request: HttpRequest) -> HttpResponse:
    """Give the list of courses as it is narrowed."""
    found = course_views.narrowed(CourseFilter(request.GET))[:EXPORTED]
    listed = queries.with_people(found, request.actor, queries.day_of(request.at))
    return sheet_response(sheets.COURSES, sheets.course_rows(listed), "lop-hoc.xlsx")


@require_safe
@members_only
def enrolments(request: HttpRequest) -> HttpResponse:
    """Give the list of people in courses as it is narrowed."""
    found = place_views.narrowed(request, PlaceFilter(request.GET))[:EXPORTED]
    rows = map(sheets.enrolment_row, found)
    return sheet_response(sheets.ENROLMENTS, rows, "nguoi-hoc.xlsx")


@get_and_post
@members_only
def import_enrolments(request: HttpRequest) -> HttpResponse:
    """Take in a spreadsheet of people in courses: what it would change first."""
    found_if(rules.may_keep(request.actor))
    spec = importing.Import(
        sheet=sheets.ENROLMENTS,
        plan=actions.preview,
        carry_out=actions.import_enrolments,
        title=_("Nhập người học và kết quả"),
        back_url=reverse("training:enrolments"),
        intro=_("Mỗi dòng một người trong một lớp. Lớp chưa có sẽ được ghi thêm."),
        template_name="mau-nguoi-hoc.xlsx",
    )
    return importing.page(request, spec)
