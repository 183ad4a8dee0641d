"""Handovers: for the two of them, on a telephone too; the minutes as a PDF."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.journal import queries as journal
from khe.base.web.entering import acting, tried
from khe.base.web.responses import done
from khe.desks.succession import actions, minutes, queries
from khe.desks.succession.forms.handover import AssetForm, ReasonForm
from khe.desks.succession.models import Handover, Item
from khe.desks.succession.rules import handover as rules
from khe.desks.succession.rules.common import may_see
from khe.desks.succession.states import HandoverState


@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    """List the handovers the person may open."""
    if request.actor is None:
        raise Http404
    found = queries.visible_handovers(request.actor)
    context = {
        "tab": "handovers",
        "rows": list(queries.with_counts(found)[:100]),
        "sees_all": may_see(request.actor),
    }
    return render(request, "succession/handovers.html", context)


@require_safe
def handover(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a handover."""
    return page(request, _one(request, pk))


def page(request: HttpRequest, known: Handover, **forms: Any) -> HttpResponse:
    """Render a handover with the form that needs another look."""
    by = request.actor
    items = queries.items_of(known)
    context = {
        "tab": "handovers",
        "handover": known,
        "groups": queries.grouped(items),
        "left": sum(item.state == "listed" for item in items),
        "is_open": known.state == HandoverState.OPEN,
        "sees_all": may_see(by),
        "listing": forms.get("listing") or AssetForm(),
        "refusing": forms.get("refusing") or ReasonForm(),
        "why_not_list": rules.why_not_list(known, "-", by),
        "why_not_sign": rules.why_not_sign(known, by),
        "why_not_accept": rules.why_not_accept(known, 1, by),
        "may_settle": by.can("personnel"),
        "entries": list(journal.of(known.pk)),
    }
    return render(request, "succession/handover.html", context, status=422 if forms else 200)


@require_POST
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept the lines that were ticked, or all; or refuse those that were ticked."""
    known = _one(request, pk)
    chosen = [UUID(text) for text in request.POST.getlist("item") if _is_id(text)]
    if request.POST.get("word") == "refuse":
        return _refuse(request, known, chosen)
    every = request.POST.get("word") == "all"
    actions.accept(pk, item_ids=None if every else chosen, **acting(request))
    return done(request, None, {}, _address(pk), say=_("Đã ghi xác nhận."))


def _refuse(request: HttpRequest, known: Handover, chosen: list[UUID]) -> HttpResponse:
    form = ReasonForm(request.POST)
    do = lambda data: actions.refuse(known.pk, item_ids=chosen, **data, **acting(request))  # noqa: E731
    if tried(form, do):
        return done(request, None, {}, _address(known.pk), say=_("Đã ghi mục không nhận và lý do."))
    return page(request, known, refusing=form)


@require_POST
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign as the giver."""
    _one(request, pk)
    actions.sign(pk, **acting(request))
    return done(request, None, {}, _address(pk), say=_("Đã ký bên giao."))


@require_POST
def list_asset(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a thing or a paper."""
    known, form = _one(request, pk), AssetForm(request.POST)
    if tried(form, lambda data: actions.list_asset(pk, **data, **acting(request))):
        return done(request, None, {}, _address(pk), say=_("Đã ghi vào danh mục."))
    return page(request, known, listing=form)


@require_POST
def take_off(request: HttpRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Take a thing off the list."""
    item = get_object_or_404(Item, pk=item_pk, handover=_one(request, pk))
    actions.take_off_asset(item.pk, **acting(request))
    return done(request, None, {}, _address(pk), say=_("Đã bỏ khỏi danh mục."))


@require_POST
def settle(request: HttpRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Settle a line that was refused."""
    item = get_object_or_404(Item, pk=item_pk, handover=_one(request, pk))
    actions.settle(item.pk, note=request.POST.get("reason", "")[:300], **acting(request))
    return done(request, None, {}, _address(pk), say=_("Đã ghi cách giải quyết."))


@require_safe
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Print the minutes of a handover."""
    known = _one(request, pk)
    content = minutes.pdf(
        known, queries.items_of(known), request.authority, request.at, settings.KHE_FORMS_DIR
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="bien-ban-ban-giao.pdf"'
    return answer


def _one(request: HttpRequest, pk: UUID) -> Handover:
    if request.actor is None:
        raise Http404
    return get_object_or_404(queries.visible_handovers(request.actor), pk=pk)


def _address(pk: UUID) -> str:
    return reverse("succession:handover", args=[pk])


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
