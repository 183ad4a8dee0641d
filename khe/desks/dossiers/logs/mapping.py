"""Which attribute of a log means what: a small TOML file. Pure but for reading that file.

Keys of a map, all optional but `name`:

    name, timezone (of times written without one; default Asia/Ho_Chi_Minh),
    recognise (attributes by which a log is known to be of this sort)
    [case]     code, received, due, settled, status, fee, channel, field, field_separator,
               procedure, procedure_code, officer: the trace attribute that says so
    [statuses] VALUE = "closed" | "open" | "stopped"
    [channels] VALUE = "direct" | "post" | "online"
    [event]    activity, time, resource (default: the standard's concept:name, time:timestamp,
               org:resource), due, finished (default: the event's time)
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from khe.desks.dossiers.logs.problems import BadLog
from khe.desks.dossiers.states import Channel

FOLDER = Path(__file__).resolve().parent.parent / "data" / "maps"
SHIPPED = ("khe", "receipt", "bpic15")  # tried in this order; else `generic`
STATES = ("closed", "open", "stopped")
LARGEST = 256 * 1024


@dataclass(frozen=True)
class CaseMap:
    """The trace attribute that says each thing about the case; "" where none does."""

    code: str = "concept:name"
    received: str = ""
    due: str = ""
    settled: str = ""
    status: str = ""
    fee: str = ""
    channel: str = ""
    field: str = ""
    field_separator: str = ""
    procedure: str = ""
    procedure_code: str = ""
    officer: str = ""


@dataclass(frozen=True)
class EventMap:
    """The event attribute that says each thing."""

    activity: str = "concept:name"
    time: str = "time:timestamp"
    resource: str = "org:resource"
    due: str = ""
    finished: str = ""


@dataclass(frozen=True)
class Map:
    """One mapping. See the module for its meaning."""

    name: str
    timezone: str = "Asia/Ho_Chi_Minh"
    recognise: tuple[str, ...] = ()
    case: CaseMap = field(default_factory=CaseMap)
    event: EventMap = field(default_factory=EventMap)
    statuses: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the zone of times that name none."""
        return ZoneInfo(self.timezone)


def shipped(name: str) -> Map:
    """Return a mapping that comes with Khế."""
    return load(FOLDER / f"{name}.toml")


def recognised(attributes: Iterable[str]) -> Map:
    """Return the shipped mapping whose attributes are all present; else the generic one."""
    present = set(attributes)
    found = (shipped(name) for name in SHIPPED)
    return next((m for m in found if present.issuperset(m.recognise)), None) or shipped("generic")


def load(path: Path) -> Map:
    """Read a mapping; raise BadLog (bad_map) saying what is wrong with it."""
    try:
        if not path.is_file():
            raise ValueError("không có tệp này" if not path.exists() else "không phải là tệp")
        with path.open("rb") as stream:
            text = stream.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise ValueError("tệp quá lớn")
        return _map(tomllib.loads(text.decode()), path.stem)
    except (OSError, ValueError) as failed:  # TOML and decoding errors are ValueErrors
        raise BadLog("bad_map", name=path.name, why=failed) from None


def _map(words: dict[str, Any], stem: str) -> Map:
    _only(words, {f.name for f in fields(Map)}, "")
    found = Map(
        name=_texts({"name": words.get("name", stem)}, "name")["name"][:40],
        timezone=_texts({"timezone": words.get("timezone", Map.timezone)}, "timezone")["timezone"],
        recognise=_recognise(words.get("recognise", [])),
        case=_part(CaseMap, words, "case"),
        event=_part(EventMap, words, "event"),
        statuses=_choices(words, "statuses", STATES),
        channels=_choices(words, "channels", tuple(Channel.values)),
    )
    try:
        found.zone  # noqa: B018 - is it a zone at all?
    except (LookupError, OSError, ValueError):
        raise ValueError(f"timezone = {found.timezone!r}") from None
    return found


def _recognise(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise ValueError("recognise: cần một danh sách chữ")
    return tuple(found)


def _part(shape: type, words: dict[str, Any], name: str) -> Any:
    part = _table(words, name)
    _only(part, {f.name for f in fields(shape)}, name)
    return shape(**_texts(part, name))


def _choices(words: dict[str, Any], name: str, allowed: tuple[str, ...]) -> dict[str, str]:
    found = _texts(_table(words, name), name)
    for key, value in found.items():
        if value not in allowed:
            raise ValueError(f"[{name}] {key} = {value!r} (chỉ dùng {', '.join(allowed)})")
    return found


def _table(words: dict[str, Any], name: str) -> dict[str, Any]:
    found = words.get(name, {})
    if not isinstance(found, dict):
        raise ValueError(f"[{name}] phải là một bảng")
    return found


def _texts(found: dict[str, Any], name: str) -> dict[str, str]:
    for key, value in found.items():
        if not isinstance(value, str):
            raise ValueError(f"[{name}] {key}: cần chữ")
    return found


def _only(found: dict[str, Any], known: set[str], name: str) -> None:
    unknown = sorted(set(found) - known)
    if unknown:
        raise ValueError(f"[{name}] không biết {', '.join(unknown)}" if name else unknown[0])
