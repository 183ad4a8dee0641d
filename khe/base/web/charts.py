"""Charts drawn on the server: figures in, SVG out, each with its table and a narrow form for phones.

Pure: no clock, no database, no colours (those are classes of parts.css). All text is escaped.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khe.base.web import phrases


@dataclass(frozen=True)
class Point:
    """One figure of a series; None leaves a gap. `mark` is hit, bad or nothing."""

    label: str
    value: float | None
    mark: str = ""
    note: str = ""  # what the table says beside the figure, e.g. "372 trong 383"


@dataclass(frozen=True)
class Band:
    """Ordinary variation (XmR): the mean and its natural limits."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Span:
    """Ordinary variation of the points from place `first` to `last` (from 0), between known changes; not
    `own`: taken on from the span before."""

    first: int
    last: int
    band: Band
    own: bool = True


@dataclass(frozen=True)
class Figure:
    """A chart ready for {% chart %}: two drawings, a sentence, and the table behind them."""

    title: str
    says: str
    wide: SafeString
    narrow: SafeString
    summary: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Frame:
    """Where things lie on a drawing of `width` by `height`, values from `low` to `high`."""

    width: int
    height: int
    low: float
    high: float
    count: int
    left: int = 44
    right: int = 64
    top: int = 14
    bottom: int = 26
    format: Callable[[float], str] = field(default=lambda number: phrases.decimal(number, 0))

    def x(self, index: float) -> float:
        """Return the place of the n-th point; a single one stands in the middle."""
        room = self.width - self.left - self.right
        return round(self.left + room * (index / (self.count - 1) if self.count > 1 else 0.5), 1)

    def y(self, value: float) -> float:
        """Return the height of a value."""
        room = self.height - self.top - self.bottom
        span = (self.high - self.low) or 1
        return round(self.top + room * (1 - (value - self.low) / span), 1)


def line_chart(
    points: Sequence[Point],
    *,
    title: str,
    says: str = "",
    unit: str = "",
    places: int = 1,
    target: float | None = None,
    band: Band | None = None,
    bands: Sequence[Span] = (),
    heads: Sequence[str] = (),
) -> Figure:
    """Draw a series over time, with a target line and the band of ordinary variation if given;
    `bands` are those of several phases, drawn apart, with a line where each of them begins.

    `says` is the conclusion, shown before the drawing; `heads` are the heads of the table
    (label, figure and, where points have notes, what the figure is made of).
    """
    known = [point.value for point in points if point.value is not None]
    edges = known + ([target] if target is not None else [])
    if len(bands) == 1 and band is None:
        band, bands = bands[0].band, ()
    for one in [band, *(span.band for span in bands)]:
        edges += [one.low, one.high] if one else []
    low, high, step = ticks(min(edges, default=0), max(edges, default=1))
    spell = speller(unit, places)
    drawings = []
    for width, height, right in ((760, 220, 72), (344, 210, 58)):
        frame = Frame(width, height, low, high, len(points), right=right, format=_axis(unit, step))
        marks = [
            _grid(frame, step),
            _band(frame, band),
            *_spans(frame, bands),
            _target(frame, target),
        ]
        marks += [line(frame, points), _dots(frame, points, spell), _labels(frame, points)]
        drawings.append(svg(frame, summary(title, points, spell), marks))
    return figure(title, says, drawings, points, spell, heads)


def bar_chart(
    points: Sequence[Point],
    *,
    title: str,
    says: str = "",
    unit: str = "",
    places: int = 0,
    heads: Sequence[str] = (),
) -> Figure:
    """Draw columns from zero, e.g. a count per month; `mark` of a point is a status kind."""
    known = [point.value for point in points if point.value is not None]
    low, high, step = ticks(0, max(known, default=1))
    spell = speller(unit, places)
    drawings = []
    for width, height in ((760, 220), (344, 210)):
        frame = Frame(width, height, low, high, len(points) + 1, right=8, format=_axis(unit, step))
        marks = [_grid(frame, step), _columns(frame, points, spell), _labels(frame, points, 0.5)]
        drawings.append(svg(frame, summary(title, points, spell), marks))
    return figure(title, says, drawings, points, spell, heads)


