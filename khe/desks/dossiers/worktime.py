"""Working time as people read and edit it: a year of days, the week's shifts, what differs between
two versions, and why an edit is refused. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import orjson
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.calendar.calendars import Calendar
from khe.base.calendar.days import WEEKDAYS, CalendarError, Day
from khe.base.people.actor import Actor
from khe.base.web.phrases import WEEKDAYS as WEEKDAY_NAMES
from khe.base.web.phrases import WEEKDAYS_SHORT

EDITORS = ("catalogue", "admin")
YEARS = range(1990, 2101)  # the years a page shows


class DayType(TextChoices):
    HOLIDAY = "holiday", gettext_lazy("Nghỉ lễ")
    COMPENSATORY = "compensatory", gettext_lazy("Nghỉ bù, hoán đổi")
    MAKEUP = "makeup", gettext_lazy("Làm bù")
    HOURS = "hours", gettext_lazy("Giờ làm riêng")


class Refusal(TextChoices):
    NOT_EDITOR = "not_editor", gettext_lazy("Chỉ người giữ danh mục hoặc quản trị sửa được lịch.")
    STALE = (
        "calendar_stale",
        gettext_lazy(
            "Lịch vừa được người khác sửa. Những gì anh/chị đã gõ vẫn còn ở đây;"
            " hãy mở lịch đang dùng ở cửa sổ khác, đối chiếu rồi sửa lại từ bản mới."
        ),
    )
    NO_DOCUMENT = "no_document", gettext_lazy("Hãy ghi văn bản làm căn cứ sửa lịch.")
    NOTHING_CHANGED = "nothing_changed", gettext_lazy("Lịch không có gì khác bản đang dùng.")


def why_not_edit(by: Actor) -> Refusal | None:
    """The calendar is edited by those who keep the catalogue, and by administrators."""
    return None if by.can(*EDITORS) else Refusal.NOT_EDITOR


def why_not_save(
    *, base: int, current: int, document: str, changed: bool, by: Actor
) -> Refusal | None:
    """An edit starts from the version in force, changes something, and cites a document."""
    if not by.can(*EDITORS):
        return Refusal.NOT_EDITOR
    if base != current:
        return Refusal.STALE
    if not document.strip():
        return Refusal.NO_DOCUMENT
    return None if changed else Refusal.NOTHING_CHANGED


def sentence(error: CalendarError) -> str:
    """Say what is wrong with an edited calendar."""
    said = {
        "bad_shifts": _("Giờ làm “%(where)s” chưa đúng: ghi như 07:00-11:00, 13:00-17:00, không chồng."),
        "bad_date": _("Ngày “%(where)s” chưa đúng, hoặc ngày cuối đứng trước ngày đầu."),
        "bad_day": _("Ngày %(where)s chưa đúng: ngày nghỉ không có giờ, giờ làm riêng thì phải có."),
        "day_twice": _("Ngày %(where)s được ghi hai lần."),
        "periods_overlap": _("Hai khoảng thời gian áp dụng giờ làm chồng lên nhau từ ngày %(where)s."),
        "no_shifts": _("Không có giờ làm nào để tính; ngày làm bù cần giờ làm hoặc ngày hoán đổi."),
        "too_many_patterns": _("Quá nhiều kiểu giờ làm khác nhau trong một lịch."),
    }  # fmt: skip
    form = said.get(error.code, _("Lịch chưa đúng (%(where)s)."))
    return form % {"where": _dated(error.where)}


def _dated(where: str) -> str:
    """Return an ISO date as people write it; anything else as it is."""
    try:
        return f"{date.fromisoformat(where):%d/%m/%Y}"
    except ValueError:
        return where


# ---- a year -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A day of a month as it is drawn; `kind` is work, off or one of DayType."""

    day: date
    kind: str
    entry: Day | None = None
    today: bool = False

    @property
    def said(self) -> str:
        """Return what the colour says, in words; nothing for an ordinary day."""
        if self.entry is None:
            return ""
        label = str(DayType(self.entry.type).label)
        return f"{label}: {self.entry.name}" if self.entry.name else label


@dataclass
class Month:
    """A month: rows of seven, Monday first, with gaps; its marked days; how much is worked."""

    first: date
    weeks: list[list[Cell | None]] = field(default_factory=list)
    marked: list[Day] = field(default_factory=list)
    working_days: int = 0


