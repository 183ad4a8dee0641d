"""Taking attendance: the list, the screen with the rotating code, and the page the code leads to."""

import hashlib
import secrets
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.study.actions import checkin as actions
from khe.desks.study.codes import screen_svg
from khe.desks.study.forms.attendance import CorrectForm, MinutesForm, ReasonForm
from khe.desks.study.models import Seat, StudyClass
from khe.desks.study.pages import attendance as pages
from khe.desks.study.pages import entering
from khe.desks.study.queries import attendance as queries
from khe.desks.study.rules import checkin as rules
from khe.desks.study.views.common import organisers_only

PHONE = "khe_phone"  # cookie: which telephone it is, nothing else
YEAR = 365 * 24 * 3600


def _lesson(request: HttpRequest, pk: UUID) -> StudyClass:
    return get_object_or_404(queries.classes(request.actor), pk=pk)


def _seat(request: HttpRequest, pk: UUID) -> Seat:
    rows = Seat.objects.filter(study_class__in=queries.classes(request.actor).values("pk"))
    return get_object_or_404(rows.select_related("learner__member", "study_class__round"), pk=pk)


@require_safe
@organisers_only
def roll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the seats of a class with big buttons; find one by name."""
    asked = request.GET
    context = pages.roll(
        _lesson(request, pk), request.at, text=asked.get("q", "").strip()[:100],
        which=asked.get("which", ""), page=asked.get("page", ""),
    )  # fmt: skip
    part = "#people" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"study/roll.html{part}", context)


def _answer(request: HttpRequest, seat: Seat, say: str) -> HttpResponse:
    """Show the changed line and the counts to htmx; everyone else goes back to the list."""
    to = reverse("study:roll", args=[seat.study_class_id])
    if not request.htmx:
        return done(request, None, {}, to, say=say)
    lesson = _lesson(request, seat.study_class_id)
    fresh = queries.seats(lesson.pk).get(pk=seat.pk)
    kept = queries.roll_of(lesson.pk)
    tally = queries.tally_of_class(lesson.pk)
    context = {
        "line": pages.line_of(fresh, kept, lesson), "lesson": lesson, "roll": kept, "said": say,
        "tally": tally, "chips": pages.chips(tally), "which": request.POST.get("which", ""),
        **pages.doors(lesson, kept, request.at),
    }  # fmt: skip
    return render(request, "study/roll_line.html", context)


@require_POST
@organisers_only
def present(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark somebody present from the list."""
    seat = actions.mark_present(_seat(request, pk).pk, **acting(request))
    return _answer(request, seat, _("Đã ghi có mặt: %s") % seat.learner.member.name)


@require_POST
@organisers_only
def excuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark somebody absent with leave, with the reason."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    seat = actions.excuse(_seat(request, pk).pk, reason=reason, **acting(request))
    return _answer(request, seat, _("Đã ghi vắng có phép: %s") % seat.learner.member.name)


@get_and_post
@organisers_only
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show every mark of a seat, and correct what is wrong."""
    seat = _seat(request, pk)
    form = CorrectForm(given(request), initial={"state": seat.state})
    return form_page(
        request,
        form,
        lambda data: actions.correct(pk, **data, **acting(request)),
        to=reverse("study:roll", args=[seat.study_class_id]),
        say=_("Đã sửa điểm danh."),
        template="study/correct.html",
        seat=seat,
        marks=queries.history(pk),
    )


@get_and_post
@organisers_only
def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set when one may check in to a class."""
    lesson = _lesson(request, pk)
    roll = queries.roll_of(pk)
    start = {"before": roll.opens_before, "late": roll.late_after, "after": roll.closes_after}
    return form_page(
        request, MinutesForm(given(request), initial=start),
        lambda data: actions.set_minutes(lesson.pk, **data, **acting(request)),
        to=reverse("study:roll", args=[pk]), say=_("Đã đặt giờ điểm danh."),
        title=_("Giờ điểm danh"), intro=lesson.hall.name, button=_("Ghi giờ điểm danh"),
    )  # fmt: skip


@require_POST
@organisers_only
def open_roll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the rotating code, and go to the screen."""
    actions.open_roll(_lesson(request, pk).pk, **acting(request))
    return done(request, None, {}, reverse("study:screen", args=[pk]))


@require_POST
@organisers_only
def close_roll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close attendance of a class."""
    actions.close_roll(_lesson(request, pk).pk, **acting(request))
    say = _("Đã chốt điểm danh; ai chưa điểm danh được ghi vắng không phép.")
    return done(request, None, {}, reverse("study:roll", args=[pk]), say=say)


@require_safe
@organisers_only
def screen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the page of the hall's screen."""
    return render(request, "study/screen.html", _on_screen(request, pk))


@require_safe
@organisers_only
def screen_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the code of this moment, and how many are there."""
    return render(request, "study/screen.html#code", _on_screen(request, pk))


def _on_screen(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    lesson, at = _lesson(request, pk), request.at
    kept = queries.roll_of(pk)
    context = {"lesson": lesson, "roll": kept, "tally": queries.tally_of_class(pk)}
    context |= pages.doors(lesson, kept, at)
    if kept.secret and not context["why_not"]:
        code = rules.code_of(kept.secret, pk, rules.step_of(at))
        address = request.build_absolute_uri(reverse("study:enter", args=[pk]))
        left = rules.seconds_left(at)
        context |= {"qr": screen_svg(f"{address}?c={code}"), "left_ms": int(left * 1000) + 20}
    return context


@get_and_post
@people_only
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page a scanned code leads to: who, where, one button; then present."""
    lesson = queries.class_of_anybody(pk)
    if lesson is None:
        raise Http404
    if request.method == "POST":
        return _come_in(request, lesson)
    code = request.GET.get("c", "")[:100]
    answer = render(
        request, "study/enter.html", entering.context(lesson, code, request.actor, request.at)
    )
    if PHONE not in request.COOKIES:
        answer.set_cookie(PHONE, secrets.token_urlsafe(16), max_age=YEAR, httponly=True,
                          samesite="Lax", secure=request.is_secure())  # fmt: skip
    return answer


def _come_in(request: HttpRequest, lesson: StudyClass) -> HttpResponse:
    phone = request.COOKIES.get(PHONE, "")
    seen = hashlib.sha256(phone.encode()).hexdigest()[:32] if phone else ""
    ticket = request.POST.get("ticket", "")[:100]
    actions.check_in(lesson.pk, ticket=ticket, phone=seen, **acting(request))
    return done(request, None, {}, reverse("study:enter", args=[lesson.pk]))
