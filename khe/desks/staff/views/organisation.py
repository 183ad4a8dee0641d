"""Bodies and areas: as they stand, stood and will stand."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.authorities.models import Area
from khe.base.people.models import Body
from khe.base.web.entering import acting, form_page, get_and_post, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.staff import actions, queries
from khe.desks.staff.forms.dates import DayForm
from khe.desks.staff.forms.organisation import AreaForm, BodyForm, DissolveForm
from khe.desks.staff.states import ROLE_MEANS, ROLE_NAMES
from khe.desks.staff.views.common import admins_only


@require_safe
@admins_only
def organisation(request: HttpRequest) -> HttpResponse:
    """Show the bodies of a day with their posts, who holds them, and the empty seats."""
    day = _asked_day(request)
    tree = queries.organisation(day)
    context = {
        **queries.counted(tree),
        "tab": "bodies",
        "tree": tree,
        "day": day,
        "is_today": day == queries.day_of(request.at),
        "days": DayForm(initial={"day": day}, auto_id="on_%s"),
        "role_names": ROLE_NAMES,
        "role_means": ROLE_MEANS,
    }
    return render(request, "staff/organisation.html", context)


@get_and_post
@admins_only
def body(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Add a body or change one, from a day on."""
    known = get_object_or_404(Body, pk=pk) if pk else None
    names = ("short_name", "kind", "area", "position", "min_cover")
    form = BodyForm(
        given(request), initial=_initial(request, known, *names), **_when(request, known)
    )
    if request.method == "POST" and tried(
        form, lambda data: actions.save_body(id=pk, **data, **acting(request))
    ):
        return done(request, None, {}, reverse("staff:list"), say=_("Đã ghi đơn vị."))
    title = known.name if known else _("Thêm đơn vị")
    return _part_page(request, form, known, title, reverse("staff:list"), "staff:dissolve")


def _part_page(
    request: HttpRequest, form: Any, known: Any, title: str, back: str, dissolve: str
) -> HttpResponse:
    """Show a body or an area with what it was called before, and the way to its end."""
    ends = known is not None and known.valid_to is None
    context = {
        "form": form,
        "part": known,
        "history": queries.history_of(known) if known else [],
        "title": title,
        "back": back,
        "dissolve_url": reverse(dissolve, args=[known.pk]) if ends else "",
    }
    return render(request, "staff/part.html", context, status=422 if form.is_bound else 200)


@get_and_post
@admins_only
def dissolve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask from which day a body is no more and who takes over, and end it."""
    known = get_object_or_404(Body, pk=pk)
    return form_page(
        request,
        DissolveForm(given(request), **_when(request, known)),
        lambda data: actions.dissolve_body(pk, **data, **acting(request)),
        to=reverse("staff:list"),
        say=_("Đã ghi giải thể."),
        title=_("Giải thể, sáp nhập %(name)s") % {"name": known.name},
        intro=_(
            "Chỉ ghi được khi từ ngày ấy không còn ai giữ chức danh và không còn đơn vị trực thuộc."
            " Những gì trước ngày ấy vẫn xem lại được."
        ),
        button=_("Ghi giải thể"),
        risk=True,
    )


@get_and_post
@admins_only
def areas(request: HttpRequest) -> HttpResponse:
    """Show the authority's areas of a day as a tree; add one below."""
    form = AreaForm(given(request), initial=_initial(request, None), **_when(request, None))
    save = lambda data: actions.save_area(**data, **acting(request))  # noqa: E731
    if request.method == "POST" and tried(form, save):
        return done(request, None, {}, reverse("staff:areas"), say=_("Đã thêm."))
    day = _asked_day(request)
    context = {
        "tab": "areas",
        "tree": queries.areas(day),
        "form": form,
        "day": day,
        "is_today": day == queries.day_of(request.at),
        "days": DayForm(initial={"day": day}, auto_id="on_%s"),
    }
    status = status_of(request)
    return render(request, "staff/areas.html", context, status=status)


@get_and_post
@admins_only
def area(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an area, from a day on."""
    known = get_object_or_404(Area, pk=pk)
    form = AreaForm(
        given(request), initial=_initial(request, known, "code"), **_when(request, known)
    )
    if request.method == "POST" and tried(
        form, lambda data: actions.save_area(id=pk, **data, **acting(request))
    ):
        return done(request, None, {}, reverse("staff:areas"), say=_("Đã ghi."))
    back = reverse("staff:areas")
    return _part_page(request, form, known, known.name, back, "staff:dissolve_area")


@get_and_post
@admins_only
def dissolve_area(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask from which day an area is no more and which takes over, and end it."""
    known = get_object_or_404(Area, pk=pk)
    return form_page(
        request,
        DissolveForm(given(request), **_when(request, known)),
        lambda data: actions.dissolve_area(pk, **data, **acting(request)),
        to=reverse("staff:areas"),
        say=_("Đã ghi giải thể."),
        title=_("Giải thể, sáp nhập %(name)s") % {"name": known.name},
        intro=_("Chỉ ghi được khi từ ngày ấy không còn phần nào hoặc đơn vị nào trực thuộc."),
        button=_("Ghi giải thể"),
        risk=True,
    )


def _asked_day(request: HttpRequest) -> date:
    """Return the day the address asks for; today when it is none."""
    asked = DayForm(request.GET)
    day: date | None = asked.cleaned_data.get("day") if asked.is_valid() else None
    return day or queries.day_of(request.at)


def _when(request: HttpRequest, known: Any) -> dict[str, Any]:
    return {"at": request.at, "known": known}


def _initial(request: HttpRequest, known: Any, *more: str) -> dict[str, Any]:
    """Return what a form starts with: the row's own fields, or what the address asks for."""
    if known is None:
        return {key: request.GET[key] for key in ("parent", "body") if key in request.GET}
    return {name: getattr(known, name) for name in ("name", "parent", *more)}
