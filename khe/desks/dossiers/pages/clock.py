"""The date, explained: the replay of a dossier's ledger as strip, table and shares. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khe.base.calendar import explain
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.ledger import Replay
from khe.base.web import phrases
from khe.base.web.parts import Day, Share
from khe.desks.dossiers.pages.timeline import limit_text

STRIP = 28  # days at most in one strip
DAY_KINDS = {
    "work": "counted", "makeup": "makeup", "pause": "paused", "weekend": "off",
    "holiday": "holiday", "compensatory": "holiday",
}  # fmt: skip
ROW_KINDS = {
    "weekend": "off", "holiday": "off", "compensatory": "off", "cutoff": "off", "pause": "pause",
    "due": "res",
}  # fmt: skip
PARTIES = (("authority", "ward"), ("citizen", "cit"), ("other", "up"))


@dataclass(frozen=True)
class Line:
    """A line of the arithmetic; `counted` and `total` are lengths in words, or ''."""

    when: str
    text: str
    counted: str
    total: str
    kind: str  # off, pause, now, res, or nothing


@dataclass(frozen=True)
class Explained:
    """Why this date: in a sentence, as days, and line by line."""

    says: SafeString
    days: list[Day]
    lines: list[Line]
    provisional: bool


def hours(minutes: int) -> str:
    """Say minutes as hours: "8", "2 giờ 30 phút" as "2:30"."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}:{rest:02d}" if rest else str(whole)


def explained(
    dossier: Any, replay: Replay, calendar: Calendar, at: datetime, own_name: str = ""
) -> Explained:
    """Return the explanation of the due moment that stands at `at`."""
    today = phrases.local(at).date()
    cells = explain.strip(calendar, replay.lines)
    last = cells[-1].date if cells else today
    days = [_day(cell, today, last) for cell in cells]
    return Explained(
        _says(dossier, replay),
        days if len(days) <= STRIP else _around(days, today),
        [_line(line, today) for line in replay.lines],
        replay.due_is_provisional,
    )


def _day(cell: explain.Cell, today: date, last: date) -> Day:
    off = {"holiday": _("lễ"), "compensatory": _("bù"), "weekend": "–"}.get(cell.kind)
    return Day(
        cell.date, DAY_KINDS[cell.kind], off or hours(cell.minutes),
        today=cell.date == today, end=cell.date == last,
    )  # fmt: skip


def _around(days: list[Day], today: date) -> list[Day]:
    """Return the STRIP days around today; a date of many weeks is not drawn whole."""
    past = sum(1 for day in days if day.day <= today)
    start = max(0, min(past - STRIP // 3, len(days) - STRIP))
    return days[start : start + STRIP]


def _line(line: explain.Line, today: date) -> Line:
    first, last = line.start.date(), line.end.date()
    if line.end.hour == line.end.minute == 0 and last > first:
        last = date.fromordinal(last.toordinal() - 1)
    when = phrases.day_text(first, year=False)
    if last != first:
        when = f"{when} – {phrases.day_text(last, year=False)}"
    kind = ROW_KINDS.get(line.kind, "")
    if line.kind == "due":
        when = _("Hẹn trả")
    elif not kind and first <= today <= last:
        kind, when = "now", _("{day} · hôm nay").format(day=when)
    counted = f"+ {hours(line.minutes)}" if line.minutes else "0"
    if line.kind == "due":
        counted = phrases.duration(line.total) if line.total else ""
    total = hours(line.total) if line.total else "0"
    return Line(when, explain.render(line, _), counted, total, kind)


def _says(dossier: Any, replay: Replay) -> SafeString:
    due = phrases.moment(replay.due_at, year=True)
    said = [
        format_html(
            _("Thời hạn <b>{limit}</b>, tính từ {start}."),
            limit=limit_text(dossier.limit), start=phrases.moment(replay.start_at, year=True),
        )
    ]  # fmt: skip
    if replay.shares["citizen"]:
        paused = phrases.duration(replay.shares["citizen"])
        text = _("Đồng hồ đã dừng <b>{time}</b> để chờ công dân.")
        said.append(format_html(text, time=paused))
    if dossier.extensions and dossier.first_due_at:
        first = phrases.moment(dossier.first_due_at, year=True)
        text = _("Ngày hẹn ban đầu là {first}; đã xin lỗi và hẹn lại.")
        said.append(format_html(text, first=first))
    end = _("Vì vậy hẹn trả <b>{due}</b>.")
    if replay.due_is_provisional:
        end = _("Nếu chạy lại ngay bây giờ thì hạn là <b>{due}</b>.")
    said.append(format_html(end, due=due))
    return format_html_join(" ", "{}", ((part,) for part in said))


def shares(replay: Replay) -> list[Share]:
    """Return whose working time it was, up to now or to the end."""
    labels = {
        "authority": _("Phường"),
        "citizen": _("Công dân (đồng hồ dừng)"),
        "other": _("Cơ quan khác"),
    }
    return [
        Share(labels[party], replay.shares[party], kind, phrases.duration(replay.shares[party]))
        for party, kind in PARTIES
    ]
