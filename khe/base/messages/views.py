"""The inbox: what the application has told me."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from khe.base.messages import queries
from khe.base.messages.models import Message
from khe.base.messages.reading import note_read
from khe.base.people.actor import Actor
from khe.base.web.responses import done

PER_PAGE = 30


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show my messages, unread ones first."""
    actor = _reader(request)
    page = Paginator(queries.inbox(actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "messages/inbox.html", {"page": page, "unread": queries.unread(actor)})


@require_GET
def follow(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go where a message leads, and note it as read."""
    message = _one(request, pk)
    note_read(Message.objects.filter(pk=pk), request.at)
    return redirect(message.url if _is_ours(message.url) else reverse("messages:inbox"))


@require_POST
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note one message as read."""
    _one(request, pk)
    note_read(Message.objects.filter(pk=pk), request.at)
    return done(request, None, {}, "messages:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note all my messages as read."""
    note_read(queries.visible_to(_reader(request)), request.at)
    return done(request, None, {}, "messages:inbox", say=_("Đã đánh dấu đọc hết."))


@require_GET
def calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the calendar file of a message, to be opened by the calendar of the phone or machine."""
    message = _one(request, pk)
    if not message.calendar:
        raise Http404
    answer = HttpResponse(message.calendar, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="lich.ics"'
    return answer


def _reader(request: HttpRequest) -> Actor:
    """Return who reads; an account outside any authority has no inbox."""
    if request.actor is None:
        raise Http404
    actor: Actor = request.actor
    return actor


def _one(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(queries.visible_to(_reader(request)), pk=pk)


def _is_ours(url: str) -> bool:
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
