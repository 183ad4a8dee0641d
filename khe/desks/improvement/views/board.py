"""The board of shortcomings: cards by field, as a table, on paper, as a sheet."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.sheets.responses import sheet_response
from khe.base.web import phrases
from khe.base.web.entering import people_only
from khe.desks.improvement import exports, queries
from khe.desks.improvement.forms.shortcomings import BoardForm
from khe.desks.improvement.pages import cards
from khe.desks.improvement.queries.wholes import Whole
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import State


@require_safe
@people_only
def board(request: HttpRequest) -> HttpResponse:
    """Show the board: one card each, or a table (`?dang=bang`)."""
    form, rows = _narrowed(request)
    state = request.GET.get("trang_thai", "")
    shown = cards.cards(request.actor, request.at, _in_state(rows, state))
    counts = queries.counts(rows)
    by_field = groupby(shown, key=lambda card: card.shortcoming.field)
    context = {
        "form": form, "fields": [(field, list(group)) for field, group in by_field], "cards": shown,
        "counts": counts, "total": len(rows), "chips": _chips(request, counts, state),
        "mine": "cua_toi" in request.GET, "mine_url": _url(request, cua_toi="1", trang_thai=""),
        "all_url": _url(request, cua_toi="", trang_thai=""), "state": state,
        "as_table": request.GET.get("dang") == "bang", "query": request.GET.urlencode(),
        "cards_url": _url(request, dang=""), "table_url": _url(request, dang="bang"),
        "why_not_name": rules.why_not_name(request.actor),
        "relapses": queries.untold(request.actor, request.at),
        "why_not_tell": rules.why_not_tell(request.actor, told=False),
    }  # fmt: skip
    return render(request, "improvement/board.html", context)


@require_safe
@people_only
def export(request: HttpRequest) -> HttpResponse:
    """Give the same shortcomings, in the same order, as a spreadsheet."""
    rows = _in_state(_narrowed(request)[1], request.GET.get("trang_thai", ""))
    name = f"han-che-{phrases.local(request.at):%Y%m%d-%H%M}.xlsx"
    shown = cards.cards(request.actor, request.at, rows)
    return sheet_response(exports.BOARD, exports.rows(shown), name)


def _narrowed(request: HttpRequest) -> tuple[BoardForm, list[Whole]]:
    form = BoardForm(request.GET, queries.years(request.actor, request.at))
    mine = "cua_toi" in request.GET
    found = queries.listed(request.actor, request.at, mine=mine, **form.narrowing())
    return form, queries.wholes(found, request.at)


def _in_state(rows: list[Whole], state: str) -> list[Whole]:
    return [row for row in rows if row.state == state] if state in State.values else rows


def _chips(request: HttpRequest, counts: dict[str, int], state: str) -> list[dict[str, Any]]:
    """Return the states that occur, with their counts: together they are all."""
    found = [{"title": _("Tất cả"), "count": sum(counts.values()), "on": state not in counts,
              "url": _url(request, trang_thai=""), "kind": ""}]  # fmt: skip
    for one in State:
        if counts[one] or one == state:
            url = _url(request, trang_thai=one.value)
            found.append({"title": one.label, "count": counts[one], "on": one == state, "url": url,
                          "kind": one.kind})  # fmt: skip
    return found


def _url(request: HttpRequest, **changes: str) -> str:
    """Return this page with some of its parameters changed; an empty one is left out."""
    kept = {**request.GET.dict(), **changes}
    return "?" + urlencode({key: value for key, value in kept.items() if value})
