"""Checks of sums: every period in which a total and its parts do not add up."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given
from khe.desks.indicators import actions, queries, rules
from khe.desks.indicators.forms.sums import DropForm, PartitionForm, TryForm
from khe.desks.indicators.pages import sums as pages
from khe.desks.indicators.views.common import last_day, managers_only, readers_only


@require_safe
@readers_only
def sums(request: HttpRequest) -> HttpResponse:
    """Show the checks with what they found, and a sum to try (`?tong=&phan=`)."""
    checked = pages.checked(request.actor, last_day(request))
    form = TryForm(request.GET if "tong" in request.GET else None)
    tried = pages.answer(**form.numbers()) if form.is_valid() else None
    context = {
        "checked": checked, "off": [one for one in checked if one.off], "form": form,
        "tried": tried, "why_not_manage": rules.why_not_manage(request.actor),
    }  # fmt: skip
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "indicators/sums.html", context, status=status)


@get_and_post
@managers_only
def save(request: HttpRequest) -> HttpResponse:
    """Say that a total is made up of parts."""
    form = PartitionForm(given(request), by=request.actor)
    return form_page(
        request, form,
        lambda data: actions.save_partition(**form.arguments(), **acting(request)),
        to=reverse("indicators:sums"), say=_("Đã đặt phép kiểm tra."),
        title=_("Đặt phép kiểm tra tổng"), button=_("Đặt phép kiểm tra"),
        intro=_("Mỗi kỳ, tổng phải bằng cộng các phần; kỳ nào lệch sẽ báo ở đây và ở trang Chỉ tiêu."),
    )  # fmt: skip


@get_and_post
@managers_only
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a check."""
    one = next((known for known in queries.partitions(request.actor) if known.pk == pk), None)
    if one is None:
        raise Http404
    return form_page(
        request, DropForm(given(request)),
        lambda data: actions.drop_partition(pk, **acting(request)),
        to=reverse("indicators:sums"), say=_("Đã bỏ phép kiểm tra."),
        title=_("Bỏ phép kiểm tra tổng"), intro=str(one), button=_("Bỏ phép kiểm tra"), risk=True,
    )  # fmt: skip
