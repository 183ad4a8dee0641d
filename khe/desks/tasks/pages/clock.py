"""Why a task is due when it is: how the first due moment came about, and what put it off. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khe.base.calendar import clock, explain
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import ClockError
from khe.base.web import phrases
from khe.base.web.parts import Day
from khe.desks.tasks.states import Event

STRIP = 21  # days at most in one strip
DAY_KINDS = {
    "work": "counted", "makeup": "makeup", "pause": "paused", "weekend": "off",
    "holiday": "holiday", "compensatory": "holiday",
}  # fmt: skip


@dataclass(frozen=True)
class Explained:
    """Why this date: sentences, the days counted, and the arithmetic of a limit line by line."""

    says: list[SafeString]
    days: list[Day] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def limit_words(limit: str) -> str:
    """Say a limit: "5 ngày làm việc"."""
    try:
        found = Limit.parse(limit)
    except ClockError:
        return limit
    number = phrases.decimal(float(found.value), 1).rstrip("0").rstrip(",.")
    if found.value == found.value.to_integral_value():
        number = phrases.whole(int(found.value))
    return f"{number} {_(explain.UNIT_NAMES[found.unit])}"


def explained(
    task: Any, calendar: Calendar, entries: Iterable[Any], at: datetime
) -> Explained | None:
    """Return the explanation of the due moment, or None without one; `calendar` is the pinned one."""
    if task.due_at is None or task.original_due_at is None:
        return None
    says, days, lines = [_first(task, calendar)], [], []
    if task.limit:
        found = clock.due(calendar, task.given_at, task.limit)
        cells = explain.strip(calendar, found.lines)
        today = phrases.local(at).date()
        days = [_day(cell, today, cells[-1].date) for cell in cells]
        lines = [explain.render(line, _) for line in found.lines]
    says += [_later(entry) for entry in entries if entry.event == Event.EXTENDED]
    return Explained(says, days if len(days) <= STRIP else [], lines)


def _first(task: Any, calendar: Calendar) -> SafeString:
    due = phrases.moment(task.original_due_at, year=True)
    if task.limit:
        return format_html(
            _("Thời hạn <b>{limit}</b>, tính từ lúc giao {start}; hết hạn lúc <b>{due}</b>."),
            limit=limit_words(task.limit), start=phrases.moment(task.given_at, year=True), due=due,
        )  # fmt: skip
    if not task.asked_day:
        return format_html(_("Người giao ấn định hạn là <b>{due}</b>."), due=due)
    day = phrases.day_text(task.asked_day)
    if calendar.is_working(task.asked_day):
        text = _("Người giao ấn định ngày {day}; hạn là hết giờ làm việc ngày đó: <b>{due}</b>.")
    else:
        text = _(
            "Người giao ấn định ngày {day} là ngày nghỉ; hạn chuyển sang hết giờ làm việc"
            " của ngày làm việc tiếp theo: <b>{due}</b>."
        )
    return format_html(text, day=day, due=due)


def _later(entry: Any) -> SafeString:
    facts = entry.facts
    text = format_html(
        _("{who} gia hạn từ {former} sang <b>{due}</b>. Lý do: {reason}."), who=entry.by_name,
        former=_moment(facts["former"]), due=_moment(facts["due"]),
        reason=str(facts.get("reason", "")).rstrip("."),
    )  # fmt: skip
    if facts.get("document"):
        text += format_html(" " + _("Văn bản: {document}."), document=facts["document"])
    return text


def _moment(text: str) -> str:
    return phrases.moment(datetime.fromisoformat(text), year=True)


def _day(cell: explain.Cell, today: date, last: date) -> Day:
    off = {"holiday": _("lễ"), "compensatory": _("bù"), "weekend": "–"}.get(cell.kind)
    hours, rest = divmod(cell.minutes, 60)
    words = f"{hours}:{rest:02d}" if rest else str(hours)
    return Day(cell.date, DAY_KINDS[cell.kind], off or words, today=cell.date == today,
               end=cell.date == last)  # fmt: skip
