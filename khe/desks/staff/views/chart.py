"""The organisation as a chart of any day: offices and who holds them, which every colleague may know."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.documents.render import render_pdf
from khe.desks.staff import queries
from khe.desks.staff.forms.dates import DayForm


def asked_days(request: HttpRequest) -> tuple[date, date | None, DayForm]:
    """Return the day to show (today when none is asked for), the one to compare with, and the form;
    what is not a day is said on the form."""
    form = DayForm(request.GET or None)
    data: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    day = data.get("day") or queries.day_of(request.at)
    return day, data.get("other"), form


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """Show the bodies of a day as a tree with their posts and holders; with a second day, what is
    different on it."""
    if request.actor is None:
        raise Http404
    day, other, form = asked_days(request)
    today = queries.day_of(request.at)
    tree = queries.organisation(day)
    records = queries.visible_records(request.actor, today)
    context = {
        **queries.counted(tree),
        "tree": tree,
        "day": day,
        "other": other,
        "is_today": day == today,
        "form": form if form.errors else DayForm(initial={"day": day, "other": other}),
        "visible": set(records.values_list("pk", flat=True)),
        "differences": queries.differences(other, day) if other else [],
    }
    return render(request, "staff/chart.html", context)


@require_safe
def chart_pdf(request: HttpRequest) -> HttpResponse:
    """Answer the chart of a day as a PDF on A4 landscape."""
    if request.actor is None:
        raise Http404
    day, _other, _form = asked_days(request)
    tree = queries.organisation(day)
    numbers = queries.counted(tree)
    data = {
        "authority": request.authority.name,
        "day": day,
        "bodies": [_printed(branch) for branch in tree],
        "counts": _(
            "%(bodies)d đơn vị, %(posts)d chức danh, %(held)d lượt người giữ, %(free)d chỗ trống"
        )
        % numbers,
        "vacant": _("trống"),
        "since": _("từ"),
    }
    answer = HttpResponse(render_pdf("chart.typ", data, at=request.at), "application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="so-do-{day:%Y-%m-%d}.pdf"'
    return answer


def _printed(branch: queries.Branch) -> dict[str, Any]:
    return {
        "name": branch.node.name,
        "depth": branch.depth,
        "posts": [
            {
                "title": seat.post.title,
                "free": seat.free,
                "holders": [
                    {"name": t.member.name, "since": t.began.strftime("%d/%m/%Y")}
                    for t in seat.tenures
                ],
            }
            for seat in branch.seats
        ],
    }
