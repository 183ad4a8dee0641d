"""What goes out, the same for every form: cases with their attributes and events. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from khe.base.journal import queries as journal
from khe.base.journal.models import Entry
from khe.desks.dossiers.logs.meaning import EVENT
from khe.desks.dossiers.logs.parsing import Attributes
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event

AT_ONCE = 200  # dossiers read together
NAMES = {event.value: event.label for event in Event}


@dataclass(slots=True)
class Happening:
    """One entry of the journal. `attributes` are those beside activity, time and resource."""

    id: UUID
    activity: str
    at: datetime
    by_id: UUID | None
    by_name: str
    timed: bool
    attributes: Attributes


@dataclass(slots=True)
class Telling:
    """One dossier."""

    code: str
    applicant_id: UUID | None
    attributes: Attributes
    events: list[Happening]


def cases() -> Iterator[Telling]:
    """Yield the dossiers of this authority, oldest first, with their entries; a batch at a time."""
    dossiers = Dossier.objects.order_by("id").iterator(chunk_size=AT_ONCE)
    while batch := list(islice(dossiers, AT_ONCE)):
        entries = journal.of_many([dossier.pk for dossier in batch])
        for dossier in batch:
            yield Telling(
                code=dossier.code,
                applicant_id=dossier.applicant_id,
                attributes=logged(dossier) if dossier.origin == "log" else native(dossier),
                events=[happening(entry) for entry in entries[dossier.pk]],
            )


def logged(dossier: Dossier) -> Attributes:
    """Return the attributes as the log gave them; a name used twice there is told apart."""
    found: Attributes = dict(dossier.attributes.get("log", {}))
    name = found.get("concept:name")
    if name is None or dossier.code.startswith(f"{name}#"):
        found["concept:name"] = dossier.code
    return found


def native(dossier: Dossier) -> Attributes:
    """Return the attributes of a dossier handled here; nothing about the applicant."""
    texts = {
        "concept:name": dossier.code,
        "khe:status": dossier.status,
        "khe:procedure_code": dossier.procedure_code,
        "khe:procedure": dossier.procedure_name,
        "khe:field": dossier.field,
        "khe:channel": dossier.channel,
        "khe:officer": dossier.officer_name,
    }
    times = {
        "khe:registered": dossier.registered_at,
        "khe:received": dossier.received_at or dossier.registered_at,
        "khe:due": dossier.due_at,
        "khe:settled": dossier.settled_at,
    }
    return {
        **{key: value for key, value in texts.items() if value},
        **{key: ["date", stamp(at)] for key, at in times.items() if at},
        "khe:fee": ["int", str(dossier.fee)],
    }


def happening(entry: Entry) -> Happening:
    """Return an entry as it goes out. Facts of our own entries stay: they may name people."""
    if entry.event == EVENT:
        activity, attributes = entry.facts["activity"], dict(entry.facts["attributes"])
    else:
        activity = str(NAMES.get(entry.event, entry.event))
        attributes = {"khe:event": entry.event, "lifecycle:transition": "complete"}
    return Happening(
        id=entry.pk,
        activity=activity,
        at=entry.at,
        by_id=entry.by_id,
        by_name=entry.by_name,
        timed="untimed" not in entry.facts or entry.event != EVENT,
        attributes=attributes,
    )


def stamp(at: datetime) -> str:
    """Return a time in UTC, to the millisecond or finer where it has more."""
    at = at.astimezone(UTC)
    return at.isoformat(timespec="milliseconds" if at.microsecond % 1000 == 0 else "microseconds")
