"""The report of the results of overcoming shortcomings (M24): for each field the shortcoming, the measures,
the results with figures and charts, what remains, what is done next; then all figures in one table.

The stories come from `improvement.queries.of_period`: what the drafter may see of the period.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.improvement import queries as improvement
from khe.desks.reports.building.draft import Sheet
from khe.desks.reports.content import Block, chart, heading, items, para, table
from khe.desks.reports.counting import Counted, Source, count
from khe.desks.reports.wording import (
    Form,
    clause,
    listed,
    measures_done,
    number,
    percent,
    period,
    sentence,
    target_met,
)

VERDICTS = {
    "overcome": "đã khắc phục",
    "partly": "khắc phục một phần",
    "not_yet": "chưa khắc phục",
}
FEWEST_POINTS = 2  # of a chart
Found = Mapping[Source, Counted]
HEAD = ("Chỉ tiêu", "Trước khắc phục", "Sau khắc phục", "Tăng, giảm")


def build(span: Period, by: Actor, at: datetime) -> Sheet:
    """Return the draft of the report on a period, counted now."""
    stories = improvement.of_period(by, span, at)
    name = period(span.first, span.last)
    sheet = Sheet(f"kết quả khắc phục hạn chế, khuyết điểm {name}")
    if not stories:
        sheet.add(para(f"Trong {name} không có hạn chế nào được nêu để khắc phục."))
        return sheet
    fields = [(title, list(own)) for title, own in groupby(stories, key=_field)]
    sheet.add(para(_opening(stories, [title for title, _own in fields], name)))
    sheet.add(heading("I. KẾT QUẢ KHẮC PHỤC THEO TỪNG LĨNH VỰC"))
    found = count([s for story in stories for row in story.indicators for s in _sources(row)], by)
    lines: list[list[str]] = []
    for place, (title, own) in enumerate(fields, 1):
        sheet.add(heading(f"{place}. {title}", 2))
        for story in own:
            lines += _story(sheet, story, found)
    sheet.add(heading("II. TỔNG HỢP SỐ LIỆU"))
    sheet.add(table(HEAD, lines, widths=(40, 22, 22, 16)) if lines else para(NO_FIGURES))
    sheet.add(heading("III. ĐÁNH GIÁ CHUNG"), *(para(text) for text in _closing(stories)))
    sheet.add(para(f"Trên đây là báo cáo {sheet.title}."))
    return sheet


NO_FIGURES = "Các hạn chế trong kỳ chưa được gắn chỉ tiêu đo, nên chưa có số liệu để tổng hợp."


def _field(story: Any) -> str:
    return str(getattr(story.field, "name", story.field))


def _opening(stories: Sequence[Any], fields: Sequence[str], name: str) -> str:
    where = "" if len(fields) == 1 else f" trên {len(fields)} lĩnh vực"
    return (
        f"Qua kiểm điểm, phường có {len(stories)} hạn chế{where} được theo dõi khắc phục trong {name}."
        " Kết quả khắc phục từng hạn chế như sau:"
    )


def _sources(row: Any) -> tuple[Source, Source]:
    """Return where the value of now and the one before come from: counted for the whole authority, as at
    the issue, not as the drafter sees them."""
    days = row.now.period if row.now else row.link.window
    figure_id = row.indicator.source if row.indicator else ""
    return (
        Source(days, row.link.indicator_id, figure_id),
        Source(row.baseline.period, row.link.indicator_id, figure_id),
    )


def _story(sheet: Sheet, story: Any, found: Found) -> list[list[str]]:
    """Write one shortcoming; return its lines of the table."""
    short = story.shortcoming
    sheet.add(heading(sentence(short.title)[:-1], 3))
    told = " ".join(
        sentence(text)
        for text in (short.description, short.cause and f"Nguyên nhân: {short.cause}")
        if text
    )
    sheet.add(*([para(told)] if told else []))
    sheet.add(*_measures(story.measures))
    lines = _results(sheet, story, found)
    sheet.add(para(f"Kết luận: {_verdict(story)}."))
    sheet.add(*_after(story))
    return lines


def _measures(measures: Sequence[Any]) -> Iterator[Block]:
    finished, dropped = sum(map(is_done, measures)), sum(m.state == "dropped" for m in measures)
    said = measures_done(finished, len(measures) - finished - dropped, dropped)
    yield para(f"{said[:-1]}:" if measures else said)
    if measures:
        yield items([_measure(m) for m in measures])


def is_done(measure: Any) -> bool:
    """Say whether a measure has been carried out."""
    return str(measure.state) in ("done_on_time", "done_late")


def _measure(measure: Any) -> str:
    said = f"{sentence(measure.content)[:-1]} ({_who(measure)}"
    if is_done(measure):
        return f"{said}). {sentence(measure.result)}".strip()
    return f"{said}, hạn {measure.due:%d/%m/%Y}, {_standing(measure)})."


def _who(measure: Any) -> str:
    return f"chủ trì: {getattr(measure.lead, 'name', measure.lead)}"


def _standing(measure: Any) -> str:
    state = str(measure.state)
    return {"dropped": "thôi thực hiện", "overdue": "đã quá hạn"}.get(state, "đang thực hiện")


def _results(sheet: Sheet, story: Any, found: Found) -> list[list[str]]:
    """Write the sentences and charts on the indicators of a shortcoming; return their table lines."""
    if not story.indicators:
        return []
    rows = [(row, *(found[source] for source in _sources(row))) for row in story.indicators]
    counts = [row for row in rows if row[1].amount.noun.verb]
    rest = [row for row in rows if not row[1].amount.noun.verb]
    said = []
    for row, now, before in rest:
        text = sheet.sentence(now, before)
        said.append(f"{text[:-1]}; {target_met(now.amount, row.target, row.better)}.")
    said += sheet.counts([now for _row, now, _before in counts])
    sheet.add(para("Kết quả: " + " ".join(said)))
    sheet.add(*(drawn for row, now, _b in rest if (drawn := _chart(row, now))))
    return [_line(sheet, now, before) for _row, now, before in rows]


def _chart(row: Any, now: Counted) -> Block | None:
    points = list(getattr(row.series, "points", ()) or ())
    if sum(point.value is not None for point in points) < FEWEST_POINTS:
        return None
    scale = 100 if now.amount.is_share else 1
    drawn = [
        (_short(point.period), None if point.value is None else round(point.value * scale, 2))
        for point in points
    ]
    target = None if row.target is None else round(row.target * scale, 2)
    unit = "%" if now.amount.is_share else now.amount.thing
    says = sentence(str(getattr(row.series, "says", "") or ""))
    return chart(now.amount.subject, drawn, says=says, unit=unit, target=target)


def _short(span: Period) -> str:
    """Name a point below the axis: "2015", "QI/26", "3/26"."""
    name = period(span.first, span.last)
    if name.startswith("năm"):
        return str(span.first.year)
    if name.startswith("quý"):
        return f"Q{name.split()[1]}/{span.first:%y}"
    return f"{span.first.month}/{span.first:%y}" if name.startswith("tháng") else name


def _line(sheet: Sheet, now: Counted, before: Counted) -> list[str]:
    """Return a line of the table; what was counted is named, since a count has no name of its own there."""
    than = sheet.bind(before, Form.SHORT)
    at = sheet.bind(now, Form.FULL if now.amount.is_share else Form.SHORT)
    way = sheet.bind(now, Form.CHANGE, than)
    noun = now.amount.noun
    name = f"{noun.verb} {noun.thing}" if noun.verb else now.amount.subject
    return [sentence(name)[:-1], f"[[{than}]]", f"[[{at}]]", f"[[{way}]]"]


def _verdict(story: Any) -> str:
    """Return the conclusion on a shortcoming; without an indicator, how far its measures are."""
    if story.indicators:
        return _outcome(story)
    if not story.measures:
        return "chưa có biện pháp và chưa có chỉ tiêu để đo kết quả"
    finished = all(map(is_done, story.measures))
    way = "đã thực hiện xong" if finished else "đang thực hiện"
    return f"{way} các biện pháp; hạn chế này chưa có chỉ tiêu để đo kết quả"


def _outcome(story: Any) -> str:
    verdict = str(getattr(story.judgement, "verdict", ""))
    if verdict in VERDICTS:
        return VERDICTS[verdict]
    return "chưa đến hạn kết luận" if story.indicators else "chưa có chỉ tiêu để đo kết quả"


def _after(story: Any) -> Iterator[Block]:
    if remains := _as_texts(story.remains):
        yield para("Còn tồn tại: " + " ".join(sentence(text) for text in remains))
    if ahead := _as_texts(story.next_measures):
        yield para("Biện pháp tiếp theo:")
        yield items([sentence(text) for text in ahead])


def _as_texts(found: Any) -> list[str]:
    """Return one text or several as a list of clauses."""
    if not found:
        return []
    several = [found] if isinstance(found, str) else list(found)
    return [text for one in several if (text := clause(str(getattr(one, "content", one))))]


def _closing(stories: Sequence[Any]) -> Iterator[str]:
    verdicts = [_outcome(story) for story in stories]
    parts = [f"{verdicts.count(said)} hạn chế {said}" for said in dict.fromkeys(verdicts)]
    yield f"Trong {len(stories)} hạn chế, có {listed(parts)}."
    measures = [m for story in stories for m in story.measures]
    if measures:
        finished = sum(is_done(m) for m in measures)
        said = f"{number(finished)} trong {number(len(measures))} biện pháp"
        yield f"Đã hoàn thành {said} ({percent(finished / len(measures))})."
    yield (
        "Phường tiếp tục theo dõi các chỉ tiêu sau khi khắc phục; hạn chế nào tái diễn sẽ được mở lại"
        " và báo cáo tại kỳ giao ban gần nhất."
    )
