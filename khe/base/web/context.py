"""What the frame of every page needs."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from khe.base.web import navigation, phrases


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return nav, tabs, me, place, now, bell and lang; each is worked out only if the page shows it."""

    @cache
    def nav() -> list[navigation.Section]:
        return navigation.sections(request)

    return {
        "nav": nav,  # called by the template, once
        "tabs": lambda: navigation.phone_tabs(nav()),
        "me": SimpleLazyObject(lambda: _me(request)),
        "place": getattr(request, "authority", None),
        "now": SimpleLazyObject(lambda: _now(request)),
        "bell": cache(lambda: _bell(request)),
        "lang": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
        "zone": settings.TIME_ZONE,
    }


def _me(request: HttpRequest) -> dict[str, str]:
    """Return who sits here: name, the line below it (post or body), initials, their own page."""
    actor, user = getattr(request, "actor", None), getattr(request, "user", None)
    name = actor.name if actor else (user.get_full_name() or user.get_username() if user else "")
    line = getattr(request, "post_line", "")
    url = reverse(getattr(settings, "KHE_ACCOUNT_PAGE", "account_change_password"))
    return {"name": name, "line": line, "initials": phrases.initials(name), "url": url}


def _bell(request: HttpRequest) -> dict[str, Any] | None:
    """Return where messages are (settings.KHE_INBOX) and how many are unread, for the two bells of a
    page; `count` is KHE_UNREAD(request, at). None where there is nobody to tell."""
    source, url_name = getattr(settings, "KHE_UNREAD", ""), getattr(settings, "KHE_INBOX", "")
    if not source or not url_name or getattr(request, "actor", None) is None:
        return None
    count = import_string(source)(request, request.at)
    return {"url": reverse(url_name), "count": count, "shown": "99+" if count > 99 else count}


def _now(request: HttpRequest) -> dict[str, Any]:
    """Return the moment in words; `line` comes from the function KHE_NOW_LINE(request, at) names."""
    at = getattr(request, "at", None) or timezone.localtime()  # error pages have no moment
    source = getattr(settings, "KHE_NOW_LINE", "")
    return {
        "at": phrases.local(at),
        "day": phrases.day_text(at),
        "time": f"{phrases.local(at):%H:%M}",
        "line": import_string(source)(request, at) if source else "",
    }
