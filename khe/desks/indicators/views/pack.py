"""A pack of indicators: what it scores in a period, what its items are worth, typing in a value."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given
from khe.desks.indicators import actions, rules
from khe.desks.indicators.forms.packs import PeriodForm, WeightForm
from khe.desks.indicators.packs import Item, Pack, pack
from khe.desks.indicators.pages import pack as pages
from khe.desks.indicators.queries import packing
from khe.desks.indicators.queries.recent import latest_period
from khe.desks.indicators.views.common import last_day, managers_only, readers_only


@require_safe
@readers_only
def score(request: HttpRequest) -> HttpResponse:
    """Show the points of a month, a quarter, a year or any days (`?ky=`)."""
    form, day, own = PeriodForm(request.GET), last_day(request), pack()
    period = form.period(latest_period("month", day))
    found = packing.score(request.actor, own, period)
    context = {
        "form": form, "pack": own, "period": period, "score": found, "cards": pages.cards(found),
        "says": pages.says(found), "chips": pages.chips(day, period),
        "history": pages.history(own), "why_not_manage": rules.why_not_manage(request.actor),
    }  # fmt: skip
    status = 200 if form.is_valid() else 422
    return render(request, "indicators/pack.html", context, status=status)


@get_and_post
@managers_only
def weigh(request: HttpRequest, code: str) -> HttpResponse:
    """Change what an item is worth."""
    own, item = _item(code)
    weight, full_at = packing.weight_of(item, packing.own_items(own).get(code))
    form = WeightForm(given(request), weight=weight, full_at=full_at)
    return form_page(
        request, form,
        lambda data: actions.weigh(own, code, **form.arguments(), **acting(request)),
        to=reverse("indicators:pack"), say=_("Đã sửa điểm tối đa."), intro=pages.about(item),
        title=f"{item.code} {item.title}", button=_("Sửa điểm tối đa"),
    )  # fmt: skip


@require_POST
@managers_only
def open_item(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the box a value of an item is typed into."""
    own, _unused = _item(code)
    made = actions.open_item(own, code, **acting(request))
    return redirect("indicators:enter", made.pk)


def _item(code: str) -> tuple[Pack, Item]:
    try:
        return pack(), pack().item(code)
    except KeyError:
        raise Http404 from None
