"""The blocks of a document as plain values (JSON), and the way they are typed in boxes. Pure.

A block is one of
    {"kind": "heading", "level": 1…3, "text"}   {"kind": "para", "text"}   {"kind": "list", "items": [text]}
    {"kind": "table", "title", "head": [text], "rows": [[text]], "widths": [number]}
    {"kind": "chart", "title", "says", "shape": "line"|"bar", "unit": "%"|word,
     "points": [[label, "[[place]]"|None]], "target": value|None}
Texts hold figures as fields `[[place]]`, and so do the points of a chart.
A box of the page holds one block: a list one item a line, a table one row a line with its cells set apart
by " | ". Each line of a paragraph's box is a paragraph; an empty box leaves its block out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khe.desks.reports.wording import fields_in

Block = dict[str, Any]
CELLS = " | "


def heading(text: str, level: int = 1) -> Block:
    """Return a heading."""
    return {"kind": "heading", "level": level, "text": text}


def para(text: str) -> Block:
    """Return a paragraph."""
    return {"kind": "para", "text": text}


def items(texts: Sequence[str]) -> Block:
    """Return a list."""
    return {"kind": "list", "items": list(texts)}


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    title: str = "",
    widths: Sequence[float] = (),
) -> Block:
    """Return a table; `widths` are the columns' shares of the width."""
    return {
        "kind": "table", "title": title, "head": list(head), "rows": [list(row) for row in rows],
        "widths": list(widths),
    }  # fmt: skip


def chart(
    title: str, points: Sequence[tuple[str, str | None]], *, says: str = "", unit: str = "",
    shape: str = "line", target: float | None = None,
) -> Block:  # fmt: skip
    """Return a chart; a point is a label and the field of its figure, None is a gap."""
    return {
        "kind": "chart", "title": title, "says": says, "shape": shape, "unit": unit,
        "points": [list(point) for point in points], "target": target,
    }  # fmt: skip


def texts(block: Block) -> list[str]:
    """Return the texts of a block in which fields may stand."""
    match block["kind"]:
        case "list":
            return [str(item) for item in block["items"]]
        case "table":
            return [str(cell) for row in block["rows"] for cell in row]
        case "chart":
            return [str(block["says"])]
        case _:
            return [str(block["text"])]


def places(blocks: Sequence[Block]) -> list[str]:
    """Return the places of all fields, in order, each once; also those of the points of charts."""
    found = (place for block in blocks for text in _all(block) for place in fields_in(text))
    return list(dict.fromkeys(found))


def _all(block: Block) -> list[str]:
    drawn = block["points"] if block["kind"] == "chart" else []
    return [*texts(block), *(field for _label, field in drawn if field)]


def points(block: Block, numbers: Mapping[str, float | None]) -> Iterator[tuple[str, float | None]]:
    """Yield the points of a chart as (label, value); a share in percent."""
    for label, field in block["points"]:
        place = next(iter(fields_in(field or "")), "")
        yield str(label), numbers.get(place)


def typed(block: Block) -> str:
    """Return a block as its box shows it."""
    match block["kind"]:
        case "list":
            return "\n".join(block["items"])
        case "table":
            return "\n".join(CELLS.join(row) for row in block["rows"])
        case "chart":
            return str(block["says"])
        case _:
            return str(block["text"])


def read(block: Block, text: str) -> Iterator[Block]:
    """Yield what a box makes of its block: nothing when it was emptied (a chart stays)."""
    lines = [line for raw in text.splitlines() if (line := " ".join(raw.split()))]
    kind = block["kind"]
    if kind == "chart":
        yield {**block, "says": " ".join(lines)}
    elif not lines:
        return
    elif kind == "list":
        yield {**block, "items": lines}
    elif kind == "table":
        yield {**block, "rows": [_cells(line, len(block["head"])) for line in lines]}
    elif kind == "heading":
        yield {**block, "text": " ".join(lines)}
    else:
        yield from (para(line) for line in lines)


def _cells(line: str, count: int) -> list[str]:
    """Return as many cells as the table has columns; what is too much stays in the last."""
    cells = [cell.strip() for cell in line.split("|", count - 1)]
    return cells + [""] * (count - len(cells))
