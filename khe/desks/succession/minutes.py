"""The minutes of a handover ("biên bản bàn giao") as a PDF."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from khe.base.authorities.models import Authority
from khe.base.documents.render import render_pdf
from khe.base.people.queries import LOCAL
from khe.desks.dossiers.papers.case import office
from khe.desks.succession.models import Handover, Item
from khe.desks.succession.states import ItemKind

PARTS = {
    ItemKind.DOSSIER: "dossiers", ItemKind.TASK: "tasks", ItemKind.ASSET: "assets",
    ItemKind.RIGHT: "rights",
}  # fmt: skip


def pdf(
    handover: Handover,
    items: Iterable[Item],
    authority: Authority,
    at: datetime,
    folder: Path | None,
) -> bytes:
    """Return the minutes as they stand; `folder`: the office's own templates. Raises DocumentError."""
    return render_pdf("handover.typ", _data(handover, items, authority, at), folder=folder, at=at)


def _data(
    handover: Handover, items: Iterable[Item], authority: Authority, at: datetime
) -> dict[str, Any]:
    decision = handover.decision
    parts: dict[str, list[dict[str, Any]]] = {name: [] for name in PARTS.values()}
    for item in items:
        parts[PARTS[ItemKind(item.kind)]].append(_line(item))
    head = office(authority)
    return {
        "office": {"superior": "", "name": head.superior, "place": head.place},
        "number": "",
        "dossier_code": "",
        "issued_at": at,
        "post": handover.post_title,
        "body": handover.body_name,
        "giver": handover.giver.name,
        "receiver": handover.receiver.name,
        "moved_at": handover.moved_at or at,
        "signed_at": handover.signed_at,
        "accepted_at": handover.accepted_at,
        "decision": {
            "number": decision.number,
            "signed_on": decision.signed_on,
            "issuer": decision.issuer,
            "effective_on": decision.effective_on,
        },
        **parts,
    }


def _line(item: Item) -> dict[str, Any]:
    due = f"{item.due_at.astimezone(LOCAL):%d/%m/%Y}" if item.due_at else ""
    return {
        "number": item.number,
        "label": item.label,
        "detail": due or item.detail,
        "state": str(item.get_state_display()),
        "reason": item.settled or item.reason,
    }
