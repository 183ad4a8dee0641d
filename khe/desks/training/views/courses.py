"""Courses and those in them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, get_and_post, given, tried
from khe.base.web.responses import done
from khe.desks.training import actions, queries, rules
from khe.desks.training.forms.courses import (
    CourseFilter,
    CourseForm,
    EnrolForm,
    MoveForm,
    ResultForm,
)
from khe.desks.training.models import Course
from khe.desks.training.refusals import Refusal, RowsRefused
from khe.desks.training.states import ATTENDING, COURSE_MOVES, HELD, TAKES_PEOPLE, CourseStatus
from khe.desks.training.views.common import found_if, members_only

A_PAGE = 40


def narrowed(form: CourseFilter) -> QuerySet[Course]:
    """Return the courses a filter asks for; what cannot be read is left out."""
    data = form.cleaned_data if form.is_valid() else {}
    found = queries.courses()
    if data.get("status"):
        found = found.filter(status=data["status"])
    if data.get("kind"):
        found = found.filter(kind=data["kind"])
    if year := data.get("year"):
        found = found.filter(starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1))
    return found


@require_safe
@members_only
def courses(request: HttpRequest) -> HttpResponse:
    """List the courses, the latest first."""
    form = CourseFilter(request.GET)
    page = Paginator(narrowed(form), A_PAGE).get_page(request.GET.get("page"))
    day = queries.day_of(request.at)
    context = {
        "tab": "courses", "page": page, "form": form, "query": request.GET.urlencode(),
        "rows": queries.with_people(page.object_list, request.actor, day),
        "may_keep": rules.may_keep(request.actor),
        "narrowed": any(request.GET.get(name) for name in form.fields),
    }  # fmt: skip
    return render(request, "training/courses.html", context)


@get_and_post
@members_only
def course_edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write down a course, or change it."""
    found_if(rules.may_keep(request.actor))
    known = get_object_or_404(Course, pk=pk) if pk else None
    form, made = CourseForm(given(request), course=known), []
    save = lambda _data: made.append(  # noqa: E731
        actions.save_course(id=pk, **form.course(), **acting(request))
    )
    if request.method == "POST" and tried(form, save):
        to = reverse("training:course", args=[made[0].pk])
        return done(request, None, {}, to, say=_("Đã ghi lớp học."))
    back = reverse("training:course", args=[pk]) if pk else reverse("training:courses")
    context = {"form": form, "course": known, "back": back}
    return render(
        request, "training/course_edit.html", context, status=422 if form.is_bound else 200
    )


@require_safe
@members_only
def course(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a course and those in it whom the actor may see."""
    return course_page(request, get_object_or_404(queries.courses(), pk=pk))


def course_page(
    request: HttpRequest, known: Course, status: int = 200, **more: Any
) -> HttpResponse:
    """Render a course."""
    actor, day = request.actor, queries.day_of(request.at)
    places = queries.participants(known, actor, day)
    waits = [p.member_id for p in places if p.state in ATTENDING]
    told = queries.warnings_of(known, waits) if rules.may_keep(actor) else {}
    states = [p.state for p in places]
    moves = {
        to: rules.why_not_move_course(known, to, states=states, today=day, reason="x", by=actor)
        for to in COURSE_MOVES[known.status]
    }
    context = {
        "tab": "courses", "course": known, "may_keep": rules.may_keep(actor),
        "rows": [{"place": p, "warnings": told.get(p.member_id, [])} for p in places],
        "here": sum(p.state != "withdrawn" for p in places),
        "left": sum(p.state in ATTENDING for p in places),
        "done": sum(p.state == "completed" for p in places),
        "forward": next((m for m in moves.items() if m[0] != CourseStatus.CANCELLED), None),
        "may_cancel": CourseStatus.CANCELLED in moves and not moves[CourseStatus.CANCELLED],
        "takes_people": known.status in TAKES_PEOPLE,
        "takes_results": known.status in HELD,
        "move": MoveForm(), **more,
    }  # fmt: skip
    return render(request, "training/course.html", context, status=status)


@require_POST
@members_only
def course_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a course to its next status."""
    known = get_object_or_404(queries.courses(), pk=pk)
    form = MoveForm(request.POST)
    if tried(form, lambda data: actions.move_course(pk, **data, **acting(request))):
        to = reverse("training:course", args=[pk])
        return done(request, None, {}, to, say=_("Đã đổi tình trạng lớp."))
    return course_page(request, known, 422, move=form)


@get_and_post
@members_only
def enrol(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose who goes: those who need it first, with what should be known of each."""
    found_if(rules.may_keep(request.actor))
    known = get_object_or_404(queries.courses(), pk=pk)
    form = EnrolForm(given(request), initial={"cost": known.cost})
    chosen = request.POST.getlist("member")
    faults: dict[UUID, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            ids = [UUID(one) for one in chosen]
            actions.enrol_many(pk, member_ids=ids, **form.cleaned_data, **acting(request))
            to = reverse("training:course", args=[pk])
            return done(
                request, None, {}, to, say=_("Đã cử người vào lớp và gửi tin cho từng người.")
            )
        except RowsRefused as refused:
            faults = refused.rows
            form.add_error(None, _("Chưa cử ai: có người chưa đi được, xem lý do ở từng dòng."))
    text = request.GET.get("q", "").strip()[:100]
    rows = queries.candidates(known, queries.day_of(request.at), text)
    for row in rows:
        row.fault = faults.get(row.member.pk)
        row.chosen = str(row.member.pk) in chosen
    context = {"tab": "courses", "course": known, "form": form, "rows": rows, "q": text,
               "taken": queries.seats_taken(pk)}  # fmt: skip
    return render(request, "training/enrol.html", context, status=422 if form.is_bound else 200)


@get_and_post
@members_only
def results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in the results of a class as one table."""
    found_if(rules.may_keep(request.actor))
    known = get_object_or_404(queries.courses(), pk=pk)
    places = queries.participants(known, request.actor, queries.day_of(request.at))
    places = [p for p in places if p.state in ATTENDING]
    forms = [ResultForm(given(request), place=p, prefix=str(p.pk)) for p in places]
    status = 200
    if request.method == "POST":
        status = 422
        valid = [form.is_valid() for form in forms]  # every line is judged, not only the first
        if all(valid) and _recorded(request, known, forms):
            to = reverse("training:course", args=[pk])
            return done(request, None, {}, to, say=_("Đã ghi kết quả."), draft=f"ket-qua-{pk}")
    why = None if known.status in HELD else Refusal.NOT_BEGUN
    context = {"tab": "courses", "course": known, "forms": forms, "why_not": why,
               "faulty": sum(bool(form.errors) for form in forms)}  # fmt: skip
    return render(request, "training/results.html", context, status=status)


def _recorded(request: HttpRequest, known: Course, forms: list[ResultForm]) -> bool:
    """Record the lines that say something; a refusal goes to its line."""
    told = [form for form in forms if form.cleaned_data["outcome"]]
    if not told:
        return False
    rows = [actions.Result(form.place.pk, **form.cleaned_data) for form in told]
    try:
        actions.record_results(known.pk, results=rows, **acting(request))
    except RowsRefused as refused:
        for form in told:
            if form.place.pk in refused.rows:
                form.add_error(None, str(refused.rows[form.place.pk].label))
        return False
    return True
