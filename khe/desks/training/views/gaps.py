"""Who lacks what for which post, and the figures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from khe.base.figures import Period
from khe.base.web.charts import Point, bar_chart
from khe.base.web.entering import acting, get_and_post
from khe.base.web.responses import done
from khe.desks.training import actions, figures, queries
from khe.desks.training.states import NeedKind
from khe.desks.training.views.common import members_only

KINDS = ("theory", "degree", "skill")
SPAN = 5  # years shown unless asked otherwise


@get_and_post
@members_only
def gaps(request: HttpRequest) -> HttpResponse:
    """Show the matrix; take what is ticked into the needs."""
    day = queries.day_of(request.at)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    whole = queries.gaps(request.actor, day)
    if request.method == "POST":
        return _proposed(request, whole)
    only = request.GET.get("all") != "1"
    context = {
        "tab": "gaps", "matrix": whole, "rows": [r for r in _of(whole, kind) if not only or not r.meets],
        "kind": kind, "only": only, "kinds": [(k, NeedKind(k).label, whole.by_kind[k]) for k in KINDS],
        "day": day,
    }  # fmt: skip
    return render(request, "training/gaps.html", context)


def _of(matrix: queries.Matrix, kind: str) -> list[queries.Row]:
    """Return the rows with the cells of one kind, or all."""
    return matrix.of(kind) if kind else matrix.rows


def _proposed(request: HttpRequest, whole: queries.Matrix) -> HttpResponse:
    """Propose what was ticked, as far as it is still missing."""
    ticked = set(request.POST.getlist("gap"))
    free = [cell for cell in whole.lacks if cell.state == "lacks"]
    chosen = free if "everything" in request.POST else [c for c in free if c.value in ticked]
    wanted = [cell.wanted for cell in chosen]
    made = actions.propose_needs(wanted, reason=_("Chức danh yêu cầu"), **acting(request))
    say = ngettext(
        "Đã đưa %(n)s nhu cầu vào kế hoạch.", "Đã đưa %(n)s nhu cầu vào kế hoạch.", len(made)
    )
    say = say % {"n": len(made)} if made else _("Chưa chọn nhu cầu nào.")
    return done(request, None, {}, reverse("training:gaps"), say=say)


@require_safe
@members_only
def numbers(request: HttpRequest) -> HttpResponse:
    """Show how many studied at which level in which year."""
    day = queries.day_of(request.at)
    period = _period(request, day.year)
    years = list(range(period.first.year, period.last.year + 1))
    people = queries.people(request.actor, day)
    found = list(figures.counted(people, period))
    levels = [f for f in found if f.unit in ("person", "participation")]
    levels = [f for f in levels if f.numerator or f.id in figures.REPORTED]
    by_id = {f.id: f for f in found}
    context = {
        "tab": "figures", "years": years, "period": period, "levels": levels,
        "completed": by_id["staff.training.completed"], "cost": by_id["staff.training.cost"],
        "chart": _chart(levels, years), "first": period.first.year, "last": period.last.year,
        "is_one": len(years) == 1,
    }  # fmt: skip
    return render(request, "training/figures.html", context)


def _period(request: HttpRequest, year: int) -> Period:
    """Return the years asked for, at most twenty of them."""
    try:
        first, last = int(request.GET["first"]), int(request.GET["last"])
        if not (2000 <= first <= last <= 2100 and last - first < 20):
            raise ValueError
    except (KeyError, ValueError):
        first, last = year - SPAN + 1, year
    return Period.parse(f"{first}-{last}")


def _chart(levels: list[Any], years: list[int]) -> Any:
    """Draw how many people studied for a level, year by year: short courses are not people."""
    persons = [f for f in levels if f.unit == "person"]
    points = []
    for n, year in enumerate(years):
        parts = [f.breakdown[n] if f.breakdown else f for f in persons]
        points.append(Point(str(year), sum(part.numerator for part in parts)))
    return bar_chart(
        points, title=_("Người học lấy trình độ, theo năm"),
        says=_("Ai học nhiều năm thì mỗi năm đều được tính."), heads=(_("Năm"), _("Người")),
    )  # fmt: skip
