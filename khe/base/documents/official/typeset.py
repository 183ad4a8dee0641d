"""An official document as PDF, and its charts as pictures."""

from dataclasses import fields
from datetime import datetime
from typing import Any, cast

import typst

from khe.base.documents.dates import date_words
from khe.base.documents.official.charts import svg
from khe.base.documents.official.paper import Block, Chart, List, Paper, Para, Table, in_lines
from khe.base.documents.render import FONTS, font_book, render_pdf

TEMPLATE = "official.typ"
PICTURE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg", width: 155mm)\n'


def pdf(paper: Paper, at: datetime) -> bytes:
    """Return the PDF; the same paper and `at` give the same bytes. Raises DocumentError."""
    charts = [block for block in paper.blocks if isinstance(block, Chart)]
    pictures = {f"chart-{n}.svg": svg(chart).encode() for n, chart in enumerate(charts)}
    return render_pdf(TEMPLATE, _data(paper), pictures=pictures, at=at)


def chart_png(chart: Chart) -> bytes:
    """Return a chart as PNG, for Word."""
    files = {"main.typ": PICTURE, "chart.svg": svg(chart).encode()}
    return typst.compile(
        cast("Any", files), root=str(FONTS), font_paths=font_book(), format="png", ppi=200.0
    )


def day_line(paper: Paper) -> str:
    """Return place and day: "Cái Khế, ngày 04 tháng 5 năm 2015"; dots for a day that is still to come."""
    if paper.day is None:
        return f"{paper.place}, ngày ..... tháng ..... năm ......"
    return f"{paper.place}, {date_words(paper.day)}"


def end_marked(paper: Paper) -> list[Block]:
    """Return the blocks; the last paragraph or list ends with the mark of the layout."""
    blocks = list(paper.blocks)
    mark = paper.layout.end_mark
    if blocks and isinstance(blocks[-1], List) and blocks[-1].items:
        *items, last = blocks[-1].items
        blocks[-1] = List((*items, _ended(last, mark)))
    elif blocks and isinstance(blocks[-1], Para):
        blocks[-1] = Para(_ended(blocks[-1].text, mark))
    return blocks


def _ended(text: str, mark: str) -> str:
    return text if text.endswith(mark) else text.rstrip(".;: ") + mark


def _data(paper: Paper) -> dict[str, Any]:
    form = paper.layout
    sizes = {field.name: getattr(form, field.name) for field in fields(form)}
    for name, value in sizes.items():
        if isinstance(value, float):
            sizes[name] = str(value)
    names = (
        "kind_name", "superior", "issuer", "title", "basis", "signer_capacity", "signer_title",
        "signer_name", "recipients", "draft",
    )  # fmt: skip
    head = {name: getattr(paper, name) for name in names}
    head |= {name: in_lines(head[name]).split("\n") for name in ("superior", "issuer")}
    return head | {
        "layout": {k: v for k, v in sizes.items() if k not in ("first", "last")},
        "code": paper.code,
        "day_line": day_line(paper),
        "blocks": [_block(block) for block in end_marked(paper)],
    }


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    values = {field.name: getattr(block, field.name) for field in fields(block)}
    if isinstance(block, Chart):
        return {"kind": kind, "title": block.title, "says": block.says}
    if isinstance(block, Table):
        count = len(block.head)
        shares = list(block.widths) if len(block.widths) == count else [1] * count
        values["widths"] = [round(1000 * share) for share in shares]
        values["rows"] = [(list(row) + [""] * count)[:count] for row in block.rows]
        values["numeric"] = [_is_numeric(values["rows"], n) for n in range(count)]
    return {"kind": kind, **values}


def _is_numeric(rows: list[list[str]], column: int) -> bool:
    cells = [row[column].strip() for row in rows if row[column].strip()]
    return bool(cells) and all(len(cell) <= 12 and cell[0] in "0123456789-–−+…" for cell in cells)
