"""Prescribed layouts as data: one TOML file each, with its legal basis, days of force and confidence.

Lengths are millimetres, sizes of letters points.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ADMINISTRATIVE, PARTY = "administrative", "party"


@dataclass(frozen=True)
class Layout:
    """A prescribed layout. `first` and `last` are the days it is in force (`last` None: still)."""

    code: str
    kind: str  # administrative, party
    basis: str
    confidence: str  # high, medium, low: how well the source was checked
    note: str
    first: date
    last: date | None
    top: float
    bottom: float
    left: float
    right: float
    national_title: str  # QUỐC HIỆU, or the Party's name
    motto: str  # "" in Party documents
    head_size: float  # national title, superior, issuer
    motto_size: float
    number_size: float
    date_size: float
    kind_size: float
    title_size: float
    body_size: float
    line: float  # distance of lines of the text, points
    space: float  # between paragraphs, points
    indent: float
    signer_size: float
    recipients_size: float
    recipients_list_size: float
    number_label: str  # "Số: ", "Số "
    number_joint: str  # between number and symbol: "/", "-"
    end_mark: str  # "./.", "."
    numbering: str  # year, term: what a register counts within
    star: bool  # an asterisk under the issuer instead of a rule
    recipients_rule: bool  # "Nơi nhận" underlined instead of italic
    font: str = "Times New Roman"

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


def layout(kind: str, day: date) -> Layout:
    """Return the layout of a kind ("administrative", "party") in force on a day.

    A day before the first one we know gets the earliest. LookupError for a kind that does not exist.
    """
    known = [one for one in all_layouts() if one.kind == kind]
    if not known:
        raise LookupError(f"no layout of kind {kind!r}")
    return next((one for one in reversed(known) if one.first <= day), known[0])


@lru_cache(maxsize=1)
def all_layouts() -> tuple[Layout, ...]:
    """Return every layout, the earliest first."""
    found = (_read(path) for path in HERE.glob("*.toml"))
    return tuple(sorted(found, key=lambda one: (one.kind, one.first)))


def _read(path: Path) -> Layout:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    flat: dict[str, Any] = {"code": path.stem, "last": None}
    for key, value in data.items():
        flat |= value if isinstance(value, dict) else {key: value}
    unknown = set(flat) - {field.name for field in fields(Layout)}
    if unknown:
        raise ValueError(f"{path.name}: unknown {', '.join(sorted(unknown))}")
    return Layout(**flat)
