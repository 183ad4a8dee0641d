"""The board of shortcomings: cards by field, as a table, on paper, as a sheet."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

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
from khe.desks.improvement.rules import plans
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import State


@require_safe
@people_only
def board(request: HttpRequest) -> HttpResponse:
    """Show the board: one card each, or a table (`?dang=bang`)."""
    found, state = _narrowed(request), request.GET.get("trang_thai", "")
    shown = cards.cards(request.actor, request.at, found.in_state(state))
    counts = queries.counts(found.states.values())
    by_field = groupby(shown, key=lambda card: card.shortcoming.field)
    context = {
        "form": found.form, "fields": [(field, list(group)) for field, group in by_field],
        "cards": shown, "counts": counts, "total": len(found.rows), "day": found.day,
        "chips": _chips(request, counts, state), "now_url": _url(request, mo_den=""),
        "mine": "cua_toi" in request.GET, "mine_url": _url(request, cua_toi="1", trang_thai=""),
        "all_url": _url(request, cua_toi="", trang_thai=""), "state": state,
        "as_table": request.GET.get("dang") == "bang", "query": request.GET.urlencode(),
        "cards_url": _url(request, dang=""), "table_url": _url(request, dang="bang"),
        "may_plan": plans.may_read(request.actor), "why_not_name": rules.why_not_name(request.actor),
        "relapses": queries.untold(request.actor, request.at),
        "why_not_tell": rules.why_not_tell(request.actor, told=False),
    }  # fmt: skip
    return render(request, "improvement/board.html", context)


@require_safe
@people_only
def export(request: HttpRequest) -> HttpResponse:
    """Give the same shortcomings, in the same order, as a spreadsheet."""
    rows = _narrowed(request).in_state(request.GET.get("trang_thai", ""))
    name = f"han-che-{phrases.local(request.at):%Y%m%d-%H%M}.xlsx"
    shown = cards.cards(request.actor, request.at, rows)
    return sheet_response(exports.BOARD, exports.rows(shown), name)


@dataclass(frozen=True)
class Narrowed:
    """What the filters leave, with the states the chips count: of today, or of the local `day` at whose
    end they stood open (`?mo_den=`: so a figure opens its records)."""

    form: BoardForm
    rows: list[Whole]
    states: dict[UUID, State]
    day: date | None = None

    def in_state(self, state: str) -> list[Whole]:
        """Return the rows in a state; all of them for a word that is none."""
        if state not in State.values:
            return self.rows
        return [row for row in self.rows if self.states[row.shortcoming.pk] == state]


def _narrowed(request: HttpRequest) -> Narrowed:
    form = BoardForm(request.GET, queries.years(request.actor, request.at))
    mine = "cua_toi" in request.GET
    found = queries.listed(request.actor, request.at, mine=mine, **form.narrowing())
    rows = queries.wholes(found, request.at)
    day = form.cleaned_data.get("mo_den")
    if not day:
        return Narrowed(form, rows, {row.shortcoming.pk: row.state for row in rows})
    then = {one.pk: state for one, state in queries.open_at(request.actor, day).items()}
    rows = [row for row in rows if row.shortcoming.pk in then]
    return Narrowed(form, rows, {row.shortcoming.pk: then[row.shortcoming.pk] for row in rows}, day)


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
