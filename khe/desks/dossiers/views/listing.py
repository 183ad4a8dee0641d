"""All dossiers one may open: searched, narrowed, sorted, turned page by page, taken along."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from khe.base.calendar import queries as calendars
from khe.base.web import phrases
from khe.desks.dossiers import figures, queries
from khe.desks.dossiers.forms.listing import ListForm
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.pages import table, today

PAGE = 50
EXPORTED = 10_000  # rows at most in a file
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAVY = ("parts", "attributes", "note", "journal_hash")  # columns a list does not show


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Show a page of dossiers."""
    form = ListForm(request.GET, by=request.actor, at=_at(request))
    found = form.found()
    start = (_page(request) - 1) * PAGE
    rows = [_row(request, d) for d in _light(found)[start : start + PAGE]]
    count = queries.capped(found) if start or len(rows) == PAGE else len(rows)
    context = {
        "form": form, "rows": rows, "count": count, "more": count > queries.CAP,
        "cap": queries.CAP, "turner": _turner(request, start, len(rows), count),
        "query": request.GET.urlencode(), "narrowed": form.is_narrowed(),
        "base": reverse("dossiers:list"),
    }  # fmt: skip
    return render(request, "dossiers/list.html", context)


@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the same dossiers, in the same order, as a CSV or xlsx file."""
    found = _light(ListForm(request.GET, by=request.actor, at=_at(request)).found())[:EXPORTED]
    name = f"ho-so-{phrases.local(request.at):%Y%m%d-%H%M}.{kind}"
    if kind == "csv":
        response = HttpResponse(table.as_csv(found), "text/csv; charset=utf-8")
    else:
        response = HttpResponse(table.as_xlsx(found, _("Hồ sơ")), SHEET)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _at(request: HttpRequest) -> datetime:
    """Return the moment by which dossiers are late: the overview's, so that its figures open here."""
    return figures.as_of(request.authority, request.at)


def _light(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return found.select_related("area").defer(*HEAVY)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("trang", "1")
    return max(1, min(int(text), queries.CAP // PAGE)) if text.isdecimal() else 1


def _row(request: HttpRequest, dossier: Dossier) -> today.Row:
    calendar = calendars.calendar(dossier.authority_id, dossier.calendar_version)
    return today.listed(dossier, request.at, calendar)


def _turner(request: HttpRequest, start: int, shown: int, count: int) -> dict[str, Any]:
    query = request.GET.copy()

    def page(first: int) -> str:
        query["trang"] = str(first // PAGE + 1)
        return f"?{query.urlencode()}"

    total = phrases.whole(min(count, queries.CAP))
    whole = _("hơn {n}").format(n=total) if count > queries.CAP else total
    text = _("{first}–{last} trong {all} hồ sơ").format(
        first=start + 1, last=start + shown, all=whole
    )
    return {
        "before": page(start - PAGE) if start else "",
        "after": page(start + PAGE) if start + shown < min(count, queries.CAP) else "",
        "text": text if shown else "",
    }
