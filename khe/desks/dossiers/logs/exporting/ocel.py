"""OCEL 2.0 without its clothes: types, objects and events, for three ways of writing them.

Objects are dossiers, applicants (an id, nothing else) and officers (whoever did something).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from khe.desks.dossiers.logs.exporting.telling import Happening, Telling, cases, stamp
from khe.desks.dossiers.logs.parsing import Attributes

TYPES = {"date": "time", "int": "integer", "float": "float", "boolean": "boolean"}
READ: dict[str, Any] = {"integer": int, "float": float}
BEGINNING = "1970-01-01T00:00:00Z"  # the standard's time of a value that never changed
LARGEST = 2**63
Columns = dict[str, str]  # attribute → type


@dataclass(slots=True)
class Thing:
    """An object or an event: (name, value) of attributes, (object id, qualifier) of relations."""

    id: str
    type: str
    time: str
    attributes: dict[str, Any]
    relations: list[tuple[str, str]]


@dataclass(slots=True)
class Outline:
    """What a first reading finds: the types with their attributes, and who took part."""

    object_types: dict[str, Columns] = field(default_factory=dict)
    event_types: dict[str, Columns] = field(default_factory=dict)
    officers: dict[str, str] = field(default_factory=dict)  # id → name
    applicants: set[str] = field(default_factory=set)


def outline() -> Outline:
    """Read everything once; memory grows with the types and people, not with the events."""
    found = Outline({"dossier": {}, "applicant": {}, "officer": {"name": "string"}})
    for case in cases():
        note(found.object_types["dossier"], own(case))
        if case.applicant_id:
            found.applicants.add(applicant(case))
        for event in case.events:
            note(found.event_types.setdefault(activity(event), {}), event.attributes)
            if event.by_name:
                found.officers.setdefault(officer(event), event.by_name)
    return found


def note(columns: Columns, attributes: Attributes) -> None:
    """Add attributes to the columns of a type; one of several types becomes text."""
    for key, value in attributes.items():
        kind = TYPES.get(value[0], "string") if isinstance(value, list) else "string"
        if columns.setdefault(key, kind) != kind:
            columns[key] = "string"


def objects(found: Outline) -> Iterator[Thing]:
    """Yield applicants and officers, then the dossiers."""
    for name in sorted(found.applicants):
        yield Thing(name, "applicant", BEGINNING, {}, [])
    for name, said in sorted(found.officers.items()):
        yield Thing(name, "officer", BEGINNING, {"name": said}, [])
    columns = found.object_types["dossier"]
    for case in cases():
        related = [(applicant(case), "applicant")] if case.applicant_id else []
        yield Thing(dossier(case), "dossier", BEGINNING, plain(own(case), columns), related)


def events(found: Outline) -> Iterator[Thing]:
    """Yield the events, dossier by dossier."""
    for case in cases():
        shared = [(dossier(case), "dossier")]
        if case.applicant_id:
            shared.append((applicant(case), "applicant"))
        for event in case.events:
            kind = activity(event)
            yield Thing(
                f"event:{event.id}", kind, stamp(event.at).replace("+00:00", "Z"),
                plain(event.attributes, found.event_types[kind]),
                [*shared, (officer(event), "resource")] if event.by_name else shared,
            )  # fmt: skip


def plain(attributes: Attributes, columns: Columns) -> dict[str, Any]:
    """Return the values in the types of their columns; a value that does not fit is left out."""
    found: dict[str, Any] = {}
    for key, value in attributes.items():
        text = value if isinstance(value, str) else value[1]
        kind = columns[key]
        try:
            found[key] = text == "true" if kind == "boolean" else READ.get(kind, str)(text)
            if kind == "integer" and abs(found[key]) >= LARGEST:
                found[key] = text  # JSON readers and SQLite hold 64 bits
        except ValueError:
            continue
    return found


def own(case: Telling) -> Attributes:
    """Return a dossier's attributes; its name is called khe:code, because tools that flatten the
    log to one object type make their own concept:name."""
    found = {key: value for key, value in case.attributes.items() if key != "concept:name"}
    return {"khe:code": case.code, **found}


def activity(event: Happening) -> str:
    """Return the event type; an event without a name still needs one."""
    return event.activity or "(không tên)"


def dossier(case: Telling) -> str:
    """Return the object id of a dossier."""
    return f"dossier:{case.code}"


def applicant(case: Telling) -> str:
    """Return the object id of the applicant."""
    return f"applicant:{case.applicant_id}"


def officer(event: Happening) -> str:
    """Return the object id of whoever did it: the member, or the name a log gave."""
    return f"officer:{event.by_id or event.by_name}"
