"""What was measured of one shortcoming: its sentences, its charts, its lines of the table."""

from collections.abc import Mapping, Sequence
from typing import Any

from khe.base.figures import Period
from khe.desks.reports.building.draft import Sheet
from khe.desks.reports.content import Block, chart, para
from khe.desks.reports.counting import Counted, Source
from khe.desks.reports.nouns import noun_of
from khe.desks.reports.wording import (
    Form,
    during,
    lower_first,
    number,
    percent,
    period,
    sentence,
    target_met,
)

FEWEST_POINTS = 2  # of a chart
HEAD = ("Chỉ tiêu", "Trước khắc phục", "Sau khắc phục", "Tăng, giảm", "Mục tiêu")
WIDTHS = (32, 16, 22, 17, 13)
Found = Mapping[Source, Counted]
Measured = tuple[Any, Counted, Counted]  # the row of a story, its figure now and before


def sources(row: Any) -> list[Source]:
    """Return everything that is counted for an indicator of a shortcoming: now, before, each point of its
    chart; for the whole authority, as at the issue, not as the drafter sees them."""
    return [_now(row), _of(row, row.baseline.period), *(_of(row, one) for one in _drawn(row))]


def _now(row: Any) -> Source:
    return _of(row, row.now.period if row.now else row.link.window)


def _of(row: Any, days: Period) -> Source:
    return Source(days, row.link.indicator_id, row.indicator.source if row.indicator else "")


def _drawn(row: Any) -> list[Period]:
    """Return the periods of the chart, from the first to the last that has a value; none for what is told
    as a count of deeds ("luân chuyển 3 trưởng khu vực")."""
    if row.indicator and noun_of(row.indicator.source).verb:
        return []
    points = list(getattr(row.series, "points", ()) or ())
    known = [n for n, point in enumerate(points) if point.value is not None]
    if len(known) < FEWEST_POINTS:
        return []
    return [point.period for point in points[known[0] : known[-1] + 1]]


def write(sheet: Sheet, story: Any, found: Found) -> list[list[str]]:
    """Write the sentences and charts on the indicators of a shortcoming; return their table lines."""
    rows = [
        (row, found[_now(row)], found[_of(row, row.baseline.period)]) for row in story.indicators
    ]
    if not rows:
        return []
    rest = [one for one in rows if not one[1].amount.noun.verb]
    said = [_sentence(sheet, *one) for one in rest]
    said += _counts(sheet, [now for _row, now, _before in rows if now.amount.noun.verb])
    sheet.add(para("Kết quả: " + lower_first(" ".join(said))))
    sheet.add(*(drawn for row, now, _b in rest if (drawn := _chart(sheet, row, now, found))))
    return [_line(sheet, *one) for one in rows]


def _sentence(sheet: Sheet, row: Any, now: Counted, before: Counted) -> str:
    when = during(now.amount.first, now.amount.last)
    text = sheet.sentence(now, before, when)
    if now.amount.value is None:
        return text
    return f"{text[:-1]}; {target_met(now.amount, row.target, row.better)}."


def _counts(sheet: Sheet, counts: Sequence[Counted]) -> list[str]:
    """Write the counts of each span of days together."""
    said: list[str] = []
    for span in dict.fromkeys(one.source.period for one in counts):
        own = [one for one in counts if one.source.period == span]
        when = during(span.first, span.last)
        said += sheet.counts(own, f"{sentence(when)[:-1]} đã")
    return said


def _chart(sheet: Sheet, row: Any, now: Counted, found: Found) -> Block | None:
    spans = _drawn(row)
    if not spans:
        return None
    points = [(_short(span), _point(sheet, found[_of(row, span)])) for span in spans]
    scale = 100 if now.amount.is_share else 1
    target = None if row.target is None else round(row.target * scale, 2)
    unit = "%" if now.amount.is_share else now.amount.thing
    says = f"{_named(spans[0])}: {points[0][1]}; {_named(spans[-1])}: {points[-1][1]}."
    return chart(now.amount.subject, points, says=sentence(says), unit=unit, target=target)


def _point(sheet: Sheet, one: Counted) -> str | None:
    """Bind a point; a period without a value is a gap."""
    return None if one.amount.value is None else f"[[{sheet.bind(one, Form.POINT)}]]"


def _named(span: Period) -> str:
    return period(span.first, span.last)


def _short(span: Period) -> str:
    """Name a point below the axis: "2015", "QI/26", "3/26"."""
    name = _named(span)
    if name.startswith("năm"):
        return str(span.first.year)
    if name.startswith("quý"):
        return f"Q{name.split()[1]}/{span.first:%y}"
    return f"{span.first.month}/{span.first:%y}" if name.startswith("tháng") else name


def _line(sheet: Sheet, row: Any, now: Counted, before: Counted) -> list[str]:
    """Return a line of the table; what was counted is named, since a count has no name of its own there."""
    of = now.amount
    than = sheet.bind(before, Form.SHORT)
    at = sheet.bind(now, Form.FULL if of.is_share else Form.SHORT)
    way = sheet.bind(now, Form.WAY, than)
    goal = percent(row.target) if of.is_share else number(row.target)
    bound = "không quá" if row.better == "down" else "từ"
    return [of.line, f"[[{than}]]", f"[[{at}]]", f"[[{way}]]", f"{bound} {goal}"]
