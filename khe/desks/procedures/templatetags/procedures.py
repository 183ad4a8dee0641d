"""How the catalogue speaks: limits, channels, gaps."""

from typing import Any

from django import template

from khe.base.web.phrases import money
from khe.desks.procedures.forms import gap_text
from khe.desks.procedures.states import Channel, Confidence, Unit

register = template.Library()
register.filter("gap", gap_text)
CONFIDENCE_KIND = {"high": "done", "medium": "work", "low": "soon", "unverified": "idle"}


@register.filter
def limit(value: str | None) -> str:
    """Say "7.5 working_day" as "7,5 ngày làm việc"; nothing where it is not known."""
    if not value:
        return ""
    number, unit = value.split(" ", 1)
    return f"{number.replace('.', ',')} {Unit(unit).label}"


@register.filter
def channel(value: str) -> str:
    """Return the name of a channel."""
    return str(Channel(value).label)


@register.filter
def confidence_kind(value: str) -> str:
    """Return the status kind that shows a confidence."""
    return CONFIDENCE_KIND.get(value, "idle")


@register.filter
def confidence(value: str) -> str:
    """Return the words for a confidence."""
    return str(Confidence(value).label)


@register.filter
def limits(one: Any) -> list[tuple[str, str]]:
    """Return (limit, channels) of a version or a found one: a single entry where all agree."""
    if hasattr(one, "limits"):
        pairs = list(one.limits.items())
    else:
        pairs = [(row["channel"], row.get("limit")) for row in one.channels]
    found: dict[str | None, list[str]] = {}
    for name, value in pairs:
        found.setdefault(value, []).append(str(Channel(name).label))
    return [(limit(value), ", ".join(dict.fromkeys(names))) for value, names in found.items()]


@register.filter
def hints(values: list[Any]) -> str:
    """Say what a gap may be filled with: limits in words, amounts in đồng."""
    return ", ".join(limit(one) if isinstance(one, str) else money(one) for one in values)
