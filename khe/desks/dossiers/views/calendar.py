"""The authority's working time: a year at a glance, older versions, editing with a preview."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from khe.base.calendar import queries as calendars
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.days import CalendarError
from khe.base.calendar.models import CalendarVersion
from khe.base.calendar.moments import ClockError
from khe.base.refusal import Refused
from khe.base.web.phrases import local
from khe.base.web.responses import done
from khe.desks.dossiers import queries, redating, worktime
from khe.desks.dossiers.actions.calendar import save_calendar
from khe.desks.dossiers.forms.calendar import Edit, with_more_rows
from khe.desks.dossiers.redating import Move

KINDS = {"ngay": "days", "gio": "shifts"}
SHOWN = 50  # dossiers of a preview


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year of the version in force, or of an older one (?ban=2), to everyone who works here."""
    by = _actor(request)
    today = local(request.at).date()
    number = _number(request.GET.get("ban"), by.calendar)
    year = _year(request.GET.get("nam"), today)
    if number:
        get_object_or_404(CalendarVersion, number=number)
    shown = calendars.calendar(by.authority_id, number)
    months = worktime.year_of(shown, year, today)
    context = {
        "year": year,
        "number": number,
        "in_force": by.calendar,
        "months": months,
        "weekdays": worktime.weekday_names(),
        "totals": worktime.totals(months),
        "periods": [(p, worktime.weeks_of(p)) for p in shown.to_json()["shifts"]],
        "versions": CalendarVersion.objects.order_by("-number").defer("data"),
        "may_edit": worktime.why_not_edit(by) is None,
        "unlisted": not any(month.marked for month in months),
    }
    return render(request, "dossiers/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_edit(request: HttpRequest, kind: str) -> HttpResponse:
    """Edit days or shifts: look at what would move, then save a new version."""
    by = _actor(request)
    if worktime.why_not_edit(by) or kind not in KINDS:
        raise Http404
    today = local(request.at).date()
    year = _year(request.GET.get("nam"), today)
    former = calendars.calendar(by.authority_id, by.calendar)
    do, data = request.POST.get("do", ""), request.POST if request.method == "POST" else None
    if do == "more":
        data = with_more_rows(data)
    edit = Edit(KINDS[kind], former, by.calendar, year, data)
    seen = None
    if data is not None and do != "more":
        seen = _look(request, edit, former)
        if do == "save" and seen is not None and seen.fingerprint == edit.why["seen"].value():
            answer = _save(request, edit, year)
            if answer is not None:
                return answer
    return _edit_page(request, kind, edit, seen, do)


@dataclass
class Seen:
    """What a preview shows."""

    fingerprint: str
    moves: list[Move]  # those the reader may open, the first ones
    total: int
    hidden: int  # how many of them the reader may not open
    changes: list[Any]
    shifts_changed: bool


def _look(request: HttpRequest, edit: Edit, former: Calendar) -> Seen | None:
    """Return what the edit would do; None, with the reason on the form, where it cannot be."""
    by = _actor(request)
    if not edit.is_valid():
        return None
    try:
        new = Calendar.from_json(edit.proposal())
        moves = redating.preview(new, request.at)
    except CalendarError as error:
        edit.why.add_error(None, worktime.sentence(error))
        return None
    except ClockError:
        edit.why.add_error(None, worktime.sentence(CalendarError("no_shifts")))
        return None
    refused = worktime.why_not_save(
        base=edit.why.cleaned_data["base"], current=by.calendar,
        document=edit.why.cleaned_data["document"], by=by,
        changed=worktime.digest(new.to_json()) != worktime.digest(former.to_json()),
    )  # fmt: skip
    if refused:
        edit.why.add_error(None, str(refused.label))
        return None
    return _seen(request, former, new, moves)


def _seen(request: HttpRequest, former: Calendar, new: Calendar, moves: list[Move]) -> Seen:
    may = queries.visible_to(_actor(request)).filter(pk__in=[m.dossier.pk for m in moves])
    open_to_me = set(may.values_list("pk", flat=True))
    return Seen(
        fingerprint=worktime.digest(new.to_json()),
        moves=[m for m in moves if m.dossier.pk in open_to_me][:SHOWN],
        total=len(moves),
        hidden=len(moves) - len(open_to_me),
        changes=worktime.differences(former, new),
        shifts_changed=former.periods != new.periods,
    )


def _save(request: HttpRequest, edit: Edit, year: int) -> HttpResponse | None:
    why = edit.why.cleaned_data
    try:
        version, moved = save_calendar(
            edit.proposal(), base=why["base"], document=why["document"], note=why["note"],
            by=_actor(request), at=request.at,
        )  # fmt: skip
    except Refused as refused:
        edit.why.add_error(None, str(refused.reason.label))
        return None
    say = ngettext(
        "Đã ghi lịch bản %(number)d. %(moved)d hồ sơ đổi ngày hẹn.",
        "Đã ghi lịch bản %(number)d. %(moved)d hồ sơ đổi ngày hẹn.",
        moved,
    ) % {"number": version.number, "moved": moved}
    return done(request, None, {}, f"{reverse('dossiers:calendar')}?nam={year}", say=say)


def _edit_page(
    request: HttpRequest, kind: str, edit: Edit, seen: Seen | None, do: str
) -> HttpResponse:
    wrong = do in ("preview", "save") and (seen is None or bool(edit.why.errors))
    context = {
        "kind": KINDS[kind],
        "year": edit.year,
        "edit": edit,
        "seen": None if wrong else seen,
        "changed_since": do == "save" and not wrong,
        "other": "gio" if kind == "ngay" else "ngay",
    }
    status = 422 if wrong else 200
    return render(request, "dossiers/calendar_edit.html", context, status=status)


def _actor(request: HttpRequest) -> Any:
    actor = request.actor
    if actor is None:
        raise Http404
    return actor


def _year(text: str | None, today: date) -> int:
    year = int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if year in worktime.YEARS else today.year


def _number(text: str | None, usual: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else usual
