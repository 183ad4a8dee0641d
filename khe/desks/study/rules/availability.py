"""When somebody can come, or a hall is open: windows of days and parts of the day, as data.

A window is a dict: {"weekdays": [0…6] (Monday 0), "parts": ["am", "pm", "eve"], "from": "2026-03-09",
"to": "2026-03-13", "why": text}; what is absent does not restrict. Days are local, both ends included.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

PARTS = ("am", "pm", "eve")


class BadWindow(ValueError):
    """A window that cannot be read, or ends before it begins."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days and parts of the day."""

    weekdays: frozenset[int] = frozenset(range(7))
    parts: frozenset[str] = frozenset(PARTS)
    first: date | None = None
    last: date | None = None
    why: str = ""

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "Window":
        """Return the window of its JSON. Raises BadWindow."""
        try:
            weekdays = frozenset(int(n) for n in data.get("weekdays") or range(7))
            first, last = (
                date.fromisoformat(data[k]) if data.get(k) else None for k in ("from", "to")
            )
        except (TypeError, ValueError) as wrong:
            raise BadWindow from wrong
        parts = frozenset(data.get("parts") or PARTS)
        backwards = first is not None and last is not None and last < first
        if backwards or not weekdays <= set(range(7)) or not parts <= set(PARTS):
            raise BadWindow
        return cls(weekdays, parts, first, last, str(data.get("why", "")))

    def covers(self, day: date, part: str) -> bool:
        """Say whether a part of a local day lies in it."""
        return (
            day.weekday() in self.weekdays
            and part in self.parts
            and (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as `parse` takes it, without what does not restrict."""
        found: dict[str, Any] = {}
        if len(self.weekdays) < len(range(7)):
            found["weekdays"] = sorted(self.weekdays)
        if len(self.parts) < len(PARTS):
            found["parts"] = [part for part in PARTS if part in self.parts]
        if self.first:
            found["from"] = self.first.isoformat()
        if self.last:
            found["to"] = self.last.isoformat()
        if self.why:
            found["why"] = self.why
        return found


@dataclass(frozen=True, slots=True)
class Availability:
    """`only`: nothing outside them (none: always). `never`: not then. `rather_not`: better not then."""

    only: tuple[Window, ...] = ()
    never: tuple[Window, ...] = ()
    rather_not: tuple[Window, ...] = ()

    @classmethod
    def parse(cls, data: Mapping[str, Any] | None) -> "Availability":
        """Return what {"only": […], "not": […], "rather_not": […]} says. Raises BadWindow."""
        data = data or {}
        return cls(*(_windows(data.get(key, ())) for key in ("only", "not", "rather_not")))

    def allows(self, day: date, part: str) -> bool:
        """Say whether a part of a local day is possible."""
        is_open = not self.only or any(w.covers(day, part) for w in self.only)
        return is_open and not any(w.covers(day, part) for w in self.never)

    def welcomes(self, day: date, part: str) -> bool:
        """Say whether nothing speaks against it, not even a wish."""
        return self.allows(day, part) and not any(w.covers(day, part) for w in self.rather_not)


def _windows(listed: Iterable[Mapping[str, Any]]) -> tuple[Window, ...]:
    return tuple(Window.parse(window) for window in listed)


def is_readable(data: Mapping[str, Any] | None) -> bool:
    """Say whether availability as JSON can be read."""
    try:
        Availability.parse(data)
    except BadWindow:
        return False
    return True


def part_of(hour: int) -> str:
    """Return the part of the day of a local hour (0…23): morning until 12, evening from 17."""
    noon, evening = 12, 17
    return "am" if hour < noon else "pm" if hour < evening else "eve"
