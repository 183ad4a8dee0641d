"""What the pages of the organisation share: who may see them, and a form on a page of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khe.base.refusal import Refused
from khe.base.web.responses import done
from khe.desks.staff import rules

View = Callable[..., HttpResponse]


def admins_only(view: View) -> View:
    """Show the page to administrators; to everyone else it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = request.actor
        if actor is None or rules.why_not_administer(actor):
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
    request: HttpRequest, form: Form, do: Callable[[dict[str, Any]], Any], *, to: str, say: str,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form on a page of its own (context: title, intro, back, button) and take it in."""
    if request.method == "POST" and tried(form, do):
        return done(request, None, {}, to, say=say)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "back": to, **context}
    return render(request, "staff/form.html", context, status=status)


def given(request: HttpRequest) -> Any:
    """Return what a form is bound to: the POST, or None."""
    return request.POST if request.method == "POST" else None


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, for an action."""
    return {"by": request.actor, "at": request.at}
