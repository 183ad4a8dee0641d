"""The report of the results of overcoming shortcomings (M24): for each field the shortcoming, the measures,
the results with figures and charts, what remains, what is done next; then all figures in one table.

The stories come from `improvement.queries.of_period`, what is planned from the plan that closes the period.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from khe.base.figures import Figure, Period
from khe.base.people.actor import Actor
from khe.desks.improvement import queries as improvement
from khe.desks.reports import standing, tally
from khe.desks.reports.building import results
from khe.desks.reports.building.draft import Sheet
from khe.desks.reports.content import Block, heading, items, para, table
from khe.desks.reports.counting import Counted, Source, count, of_figure
from khe.desks.reports.wording import Form, Say, during, measures_done, period, sentence

LETTERS = (
    "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet without ă, â, ê, ô, ơ, ư, as lists count
)
NO_FIGURES = "Các hạn chế trong kỳ chưa được gắn chỉ tiêu đo, nên chưa có số liệu để tổng hợp."
IN_TIME = "improvement.measures_on_time"
Found = Mapping[Source, Counted]


def build(span: Period, by: Actor, at: datetime) -> Sheet:
    """Return the draft of the report on a period, counted now."""
    stories = improvement.of_period(by, span, at)
    name = period(span.first, span.last)
    sheet = Sheet(f"kết quả khắc phục hạn chế, khuyết điểm {name}")
    if not stories:
        sheet.add(
            para(
                f"{sentence(during(span.first, span.last))[:-1]} không có hạn chế nào phải khắc phục."
            )
        )
        return sheet
    fields = [(title, list(own)) for title, own in groupby(stories, key=_field)]
    planned = tally.planned(span, by)
    many = _Many(sheet, span, tally.of_stories(stories, planned))
    found = count(
        [s for one in stories for row in one.indicators for s in results.sources(row)], by, at
    )
    sheet.add(para(_opening(many.say(), len(fields), name)))
    sheet.add(heading("I. KẾT QUẢ KHẮC PHỤC THEO TỪNG LĨNH VỰC"))
    lines: list[list[str]] = []
    for place, (title, own) in enumerate(fields, 1):
        sheet.add(heading(f"{place}. {title}", 2))
        if len(own) > 1:
            sheet.add(para(standing.concluded(own, many.say(f".field:{own[0].field.pk}"))))
        for letter, story in zip(LETTERS, own, strict=False):
            lines += _story(many, letter, story, found, planned.get(story.shortcoming.pk, ()))
    sheet.add(heading("II. TỔNG HỢP SỐ LIỆU"))
    sheet.add(table(results.HEAD, lines, widths=results.WIDTHS) if lines else para(NO_FIGURES))
    sheet.add(heading("III. ĐÁNH GIÁ CHUNG"))
    in_time = _in_time(sheet, span, by, at)
    sheet.add(*map(para, standing.closing(stories, planned, many.say(), in_time)))
    sheet.add(para(f"Trên đây là báo cáo {sheet.title}."))
    return sheet


def _field(story: Any) -> str:
    return str(getattr(story.field, "name", story.field))


class _Many:
    """Gives each count of a sentence its field."""

    def __init__(self, sheet: Sheet, span: Period, found: Mapping[str, Figure]) -> None:
        self.sheet, self._span, self._found = sheet, span, found

    def say(self, part: str = "") -> Say:
        """Return what binds a count of everything, or of a part of it."""

        def bound(what: str, form: Form) -> str:
            figure = self._found[f"{tally.id_of(what)}{part}"]
            source = Source(self._span, figure_id=figure.id)
            return f"[[{self.sheet.bind(of_figure(source, figure), form)}]]"

        return bound


def _opening(say: Say, fields: int, name: str) -> str:
    many = say("followed", Form.NUMBER)
    where = "" if fields == 1 else f" trên {say('fields', Form.NUMBER)} lĩnh vực"
    return (
        f"Qua kiểm điểm, có {many} hạn chế{where} được nêu ra và theo dõi khắc phục. Kết quả khắc"
        f" phục {name} như sau:"
    )


def _in_time(sheet: Sheet, span: Period, by: Actor, at: datetime) -> str:
    """Return the sentence on the measures that were due in the period; "" when none was."""
    source = Source(span, figure_id=IN_TIME)
    now = count([source], by, at)[source]
    return (
        sheet.sentence(now, None, during(span.first, span.last))
        if now.amount.value is not None
        else ""
    )


def _story(
    many: _Many, letter: str, story: Any, found: Found, planned: Sequence[Any]
) -> list[list[str]]:
    """Write one shortcoming; return its lines of the table."""
    short, sheet = story.shortcoming, many.sheet
    say = many.say(f".shortcoming:{short.pk}")
    sheet.add(heading(f"{letter}) {sentence(short.title)[:-1]}", 3))
    cause = short.cause and f"Nguyên nhân: {short.cause}"
    told = " ".join(sentence(text) for text in (short.description, cause) if text)
    sheet.add(*([para(told)] if told else []))
    sheet.add(*_measures(story.measures, say))
    lines = results.write(sheet, story, found)
    sheet.add(para(f"Đánh giá: {standing.verdict(story)}."))
    if left := standing.remains(story, say):
        sheet.add(para(f"Còn tồn tại: {left}."))
    if ahead := [*story.next_measures, *planned]:
        sheet.add(para("Biện pháp tiếp theo:"), items([_ahead(one) for one in ahead]))
    return lines


def _measures(measures: Sequence[Any], say: Say) -> Iterator[Block]:
    finished = sum(map(standing.is_done, measures))
    dropped = sum(map(standing.is_dropped, measures))
    said = measures_done(finished, len(measures) - finished - dropped, dropped, say)
    yield para(f"{said[:-1]}:" if measures else said)
    if measures:
        yield items([_measure(m) for m in measures])


def _measure(measure: Any) -> str:
    said = f"{sentence(measure.content)[:-1]} (đồng chí {measure.lead} chủ trì"
    if standing.is_done(measure):
        return f"{said}). {sentence(measure.result)}".strip()
    return f"{said}, hạn {measure.due:%d/%m/%Y}, {standing.way(measure)})."


def _ahead(one: Any) -> str:
    """Say what is done next, by whom and until when: an open measure, or an item of the plan."""
    lead = getattr(one.lead, "name", one.lead)
    parts = [f"đồng chí {lead} chủ trì" if lead else "", one.due and f"hạn {one.due:%d/%m/%Y}"]
    said = ", ".join(part for part in parts if part)
    return sentence(f"{sentence(one.content)[:-1]} ({said})" if said else one.content)
