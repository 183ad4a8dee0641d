"""OCEL 2.0 as JSON, streaming."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from khe.desks.dossiers.logs.exporting.ocel import Columns, Thing, events, objects, outline


def write(path: Path) -> dict[str, int]:
    """Write the log of this authority; return {objects, events}."""
    found = outline()
    done = {"objects": 0, "events": 0}
    with path.open("wb") as out:
        out.write(b'{"objectTypes":' + orjson.dumps(types(found.object_types)))
        out.write(b',\n"eventTypes":' + orjson.dumps(types(found.event_types)))
        for name, things in (("objects", objects(found)), ("events", events(found))):
            out.write(f',\n"{name}":[\n'.encode())
            for line in lines(things, timed=name == "objects"):
                out.write(b",\n" * (done[name] > 0) + line)
                done[name] += 1
            out.write(b"]")
        out.write(b"}\n")
    return done


def types(found: dict[str, Columns]) -> list[dict[str, Any]]:
    """Return the declaration of types."""
    return [
        {"name": name, "attributes": [{"name": k, "type": t} for k, t in columns.items()]}
        for name, columns in found.items()
    ]


def lines(things: Iterator[Thing], *, timed: bool) -> Iterator[bytes]:
    """Yield things as JSON; values of objects (`timed`) carry a time, events carry their own."""
    for thing in things:
        time = {"time": thing.time}
        line = {
            "id": thing.id,
            "type": thing.type,
            **({} if timed else time),
            "attributes": [
                {"name": key, "value": value, **(time if timed else {})}
                for key, value in thing.attributes.items()
            ],
            "relationships": [
                {"objectId": name, "qualifier": qualifier} for name, qualifier in thing.relations
            ],
        }
        yield orjson.dumps(line)
