"""Why this date: the arithmetic of the clock, line by line.

Sentences are Vietnamese msgids with facts, so a page can say them in another language:
`render(line, translate=gettext)`. A line's `minutes` are the working minutes it counts; for working
units they add up to the limit and its extensions.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from khe.base.calendar.calendars import Calendar, Shifts
from khe.base.calendar.counting import Case, Span, Stage
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import DAY, as_date, as_datetime, as_text, day_of, minute_of
from khe.base.calendar.plain import clock_text

Translate = Callable[[str], str]
Date = date
Notes = dict[Span, str]  # why a pause was made: legal ground and document

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
UNIT_NAMES = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "working_hour": "giờ làm việc",
    "hour": "giờ",
    "month": "tháng",
}


class Minutes(int):
    """A length of working time; shown as "26 giờ (3 ngày 2 giờ)"."""


class Line(NamedTuple):
    """One line: what happened from one moment to another, and the running total."""

    kind: str
    start: datetime
    end: datetime
    minutes: int
    total: int
    msgid: str
    facts: dict[str, Any]

    @property
    def text(self) -> str:
        """The Vietnamese sentence."""
        return render(self)

    def to_json(self) -> dict[str, Any]:
        """Return the line as plain values; times as "2026-02-12T09:10:00+07:00"."""
        return {
            "kind": self.kind,
            "from": as_text(minute_of(self.start)),
            "to": as_text(minute_of(self.end)),
            "minutes": self.minutes,
            "total": self.total,
            "text": self.text,
        }


class Cell(NamedTuple):
    """A date of the strip: work, makeup, pause, weekend, holiday or compensatory; its minutes."""

    date: Date
    kind: str
    minutes: int


# --- saying it ---------------------------------------------------------------------------------


def render(line: Line, translate: Translate = str) -> str:
    """Return the sentence of a line, in the language of `translate`."""
    facts = {name: said(fact, translate) for name, fact in line.facts.items()}
    return translate(line.msgid) % facts


def said(fact: Any, translate: Translate = str) -> str:
    """Return a fact as words: a moment, a date, a length of time, a limit, shifts, or text."""
    if isinstance(fact, datetime):
        return f"{fact:%H:%M} {said(fact.date(), translate)}"
    if isinstance(fact, date):
        return f"{translate(WEEKDAYS[fact.weekday()])} {fact:%d/%m/%Y}"
    if isinstance(fact, Minutes):
        return duration(fact, translate)
    if isinstance(fact, Limit):
        number = fact.text.split()[0]
        comma = "," if translate("phút") == "phút" else "."
        return f"{number.replace('.', comma)} {translate(UNIT_NAMES[fact.unit])}"
    if isinstance(fact, tuple):
        spans = [f"{clock_text(start)}–{clock_text(end)}" for start, end in fact]
        return f" {translate('và')} ".join(spans)
    return translate(fact) if fact else ""


def duration(minutes: int, translate: Translate = str) -> str:
    """Return "45 phút", "6 giờ 30 phút" or, from a working day on, "26 giờ (3 ngày 2 giờ)"."""
    text = hours(minutes, translate)
    days, rest = divmod(minutes, 480)
    if not days:
        return text
    inner = f"{days} {translate('ngày')}" + (f" {hours(rest, translate)}" if rest else "")
    return f"{text} ({inner})"


def hours(minutes: int, translate: Translate = str) -> str:
    """Return "6 giờ 30 phút"."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} {translate('giờ')}"] if whole else []
    if rest or not whole:
        parts.append(f"{rest} {translate('phút')}")
    return " ".join(parts)


# --- counting it -------------------------------------------------------------------------------


