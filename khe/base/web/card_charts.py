"""Small charts for cards: a series with its baseline and target, as of `charts`."""

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khe.base.web.charts import Figure, Frame, Point, figure, line, speller, summary, svg


def card_chart(
    points: Sequence[Point],
    *,
    title: str,
    unit: str = "",
    places: int = 1,
    baseline: float | None = None,
    target: float | None = None,
    start: float | None = None,
    heads: Sequence[str] = (),
) -> Figure:
    """Draw a small series for a card: dotted baseline, dashed target, and a vertical line where the
    work began (`start`: place among the points, fractions allowed). Marks of points as in `line_chart`.
    """
    known = [point.value for point in points if point.value is not None]
    edges = [*known, *(v for v in (baseline, target) if v is not None)] or [0.0, 1.0]
    low, high = min(edges), max(edges)
    frame = Frame(210, 78, low, high if high > low else low + 1, len(points),
                  left=4, right=52, top=12, bottom=12)  # fmt: skip
    spell = speller(unit, places)
    marks = [_level(frame, baseline, "c-base", "", _("Ban đầu"), other=target)]
    marks += [_level(frame, target, "c-target", "t-done", _("Đích"))]
    if start is not None and 0 <= start <= max(len(points) - 1, 0):
        x = frame.x(start)
        change = '<line class="c-change" x1="{}" x2="{}" y1="0" y2="78"/>'
        marks.append(format_html(change, x, x))
    marks += [line(frame, points), _small_dots(frame, points, spell)]
    drawn = svg(frame, summary(title, points, spell), marks)
    return figure(title, "", (drawn, drawn), points, spell, heads)


def _level(
    frame: Frame,
    value: float | None,
    css: str,
    text_css: str,
    name: str,
    other: float | None = None,
) -> SafeString:
    """Draw a level and name it at the right, clear of the name of another level close to it."""
    if value is None:
        return SafeString("")
    y = frame.y(value)
    gap = y - frame.y(other) if other is not None else 20
    shift = 0 if abs(gap) >= 12 else (12 - abs(gap)) * (1 if gap >= 0 else -1)
    return format_html(
        '<line class="{}" x1="0" x2="{}" y1="{}" y2="{}"/><text class="{}" x="{}" y="{}">{}</text>',
        css, frame.width - frame.right + 4, y, y, text_css, frame.width - frame.right + 7,
        round(y + 4 + shift, 1), name,
    )  # fmt: skip


def _small_dots(
    frame: Frame, points: Sequence[Point], spell: Callable[[float | None], str]
) -> SafeString:
    """Draw the points without their figures; the last one is larger."""
    known = [(i, p, p.value) for i, p in enumerate(points) if p.value is not None]
    drawn = []
    for i, p, v in known:
        x, y, size = frame.x(i), frame.y(v), 4.0 if i == known[-1][0] else 2.5
        said = f"{p.label}: {spell(v)}"
        if p.mark == "bad":
            edge = size + 1.2
            path = (
                '<path class="c-dot bad" d="M{} {}l{} {}l-{} {}l-{} -{}z"><title>{}</title></path>'
            )
            drawn.append(
                format_html(path, x, round(y - edge, 1), edge, edge, edge, edge, edge, edge, said)
            )
        else:
            circle = '<circle class="c-dot{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>'
            hit = " hit" if p.mark == "hit" else ""
            drawn.append(format_html(circle, hit, x, y, size, said))
    return format_html_join("", "{}", ((one,) for one in drawn))
