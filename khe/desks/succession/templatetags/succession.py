"""Words and colours of pools, plans and handovers."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from khe.base.people.competence import LABELS, Gap
from khe.desks.staff.states import ActKind
from khe.desks.succession.exports import gap_text as words
from khe.desks.succession.models import Move
from khe.desks.succession.states import Event

register = template.Library()
KINDS = {
    "now": "done", "soon": "work", "later": "idle",  # readiness
    "proposed": "wait", "in": "done", "out": "idle",  # candidates
    "planned": "wait", "open": "work", "accepted": "done", "reserved": "soon",  # handovers
    "listed": "idle", "refused": "late", "settled": "done", "ended": "idle",  # lines
    "kept": "done", "removed": "late", "added": "work", "": "idle",  # reviews
    "draft": "wait", "stays": "idle", "decided": "done", "declined": "idle",  # moves
    "in_force": "done", "closed": "idle",
}  # fmt: skip
ICONS = {"dossier": "files", "task": "checklist", "asset": "package", "right": "key"}


@register.filter
def state_kind(value: str) -> str:
    """Return the colour of a state."""
    return KINDS.get(value, "idle")


@register.filter
def gap_text(gap: Gap) -> str:
    """Return a gap in words."""
    return words(gap)


@register.filter
def level_name(value: str) -> str:
    """Return the name of a level or a kind of qualification; a skill is its own name."""
    return _(LABELS[value]) if value in LABELS else value


@register.filter
def event_name(value: str) -> Any:
    """Return what happened in words."""
    return Event(value).label if value in Event.values else value


@register.filter
def act_name(value: str) -> Any:
    """Return the name of a kind of act."""
    return ActKind(value).label if value in ActKind.values else value


@register.filter
def item_icon(value: str) -> str:
    """Return the icon of a kind of line."""
    return ICONS.get(value, "circle")


@register.filter
def says(move: Move) -> str:
    """Return a move in a sentence."""
    old = move.tenure.post.title if move.tenure else ""
    new = f"{move.to_post.title} ({move.to_post.body.name})" if move.to_post else ""
    names = {"old": old, "new": new}
    if old and new:
        return _("thôi %(old)s, chuyển đến %(new)s") % names
    return _("nhận %(new)s") % names if new else _("thôi %(old)s") % names
