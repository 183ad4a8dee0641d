"""Charts as SVG: a line or bars over few points, readable in black and white. Pure."""

from collections.abc import Callable
from html import escape

from khe.base.documents.official.paper import Chart
from khe.base.documents.text import printable

WIDE, HIGH = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 60, 30, 34, 40
INK, DARK, PALE = "#000000", "#1f4e79", "#bbbbbb"
Scale = Callable[[float], float]  # a value to its height on the page
Spot = tuple[float, float, float]  # x, y, value


def svg(chart: Chart) -> str:
    """Return the picture; gaps stay gaps. A chart without a value says so."""
    values = [value for _label, value in chart.points if value is not None]
    if not values:
        return _frame(_text(WIDE / 2, HIGH / 2, "Chưa có số liệu"))
    low, high = _range(chart, values)

    def scale(value: float) -> float:
        """Return how far down a value stands."""
        return TOP + (high - value) / (high - low) * (HIGH - TOP - BOTTOM)

    step = (WIDE - LEFT - RIGHT) / len(chart.points)
    spots = [
        None if value is None else (LEFT + step * (n + 0.5), scale(value), value)
        for n, (_label, value) in enumerate(chart.points)
    ]
    names = _names([label for label, _value in chart.points], step)
    drawn = _bars(spots, step, scale(low)) if chart.shape == "bar" else _line(spots)
    marks = "".join(
        _text(x, y - 7, _number(value), bold=True) for x, y, value in filter(None, spots)
    )
    return _frame(
        _axis(low, high, scale, chart.unit) + drawn + _target(chart, scale) + marks + names
    )


def _range(chart: Chart, values: list[float]) -> tuple[float, float]:
    """Return the ends of the axis: bars begin at nought, a line just around its values."""
    every = [*values, *([] if chart.target is None else [chart.target])]
    low, high = min(every), max(every)
    room = (high - low) * 0.25 or abs(high) * 0.1 or 1.0
    if chart.shape == "bar":
        return min(0.0, low), max(0.0, high + room)
    bottom = low - room
    return (max(0.0, bottom) if low >= 0 else bottom), high + room


def _axis(low: float, high: float, scale: Scale, unit: str) -> str:
    parts = [_text(LEFT, TOP - 18, unit, anchor="end")] if unit else []
    for n in range(5):
        value = low + (high - low) * n / 4
        y = scale(value)
        parts.append(_path(f"M{LEFT} {y:.1f}H{WIDE - RIGHT}", PALE, 0.7))
        parts.append(_text(LEFT - 6, y + 4, _number(value), anchor="end"))
    return "".join(parts)


def _bars(spots: list[Spot | None], step: float, ground: float) -> str:
    wide = min(step * 0.55, 60)
    return "".join(
        f'<rect x="{x - wide / 2:.1f}" y="{min(y, ground):.1f}" width="{wide:.1f}" '
        f'height="{abs(ground - y):.1f}" fill="{DARK}"/>'
        for x, y, _value in filter(None, spots)
    )


def _line(spots: list[Spot | None]) -> str:
    path, is_open = "", False
    for spot in spots:
        path += "" if spot is None else f"{'L' if is_open else 'M'}{spot[0]:.1f} {spot[1]:.1f}"
        is_open = spot is not None
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{DARK}"/>'
        for x, y, _value in filter(None, spots)
    )
    return _path(path, DARK, 2) + dots


def _target(chart: Chart, scale: Scale) -> str:
    if chart.target is None:
        return ""
    y = scale(chart.target)
    words = f"Chỉ tiêu {_number(chart.target)}"
    line = _path(f"M{LEFT} {y:.1f}H{WIDE - RIGHT}", INK, 1.2, dash="6 4")
    return line + _text(WIDE - RIGHT, y - 5, words, anchor="end")


def _names(labels: list[str], step: float) -> str:
    """Write the labels under the axis, as many as there is room for; the first and last always."""
    every = max(1, round(max(map(len, labels)) * 7 / step + 0.49))
    return "".join(
        _text(LEFT + step * (n + 0.5), HIGH - BOTTOM + 20, label)
        for n, label in enumerate(labels)
        if (len(labels) - 1 - n) % every == 0
    )


def _number(value: float) -> str:
    places = 0 if float(value).is_integer() else 1
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def _text(x: float, y: float, words: str, *, anchor: str = "middle", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>'
        f"{escape(printable(words))}</text>"
    )


def _path(path: str, ink: str, wide: float, *, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{wide}"{dashed}/>'


def _frame(inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" '
        f'height="{HIGH}" font-family="Tinos" font-size="14" fill="{INK}">'
        f"{inside}</svg>"
    )
