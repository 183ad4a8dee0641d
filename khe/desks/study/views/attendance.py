"""Attendance of a round: rates, who is missing, make-up; lists to take away and to take in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.sheets.importing import page as import_page
from khe.base.sheets.responses import sheet_response
from khe.base.web.entering import acting, form_page, get_and_post, given, people_only
from khe.desks.study import sheets
from khe.desks.study.actions import attendance as actions
from khe.desks.study.forms.attendance import MakeupForm
from khe.desks.study.models import Round
from khe.desks.study.pages import attendance as pages
from khe.desks.study.queries import attendance as queries
from khe.desks.study.queries import rounds
from khe.desks.study.views.common import organisers_only


def _round(request: HttpRequest, pk: UUID) -> Round:
    visible = rounds.visible_to(request.actor).select_related("programme")
    return get_object_or_404(visible, pk=pk)


@require_safe
@people_only
def attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the rates of a round, and by name who is missing as far as one may see."""
    by = request.GET.get("theo", "body")
    context = pages.overview(_round(request, pk), request.actor, request.at, by=by)
    return render(request, "study/attendance.html", context)


@require_safe
@people_only
def attendance_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take away the attendance of a round: the learners one may see by name."""
    one = _round(request, pk)
    rows = sheets.round_rows(one, request.actor, request.at)
    return sheet_response(sheets.round_sheet(), rows, f"diem-danh-dot-{one.number}.xlsx")


@get_and_post
@organisers_only
def makeup(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set up a make-up class for everybody of a round who has not studied."""
    one = _round(request, pk)
    form = MakeupForm(given(request))
    absent = queries.to_make_up(pk).count()
    intro = _("%(n)s người chưa học sẽ được xếp vào lớp này và nhận lời mời.") % {"n": absent}
    return form_page(
        request,
        form,
        lambda _data: actions.arrange_makeup(pk, **form.facts(), **acting(request)),
        to=reverse("study:attendance", args=[pk]),
        say=_("Đã lập lớp học bù và mời người học."),
        title=_("Lập lớp học bù, %s") % one.name,
        intro=intro,
        button=_("Lập lớp học bù"),
    )


@require_safe
@organisers_only
def roll_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the list of a class for signing on paper, exempt learners left out."""
    lesson = get_object_or_404(queries.classes(request.actor), pk=pk)
    seats = queries.seats(pk).filter(learner__exempt=False).select_related("learner__cell")
    return render(request, "study/roll_print.html", {"lesson": lesson, "seats": seats})


@require_safe
@organisers_only
def roll_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take away the attendance of a class, in the form in which it can be taken in again."""
    get_object_or_404(queries.classes(request.actor), pk=pk)
    return sheet_response(sheets.roll_sheet(), sheets.roll_rows(pk), "diem-danh-lop.xlsx")


@get_and_post
@organisers_only
def roll_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in attendance of a class from a spreadsheet: preview, confirm, all or nothing."""
    lesson = get_object_or_404(queries.classes(request.actor), pk=pk)
    return import_page(request, sheets.roll_import(lesson))
