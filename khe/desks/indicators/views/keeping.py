"""Figures that were kept: the list, and one with what has changed since."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from khe.desks.indicators import queries, rules
from khe.desks.indicators.pages import keeping as pages
from khe.desks.indicators.pages.records import lines
from khe.desks.indicators.views.common import readers_only

ROWS, IDS = 50, 200


@require_safe
@readers_only
def frozen_list(request: HttpRequest) -> HttpResponse:
    """List the figures that were kept, the latest first."""
    found = Paginator(queries.frozen_visible_to(request.actor).defer(*pages.LONG), ROWS)
    page = found.get_page(request.GET.get("page"))
    context = {"page": page, "rows": [pages.kept(one) for one in page]}
    return render(request, "indicators/frozen_list.html", context)


@require_safe
@readers_only
def frozen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a figure that was kept; the ids of its records to who manages."""
    one = get_object_or_404(queries.frozen_visible_to(request.actor), pk=pk)
    may_open = not rules.why_not_manage(request.actor)
    ids = Paginator(one.record_ids, IDS).get_page(request.GET.get("page")) if may_open else None
    context = {
        "frozen": one, "kept": pages.kept(one), "drift": queries.drift(request.actor, one),
        "may_open": may_open, "page": ids,
        "lines": lines(request.actor, one.figure_id, list(ids or []), request.at),
        "indicator": pages.followed_by(request.actor, one),
    }  # fmt: skip
    return render(request, "indicators/frozen.html", context)
