"""The catalogue of what is counted, and taking something up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.figures import Definition, definition_of
from khe.base.web.entering import PAGE, acting, form_page, get_and_post, given
from khe.desks.indicators import actions, queries, rules
from khe.desks.indicators.forms.indicators import DefineForm
from khe.desks.indicators.models import Indicator
from khe.desks.indicators.pages import catalogue as pages
from khe.desks.indicators.queries import recent
from khe.desks.indicators.views.common import last_day, managers_only, readers_only


@require_safe
@readers_only
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every figure that somebody may see."""
    month = recent.latest_period("month", last_day(request))
    text = request.GET.get("q", "")[:100]
    found = pages.catalogue(request.actor, month, text)
    context = {
        "desks": pages.by_desk(found), "found": found, "month": month, "text": text,
        "followed": sum(one.indicator is not None for one in found),
        "why_not_manage": rules.why_not_manage(request.actor),
    }  # fmt: skip
    return render(request, "indicators/catalogue.html", context)


@get_and_post
@managers_only
def define(request: HttpRequest) -> HttpResponse:
    """Take up a figure (`?nguon=`), or a value that will be typed in."""
    source = request.GET.get("nguon", "")
    known = _known(request, source)
    why = rules.why_not_source(source, known)
    form = DefineForm(
        given(request) or ({} if why else None), source=source, known=known,
        name=request.GET.get("ten", "")[:200], day=queries.day_of(request.at),
        fields=recent.fields_of(request.actor),
    )  # fmt: skip
    texts = {"title": _("Đưa vào theo dõi"), "button": _("Đưa vào theo dõi")}
    texts |= {"back": reverse("indicators:catalogue"), "intro": _intro(known)}
    if why and request.method != "POST":
        form.errors.clear()
        form.add_error(None, str(why.label))
        return render(request, PAGE, {"form": form, **texts}, status=422)
    made: list[Indicator] = []
    return form_page(
        request, form,
        lambda data: made.append(actions.define(**form.arguments(), **acting(request))),
        to=lambda: made[0], say=_("Đã đưa vào theo dõi; việc tiếp theo là đặt mục tiêu."),
        draft="chi-tieu-moi", **texts,
    )  # fmt: skip


def _known(request: HttpRequest, source: str) -> Definition | None:
    """Return the definition that a source belongs to, if this person may see it."""
    known = definition_of(source)
    return known if known and rules.may_see(request.actor, known) else None


def _intro(known: Definition | None) -> Any:
    if known is None:
        return _("Chỉ tiêu nhập tay: mỗi số phải có văn bản, và được đánh dấu ở mọi nơi.")
    facts = {"label": known.label}
    return _("Hệ thống đếm “%(label)s” từ hồ sơ; không ai nhập số.") % facts
