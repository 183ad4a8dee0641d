"""XES into plain values, streaming; entities and document types are refused. No database.

A value is text for a <string>, else a list `[kind, text]` or, with children,
`[kind, text, [[key, value], …]]`; kind is date, int, float, boolean, id, list or container (and
string, when it has children). So nothing the log says is lost or reinterpreted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from khe.desks.dossiers.logs.problems import BadLog
from khe.desks.dossiers.logs.reading import MB, Limits, Source

Value = str | list[Any]
Attributes = dict[str, Value]
SCALARS = {"string", "date", "int", "float", "boolean", "id"}
KINDS = {name: name for name in SCALARS | {"list", "container", "values"}}
KINDS |= {name: name for name in ("log", "trace", "event", "global", "classifier", "extension")}


@dataclass(slots=True)
class Case:
    """One trace: its own attributes, its events in the order of the file, its line there."""

    attributes: Attributes = field(default_factory=dict)
    events: list[Attributes] = field(default_factory=list)
    line: int = 0


def read_cases(source: Source, reader: "Reader") -> Iterator[Case]:
    """Yield the cases of a log one by one; raise BadLog where the file is not a sound XES log."""
    for chunk in source.chunks():
        reader.feed(chunk)
        yield from reader.taken()
    reader.finish()
    yield from reader.taken()


class Reader:
    """Handlers of an expat parser. `depth` counts open tags; `owner` is the depth of the tag
    whose attributes `holder` collects; `outer` remembers the holders around it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parser = expat.ParserCreate()
        self.depth = self.owner = self.skipped = 0
        self.plain = -1  # the depth of tags that are attributes of a dict `holder`; -1: none
        self.holder: Any = None
        self.outer: list[tuple[Any, int]] = []
        self.case: Case | None = None
        self.declared: Attributes = {}  # what <global scope="trace"> announces
        self.done: list[Case] = []
        self.fed = self.case_from = 0
        self.key = ""
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        """Parse a chunk; a tag (or a stretch without tags) may not outgrow the limits."""
        try:
            self.parser.Parse(chunk, False)
        except expat.ExpatError as failed:
            raise self._not_xml(failed) from None
        except (LookupError, ValueError) as failed:  # an encoding nobody knows
            raise BadLog("bad_encoding", line=1, why=failed) from None
        self.fed += len(chunk)
        if self.fed - self.parser.CurrentByteIndex > self.limits.token:
            raise BadLog("too_long", line=self.line, limit=self.limits.token // 1024)
        limits, case = self.limits, self.case
        if case and (self.fed - self.case_from > limits.case or len(case.events) > limits.events):
            raise BadLog("case_too_big", line=self.line, mb=limits.case // MB, events=limits.events)

    def finish(self) -> None:
        """Say that the file ends here."""
        try:
            self.parser.Parse(b"", True)
        except expat.ExpatError as failed:
            raise self._not_xml(failed) from None

    def taken(self) -> list[Case]:
        """Return the cases finished since the last call."""
        found, self.done = self.done, []
        return found

    @property
    def line(self) -> int:
        """Return the line of the file the parser is at."""
        return self.parser.CurrentLineNumber

    def start(self, name: str, found: dict[str, str]) -> None:
        """Open a tag."""
        depth = self.depth = self.depth + 1
        if depth == self.plain and name in SCALARS:  # the common case, kept short
            try:
                self.key = key = found["key"]
                self.holder[key] = found["value"] if name == "string" else [name, found["value"]]
            except KeyError:
                raise self._not_xes(f"<{name}> without key or value") from None
        elif self.skipped:
            self._deep_enough()
        else:
            self._start_other(KINDS.get(name) or kind_of(name), name, found)

    def end(self, name: str) -> None:
        """Close a tag."""
        depth = self.depth
        self.depth = depth - 1
        if depth == self.owner and not self.skipped:
            self._hold(*self.outer.pop())
            if self.case is not None and self.holder is None:
                self.done.append(self.case)
                self.case = None
        elif depth == self.skipped:
            self._skip(0)

    def _hold(self, holder: Any, owner: int) -> None:
        self.holder, self.owner = holder, owner
        self.plain = owner + 1 if type(holder) is dict else -1

    def _skip(self, depth: int) -> None:
        """Pass over everything inside the tag at `depth`; 0: no longer."""
        self.skipped = depth
        self.plain = self.owner + 1 if not depth and type(self.holder) is dict else -1

    def _start_other(self, kind: str, name: str, found: dict[str, str]) -> None:
        self._deep_enough()
        if self.depth == 1 or kind in ("log", "trace", "event", "global"):
            self._start_frame(kind, name, found)
        elif self.holder is None:
            self._skip(self.depth)  # extensions, classifiers, attributes of the log itself
        elif kind in SCALARS or kind in ("list", "container"):
            self._nest(self.depth - 1)
            if "key" not in found or (kind in SCALARS and "value" not in found):
                raise self._not_xes(f"<{name}> without key or value")
            self._put(found["key"], [kind, found.get("value", "")])
        elif kind == "values" and self.depth > self.owner + 1:
            self._nest(self.depth)
        else:
            self._skip(self.depth)  # a tag of a later standard

    def _start_frame(self, kind: str, name: str, found: dict[str, str]) -> None:
        place = (self.depth, self.case is not None)
        if kind == "log" and place == (1, False):
            return
        if kind == "global" and place == (2, False):
            if found.get("scope") == "trace":
                self._own(self.declared)
            else:
                self._skip(self.depth)
        elif kind == "trace" and place == (2, False):
            self.case = Case(line=self.line)
            self.case_from = self.fed
            self._own(self.case.attributes)
        elif kind == "event" and self.depth == 3 and self.case is not None:
            event: Attributes = {}
            self.case.events.append(event)
            self._own(event)
        elif kind == "event" and place == (2, False):
            self._skip(self.depth)  # an event of no trace belongs to no case
        else:
            raise self._not_xes(f"<{name}> is out of place")

    def _own(self, holder: Any) -> None:
        self.outer.append((self.holder, self.owner))
        self._hold(holder, self.depth)

    def _nest(self, owner: int) -> None:
        """Give the last attribute children, unless this tag stands directly under the holder."""
        if self.depth == self.owner + 1:
            return
        holder = self.holder
        value = holder[self.key] if type(holder) is dict else holder[-1][1]
        if isinstance(value, str):
            value = ["string", value]
            if type(holder) is dict:
                holder[self.key] = value
            else:
                holder[-1][1] = value
        if len(value) == 2:
            value.append([])
        self.outer.append((holder, self.owner))
        self._hold(value[2], owner)

    def _put(self, key: str, value: list[Any]) -> None:
        stored: Value = value[1] if value[0] == "string" else value
        if type(self.holder) is dict:
            self.key = key
            self.holder[key] = stored
        else:
            self.holder.append([key, stored])

    def _deep_enough(self) -> None:
        if self.depth > self.limits.depth:
            raise BadLog("too_deep", line=self.line, limit=self.limits.depth)

    def _doctype(self, *_: Any) -> None:
        raise BadLog("doctype")

    def _not_xes(self, why: str) -> BadLog:
        return BadLog("not_xes", line=self.line, why=why)

    def _not_xml(self, failed: expat.ExpatError) -> BadLog:
        why = re.sub(r": line.*", "", str(failed))
        code = "not_xml"
        if failed.code in ENCODING_ERRORS:
            code = "bad_encoding"
        return BadLog(code, line=failed.lineno, column=failed.offset, why=why)


ENCODING_ERRORS = {
    expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
    expat.errors.codes[expat.errors.XML_ERROR_INCORRECT_ENCODING],
}


def kind_of(name: str) -> str:
    """Return the kind of a tag written with a namespace prefix ("xes:trace"); "" if unknown."""
    return KINDS.get(name.rpartition(":")[2], "")
