"""The outline icons, drawn into the page (scripts/vendor_static.py writes the file)."""

import json
import logging
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

log = logging.getLogger(__name__)


@cache
def shapes() -> dict[str, str]:
    """Return {icon name: its shapes}; empty, with one warning, where npm was never run."""
    found = finders.find("vendor/icons.json")
    if not found:
        log.warning("var/vendor is missing, pages have no icons or fonts: run `make setup`")
        return {}
    return dict(json.loads(Path(str(found)).read_text(encoding="utf-8")))


def is_missing(name: str) -> bool:
    """Say whether the icons are there but this one is not (a typing mistake)."""
    return bool(shapes()) and name not in shapes()


@cache
def draw(name: str, css: str = "") -> SafeString:
    """Return the <svg> of an icon; decoration only, the words beside it say it. Raises LookupError."""
    if is_missing(name):
        raise LookupError(f"no outline icon is called “{name}” (see tabler.io/icons)")
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {css}" if css else "",
        mark_safe(shapes().get(name, "")),  # noqa: S308 - our own pinned package
    )
