"""What the pages of tasks share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from khe.base.refusal import Refused
from khe.desks.tasks import queries
from khe.desks.tasks.models import Task

View = Callable[..., HttpResponseBase]
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def people_only(view: View) -> View:
    """Show the page to those who act for an authority; to other accounts it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor is None:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def found(request: HttpRequest, code: str) -> Task:
    """Return the task if this person may open it; else 404, without saying which."""
    seen = queries.visible_to(request.actor, request.at).select_related("lead", "parent")
    return get_object_or_404(seen, code=code)


def tried(form: Form, do: Callable[[], Any]) -> Any:
    """Do it when the form is filled in; a refusal becomes a sentence on the form. Return what was done,
    or None."""
    if not form.is_valid():
        return None
    try:
        return do()
    except Refused as refused:
        form.add_error(None, str(refused.reason.label))
    return None


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, for an action."""
    return {"by": request.actor, "at": request.at}
