"""What every page shares: a refusal is a sentence, Vietnamese first, careful headers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from khe.base.refusal import Refused
from khe.base.web.responses import look_again

Answer = Callable[[HttpRequest], HttpResponse]


class ShowRefusals:
    """Turn a Refused raised by any action into a sentence on the page (409)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        if not isinstance(exception, Refused):
            return None
        context = {"reason": exception.reason, "back": _back(request)}
        return look_again(request, "web/refusal.html#notice", context, status=409)


def _back(request: HttpRequest) -> str:
    """Return the path of the page the form was on, if it is one of ours."""
    before = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/"
    return "/" + before.removeprefix(here) if before.startswith(here) else "/"


class Language:
    """Speak Vietnamese unless this person has switched (a cookie); ignore the browser's wish."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = chosen
        with translation.override(chosen):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class CarefulHeaders:
    """Keep signed-in pages out of shared machines' memory, and the machine's senses off."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault(
            "Permissions-Policy",
            "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), interest-cohort=()",
        )
        return response
