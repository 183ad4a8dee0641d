"""What builders work with: a sheet that takes blocks, and gives each figure its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from khe.desks.reports.content import Block
from khe.desks.reports.counting import Counted
from khe.desks.reports.wording import Amount, Form, counted, measured, shown


@dataclass(frozen=True)
class Field:
    """A figure at its place: what becomes a `Bound`."""

    place: str
    form: Form
    counted: Counted
    than: str = ""
    shown: str = ""


@dataclass
class Sheet:
    """A draft in the making."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    basis: list[str] = field(default_factory=list)

    def add(self, *blocks: Block) -> None:
        """Take blocks."""
        self.blocks += blocks

    def bind(self, found: Counted, form: Form = Form.FULL, than: str = "") -> str:
        """Give a figure the next place and return it."""
        place = str(len(self.fields) + 1)
        before = self.fields[than].counted.amount if than else None
        said = shown(found.amount, form, before)
        self.fields[place] = Field(place, form, found, than, said)
        return place

    def sentence(self, now: Counted, before: Counted | None = None, when: str = "") -> str:
        """Bind a figure, with the one it is compared with, and return the sentence on it; `when` begins it
        ("từ tháng 1/2013 đến hết tháng 3/2015")."""
        if now.amount.value is None:
            return measured(now.amount, "")
        at = self.bind(now)
        if before is None or before.amount.value is None:
            held = before.amount if before else None
            return measured(now.amount, at, held, "-" if before else "", when=when)
        than = self.bind(before, Form.SHORT)
        way = self.bind(now, Form.CHANGE, than)
        return measured(now.amount, at, before.amount, than, way, when)

    def counts(self, found: Sequence[Counted], lead: str = "Trong kỳ đã") -> list[str]:
        """Bind counts and return the sentences on them."""
        placed = [(one.amount, self._placed(one)) for one in found]
        return counted(placed, lead)

    def _placed(self, one: Counted) -> str:
        """Bind a count that will be said with its number; a nought with a verb is said in words."""
        if one.amount.value is None or (one.amount.value == 0 and one.amount.noun.verb):
            return "-"
        return self.bind(one, Form.COUNT)

    def amounts(self) -> list[Amount]:
        """Return the figures bound, in order of their places."""
        return [one.counted.amount for one in self.fields.values()]
