"""The monthly and the quarterly report: every indicator of the authority, by field, held against the period
before; where no indicator has been defined, every figure of the desks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from khe.base import figures
from khe.base.figures import Period
from khe.base.people.actor import Actor, whole
from khe.desks.indicators import queries as indicators
from khe.desks.reports.building.draft import Sheet
from khe.desks.reports.content import heading, items, para, table
from khe.desks.reports.counting import Counted, Source, count, of_figure
from khe.desks.reports.wording import (
    Form,
    clause,
    during,
    lower_first,
    period,
    target_met,
    upper_first,
)

HEAD = ("Chỉ tiêu", "Kỳ này", "Kỳ trước", "Tăng, giảm")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DESKS = {
    "study": "Học tập, quán triệt", "staff": "Tổ chức, cán bộ", "tasks": "Thực hiện nhiệm vụ",
    "dossiers": "Giải quyết thủ tục hành chính", "assessment": "Đánh giá, xếp loại",
    "succession": "Quy hoạch", "improvement": "Kiểm điểm, khắc phục hạn chế",
}  # fmt: skip


def build(span: Period, by: Actor, at: datetime) -> Sheet:
    """Return the draft of a monthly or quarterly report, counted now."""
    name = period(span.first, span.last)
    sheet = Sheet(f"tình hình thực hiện các chỉ tiêu {name}")
    sheet.add(para(f"Tình hình thực hiện các chỉ tiêu công tác {name} như sau:"))
    groups = _of_indicators(span, by, at) or _of_figures(span, by)
    weak: list[str] = []
    for number, (title, rows) in enumerate(groups):
        sheet.add(heading(f"{ROMAN[number % 12]}. {title.upper()}"))
        weak += _group(sheet, rows, during(span.first, span.last))
    if not groups:
        sheet.add(para("Chưa có chỉ tiêu hay số liệu nào để báo cáo."))
    if groups:
        sheet.add(heading(f"{ROMAN[len(groups) % 12]}. ĐÁNH GIÁ CHUNG"), *_closing(weak))
    sheet.add(para(f"Trên đây là báo cáo {sheet.title}."))
    return sheet


Row = tuple[Counted, Counted, Any]  # now, before, the target in force or None


def _of_indicators(span: Period, by: Actor, at: datetime) -> list[tuple[str, list[Row]]]:
    found = list(indicators.visible_to(whole(by)).filter(retired_on=None))
    before = span.before()
    sources = {i: [Source(p, i.pk, i.source) for p in (span, before)] for i in found}
    counts = count([s for pair in sources.values() for s in pair], by, at)
    targets = indicators.target_of([i.pk for i in found])
    groups: dict[str, list[Row]] = {}
    for indicator, (now, then) in sources.items():
        row = (counts[now], counts[then], (indicator, targets.get(indicator.pk)))
        groups.setdefault(indicator.field or "Công tác chung", []).append(row)
    return list(groups.items())


def _of_figures(span: Period, by: Actor) -> list[tuple[str, list[Row]]]:
    actor, before = whole(by), span.before()
    then = {f.id: f for f in figures.figures(actor, before)}
    groups: dict[str, list[Row]] = {}
    for figure in figures.figures(actor, span):
        title = DESKS.get(figure.id.split(".")[0], "Công tác khác")
        now = of_figure(Source(span, figure_id=figure.id), figure)
        old = of_figure(Source(before, figure_id=figure.id), then.get(figure.id))
        if now.amount.value is not None:
            groups.setdefault(title, []).append((now, old, None))
    return list(groups.items())


def _group(sheet: Sheet, rows: Sequence[Row], when: str) -> list[str]:
    """Write a sentence for each figure and a table of all; return those short of the target."""
    deeds = [now for now, _before, _aim in rows if now.amount.noun.verb]
    said, weak = [], []
    for now, before, aim in rows:
        if not now.amount.noun.verb:
            text, is_weak = _sentence(sheet, now, before, aim)
            said.append(text)
            weak += [clause(lower_first(now.amount.subject))] if is_weak else []
    said += sheet.counts(deeds, f"{upper_first(when)} đã")
    sheet.add(items(said))
    lines = [_line(sheet, now, before) for now, before, _aim in rows]
    sheet.add(table(HEAD, lines, widths=(46, 20, 16, 18)))
    return weak


def _sentence(sheet: Sheet, now: Counted, before: Counted, aim: Any) -> tuple[str, bool]:
    """Return the sentence on a figure, and whether it is short of its target. Only a share is held against
    its target here: what is aimed at as a number is aimed at over more than a month or a quarter."""
    text = sheet.sentence(now, before)
    target = aim[1] if aim else None
    if target is None or now.amount.value is None or not now.amount.is_share:
        return text, False
    met = target_met(now.amount, target.value, aim[0].better)
    return f"{text[:-1]}; {met}.", met.startswith("chưa đạt")


def _line(sheet: Sheet, now: Counted, before: Counted) -> list[str]:
    at = sheet.bind(now, Form.SHORT)
    than = sheet.bind(before, Form.SHORT)
    way = sheet.bind(now, Form.WAY, than)
    return [now.amount.line, f"[[{at}]]", f"[[{than}]]", f"[[{way}]]"]


def _closing(weak: Sequence[str]) -> list[dict[str, Any]]:
    if weak:
        return [
            para(f"Còn {len(weak)} chỉ tiêu chưa đạt mục tiêu: {'; '.join(weak)}."),
            para("Trong kỳ tới, tập trung chỉ đạo các chỉ tiêu chưa đạt và duy trì kết quả đã có."),
        ]
    return [para("Trong kỳ tới, tiếp tục duy trì kết quả đã đạt.")]
