"""What a spreadsheet is made of, and what was found in one: plain values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils import translation

from khe.base.people.names import plain

Kind = Literal["text", "date", "number", "choice", "flag"]


@dataclass(frozen=True)
class Column:
    """A column: `title` is its heading, `hint` and `example` explain it in the template.

    `kind` says what `Row.values` holds: text -> str ("" when blank), date -> date | None (local),
    number -> int | Decimal | None, choice -> a key of `choices` ("" when blank), flag -> bool.
    `longest` is the most characters of a text; `width` is in characters.
    """

    key: str
    title: Any
    kind: Kind = "text"
    required: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)  # {value: title}
    hint: Any = ""
    example: Any = ""
    width: int = 20
    longest: int = 200


@dataclass(frozen=True)
class Sheet:
    """A kind of list: `key` names it in signed confirmations, `title` is the name of the tab."""

    key: str
    title: Any
    columns: Sequence[Column]


@dataclass(frozen=True)
class Fault:
    """What must be put right: the cell ("C7", "" for the whole file), its heading, what to do."""

    cell: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """A row without faults. `number` is that of the file; a column that the file does not have is
    not in `values`, so that it can be told from a cell left blank."""

    number: int
    values: dict[str, Any]
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # {key: (letter, title)}

    def fault(self, key: str, sentence: Any) -> Fault:
        """Return a fault of one of this row's cells, for a Plan."""
        letter, title = self.places.get(key, ("A", ""))
        return Fault(f"{letter}{self.number}", title, str(sentence))


@dataclass(frozen=True)
class Table:
    """What was read. `rows` holds only rows without faults; `unused` the headings nobody asked for."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """What an import would do to one thing; `fields` are (title, old, new) in words."""

    kind: Literal["add", "change", "same"]
    label: str
    fields: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class Plan:
    """Everything an import would do, and what in the rows does not fit what is known."""

    changes: Sequence[Change] = ()
    faults: Sequence[Fault] = ()


def folded(text: Any) -> str:
    """Return a heading or a choice for comparing: no diacritics, case, signs or extra spaces."""
    return " ".join(re.findall(r"\w+", plain(str(text))))


def names_of(title: Any) -> set[str]:
    """Return the ways a heading or choice may be written: in Vietnamese and in the page's language."""
    with translation.override("vi"):
        found = {folded(title)}
    return found | {folded(title)}