def ticks(low: float, high: float, about: int = 4) -> tuple[float, float, float]:
    """Return (lowest, highest, step) of round axis values that hold low to high."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        low, high = (low, low + 1) if math.isfinite(low) else (0.0, 1.0)
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough * 0.999)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def speller(unit: str, places: int) -> Callable[[float | None], str]:
    """Return a function that writes a value with its unit; a dash for None."""

    def spell(value: float | None) -> str:
        return "–" if value is None else f"{phrases.decimal(value, places)}{unit}"

    return spell


def _axis(unit: str, step: float) -> Callable[[float], str]:
    places = 0 if step >= 1 and step == int(step) else max(1, -math.floor(math.log10(step)))
    return lambda value: f"{phrases.decimal(value, places)}{unit}"


def svg(frame: Frame, summary: str, marks: Sequence[SafeString]) -> SafeString:
    """Put marks together to a drawing that says its summary to those who do not see it."""
    body = format_html_join("", "{}", ((mark,) for mark in marks))
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">{}</svg>',
        frame.width, frame.height, summary, body,
    )  # fmt: skip


def summary(title: str, points: Sequence[Point], spell: Callable[[float | None], str]) -> str:
    """Say in a sentence what a chart shows."""
    known = [point for point in points if point.value is not None]
    if not known:
        return _("%(title)s: chưa có số liệu") % {"title": title}
    first, last = known[0], known[-1]
    if first is last:
        return f"{title}: {first.label} {spell(first.value)}"
    return _("%(title)s: từ %(first)s (%(from)s) đến %(last)s (%(to)s)") % {
        "title": title,
        "first": spell(first.value),
        "from": first.label,
        "last": spell(last.value),
        "to": last.label,
    }


def _grid(frame: Frame, step: float) -> SafeString:
    values = [frame.low + step * n for n in range(round((frame.high - frame.low) / step) + 1)]
    x1, x2 = frame.left, frame.width - frame.right + 4
    lines = [
        (x1, x2, y, y, x1 - 8, y + 4, frame.format(value))
        for value, y in ((value, frame.y(value)) for value in values)
    ]
    return format_html_join(
        "",
        '<line class="c-grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="t-r" x="{}" y="{}">{}</text>',
        lines,
    )


def _band(frame: Frame, band: Band | None) -> SafeString:
    if band is None:
        return SafeString("")
    x1, x2 = frame.left, frame.width - frame.right + 4
    top, bottom, mean = frame.y(band.high), frame.y(band.low), frame.y(band.mean)
    return format_html(
        '<rect class="c-band" x="{}" y="{}" width="{}" height="{}"/>'
        '<line class="c-mean" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text x="{}" y="{}">{}</text>',
        x1, top, x2 - x1, round(bottom - top, 1), x1, x2, mean, mean,
        x2 + 6, mean + 4, _("thường"),
    )  # fmt: skip


def _spans(frame: Frame, spans: Sequence[Span]) -> list[SafeString]:
    """Draw the bands of phases apart, each half-way to its neighbour's points; the last mean is named."""
    drawn = []
    half = (frame.x(1) - frame.x(0)) / 2 if frame.count > 1 else 0
    end = frame.width - frame.right + 4
    for n, span in enumerate(spans):
        x1 = round(max(frame.left, frame.x(span.first) - half), 1)
        x2 = round(min(end, frame.x(span.last) + half), 1)
        top, bottom, mean = (
            frame.y(v) for v in (span.band.high, span.band.low, span.band.mean)
        )  # fmt: skip
        drawn.append(
            format_html(
                '<rect class="c-band" x="{}" y="{}" width="{}" height="{}"/>'
                '<line class="c-mean" x1="{}" x2="{}" y1="{}" y2="{}"/>',
                x1, top, round(x2 - x1, 1), round(bottom - top, 1), x1, x2, mean, mean,
            )
        )  # fmt: skip
        if n:
            line = '<line class="c-change" x1="{}" x2="{}" y1="{}" y2="{}"/>'
            drawn.append(format_html(line, x1, x1, frame.top, frame.height - frame.bottom))
    if spans:
        y = frame.y(spans[-1].band.mean) + 4
        drawn.append(format_html('<text x="{}" y="{}">{}</text>', end + 6, y, _("thường")))
    return drawn


