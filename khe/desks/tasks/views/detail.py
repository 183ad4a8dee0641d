"""One task."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from khe.desks.tasks import queries


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a task: what, who, by when, what happened."""
    found = queries.visible_to(request.actor, request.at).select_related("lead")
    return render(request, "tasks/detail.html", {"task": get_object_or_404(found, code=code)})
