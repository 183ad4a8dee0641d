"""The page of a document, and the verbs of its life."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khe.base.refusal import Refused
from khe.base.web.entering import acting, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.reports import actions, queries
from khe.desks.reports.forms import EditForm, FileForm, IssueForm, ReasonForm
from khe.desks.reports.pages import document as pages
from khe.desks.reports.states import Refusal
from khe.desks.reports.views.common import act, drafters_only, found


@require_safe
@people_only
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a document: its text with every figure a link, where the figures come from, what comes next."""
    return document_page(request, found(request, pk))


@require_safe
@people_only
def compared(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a document with its figures counted again at this moment: the page takes its parts from here
    once it is read, and links here for who has no script."""
    return document_page(request, found(request, pk), compared_at=request.at)


def document_page(
    request: HttpRequest, known: Any, status: int = 200, compared_at: Any = None, **more: Any
) -> HttpResponse:
    """Render the page of a document."""
    context = {
        **pages.page(known, request.actor, compared_at), "reason": ReasonForm(), "file": FileForm(),
        "issue": IssueForm(today=queries.day_of(request.at)), **more,
    }  # fmt: skip
    return render(request, "reports/document.html", context, status=status)


@get_and_post
@drafters_only
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write around the figures. What somebody else saved meanwhile is shown beside what was typed (409)."""
    known, status = found(request, pk), 200
    form = EditForm(given(request), document=known)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.edit(known.pk, **form.edited(), **acting(request))
            except Refused as refused:
                status = _said(form, known, refused)
            else:
                return done(request, None, {}, known, say=_("Đã ghi dự thảo."), draft=f"vb-{pk}")
    return render(request, "reports/edit.html", {"form": form, "document": known}, status=status)


def _said(form: EditForm, known: Any, refused: Refused) -> int:
    """Put a refusal on the form and return the status of the answer."""
    form.add_error(None, str(refused.reason.label))
    if refused.reason.value == Refusal.STALE:
        form.meet(known)
    return 409


@require_POST
@people_only
def recount(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count the figures of a draft again."""
    return act(request, pk, actions.recount, _recounted)


def _recounted(changed: int) -> str:
    if not changed:
        return _("Đã đếm lại: mọi số liệu vẫn như cũ.")
    said = ngettext("Đã đếm lại: %(n)s ô số liệu đổi.", "Đã đếm lại: %(n)s ô số liệu đổi.", changed)
    return said % {"n": changed}


@require_POST
@people_only
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Vouch for a draft."""
    return act(request, pk, actions.check, _("Đã kiểm tra, trình ký."))


@require_POST
@people_only
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a document back to its drafter."""
    reason = request.POST.get("reason", "")
    return act(request, pk, actions.send_back, _("Đã trả lại dự thảo."), reason=reason)


@require_POST
@people_only
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign a checked document."""
    return act(request, pk, actions.sign, _("Đã ký; văn thư vào số, ban hành."))


@require_POST
@people_only
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the number and issue."""
    form = IssueForm(request.POST)
    term = form.cleaned_data["term"] if form.is_valid() else ""
    say = lambda after: _("Đã ban hành số %(code)s.") % {"code": after.code}  # noqa: E731
    return act(request, pk, actions.issue, say, term=term)


@require_POST
@people_only
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a document out of force."""
    reason = request.POST.get("reason", "")
    return act(request, pk, actions.withdraw, _("Đã thu hồi văn bản."), reason=reason)


@require_POST
@people_only
def replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the draft that will replace a document."""
    return act(
        request, pk, actions.draft_replacement, _("Đã soạn dự thảo thay thế, số liệu đếm lại.")
    )
