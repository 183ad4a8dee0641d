"""The dashboard: how we stand; the same as a sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khe.base.sheets.responses import sheet_response
from khe.base.web import phrases
from khe.desks.indicators import exports, queries, rules
from khe.desks.indicators.forms.indicators import BoardForm
from khe.desks.indicators.pages import board as pages
from khe.desks.indicators.pages import sums
from khe.desks.indicators.views.common import last_day, readers_only


@require_safe
@readers_only
def board(request: HttpRequest) -> HttpResponse:
    """Show how the indicators stand."""
    form, found = _narrowed(request)
    context = {
        "form": form, "fields": pages.by_field(found), "rows": found,
        "standing": pages.standing(found), "until": form.until(),
        "off": [one for one in sums.checked(request.actor, form.until()) if one.off],
        "why_not_manage": rules.why_not_manage(request.actor),
        "is_narrowed": any(form.narrowing().values()), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "indicators/board.html", context)


@require_safe
@readers_only
def export(request: HttpRequest) -> HttpResponse:
    """Give the same indicators as a spreadsheet."""
    found = _narrowed(request)[1]
    lines = [one for _name, group in pages.by_field(found) for one in group]
    name = f"chi-tieu-{phrases.local(request.at):%Y%m%d-%H%M}.xlsx"
    return sheet_response(exports.BOARD, exports.rows(lines), name)


def _narrowed(request: HttpRequest) -> tuple[BoardForm, list[pages.Row]]:
    known = list(queries.visible_to(request.actor).filter(retired_on=None).select_related("owner"))
    fields = sorted({one.field for one in known if one.field})
    form = BoardForm(request.GET, fields, last_day(request))
    chosen = pages.narrowed(known, **form.narrowing())
    return form, pages.rows(request.actor, chosen, form.until())
