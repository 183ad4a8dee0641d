"""What the views of shortcomings share."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khe.desks.improvement import queries
from khe.desks.improvement.models import Shortcoming
from khe.desks.improvement.queries.wholes import Whole


def found(request: HttpRequest, pk: UUID) -> Shortcoming:
    """Return the shortcoming if this person may open it, else 404."""
    return get_object_or_404(queries.visible_to(request.actor, request.at), pk=pk)


def found_whole(request: HttpRequest, pk: UUID) -> Whole:
    """Return it with all that belongs to it."""
    return queries.whole(found(request, pk), request.at)
