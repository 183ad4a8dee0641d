"""Packs of indicators that come with the application (data/*.toml): groups, items, weights, legal basis."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
QD766 = "qd766"


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of a pack: a share that gives up to `weight` points, all of them from `full_at` on.

    `part` and `whole` are figures: numerator and denominator ("" for `whole`: `part` is a share itself).
    "" for `part`: the value is not in our records. `sure`: how well the weight is known ("high",
    "medium", "low"). `link` narrows the list of dossiers to what was counted.
    """

    code: str
    title: str
    formula: str
    weight: float
    sure: str
    full_at: float = 1.0
    part: str = ""
    whole: str = ""
    link: str = ""
    note: str = ""

    @property
    def figures(self) -> tuple[str, ...]:
        """Return the ids of the figures it is made of; none for one that is typed in."""
        return tuple(id for id in (self.part, self.whole) if id)


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together; `weight` is what the decision gives them in all."""

    code: str
    title: str
    weight: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack with its legal basis, and what is not sure about it."""

    code: str
    title: str
    basis: str
    note: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items of all groups, in their order."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, code: str) -> Item:
        """Return an item; KeyError for a code it does not have."""
        return {item.code: item for item in self.items}[code]


@cache
def pack(code: str = QD766) -> Pack:
    """Return a shipped pack; KeyError for another code."""
    if code != QD766:
        raise KeyError(code)
    told: dict[str, Any] = tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8"))
    groups = tuple(
        Group(one["code"], one["title"], one["weight"], tuple(Item(**item) for item in one["item"]))
        for one in told["group"]
    )
    return Pack(told["code"], told["title"], told["basis"], told["note"], groups)
