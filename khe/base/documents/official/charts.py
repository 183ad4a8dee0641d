"""Charts as SVG: a line or bars over few points, readable in black and white. Pure."""

from collections.abc import Callable
from html import escape
from math import ceil, floor, log10

from khe.base.documents.official.paper import Chart
from khe.base.documents.text import printable

WIDE, HIGH = 640, 250
LEFT, TOP, BOTTOM = 60, 34, 40
END, END_WITH_TARGET = (
    WIDE - 24,
    WIDE - 78,
)  # where the lines end; the target is named behind its line
LABEL = 38  # the room a value above its point needs
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

    end = END if chart.target is None else END_WITH_TARGET
    step = (end - LEFT) / len(chart.points)
    spots = [
        None if value is None else (LEFT + step * (n + 0.5), scale(value), float(value))
        for n, (_label, value) in enumerate(chart.points)
    ]
    names = _names([label for label, _value in chart.points], step)
    drawn = _bars(spots, step, scale(low)) if chart.shape == "bar" else _line(spots)
    axis = _axis(low, high, scale, chart.unit, end)
    return _frame(axis + _target(chart, scale, end) + drawn + _marks(spots, step) + names)


def _marks(spots: list[Spot | None], step: float) -> str:
    """Write the values above their points, as many as there is room for; the last always."""
    every = ceil(LABEL / step)
    known = [spot for spot in spots if spot]
    places = 0 if all(value.is_integer() for _x, _y, value in known) else 1
    return "".join(
        _text(
            spot[0],
            spot[1] + (18 if _in_a_dip(n, spots) else -8),
            _number(spot[2], places),
            bold=True,
        )
        for n, spot in enumerate(spots)
        if spot and (len(spots) - 1 - n) % every == 0
    )


def _in_a_dip(n: int, spots: list[Spot | None]) -> bool:
    """Say whether the line goes up on both sides of a point: there is room below it only."""
    sides = spots[n - 1 : n] + spots[n + 1 : n + 2]
    here = spots[n]
    return len(sides) == 2 and all(here and side and side[2] > here[2] for side in sides)


def _range(chart: Chart, values: list[float]) -> tuple[float, float]:
    """Return the ends of the axis: bars begin at nought, a line just around its values."""
    every = [*values, *([] if chart.target is None else [chart.target])]
    low, high = min(every), max(every)
    room = (high - low) * 0.2 or abs(high) * 0.1 or 1.0
    bottom = min(0.0, low) if chart.shape == "bar" else low - room
    if low >= 0:
        bottom = max(0.0, bottom)
    top = high + room
    if chart.unit == "%" and high <= 100:
        top = min(top, 100.0)
    step = _step((top - bottom) / 4)
    return floor(bottom / step) * step, ceil(round(top / step, 6)) * step


def _step(least: float) -> float:
    """Return the smallest round step that is not less: 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** floor(log10(least))
    return next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= least * 0.999)


def _axis(low: float, high: float, scale: Scale, unit: str, end: float) -> str:
    parts = [_text(LEFT, TOP - 18, unit, anchor="end")] if unit else []
    step = _step((high - low) / 5)
    for n in range(round((high - low) / step) + 1):
        value = round(low + step * n, 6)
        y = scale(value)
        parts.append(_path(f"M{LEFT} {y:.1f}H{end}", PALE, 0.7))
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


def _target(chart: Chart, scale: Scale, end: float) -> str:
    """Draw the target across and name it behind the line, where no point can lie under its words."""
    if chart.target is None:
        return ""
    y = scale(chart.target)
    line = _path(f"M{LEFT} {y:.1f}H{end}", INK, 1.2, dash="6 4")
    named = _text(end + 6, y - 2, "Mục tiêu", anchor="start")
    return line + named + _text(end + 6, y + 14, _number(chart.target), anchor="start")


def _names(labels: list[str], step: float) -> str:
    """Write the labels under the axis, as many as there is room for; the first and last always."""
    every = max(1, round(max(map(len, labels)) * 7 / step + 0.49))
    return "".join(
        _text(LEFT + step * (n + 0.5), HIGH - BOTTOM + 20, label)
        for n, label in enumerate(labels)
        if (len(labels) - 1 - n) % every == 0
    )


def _number(value: float, places: int | None = None) -> str:
    if places is None:
        places = 0 if float(value).is_integer() else 1
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def _text(x: float, y: float, words: str, *, anchor: str = "middle", bold: bool = False) -> str:
    weight = (
        ' font-weight="bold" stroke="#fff" stroke-width="3" paint-order="stroke"' if bold else ""
    )
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
