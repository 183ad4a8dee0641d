"""What these pages share: to whom they exist, and forms that say what to put right."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khe.base.refusal import Refused
from khe.base.web.responses import done
from khe.desks.succession.rules.common import may_see

View = Callable[..., HttpResponse]
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def readers_only(view: View) -> View:
    """Show the page to personnel and standing members; to everyone else it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None or not may_see(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return shown


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
    request: HttpRequest, form: Form, do: Callable[[dict[str, Any]], Any], *, to: Any, say: str,
    back: str = "", **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form on a page of its own (context: title, intro, button) and take it in; `to` is where it
    leads, or a function that says so when it is done."""
    if request.method == "POST" and tried(form, do):
        return done(request, None, {}, to() if callable(to) else to, say=say)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "back": back or to, **context}
    return render(request, "succession/form.html", context, status=status)


def given(request: HttpRequest, name: str = "") -> Any:
    """Return what a form is bound to: the POST (of that form, where a page has several), or None."""
    if request.method != "POST" or (name and request.POST.get("form") != name):
        return None
    return request.POST


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, for an action."""
    return {"by": request.actor, "at": request.at}
