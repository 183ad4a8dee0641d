"""What the pages share: finding with permission, answering a verb."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from khe.base.web.entering import only
from khe.base.web.responses import done
from khe.desks.reports import queries, rules
from khe.desks.reports.models import Document

drafters_only = only(rules.may_draft)


def found(request: HttpRequest, pk: UUID) -> Document:
    """Return a document that the actor may open; 404 for a stranger's."""
    visible = queries.visible_to(request.actor)
    return get_object_or_404(visible.select_related("body", "replaces", "replaced_by"), pk=pk)


def act(
    request: HttpRequest, pk: UUID, do: Callable[..., Any], say: Any, **facts: Any
) -> HttpResponse:
    """Do a verb to a document that the actor may open, and show its page."""
    document = found(request, pk)
    after = do(document.pk, by=request.actor, at=request.at, **facts)
    to = after if isinstance(after, Document) else document
    return done(request, None, {}, to, say=str(say(after) if callable(say) else say))
