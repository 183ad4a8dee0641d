"""What the pages of tasks share."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khe.desks.tasks import queries
from khe.desks.tasks.models import Task


def found(request: HttpRequest, code: str) -> Task:
    """Return the task if this person may open it; else 404, without saying which."""
    seen = queries.visible_to(request.actor, request.at).select_related("lead", "parent")
    return get_object_or_404(seen, code=code)
