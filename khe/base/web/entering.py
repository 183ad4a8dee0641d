"""What views that take something in share: who acts, what was typed, and a form on a page of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khe.base.people.actor import Actor
from khe.base.refusal import Refused
from khe.base.web.responses import done

View = Callable[..., HttpResponseBase]
Data = dict[str, Any]
PAGE = "web/form_page.html"

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def only(may: Callable[[Actor], object]) -> Callable[[View], View]:
    """Return a decorator: the page is for those of whom `may` says so, and does not exist for others."""

    def guarded(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.actor is None or not may(request.actor):
                raise Http404
            return view(request, *args, **kwargs)

        return shown

    return guarded


people_only = only(lambda actor: True)  # whoever acts for an authority


def acting(request: HttpRequest) -> Data:
    """Return who acts and when, for an action."""
    return {"by": request.actor, "at": request.at}


def given(request: HttpRequest, name: str = "") -> Any:
    """Return what a form is bound to: the POST (of that form, where a page has several), or None."""
    if request.method != "POST" or (name and request.POST.get("form") != name):
        return None
    return request.POST


def status_of(request: HttpRequest) -> int:
    """Return the status of a form's page: a POST that comes back to it was refused."""
    return 422 if request.method == "POST" else 200


def tried(form: BaseForm, do: Callable[[Data], Any]) -> bool:
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
    request: HttpRequest, form: BaseForm, do: Callable[[Data], Any], *, to: Any, say: Any,
    back: str = "", template: str = PAGE, **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form on a page of its own (context: title, intro, button, risk, draft) and take it in.

    `to` is where it leads, or a function that says so once it is done; `back` is `to` unless given.
    """
    if request.method == "POST" and tried(form, do):
        return done(request, None, {}, to() if callable(to) else to, say=str(say))
    context = {"form": form, "back": back or to, **context}
    return render(request, template, context, status=status_of(request))