def _target(frame: Frame, target: float | None) -> SafeString:
    if target is None:
        return SafeString("")
    y, x2 = frame.y(target), frame.width - frame.right + 4
    return format_html(
        '<line class="c-target" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="t-done" x="{}" y="{}">{}</text>',
        frame.left, x2, y, y, x2 + 6, y + 4, _("Đích"),
    )  # fmt: skip


def line(frame: Frame, points: Sequence[Point]) -> SafeString:
    """Join neighbours; a gap in the figures is a gap in the line."""
    runs: list[list[str]] = [[]]
    for index, point in enumerate(points):
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(f"{frame.x(index)},{frame.y(point.value)}")
    return format_html_join(
        "", '<polyline class="c-line" points="{}"/>', ((" ".join(r),) for r in runs if len(r) > 1)
    )


def _dots(
    frame: Frame, points: Sequence[Point], spell: Callable[[float | None], str]
) -> SafeString:
    """Dots: filled where the target is met, a diamond where it got worse; the last one is named."""
    known = [(i, p, p.value) for i, p in enumerate(points) if p.value is not None]
    drawn = [_dot(frame.x(i), frame.y(v), p, spell(v), last=i == known[-1][0]) for i, p, v in known]
    return format_html_join("", "{}", ((dot,) for dot in drawn))


def _dot(x: float, y: float, point: Point, text: str, *, last: bool) -> SafeString:
    title = f"{point.label}: {text}"
    size = 4.5 if last else 3
    named = format_html('<text class="t-ink" x="{}" y="{}">{}</text>', x + 8, y - 8, text)
    label: SafeString | str = named if last else ""
    if point.mark == "bad":
        return format_html(
            '<path class="c-dot bad" d="M{} {}l{} {}l-{} {}l-{} -{}z"><title>{}</title></path>{}',
            x, y - size - 1, size + 1, size + 1, size + 1, size + 1, size + 1, size + 1, title,
            label,
        )  # fmt: skip
    css = " hit" if point.mark == "hit" else ""
    return format_html(
        '<circle class="c-dot{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>{}',
        css, x, y, size, title, label,
    )  # fmt: skip


def _columns(
    frame: Frame, points: Sequence[Point], spell: Callable[[float | None], str]
) -> SafeString:
    gap = frame.x(1) - frame.x(0)
    width = round(min(gap * 0.66, 48), 1)
    base = frame.y(max(frame.low, 0))
    columns = []
    for index, point in enumerate(points):
        if point.value is not None:
            x, y = round(frame.x(index + 0.5) - width / 2, 1), frame.y(point.value)
            title = f"{point.label}: {spell(point.value)}"
            columns.append((point.mark, x, y, width, round(max(base - y, 0), 1), title))
    return format_html_join(
        "",
        '<rect class="c-bar {}" x="{}" y="{}" width="{}" height="{}" rx="2">'
        "<title>{}</title></rect>",
        columns,
    )


def _labels(frame: Frame, points: Sequence[Point], shift: float = 0) -> SafeString:
    """Name as many points below the axis as there is room for, the last one always."""
    longest = max((len(point.label) for point in points), default=1)
    room = max(1, int((frame.width - frame.left - frame.right) / (longest * 7 + 14)))
    every = max(1, math.ceil(len(points) / room))
    last = len(points) - 1
    chosen = [i for i in range(len(points)) if (last - i) % every == 0]
    return format_html_join(
        "",
        '<text class="t-m" x="{}" y="{}">{}</text>',
        ((frame.x(i + shift), frame.height - 6, points[i].label) for i in chosen),
    )


def figure(
    title: str,
    says: str,
    drawings: Sequence[SafeString],
    points: Sequence[Point],
    spell: Callable[[float | None], str],
    heads: Sequence[str],
) -> Figure:
    """Return drawings (wide, narrow) with the table of their points."""
    noted = any(point.note for point in points)
    rows = [
        (point.label, *((point.note,) if noted else ()), spell(point.value)) for point in points
    ]
    usual = (_("Kỳ"), *((_("Gồm"),) if noted else ()), _("Giá trị"))
    return Figure(
        title, says, drawings[0], drawings[1], summary(title, points, spell), heads or usual, rows
    )
