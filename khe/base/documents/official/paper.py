"""What an official document says: one dataclass, and the blocks of its text. Pure.

Texts are plain: never markup of typst, Word or a template.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khe.base.documents.layouts import Layout


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph, its first line indented."""

    text: str


@dataclass(frozen=True)
class List:
    """Items, each a line that begins with a dash."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table whose heading is repeated on every page. `widths` are the columns' shares of the width."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Chart:
    """A chart over its points (label, value; None is a gap). `says` is what it shows, in a sentence: the
    text that stands for the picture. `shape` is "line" or "bar"; `target` a line across."""

    title: str
    points: Sequence[tuple[str, float | None]]
    says: str = ""
    unit: str = ""
    shape: str = "line"
    target: float | None = None


ROOM = 24  # letters of an issuer's name in capitals that surely stand on one line beside the national title
PLACE = re.compile(r" (?=(?:phường|xã|đặc khu|quận|huyện|thị xã|tỉnh|thành phố) )", re.IGNORECASE)


def in_lines(name: str) -> str:
    """Return a name broken before its place, where it is too long for one line: "Ủy ban nhân dân" / "phường
    Cái Khế"; never in the middle of a name."""
    return name if len(name) <= ROOM else PLACE.sub("\n", name, count=1)


Block = Heading | Para | List | Table | Chart


@dataclass(frozen=True, kw_only=True)
class Paper:
    """An official document. `number` None prints room for it; `symbol` is what stands after it:
    "BC/ĐU" of the Party (05-BC/ĐU), "BC-UBND" of the administration (05/BC-UBND)."""

    layout: Layout
    kind_code: str  # BC
    kind_name: str  # BÁO CÁO
    symbol: str
    issuer: str
    place: str
    day: date | None  # None leaves room for the day
    title: str
    blocks: Sequence[Block]
    number: int | None = None
    superior: str = ""
    basis: Sequence[str] = ()
    signer_capacity: str = ""  # "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ"
    signer_title: str = ""  # "CHỦ TỊCH"
    signer_name: str = ""
    recipients: Sequence[str] = ()
    draft: bool = False

    @property
    def code(self) -> str:
        """Return number and symbol as the layout joins them; dots where the number is still to come."""
        shown = "....." if self.number is None else f"{self.number:02d}"
        form = self.layout
        return f"{form.number_label}{shown}{form.number_joint}{self.symbol}"
