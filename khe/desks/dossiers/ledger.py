"""The dossier's clock ledger, read from its journal: nothing about time is stored twice. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from khe.base.calendar.ledger import Mark
from khe.desks.dossiers.states import Event

KINDS = {
    Event.RECEIVED: "start",
    Event.SUPPLEMENT_REQUESTED: "pause",
    Event.SUPPLEMENT_RECEIVED: "resume",
    Event.PAYMENT_REQUESTED: "pause",
    Event.PAYMENT_RECORDED: "resume",
    Event.CONSULTED: "consult",
    Event.CONSULTATION_ANSWERED: "answer",
    Event.TRANSFERRED: "consult",
    Event.TRANSFER_RETURNED: "answer",
    Event.EXTENDED: "extend",
    Event.STOPPED: "stop",
    Event.WITHDRAWN: "stop",
    Event.DECIDED: "decide",
    Event.REJECTED: "decide",
    Event.REOPENED: "reopen",
}


class Written(Protocol):
    """What the ledger reads of a journal entry."""

    event: str
    at: datetime
    facts: dict[str, Any]


def marks(entries: Iterable[Written]) -> list[Mark]:
    """Return the clock marks among the entries of one dossier, oldest first.

    A payment taken while the clock runs is no mark: only one that was waited for resumes it. A pause
    or a consultation that is open when the dossier ends is closed by the end.
    """
    found: list[Mark] = []
    paused = consulting = False
    for entry in entries:
        kind = KINDS.get(entry.event)  # type: ignore[call-overload]
        if kind is None or (kind == "resume" and not paused):
            continue
        if kind in ("stop", "decide"):
            found += [Mark("resume", entry.at)] * paused + [Mark("answer", entry.at)] * consulting
            paused = consulting = False
        paused = kind == "pause" or (paused and kind != "resume")
        consulting = kind == "consult" or (consulting and kind != "answer")
        found.append(
            Mark(
                kind,
                entry.at,
                party="citizen" if kind == "pause" else "",
                ground=entry.facts.get("ground", ""),
                document=entry.facts.get("document", ""),
                limit=entry.facts.get("limit") if kind == "extend" else None,
            )
        )
    return found
