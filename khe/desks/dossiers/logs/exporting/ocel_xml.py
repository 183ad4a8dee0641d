"""OCEL 2.0 as XML, streaming."""

from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

from khe.desks.dossiers.logs.exporting.ocel import Columns, Thing, events, objects, outline
from khe.desks.dossiers.logs.exporting.xes import FORBIDDEN, quoted


def write(path: Path) -> dict[str, int]:
    """Write the log of this authority; return {objects, events}."""
    found = outline()
    done = {"objects": 0, "events": 0}
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<log>\n')
        types(out, "object", found.object_types)
        types(out, "event", found.event_types)
        for kind, things in (("object", objects(found)), ("event", events(found))):
            out.write(f"<{kind}s>\n")
            for thing in things:
                out.write(element(kind, thing))
                done[f"{kind}s"] += 1
            out.write(f"</{kind}s>\n")
        out.write("</log>\n")
    return done


def types(out: IO[str], kind: str, found: dict[str, Columns]) -> None:
    """Write the declaration of types."""
    out.write(f"<{kind}-types>\n")
    for name, columns in found.items():
        rows = "".join(
            f"<attribute name={quoted(k)} type={quoted(t)}/>" for k, t in columns.items()
        )
        out.write(
            f"<{kind}-type name={quoted(name)}><attributes>{rows}</attributes></{kind}-type>\n"
        )
    out.write(f"</{kind}-types>\n")


def element(kind: str, thing: Thing) -> str:
    """Return the element of an object or event."""
    timed = f" time={quoted(thing.time)}"
    own, inner = (timed, "") if kind == "event" else ("", timed)
    values = "".join(
        f"<attribute name={quoted(key)}{inner}>{text(value)}</attribute>"
        for key, value in thing.attributes.items()
    )
    related = "".join(
        f"<relationship object-id={quoted(name)} qualifier={quoted(qualifier)}/>"
        for name, qualifier in thing.relations
    )
    return (
        f"<{kind} id={quoted(thing.id)} type={quoted(thing.type)}{own}>"
        f"<attributes>{values}</attributes><objects>{related}</objects></{kind}>\n"
    )


def text(value: Any) -> str:
    """Return a value as the text of an element."""
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(FORBIDDEN.sub("", said))
