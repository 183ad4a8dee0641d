"""The list of documents, a new one, and the register of numbers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khe.base.web.entering import acting, get_and_post, given, people_only, tried
from khe.base.web.responses import done
from khe.desks.reports import actions, queries, rules
from khe.desks.reports.forms import DraftForm, SearchForm
from khe.desks.reports.pages import register as registers
from khe.desks.reports.states import STATUS_KIND, Status
from khe.desks.reports.views.common import drafters_only

A_PAGE = 30
TITLES = {
    "": gettext_lazy("Tất cả"),
    "soan": gettext_lazy("Đang soạn"),
    "cho-ky": gettext_lazy("Chờ ký, chờ ban hành"),
    "ban-hanh": gettext_lazy("Đã ban hành"),
    "het-hieu-luc": gettext_lazy("Thu hồi, thay thế"),
}  # fmt: skip


@require_safe
@people_only
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents somebody may open, the latest changed first."""
    form, tab = SearchForm(request.GET), request.GET.get("xem", "")
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(queries.search(request.actor, text, tab), A_PAGE)
    shown = page.get_page(request.GET.get("page"))
    counts = queries.counts(request.actor)
    context = {
        "page": shown, "form": form, "tab": tab, "text": text, "drafts": counts["soan"],
        "pending": counts["cho-ky"],
        "shelves": [(key, title, counts[key]) for key, title in TITLES.items()],
        "rows": [(d, STATUS_KIND[Status(d.status)]) for d in shown.object_list],
        "may_draft": rules.may_draft(request.actor),
    }  # fmt: skip
    return render(request, "reports/list.html", context)


@get_and_post
@drafters_only
def new(request: HttpRequest) -> HttpResponse:
    """Draft a report: its figures are counted and its text is written around them."""
    kinds, today = rules.kinds_of(request.actor), queries.day_of(request.at)
    form, made = DraftForm(given(request), kinds=kinds, bodies=queries.bodies(today)), []
    save = lambda data: made.append(actions.draft(**data, **acting(request)))  # noqa: E731
    if request.method == "POST" and tried(form, save):
        return done(request, None, {}, made[0], say=_("Đã soạn dự thảo, số liệu đếm từ hồ sơ."))
    context = {
        "form": form, "back": reverse("reports:list"), "title": _("Soạn báo cáo"),
        "button": _("Soạn dự thảo"),
        "intro": _("Số liệu được đếm từ hồ sơ ngay khi soạn; anh/chị sửa lời văn quanh số liệu sau."),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "web/form_page.html", context, status=status)


@require_safe
@people_only
def register(request: HttpRequest) -> HttpResponse:
    """Show the registers of numbers: every number given, those cancelled too."""
    return render(
        request, "reports/register.html", registers.page(request.actor, request.GET.get("so", ""))
    )
