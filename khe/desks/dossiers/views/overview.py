"""The overview: what came in, what was settled on time, where it is late."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from khe.base.statistics import wilson
from khe.desks.dossiers import figures, queries
from khe.desks.dossiers.forms.period import PeriodForm
from khe.desks.dossiers.pages import overview as pages


def overview(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period to whoever may see all dossiers; others see their own lists."""
    if not request.actor.can(*queries.SEES_ALL):
        raise Http404  # a count must not tell more than the pages behind it
    now = figures.as_of(request.authority, request.at)
    form = PeriodForm(
        request.GET or None,
        now=now,
        oldest=queries.oldest(),
        whole=request.authority.kind == "archive",
    )
    found = figures.overview(*form.period(), now=now)
    low, high = wilson(found.total.on_time, found.total.on_time + found.total.late)
    context = {
        "form": form,
        "found": found,
        "judged": found.total.on_time + found.total.late,
        "low": 100 * low,
        "high": 100 * high,
        "trend": pages.trend(found),
        "volume": pages.volume(found),
        "groups": pages.groups(found),
        "partition": pages.partition(found),
        "now_shown": now,
        "late_url": reverse("dossiers:list") + "?" + urlencode({"group": "late"}),
    }
    return render(request, "dossiers/overview.html", context)
