"""The date the counter promises, and why: what the panel of the intake page and the receipt say. Pure.

Moments are aware; shown at the wall clock of Vietnam. Sentences are translated when they are made.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from khe.base.calendar import clock, explain
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.explain import Cell, Line
from khe.base.calendar.limits import Limit
from khe.base.web import phrases
from khe.base.web.parts import Day

UNITS = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "working_hour": "giờ làm việc",
    "hour": "giờ",
    "month": "tháng",
}
STRIP = {"work": "counted", "makeup": "makeup", "pause": "paused", "weekend": "off"}
MOST_NAMED = 6  # worked days that are named one by one
LONGEST_STRIP = 14  # days that the strip draws


@dataclass(frozen=True)
class Promise:
    """When a dossier taken in now would be due."""

    at: datetime
    due_at: datetime
    limit: str  # in words: "3 ngày làm việc"
    when: str  # "Thứ Ba tuần sau"
    days: tuple[Day, ...]  # none when the way is too long to draw
    says: str

    @property
    def time(self) -> str:
        """Return the hour: "09:12"."""
        return f"{phrases.local(self.due_at):%H:%M}"

    @property
    def day(self) -> str:
        """Return the date: "08/09/2026"."""
        return f"{phrases.local(self.due_at):%d/%m/%Y}"


def promise(
    calendar: Calendar, at: datetime, limit: str, rule: str = "minute", cutoff: str = ""
) -> Promise:
    """Return the promise for a receipt at `at`. Raises ClockError for a limit that cannot be counted."""
    answer = clock.due(calendar, at, limit, rule=rule, cutoff=cutoff or None)
    cells = explain.strip(calendar, answer.lines)
    drawn = len(cells) <= LONGEST_STRIP and Limit.parse(limit).is_working
    return Promise(
        at=at,
        due_at=answer.due_at,
        limit=limit_words(limit),
        when=_when(answer.due_at, at),
        days=_days(cells, at, answer.due_at) if drawn else (),
        says=because(answer.lines, limit, at),
    )


def limit_words(limit: str, *, padded: bool = False) -> str:
    """Return "3 ngày làm việc", "7,5 ngày làm việc"; `padded` writes "03" as paper does."""
    number, _space, unit = limit.partition(" ")
    if unit not in UNITS:
        return limit
    amount = Decimal(number)
    whole = amount == amount.to_integral_value()
    text = phrases.decimal(float(amount), 1 if amount * 10 % 1 == 0 else 2)
    if whole:
        text = f"{int(amount):02d}" if padded else str(int(amount))
    return f"{text} {_(UNITS[unit])}"


def _when(due: datetime, at: datetime) -> str:
    """Say the day as people do: today, tomorrow, "Thứ Ba tuần sau"."""
    then, now = phrases.local(due).date(), phrases.local(at).date()
    name = phrases.weekday(then)
    if then == now:
        return _("ngay hôm nay")
    if then == now + timedelta(days=1):
        return _("%(day)s, ngày mai") % {"day": name}
    weeks = (_monday(then) - _monday(now)).days // 7
    if weeks == 0:
        return _("%(day)s tuần này") % {"day": name}
    if weeks == 1:
        return _("%(day)s tuần sau") % {"day": name}
    return _("%(day)s, còn %(n)s tuần nữa") % {"day": name, "n": weeks}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(cells: list[Cell], at: datetime, due: datetime) -> tuple[Day, ...]:
    """Return the strip: a date is drawn as counted only when minutes of it are counted."""
    today, last = phrases.local(at).date(), phrases.local(due).date()
    found = []
    for cell in cells:
        kind = STRIP.get(cell.kind, "holiday")
        hours = phrases.decimal(cell.minutes / 60).removesuffix(",0").removesuffix(".0")
        if not cell.minutes:
            hours = _("lễ") if kind == "holiday" else ""
            kind = "off" if kind in ("counted", "makeup") else kind
        found.append(Day(cell.date, kind, hours, cell.date == today, cell.date == last))
    return tuple(found)


# ---- why this date ------------------------------------------------------------------------------


def because(lines: tuple[Line, ...], limit: str, at: datetime) -> str:
    """Say in a few sentences how the date comes about: the moved start, the days counted, days off."""
    moved = [_say(line) for line in lines if line.kind in ("cutoff", "dayoff_move")]
    moved += [_say(line) for line in lines if line.kind == "start" and line.start != line.end]
    if Limit.parse(limit).is_working:
        counted = [_counted(lines, limit, at)]
    else:
        counted = [_say(line) for line in lines if line.kind == "rule"]
    return " ".join(f"{text}." for text in [*moved, *counted, *_off(lines)] if text)


def _say(line: Line) -> str:
    return explain.render(line, _)


def _counted(lines: tuple[Line, ...], limit: str, at: datetime) -> str:
    """Say "3 ngày làm việc = 24 giờ: hôm nay 5 giờ 48 phút, T6 8 giờ, …"."""
    worked = [line for line in lines if line.minutes]
    total = sum(line.minutes for line in worked)
    head = limit_words(limit)
    if not limit.endswith("working_hour"):
        head = _("%(limit)s = %(hours)s") % {"limit": head, "hours": explain.hours(total, _)}
    per_day: dict[date, int] = {}
    for line in worked:
        day = phrases.local(line.start).date()
        per_day[day] = per_day.get(day, 0) + line.minutes
    if len(per_day) > MOST_NAMED:
        first, last = min(per_day), max(per_day)
        return _("%(head)s, trong %(n)s ngày làm việc từ %(first)s đến %(last)s") % {
            "head": head, "n": len(per_day),
            "first": phrases.day_text(first, year=False), "last": phrases.day_text(last, year=False),
        }  # fmt: skip
    today = phrases.local(at).date()
    named = [f"{_day_name(day, today)} {explain.hours(n, _)}" for day, n in per_day.items()]
    return f"{head}: " + ", ".join(named)


def _day_name(day: date, today: date) -> str:
    return _("hôm nay") if day == today else phrases.day_text(day, year=False)


def _off(lines: tuple[Line, ...]) -> list[str]:
    """Say which days off lay in between: weekends in one word, holidays by their names."""
    said: dict[str, None] = {}
    made_up = [phrases.day_text(one.start, year=False) for one in lines if one.kind == "makeup"]
    for line in lines:
        if line.kind == "weekend" and made_up:
            said[_("Nghỉ hằng tuần, riêng %(days)s làm bù") % {"days": ", ".join(made_up)}] = None
        elif line.kind == "weekend":
            said[_("Thứ Bảy, Chủ nhật không tính")] = None
        elif line.kind in ("holiday", "compensatory"):
            span = _span(phrases.local(line.start).date(), phrases.local(line.end).date())
            said[f"{_say(line)} ({span})"] = None
    return list(said)


def _span(first: date, end: date) -> str:
    last = end - timedelta(days=1)
    return f"{first:%d/%m}" if last <= first else f"{first:%d/%m}–{last:%d/%m}"
