"""The search box of every page: a code opens its dossier, anything else the list."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from khe.desks.dossiers import queries


def find(request: HttpRequest) -> HttpResponse:
    """Go where the typed text leads."""
    text = request.GET.get("q", "").strip()[:200]
    exact = queries.visible_to(request.actor).filter(code=text.upper()).first()
    if exact:
        return redirect(exact)
    return redirect(reverse("dossiers:list") + "?" + urlencode({"q": text}))
