"""Which row holds the headings, and which column is which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from khe.base.sheets.columns import Column, Sheet, folded, names_of
from khe.base.sheets.opening import Unusable

SEARCHED = 20  # rows: above the headings people write who they are
GUIDE = "Hướng dẫn"  # the sheet that explains; never read


@dataclass
class Found:
    """The columns a heading row names, by their place from 0, and the headings nobody asked for."""

    columns: list[tuple[int, Column]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    twice: list[Column] = field(default_factory=list)


def fits(sheet: Sheet, rows: Sequence[tuple[int, list[Any]]]) -> bool:
    """Say whether one of the first rows could be the headings: half of the required, or two columns."""
    return _best(sheet, rows) is not None


def found_in(sheet: Sheet, rows: Sequence[tuple[int, list[Any]]]) -> tuple[int, Found]:
    """Return the number of the heading row and what it names. Raises Unusable for a column that is
    missing or there twice."""
    best = _best(sheet, rows)
    assert best is not None, "asked of a page that fits"  # noqa: S101
    number, found = best
    if found.twice:
        title = found.twice[0].title
        raise Unusable(
            _("Cột “%(title)s” có hai lần ở dòng tiêu đề (dòng %(n)s). Hãy bỏ bớt một cột.")
            % {"title": title, "n": number}
        )
    named = {column.key for _at, column in found.columns}
    missing = [str(c.title) for c in sheet.columns if c.required and c.key not in named]
    if missing:
        titles = "; ".join(f"“{title}”" for title in missing)
        raise Unusable(
            _("Thiếu cột bắt buộc ở dòng tiêu đề (dòng %(n)s): %(titles)s.")
            % {"n": number, "titles": titles}
        )
    return number, found


def _best(sheet: Sheet, rows: Sequence[tuple[int, list[Any]]]) -> tuple[int, Found] | None:
    names = {name: c for c in reversed(sheet.columns) for name in names_of(c.title)}
    names |= {folded(c.key): c for c in sheet.columns}
    candidates = [(number, _named(names, cells)) for number, cells in rows[:SEARCHED]]
    number, found = max(candidates, key=lambda one: len(one[1].columns), default=(0, Found()))
    enough = min(2, len(sheet.columns))
    return (number, found) if len(found.columns) >= enough else None


def _named(names: dict[str, Column], cells: Sequence[Any]) -> Found:
    found, seen = Found(), set()
    for at, cell in enumerate(cells):
        if not isinstance(cell, str) or not folded(cell):
            continue
        column = names.get(folded(cell)) or names.get(folded(re.sub(r"\([^)]*\)", " ", cell)))
        if column is None:
            found.unused.append(" ".join(cell.split())[:60])
        elif column.key in seen:
            found.twice.append(column)
        else:
            seen.add(column.key)
            found.columns.append((at, column))
    return found
