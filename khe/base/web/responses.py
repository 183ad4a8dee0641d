"""Two ways to answer a form: it worked, or please look again.

A partial is named after the id of its element, so `page.html#status` lands on `#status`.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget, trigger_client_event


def done(
    request: HttpRequest,
    part: str | None,
    context: dict[str, Any],
    to: Any,
    *,
    say: str = "",
    draft: str = "",
) -> HttpResponse:
    """Show the changed part to htmx; send everyone else to the page itself.

    `say` is one sentence shown on the next page (or at once in the notice area); `draft` names the
    form whose kept draft is now saved for good. Without a `part` htmx goes to the page too.
    """
    if request.htmx and part:
        response = render_part(request, part, context | {"said": say})
        return _forget(response, draft)
    if say:
        messages.success(request, say)
    if request.htmx:
        return _forget(HttpResponseClientRedirect(redirect(to)["Location"]), draft)
    return _remember(redirect(to), draft)


def look_again(
    request: HttpRequest, part: str, context: dict[str, Any], status: int = 422
) -> HttpResponse:
    """Show what is wrong, in place for htmx, on the whole page for everyone else."""
    if request.htmx:
        return render_part(request, part, context, status)
    return render(request, part.split("#")[0], context, status=status)


def render_part(
    request: HttpRequest, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render `page.html#name` for htmx, to take the place of the element with the id `name`."""
    response = render(request, part, context, status=status)
    return reswap(retarget(response, "#" + part.split("#")[1]), "outerHTML")


def _forget(response: HttpResponse, draft: str) -> HttpResponse:
    if draft:
        trigger_client_event(response, "khe:saved", {"draft": draft})
    return response


def _remember(response: HttpResponse, draft: str) -> HttpResponse:
    """Tell the next page, by a short-lived cookie, that a draft may be dropped."""
    if draft:
        response.set_cookie("khe_saved", draft, max_age=60, samesite="Lax")
    return response
