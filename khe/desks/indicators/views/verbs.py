"""One address per verb: a form on a page of its own."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from khe.base.refusal import refuse_if
from khe.base.web.entering import acting, form_page, get_and_post, given
from khe.desks.indicators import actions, queries, rules
from khe.desks.indicators.forms.indicators import (
    EntryForm,
    KeepForm,
    PhaseForm,
    TargetForm,
    WhyForm,
    WordsForm,
)
from khe.desks.indicators.models import Frozen
from khe.desks.indicators.pages import detail
from khe.desks.indicators.queries import recent
from khe.desks.indicators.views.common import found, last_day, managers_only, readers_only


@get_and_post
@managers_only
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change its words and who answers for it."""
    one = found(request, pk)
    day, fields = queries.day_of(request.at), recent.fields_of(request.actor)
    form = WordsForm(given(request), day=day, fields=fields, of=one)
    return form_page(
        request, form, lambda data: actions.change(pk, **form.arguments(), **acting(request)),
        to=one, say=_("Đã sửa."), title=_("Sửa chỉ tiêu"), intro=str(one), button=_("Ghi lại"),
    )  # fmt: skip


@get_and_post
@managers_only
def set_target(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set what it should reach."""
    one = found(request, pk)
    baseline = recent.latest_period(one.kind, last_day(request))
    form = TargetForm(given(request), of=one, baseline=baseline)
    return form_page(
        request, form, lambda data: actions.set_target(pk, **form.arguments(), **acting(request)),
        to=one, say=_("Đã đặt mục tiêu; mục tiêu cũ vẫn xem được."), title=_("Đặt mục tiêu"),
        intro=str(one), button=_("Đặt mục tiêu"), draft=f"muc-tieu-{pk}",
    )  # fmt: skip


@get_and_post
@readers_only
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in a value; who may not is told at once."""
    one = found(request, pk)
    refuse_if(rules.why_not_enter(request.actor, one.source, one.owner_id))
    period = recent.latest_period(one.kind, last_day(request))
    form = EntryForm(given(request), of=one, period=period)
    return form_page(
        request, form, lambda data: actions.enter(pk, **form.arguments(), **acting(request)),
        to=one, say=_("Đã nhập; số này được đánh dấu là số nhập tay."), title=_("Nhập số liệu"),
        intro=str(one), button=_("Nhập số liệu"), draft=f"so-lieu-{pk}",
    )  # fmt: skip


@get_and_post
@managers_only
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what it was in a period, with the records behind it."""
    one = found(request, pk)
    refuse_if(rules.why_not_keep(request.actor, one.source))
    usual = recent.latest_period(one.kind, last_day(request))
    form = KeepForm(given(request), period=detail.asked(request.GET.get("ky", ""), usual))
    made: list[Frozen] = []
    return form_page(
        request, form,
        lambda data: made.append(actions.keep(pk, **data, **acting(request))),
        to=lambda: made[0], say=_("Đã chốt. Hồ sơ gốc đổi thì trang này cho biết."),
        back=one.get_absolute_url(),
        title=_("Chốt số liệu"), intro=str(one), button=_("Chốt số liệu"),
    )  # fmt: skip


@get_and_post
@managers_only
def begin_phase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say from which day on something was done differently."""
    one = found(request, pk)
    return form_page(
        request, PhaseForm(given(request)),
        lambda data: actions.begin_phase(pk, **data, **acting(request)),
        to=one, say=_("Đã ghi; dao động thường được tính riêng từ mốc này."),
        title=_("Ghi mốc thay đổi"), intro=str(one), button=_("Ghi mốc"),
    )  # fmt: skip


@get_and_post
@managers_only
def drop_phase(request: HttpRequest, pk: UUID, began: date) -> HttpResponse:
    """Take back that something changed on a day."""
    one = found(request, pk)
    return form_page(
        request, WhyForm(given(request)),
        lambda data: actions.drop_phase(pk, began=began, **data, **acting(request)),
        to=one, say=_("Đã bỏ mốc; nhật ký vẫn giữ."), title=_("Bỏ mốc thay đổi"),
        intro=f"{one}, {began:%d/%m/%Y}", button=_("Bỏ mốc"), risk=True,
    )  # fmt: skip


@get_and_post
@managers_only
def retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop following it."""
    one = found(request, pk)
    return form_page(
        request, WhyForm(given(request)),
        lambda data: actions.retire(pk, **data, **acting(request)),
        to=one, say=_("Đã thôi theo dõi; số liệu và mục tiêu cũ vẫn xem được."),
        title=_("Thôi theo dõi"), intro=str(one), button=_("Thôi theo dõi"), risk=True,
    )  # fmt: skip