def weekday_names() -> list[tuple[str, str]]:
    """Return the heads of a month: (T2, Thứ Hai) …"""
    return [(str(a), str(b)) for a, b in zip(WEEKDAYS_SHORT, WEEKDAY_NAMES, strict=True)]


def kind_of(calendar: Calendar, day: date) -> str:
    """Return how a day stands: work, off (by the week) or the type of its entry."""
    entry = calendar.day(day)
    if entry is not None:
        return entry.type
    return "work" if calendar.is_working(day) else "off"


def year_of(calendar: Calendar, year: int, today: date) -> list[Month]:
    """Return the twelve months of a year."""
    return [_month(calendar, date(year, month, 1), today) for month in range(1, 13)]


def _month(calendar: Calendar, first: date, today: date) -> Month:
    found = Month(first)
    cells: list[Cell | None] = [None] * first.weekday()
    day = first
    while day.month == first.month:
        entry = calendar.day(day)
        cells.append(Cell(day, kind_of(calendar, day), entry, day == today))
        found.working_days += calendar.is_working(day)
        if entry is not None:
            found.marked.append(entry)
        day += timedelta(days=1)
    cells += [None] * (-len(cells) % 7)
    found.weeks = [cells[n : n + 7] for n in range(0, len(cells), 7)]
    return found


def totals(months: Iterable[Month]) -> dict[str, int]:
    """Return {"working": days worked, and the number of marked days by type}."""
    listed = list(months)
    counts = Counter(day.type for month in listed for day in month.marked)
    return {"working": sum(month.working_days for month in listed), **counts}


# ---- shifts -------------------------------------------------------------------------------------


def shifts_text(shifts: Iterable[Iterable[Any]] | None) -> str:
    """Return shifts of the plain form as people write them: "07:00-11:00, 13:00-17:00"."""
    return ", ".join("-".join(map(str, pair)) for pair in shifts or ())


def shifts_plain(text: str) -> list[list[str]]:
    """Return what a person typed as shifts of the plain form; CalendarError is the calendar's to
    raise, so what cannot be read is handed on as it is. Accepts 7:00, 7h, 7h30 and any dash."""
    for dash in ("–", "—", "−", "đến"):
        text = text.replace(dash, "-")
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    return [[_clock(edge) for edge in part.split("-")] for part in parts]


def _clock(text: str) -> str:
    hours, _colon, minutes = text.strip().lower().replace("h", ":").replace(".", ":").partition(":")
    if not hours.isdigit() or (minutes and not minutes.isdigit()):
        return text.strip()
    return f"{int(hours):02d}:{minutes or '00'}"


@dataclass(frozen=True)
class Week:
    """Neighbouring weekdays with the same shifts: (mon…fri, "07:00-11:00, 13:00-17:00")."""

    days: tuple[int, ...]
    text: str

    @property
    def named(self) -> str:
        """Return "Thứ Hai – Thứ Sáu"."""
        first, last = WEEKDAY_NAMES[self.days[0]], WEEKDAY_NAMES[self.days[-1]]
        return f"{first} – {last}" if len(self.days) > 1 else str(first)


def weeks_of(period: dict[str, Any]) -> list[Week]:
    """Return a period of the plain form with its weekdays put together where they are alike."""
    found: list[Week] = []
    for number, name in enumerate(WEEKDAYS):
        text = shifts_text(period["week"].get(name))
        if found and found[-1].text == text:
            found[-1] = Week((*found[-1].days, number), text)
        else:
            found.append(Week((number,), text))
    return found


# ---- versions -----------------------------------------------------------------------------------


def digest(data: dict[str, Any]) -> str:
    """Return a fingerprint of what a calendar says (its name and number apart)."""
    said = orjson.dumps([data["shifts"], data["days"]], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(said).hexdigest()[:32]


def differences(old: Calendar, new: Calendar) -> list[tuple[Day | None, Day | None]]:
    """Return the days that were added (None, day), taken out (day, None) or changed, by date."""
    numbers = sorted(old.days.keys() | new.days.keys())
    pairs = [(old.days.get(n), new.days.get(n)) for n in numbers]
    return [(a, b) for a, b in pairs if a != b]
