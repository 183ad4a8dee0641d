"""The frame's own pages: language, the gallery of components, errors."""

import logging
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_GET, require_POST

from khe.base.web import gallery

log = logging.getLogger(__name__)
YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language this person chose, and go back to where they were."""
    to = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()):
        to = "/"
    response = redirect(to)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", httponly=True
        )
    return response


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every part in every state, for developers and the accessibility test."""
    if not request.user.is_staff:
        raise Http404
    return render(request, "web/components.html", gallery.samples(request.GET))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came was not understood."""
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this person."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not here, or not for this person; we do not say which."""
    return _error(request, 404)


def conflict(request: HttpRequest) -> HttpResponse:
    """409: someone else was first."""
    return _error(request, 409)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: the file is larger than the house takes."""
    return _error(request, 413, megabytes=getattr(settings, "FILE_MAX_BYTES", 0) // 1_048_576)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too often; wait."""
    return _error(request, 429)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the page was open for too long, or came from elsewhere."""
    return _error(request, "csrf", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs no database and no context; the code is in the log."""
    code = f"L-{secrets.token_hex(2).upper()}"
    log.error("page failed, code %s: %s %s", code, request.method, request.path)
    lang = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
    with override(lang if lang in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        page = render_to_string("500.html", {"code": code, "lang": lang})
    return HttpResponse(page, status=500)


def _error(
    request: HttpRequest, name: int | str, status: int | None = None, **context: object
) -> HttpResponse:
    return render(request, f"{name}.html", context, status=status or int(name))
