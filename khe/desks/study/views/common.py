"""What the pages of holding share: who may see them, and a form on a page of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khe.base.files import queries as files
from khe.base.files.models import Attachment
from khe.base.refusal import Refused
from khe.base.web.responses import done
from khe.desks.study.rules import checkin

View = Callable[..., HttpResponseBase]
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def members_only(view: View) -> View:
    """Show the page to whoever acts for an authority; to everyone else it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor is None:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def organisers_only(view: View) -> View:
    """Show the page to those who organise study; to everyone else it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor is None or checkin.why_not_organise(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, for an action."""
    return {"by": request.actor, "at": request.at}


def given(request: HttpRequest) -> Any:
    """Return what a form is bound to: the POST, or None."""
    return request.POST if request.method == "POST" else None


def tried(form: Form, do: Callable[[], Any]) -> bool:
    """Do it when the form is valid; a refusal becomes a sentence on it. Say whether it was done."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refused:
        form.add_error(None, str(refused.reason.label))
        return False
    return True


def sent_file(attachment: Attachment) -> FileResponse:
    """Send an attached file as a download; its type is the sniffed one and nothing runs in it."""
    response = FileResponse(
        files.content(attachment), as_attachment=True, filename=attachment.name,
        content_type=attachment.media_type,
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def form_page(
    request: HttpRequest, form: Form, do: Callable[[], Any], *, to: str, say: Any, back: str = "",
    template: str = "study/one_form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form on a page of its own (context: title, intro, button) and take it in."""
    if request.method == "POST" and tried(form, do):
        return done(request, None, {}, to, say=str(say))
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, "back": back or to, **context}, status=status)
