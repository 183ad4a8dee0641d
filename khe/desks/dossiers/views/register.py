"""Form 07, the register of dossiers: on the screen, as PDF and as a spreadsheet."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from khe.base.documents.register import register_xlsx
from khe.base.people.queries import LOCAL
from khe.desks.dossiers import register as book
from khe.desks.dossiers.forms.register import RegisterForm
from khe.desks.dossiers.views.papers import as_pdf

PAGE = "dossiers/paper_register.html"
PAGE_SIZE = 50
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Show the register of a period, page by page, with the columns of form 07."""
    form = _form(request)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    period = form.period()
    form.offer(book.fields_in(request.actor, period))
    page = Paginator(book.taken_in(request.actor, period), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = list(zip(page, book.rows_of(page), strict=True))
    return render(request, PAGE, _shown(form, page, rows))


def _shown(form: RegisterForm, page: Any, rows: list[Any]) -> dict[str, Any]:
    asked = {name: str(value) for name, value in form.data.items() if name in form.fields}
    total = page.paginator.count
    return {
        "form": form, "page": page, "rows": rows, "query": urlencode(asked), "total": total,
        "paper_limit": book.MOST_ON_PAPER, "fits": total <= book.MOST_ON_PAPER,
    }  # fmt: skip


@require_GET
def register_pdf(request: HttpRequest) -> HttpResponse:
    """Answer with form 07 as PDF; a period too full for paper is answered with a sentence."""
    form = _form(request)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    period = form.period()
    rows = list(book.taken_in(request.actor, period)[: book.MOST_ON_PAPER + 1])
    if len(rows) > book.MOST_ON_PAPER:
        return _too_many(request, form, book.MOST_ON_PAPER)
    made = book.paper_of(request.authority, rows, period, request.at, request.actor.name)
    return as_pdf(made, f"so-theo-doi-{period.first}-{period.last}.pdf")


@require_GET
def register_sheet(request: HttpRequest) -> HttpResponse:
    """Answer with the register as .xlsx."""
    form = _form(request)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    period = form.period()
    rows = list(book.taken_in(request.actor, period)[: book.MOST_IN_SHEET + 1])
    if len(rows) > book.MOST_IN_SHEET:
        return _too_many(request, form, book.MOST_IN_SHEET)
    response = HttpResponse(register_xlsx(book.rows_of(rows)), content_type=SHEET)
    name = f"so-theo-doi-{period.first}-{period.last}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _form(request: HttpRequest) -> RegisterForm:
    form = RegisterForm(request.GET, request.at.astimezone(LOCAL).date())
    form.label_suffix = ""
    return form


def _too_many(request: HttpRequest, form: RegisterForm, most: int) -> HttpResponse:
    message = _("Có hơn %(n)d hồ sơ trong khoảng này; hãy chọn khoảng ngày ngắn hơn.") % {"n": most}
    form.add_error(None, message)
    return render(request, PAGE, {"form": form}, status=422)
