"""One indicator: its series, what it is made of, its targets and entries."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khe.base.journal import queries as journal
from khe.desks.indicators import drawing, queries, rules, words
from khe.desks.indicators.models import Indicator
from khe.desks.indicators.pages import board, detail, timeline
from khe.desks.indicators.pages.records import lines, rest
from khe.desks.indicators.queries import recent
from khe.desks.indicators.states import Kind
from khe.desks.indicators.views.common import found, last_day, managers_only, readers_only

PAGE = 200  # ids of records
ENTRIES = 12  # values typed in that are seen at once
NEWEST = 6  # lines of the journal that are seen at once


@require_safe
@readers_only
def indicator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an indicator."""
    return render(request, "indicators/indicator.html", _context(request, found(request, pk)))


def _context(request: HttpRequest, one: Indicator) -> dict[str, Any]:
    actor, day = request.actor, last_day(request)
    kinds = detail.kinds(one)
    asked = request.GET.get("ky", "")
    kind = asked if asked in kinds else one.kind
    series = recent.recent_by(actor, [one], kind, day)[one.pk]
    targets = recent.targets_of(one.pk)
    target = next((t for t in targets if t.replaced_at is None), None)
    period = detail.asked(request.GET.get("phan", ""), recent.latest_period(kind, day))
    entries = detail.typed(recent.all_entries_of(one.pk), one.unit) if one.manual else []
    told = timeline.timeline(journal.of(one.pk), one.unit)
    row = board.row(one, series, target, day)
    return {
        "one": one, "kinds": kinds, "kind": Kind(kind), "series": series, "target": target,
        "row": row, "chart": drawing.large(one.name, series, target if row.aimed else None),
        "usual": detail.usual(series, one.unit), "signs": detail.signs(series, one.better),
        "stages": detail.stages(series, one), "changes": detail.changes(one),
        "interval": detail.interval(series.known[-1] if series.known else None),
        "aims": detail.aims(targets, one.unit), "period": period,
        "periods": detail.periods(series, period), "period_code": detail.code(period),
        "entries": entries[:ENTRIES], "old_entries": entries[ENTRIES:],
        "happenings": told[:NEWEST], "older": told[NEWEST:],
        **_counted(request, one, period), **_refusals(request, one),
    }  # fmt: skip


def _counted(request: HttpRequest, one: Indicator, period: Any) -> dict[str, Any]:
    """Return what is counted now for the chosen period."""
    if one.manual:
        return {}
    now = queries.measure(request.actor, one.pk, period)
    taken = recent.followed(request.actor)
    return {
        "counted": now, "now_text": words.amount(now.value, now.unit),
        "now_of": words.counted(now.numerator, now.denominator) if now.value is not None else "",
        "may_manage": not rules.why_not_manage(request.actor),
        "breakdowns": detail.breakdowns(request.actor, one, now.figure, taken),
    }  # fmt: skip


def _refusals(request: HttpRequest, one: Indicator) -> dict[str, Any]:
    actor = request.actor
    manage = rules.why_not_manage(actor)
    retired = rules.why_not_open(one.retired_on, one.why_retired)
    enter = retired or rules.why_not_enter(actor, one.source, one.owner_id)
    return {
        "why_not_manage": manage or retired, "why_not_enter": enter,
        "why_not_keep": rules.why_not_keep(actor, one.source),
    }  # fmt: skip


@require_safe
@managers_only
def records(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the records behind a counted value: those counted, or the rest of the denominator."""
    one, day = found(request, pk), last_day(request)
    period = detail.asked(request.GET.get("ky", ""), recent.latest_period(one.kind, day))
    figure = queries.measure(request.actor, one.pk, period).figure
    others, asked = rest(figure), request.GET.get("phan") == "con-lai"
    ids = others if asked else figure.records if figure else ()
    page = Paginator(ids, PAGE).get_page(request.GET.get("page"))
    context = {
        "one": one, "period": period, "period_code": detail.code(period), "page": page,
        "counted": len(figure.records) if figure else 0, "rest": len(others), "asked": asked,
        "lines": lines(request.actor, one.source, list(page.object_list), request.at),
    }  # fmt: skip
    return render(request, "indicators/records.html", context)
