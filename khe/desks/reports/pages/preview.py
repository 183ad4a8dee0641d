"""The text of a document on the screen: every figure a link to its row in the table of figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from khe.base.web.charts import Figure, Point, bar_chart, line_chart
from khe.desks.reports import content, queries
from khe.desks.reports.content import Block
from khe.desks.reports.models import Bound
from khe.desks.reports.wording import filled


def shown(blocks: Sequence[Block], bounds: Sequence[Bound]) -> list[dict[str, Any]]:
    """Return the blocks as the page draws them."""
    known = {bound.place: bound for bound in bounds}
    return [_block(block, known) for block in blocks]


def _block(block: Block, known: Mapping[str, Bound]) -> dict[str, Any]:
    kind = block["kind"]
    if kind == "list":
        return {"kind": kind, "items": [text(item, known) for item in block["items"]]}
    if kind == "table":
        head = block["head"]
        rows = [
            list(zip(head, (text(c, known) for c in row), strict=False)) for row in block["rows"]
        ]
        return {**block, "rows": rows}
    if kind == "chart":
        return {"kind": kind, "figure": drawn(block, known)}
    return {**block, "text": text(block["text"], known)}


def text(raw: str, known: Mapping[str, Bound]) -> SafeString:
    """Return a text, escaped, with its figures as links."""
    values = {place: bound.shown for place, bound in known.items()}
    return mark_safe(filled(escape(raw), values, lambda place, said: _link(place, said, known)))  # noqa: S308 - escaped above


def _link(place: str, said: str, known: Mapping[str, Bound]) -> str:
    bound = known.get(place)
    css = "rp-field is-manual" if bound and bound.manual else "rp-field"
    label = bound.label if bound else ""
    return format_html('<a class="{}" href="#so-{}" title="{}">{}</a>', css, place, label, said)


def drawn(block: Block, known: Mapping[str, Bound]) -> Figure:
    """Return the chart of a block for the screen."""
    numbers = queries.numbers_of(list(known.values()))
    points = [Point(label, value) for label, value in content.points(block, numbers)]
    says = filled(block["says"], {place: bound.shown for place, bound in known.items()})
    unit = f" {block['unit']}" if block["unit"] else ""
    if block["shape"] == "bar":
        return bar_chart(points, title=block["title"], says=says, unit=unit)
    return line_chart(points, title=block["title"], says=says, unit=unit, target=block["target"])
