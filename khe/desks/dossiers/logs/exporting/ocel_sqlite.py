"""OCEL 2.0 as an SQLite file: an exchange format, not a database of ours."""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from khe.desks.dossiers.logs.exporting.ocel import Columns, Thing, events, objects, outline

TABLES = """
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT,
    PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier));
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
"""
SQL_TYPES = {"time": "TIMESTAMP", "integer": "INTEGER", "float": "REAL", "boolean": "INTEGER"}
RELATIONS = {"event": "event_object", "object": "object_object"}
AT_ONCE = 2000


def write(path: Path) -> dict[str, int]:
    """Write the log of this authority; return {objects, events}."""
    found = outline()
    db = sqlite3.connect(path)
    try:
        db.executescript(TABLES)
        objects_done = fill(db, "object", found.object_types, objects(found))
        events_done = fill(db, "event", found.event_types, events(found))
        db.commit()
    finally:
        db.close()
    return {"objects": objects_done, "events": events_done}


def fill(
    db: sqlite3.Connection, kind: str, types: dict[str, Columns], things: Iterator[Thing]
) -> int:
    """Make the table of each type and store the things; return how many."""
    inserts: dict[str, tuple[str, list[str]]] = {}
    for number, (name, columns) in enumerate(types.items(), 1):
        table = f"{kind}_{name if kind == 'object' else f't{number}'}"
        db.execute(f"INSERT INTO {kind}_map_type VALUES (?, ?)", (name, table.partition("_")[2]))  # noqa: S608
        extra = ["ocel_changed_field TEXT"] if kind == "object" else []
        names = unlike(columns)
        wide = [f"{quoted(names[k])} {SQL_TYPES.get(t, 'TEXT')}" for k, t in columns.items()]
        db.execute(
            f"CREATE TABLE {quoted(table)} ("
            + ", ".join(["ocel_id TEXT", "ocel_time TIMESTAMP", *extra, *wide])
            + ")"
        )
        listed = ", ".join(["ocel_id", "ocel_time", *(quoted(names[k]) for k in columns)])
        places = ", ".join("?" * (2 + len(columns)))
        inserts[name] = (
            f"INSERT INTO {quoted(table)} ({listed}) VALUES ({places})",  # noqa: S608
            list(columns),
        )
    count = 0
    while batch := list(islice(things, AT_ONCE)):
        store(db, kind, inserts, batch)
        count += len(batch)
    return count


def store(
    db: sqlite3.Connection, kind: str, inserts: dict[str, tuple[str, list[str]]], batch: list[Thing]
) -> None:
    """Store a batch of things and their relations."""
    db.executemany(f"INSERT INTO {kind} VALUES (?, ?)", [(t.id, t.type) for t in batch])  # noqa: S608
    db.executemany(
        f"INSERT OR IGNORE INTO {RELATIONS[kind]} VALUES (?, ?, ?)",  # noqa: S608
        [(t.id, *relation) for t in batch for relation in t.relations],
    )
    for thing in batch:
        statement, columns = inserts[thing.type]
        values = [thing.attributes.get(key) for key in columns]
        db.execute(statement, [thing.id, thing.time, *values])


def unlike(columns: Columns) -> dict[str, str]:
    """Return column names that differ in more than capitals, and from the standard's own."""
    taken = {"ocel_id", "ocel_time", "ocel_changed_field"}
    found: dict[str, str] = {}
    for key in columns:
        name = key
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        found[key] = name
    return found


def quoted(name: str) -> str:
    """Return a name as SQL."""
    return '"' + name.replace('"', '""').replace("\0", "") + '"'
