"""The side navigation, from settings.KHE_NAVIGATION, so that the frame need not know the desks.

An entry: {"section", "label", "url_name", "icon", "roles", "count", "late", "short"}. Without
`roles` everyone sees it; `count` is the dotted path of a function (actor, at) -> int;
`late` colours the number; `short` is the word for the phone.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

PHONE_TABS = 4


@dataclass
class Item:
    """One link of the navigation."""

    url: str
    label: str
    icon: str
    short: str
    count: int | None = None
    late: bool = False
    current: bool = False


@dataclass
class Section:
    """Links under one title; the first section has none."""

    title: str
    items: list[Item] = field(default_factory=list)


def sections(request: HttpRequest) -> list[Section]:
    """Return what this person may go to, with the current page marked (the longest match)."""
    actor = getattr(request, "actor", None)
    found: dict[str, Section] = {}
    for entry in getattr(settings, "KHE_NAVIGATION", []):
        item = _item(entry, request, actor)
        if item is not None:
            title = str(entry.get("section") or "")
            section = found.setdefault(title, Section(_(title) if title else ""))
            section.items.append(item)
    items = [item for section in found.values() for item in section.items]
    here = max((i for i in items if _leads_to(i.url, request.path)), key=_length, default=None)
    if here is not None:
        here.current = True
    return list(found.values())


def _item(entry: dict[str, Any], request: HttpRequest, actor: Any) -> Item | None:
    roles = frozenset(entry.get("roles") or ())
    if roles and (actor is None or roles.isdisjoint(actor.roles)):
        return None
    try:
        url = reverse(entry["url_name"])
    except NoReverseMatch:  # a desk that is not installed here
        return None
    count = None
    if entry.get("count") and actor is not None:
        count = import_string(entry["count"])(actor, getattr(request, "at", None))
    label = _(str(entry["label"]))
    return Item(
        url=url,
        label=label,
        icon=entry.get("icon", "circle-dashed"),
        short=_(str(entry["short"])) if entry.get("short") else label,
        count=count,
        late=bool(entry.get("late")) and bool(count),
    )


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _length(item: Item) -> int:
    return len(item.url)


def phone_tabs(found: list[Section]) -> list[Item]:
    """Return the first entries for the bar at the bottom of a phone; the rest is under “Thêm”."""
    return [item for section in found for item in section.items][:PHONE_TABS]