class Account:
    """The lines written so far and their total."""

    def __init__(self, calendar: Calendar, notes: Notes) -> None:
        self.calendar, self.notes = calendar, notes
        self.lines: list[Line] = []
        self.total = 0

    def add(
        self, kind: str, start: int, end: int, msgid: str, minutes: int = 0, /, **facts: Any
    ) -> None:
        """Write one line."""
        self.total += minutes
        self.lines.append(
            Line(kind, as_datetime(start), as_datetime(end), minutes, self.total, msgid, facts)
        )

    def days_off(self, first: int, last: int) -> None:
        """Write the days off from one day number to another (inclusive); a run is one line."""
        for kind, start, end in runs(self.calendar, first, last):
            msgid, facts = why_off(self.calendar, kind, start, end)
            self.add(kind, start * DAY, (end + 1) * DAY, msgid, **facts)

    def worked(self, start: int, end: int) -> None:
        """Write the days between two moments: worked ones with their minutes, and days off."""
        off_since = None
        last = (end - 1) // DAY
        for day in range(start // DAY, last + 1):
            if not self.calendar.by_day[day].minutes:
                off_since = day if off_since is None else off_since
                continue
            if off_since is not None:
                self.days_off(off_since, day - 1)
                off_since = None
            self.day(day, max(start - day * DAY, 0), min(end - day * DAY, DAY))
        if off_since is not None:
            self.days_off(off_since, last)

    def day(self, number: int, start: int, end: int) -> None:
        """Write one worked day, or the part of it between two minutes of the day."""
        pattern = self.calendar.by_day[number]
        minutes = pattern.before[end] - pattern.before[start]
        if not minutes:
            return
        pieces = overlaps(pattern.shifts, start, end)
        day = self.calendar.days.get(number)
        full = minutes == pattern.minutes
        kind = "work" if full else "partial"
        msgid = "Ngày làm việc: %(shifts)s" if full else "Làm việc %(shifts)s"
        facts: dict[str, Any] = {"shifts": pieces}
        if day and day.type == "makeup":
            kind, msgid = "makeup", "Ngày làm bù: %(shifts)s"
            if day.swap:
                msgid, facts["swap"] = "Làm bù cho %(swap)s: %(shifts)s", day.swap
        first, last = number * DAY + pieces[0][0], number * DAY + pieces[-1][1]
        self.add(kind, first, last, msgid, minutes, **facts)

    def pause(self, start: int, end: int, span: Span) -> None:
        """Write a pause, from where it matters to its end."""
        paused = self.calendar.worked_before(end) - self.calendar.worked_before(start)
        note = self.notes.get(span, "")
        msgid = "Tạm dừng %(paused)s, từ %(start)s đến %(end)s"
        if not paused:
            msgid = "Tạm dừng ngoài giờ làm việc, từ %(start)s đến %(end)s"
        facts: dict[str, Any] = {
            "start": as_datetime(start),
            "end": as_datetime(end),
            "paused": Minutes(paused),
        }
        if note:
            msgid, facts["note"] = msgid + ": %(note)s", note
        self.add("pause", start, end, msgid, **facts)


def lines_of(
    calendar: Calendar, asked: Case, moved: int, stages: list[Stage], notes: Notes | None = None
) -> tuple[Line, ...]:
    """Return the explanation of an answer of `counting.answer`."""
    account = Account(calendar, notes or {})
    begin(account, asked, moved)
    for number, stage in enumerate(stages):
        if number:
            account.add(
                "extension",
                stage.start,
                stage.start,
                "Gia hạn %(limit)s, tính tiếp từ %(start)s",
                limit=stage.limit,
                start=as_datetime(stage.start),
            )
        if stage.limit.is_working:
            working(account, asked, moved if not number else stage.start, stage)
        else:
            elapsed(account, asked, stage, asked.rule if not number else "minute")
    due = stages[-1].due
    account.add("due", due, due, "Hẹn trả %(due)s", due=as_datetime(due))
    return tuple(account.lines)


def begin(account: Account, asked: Case, moved: int) -> None:
    """Write the receipt, and why the count starts later if it does."""
    given, start = as_datetime(asked.given), as_datetime(moved)
    if moved == asked.given:
        account.add("start", moved, moved, "Bắt đầu tính từ %(start)s", start=start)
        return
    day, clock = divmod(asked.given, DAY)
    late = asked.cutoff is not None and clock >= asked.cutoff
    if late and account.calendar.by_day[day].minutes:
        msgid = (
            "Nhận lúc %(given)s, từ %(cutoff)s trở đi tính sang ngày làm việc kế tiếp: %(start)s"
        )
        cutoff = clock_text(asked.cutoff or 0)
        account.add("cutoff", asked.given, moved, msgid, given=given, cutoff=cutoff, start=start)
    else:
        msgid = "Nhận lúc %(given)s, ngoài giờ làm việc: tính từ %(start)s"
        account.add("start", asked.given, moved, msgid, given=given, start=start)
    account.days_off(day, moved // DAY)


def working(account: Account, asked: Case, given: int, stage: Stage) -> None:
    """Write a count of working minutes, day by day, around its pauses."""
    if stage.start != given:
        account.add(
            "rule",
            given,
            stage.start,
            "Không tính ngày bắt đầu: đếm %(limit)s từ %(start)s",
            limit=whole_days(stage.limit),
            start=as_datetime(stage.start),
        )
        account.days_off(given // DAY, stage.start // DAY)
    at = stage.start
    for a, b in asked.spans:
        if b <= at or a >= stage.due:
            continue
        if a > at:
            account.worked(at, a)
            at = a
        account.pause(at, b, (a, b))
        at = b
    account.worked(at, stage.due)


def whole_days(limit: Limit) -> Limit:
    """Return the limit as rule next_day counts it: whole working days."""
    return Limit.parse(f"{limit.next_day_amount // 480} working_day")


def elapsed(account: Account, asked: Case, stage: Stage, rule: str) -> None:
    """Write a count of elapsed time: the date reached, the pauses, the day-off rule."""
    msgid = "Cộng %(limit)s kể từ %(start)s: đến %(base)s"
    if rule == "next_day" and stage.limit.unit != "hour":
        msgid = "Cộng %(limit)s, không tính ngày bắt đầu %(start)s: đến hết giờ làm việc %(base)s"
    base, start = as_datetime(stage.base), as_datetime(stage.start)
    account.add("rule", stage.start, stage.base, msgid, limit=stage.limit, start=start, base=base)
    for a, b in asked.spans:
        if b > stage.start and a < stage.reached:
            account.pause(max(a, stage.start), b, (a, b))
    if stage.reached != stage.base:
        msgid = "Cộng thời gian tạm dừng: hạn lùi đến %(reached)s"
        account.add("rule", stage.base, stage.reached, msgid, reached=as_datetime(stage.reached))
    if stage.due != stage.reached:
        day = stage.reached // DAY
        account.add(
            "dayoff_move",
            stage.reached,
            stage.due,
            "%(reached)s là ngày nghỉ: hạn chuyển sang hết giờ làm việc %(due)s",
            reached=as_date(day),
            due=as_datetime(stage.due),
        )


# --- days off ----------------------------------------------------------------------------------


def kind_of(calendar: Calendar, number: int) -> str:
    """Return weekend, holiday or compensatory for a day off."""
    day = calendar.days.get(number)
    return day.type if day else "weekend"


def runs(calendar: Calendar, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, first day, last day) of the days off; only days of one kind in a row join."""
    open_run: tuple[str, int, int] | None = None
    for number in range(first, last + 1):
        kind = "" if calendar.by_day[number].minutes else kind_of(calendar, number)
        if open_run and kind == open_run[0] and kind != "compensatory":
            open_run = (kind, open_run[1], number)
            continue
        if open_run:
            yield open_run
        open_run = (kind, number, number) if kind else None
    if open_run:
        yield open_run


def why_off(calendar: Calendar, kind: str, first: int, last: int) -> tuple[str, dict[str, Any]]:
    """Return the sentence (msgid) and facts of a run of days off."""
    if kind == "weekend":
        return "Nghỉ hằng tuần", {}
    day, end = calendar.days[first], calendar.days[last]
    if kind == "holiday":
        if day.name == end.name:
            return "Nghỉ lễ %(name)s", {"name": day.name}
        return "Nghỉ lễ: từ %(name)s đến %(last)s", {"name": day.name, "last": end.name}
    if not day.swap:
        return "Nghỉ bù %(name)s", {"name": day.name}
    if day_of(day.swap) < first:
        return "Nghỉ bù, đã làm việc %(swap)s", {"swap": day.swap}
    return "Nghỉ bù, làm bù vào %(swap)s", {"swap": day.swap}


def overlaps(shifts: Shifts, start: int, end: int) -> Shifts:
    """Return the parts of shifts that lie in [start, end) of the day."""
    clipped = ((max(a, start), min(b, end)) for a, b in shifts)
    return tuple((a, b) for a, b in clipped if a < b)


def strip(calendar: Calendar, lines: tuple[Line, ...]) -> list[Cell]:
    """Return one cell a date, from the receipt to the due date, for the strip above the table."""
    if not lines:
        return []
    minutes: dict[int, int] = {}
    paused: set[int] = set()
    for line in lines:
        first, last = minute_of(line.start), minute_of(line.end)
        if line.kind == "pause":
            paused.update(range(first // DAY, (last - 1) // DAY + 1))
        elif line.minutes:
            minutes[first // DAY] = minutes.get(first // DAY, 0) + line.minutes
    dates = range(day_of(lines[0].start.date()), day_of(lines[-1].end.date()) + 1)
    return [Cell(as_date(n), cell_kind(calendar, n, paused), minutes.get(n, 0)) for n in dates]


def cell_kind(calendar: Calendar, number: int, paused: set[int]) -> str:
    """Return how a date is drawn."""
    if not calendar.by_day[number].minutes:
        return kind_of(calendar, number)
    if number in paused:
        return "pause"
    day = calendar.days.get(number)
    return "makeup" if day and day.type == "makeup" else "work"
