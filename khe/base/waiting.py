"""What waits for a person, from every desk: one shape, so that one page can show all of it.

A desk names a function in settings.KHE_WAITING: `f(actor, at) -> Iterable[Waiting]`, at most a handful of
queries, whatever the numbers; only what the actor themselves (or whom they stand in for) has to do.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from khe.base.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do. `due_at` is UTC, None without a deadline; `kind` names the sort of work in a
    word or two ("Hồ sơ", "Nhiệm vụ"); `what` is the thing, `next_step` what to do with it."""

    kind: Any
    what: str
    url: str
    due_at: datetime | None = None
    next_step: Any = ""
    icon: str = "checklist"
    detail: str = ""


def waiting_for(actor: Actor, at: datetime, without: Container[str] = ()) -> list[Waiting]:
    """Return everything that waits for the actor in the whole system, by due moment; what has no
    due moment comes last. `without` names entries of settings.KHE_WAITING to leave out."""
    found: list[Waiting] = []
    for path in settings.KHE_WAITING:
        if path not in without:
            source: Any = import_string(path)
            found += _listed(source(actor, at))
    return sorted(found, key=lambda w: (w.due_at is None, w.due_at or at, w.what))


def _listed(found: Iterable[Waiting]) -> list[Waiting]:
    return list(found)
