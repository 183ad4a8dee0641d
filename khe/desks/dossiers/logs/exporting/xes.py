"""XES 1.0, streaming."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast
from xml.sax.saxutils import quoteattr

from khe.desks.dossiers.logs.exporting.telling import Happening, cases, stamp
from khe.desks.dossiers.logs.parsing import Attributes, Value

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Resource" keys="org:resource"/>
"""
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(path: Path) -> dict[str, int]:
    """Write the log of this authority; return {cases, events}."""
    done = {"cases": 0, "events": 0}
    with opened(path) as out:
        out.write(HEAD)
        for case in cases():
            out.write("<trace>\n" + tags(case.attributes.items()))
            for event in case.events:
                out.write(f"<event>\n{tags(whole(event).items())}</event>\n")
            out.write("</trace>\n")
            done["cases"] += 1
            done["events"] += len(case.events)
        out.write("</log>\n")
    return done


def opened(path: Path) -> IO[str]:
    """Open the file for text, packed when its name asks for it."""
    if path.name.lower().endswith(".gz"):
        return cast(IO[str], gzip.open(path, "wt", encoding="utf-8", compresslevel=6))
    return path.open("w", encoding="utf-8")


def whole(event: Happening) -> Attributes:
    """Return all attributes of an event, those of the standard first."""
    found: Attributes = {}
    if event.activity:
        found["concept:name"] = event.activity
    if event.by_name:
        found["org:resource"] = event.by_name
    if event.timed:
        found["time:timestamp"] = ["date", stamp(event.at)]
    return {**found, **event.attributes}


def tags(pairs: Iterable[tuple[str, Value]]) -> str:
    """Return the tags of attributes, children inside."""
    return "".join(tag(key, value) for key, value in pairs)


def tag(key: str, value: Value) -> str:
    """Return the tag of one attribute."""
    kind, text, *children = ("string", value) if isinstance(value, str) else value
    said = "" if kind in ("list", "container") else f" value={quoted(text)}"
    if not children or not children[0]:
        return f"<{kind} key={quoted(key)}{said}/>\n"
    return f"<{kind} key={quoted(key)}{said}>\n{tags(children[0])}</{kind}>\n"


def quoted(text: str) -> str:
    """Return text as an attribute's value; signs that XML cannot hold are left out."""
    return quoteattr(FORBIDDEN.sub("", text))
