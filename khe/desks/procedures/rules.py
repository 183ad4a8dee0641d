"""What may be done to the catalogue. Pure: no database, no clock, no request."""

from datetime import date
from typing import Any, Protocol

from khe.desks.procedures.states import Refusal, VersionState

KEEPERS = frozenset({"catalogue", "admin"})


class Facts(Protocol):
    """A version as the rules see it. Dates are local; `effective_to` is the first day not covered."""

    state: str
    name: str
    channels: list[dict[str, Any]]
    effective_from: date | None


def may_keep(roles: frozenset[str]) -> bool:
    """Say whether a holder of `roles` keeps the catalogue."""
    return not KEEPERS.isdisjoint(roles)


def why_not_draft(
    roles: frozenset[str], owner_id: int | None, authority_id: int, *, has_draft: bool
) -> Refusal | None:
    """Return why no new draft may be made. A national procedure gets a draft of the ward's own."""
    if not may_keep(roles):
        return Refusal.NOT_ALLOWED
    if owner_id not in (None, authority_id):
        return Refusal.NOT_YOURS
    return Refusal.DRAFT_OPEN if has_draft else None


def why_not_save(
    version: Facts, roles: frozenset[str], owner_id: int | None, authority_id: int
) -> Refusal | None:
    """Return why a version cannot be changed: only the owner's drafts can."""
    if not may_keep(roles):
        return Refusal.NOT_ALLOWED
    if owner_id != authority_id:
        return Refusal.NOT_YOURS
    return None if version.state == VersionState.DRAFT else Refusal.NOT_A_DRAFT


def why_not_publish(
    version: Facts,
    roles: frozenset[str],
    owner_id: int | None,
    authority_id: int,
    former_from: date | None,
) -> Refusal | None:
    """Return why a draft cannot be published; `former_from` is the start of the published one."""
    refusal = why_not_save(version, roles, owner_id, authority_id)
    if refusal:
        return refusal
    if not version.name.strip():
        return Refusal.NO_NAME
    if not version.channels:
        return Refusal.NO_CHANNEL
    if version.effective_from is None:
        return Refusal.NO_START
    if former_from and version.effective_from < former_from:
        return Refusal.STARTS_TOO_EARLY
    return None


def why_not_retire(
    version: Facts,
    roles: frozenset[str],
    owner_id: int | None,
    authority_id: int,
    on: date | None = None,
) -> Refusal | None:
    """Return why a published version cannot be withdrawn (from the local day `on`, where given)."""
    if not may_keep(roles):
        return Refusal.NOT_ALLOWED
    if owner_id != authority_id:
        return Refusal.NOT_YOURS
    if version.state == VersionState.RETIRED:
        return Refusal.ALREADY_RETIRED
    if version.state != VersionState.PUBLISHED or version.effective_from is None:
        return Refusal.NOT_PUBLISHED
    return Refusal.STARTS_TOO_EARLY if on and on < version.effective_from else None
