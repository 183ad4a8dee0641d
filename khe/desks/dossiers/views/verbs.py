"""One page per verb. All verbs are asked and done alike; what differs stands in two tables:
`pages.verbs.VERBS` (words and rule) and `forms.verbs.FORMS` (what must be known)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from khe.base.refusal import Refused
from khe.base.web.responses import done, look_again
from khe.desks.dossiers import actions, queries
from khe.desks.dossiers.forms.verbs import FORMS, Ask
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.pages import timeline, verbs
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.views import detail

PAGE = "dossiers/verb.html#ask"
View = Callable[[HttpRequest, str], HttpResponse]


def page_of(name: str) -> View:
    """Return the view of a verb: GET asks, POST does."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        dossier = detail.found(request, code)
        if request.method == "POST":
            return _do(request, name, dossier)
        return _ask(request, name, dossier)

    view.__name__, view.__doc__ = name, f"Ask for and do: {name}."
    return require_http_methods(["GET", "POST"])(view)


def _ask(request: HttpRequest, name: str, dossier: Dossier) -> HttpResponse:
    """Show the form; or, where it may not be done, why."""
    form = _form(request, name, dossier)
    reason = verbs.why_not(name, dossier, request.actor, request.at)
    return _again(request, name, dossier, form, reason, status=409 if reason else 200)


def _do(request: HttpRequest, name: str, dossier: Dossier) -> HttpResponse:
    """Do it; what was typed is never lost when it cannot be done."""
    form = _form(request, name, dossier, request.POST)
    if not form.is_valid():
        return _again(request, name, dossier, form, None, status=422)
    try:
        act(request, name, dossier.code, form)
    except Refused as refused:
        return _again(request, name, dossier, form, refused.reason, status=409)
    return _done(request, name, dossier, form)


def act(request: HttpRequest, name: str, code: str, form: Ask) -> None:
    """Do a verb with a filled form, unless the dossier moved on since it was seen."""
    actions.refuse_stale(code, seen=form.cleaned_data["seen"])
    getattr(actions, name)(code, by=request.actor, at=request.at, **form.facts())


def _form(request: HttpRequest, name: str, dossier: Dossier, data: Any = None) -> Ask:
    back = request.GET.get("next", "")
    return FORMS[name](data, dossier=dossier, by=request.actor, at=request.at, next=back)


def _again(
    request: HttpRequest, name: str, dossier: Dossier, form: Ask, reason: Any, status: int
) -> HttpResponse:
    since = []
    if reason == Refusal.STALE:
        since = timeline.timeline(queries.changes_since(dossier, form.cleaned_data["seen"]))
    context = {
        "dossier": dossier, "verb": verbs.VERBS[name], "form": form, "reason": reason,
        "since": since, "url": verbs.address(name, dossier.code),
    }  # fmt: skip
    return look_again(request, PAGE, context, status)


def _done(request: HttpRequest, name: str, dossier: Dossier, form: Ask) -> HttpResponse:
    """Go back to where the person came from, or show the dossier as it is now."""
    say = str(verbs.VERBS[name].done).format(code=dossier.code)
    back = form.cleaned_data["next"]
    if back and url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return done(request, None, {}, back, say=say, draft=draft_of(name, dossier))
    now = queries.visible_to(request.actor).filter(pk=dossier.pk).exists()
    to = dossier if now else "dossiers:home"
    return done(request, None, {}, to, say=say, draft=draft_of(name, dossier))


def draft_of(name: str, dossier: Dossier) -> str:
    """Return the name under which the browser keeps what is typed."""
    return f"{name}-{dossier.pk}"
