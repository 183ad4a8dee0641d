"""What the pages of training share: who may see them, and a form that needs another look."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khe.base.refusal import Refused
from khe.base.web.responses import done
from khe.desks.staff.rules import RECORD_READERS

View = Callable[..., HttpResponseBase]
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def members_only(view: View) -> View:
    """Show the page to people of the authority; what stands on it follows from what they may see."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor is None or not (request.actor.member_id or request.actor.roles):
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def found_if(allowed: object) -> None:
    """Raise 404 unless: a page that is not for somebody does not exist for them."""
    if not allowed:
        raise Http404


def sees_all(request: HttpRequest) -> bool:
    """Say whether the actor opens every record, and so may see sums over everybody."""
    return bool(request.actor.can(*RECORD_READERS))


def tried(form: Form, do: Callable[[dict[str, Any]], Any]) -> bool:
    """Do it with what was typed; a refusal becomes a sentence on the form. Say whether it was done."""
    if not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.reason.label))
        return False
    return True


def form_page(
    request: HttpRequest, form: Form, do: Callable[[dict[str, Any]], Any], *, to: str, say: str,
    template: str = "training/form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form on a page of its own (context: title, intro, button) and take it in."""
    if request.method == "POST" and tried(form, do):
        return done(request, None, {}, to, say=say)
    context = {"form": form, "back": to, **context}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def given(request: HttpRequest) -> Any:
    """Return what a form is bound to: the POST, or None."""
    return request.POST if request.method == "POST" else None


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, for an action."""
    return {"by": request.actor, "at": request.at}
