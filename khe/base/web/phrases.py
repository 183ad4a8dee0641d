"""The same words everywhere for time left, moments, numbers and masked personal data.

Pure: no clock, no database. Minutes of the legal clock are working minutes, 480 to a day.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = 480  # working minutes of a working day
WEEKDAYS = [
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
]
WEEKDAYS_SHORT = [
    gettext_lazy("T2"),
    gettext_lazy("T3"),
    gettext_lazy("T4"),
    gettext_lazy("T5"),
    gettext_lazy("T6"),
    gettext_lazy("T7"),
    gettext_lazy("CN"),
]


def duration(minutes: int, day: int = DAY) -> str:
    """Say a length of time: "2 ngày 7 giờ 48 phút", "3 giờ 20 phút", "0 phút".

    From ten days on the hours are left out. `day` is the minutes of a day: 480 working, 1440
    elapsed.
    """
    days, rest = divmod(abs(minutes), day)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(_("1 ngày") if days == 1 else _("%(n)s ngày") % {"n": whole(days)})
    if hours and days < 10:
        parts.append(_("1 giờ") if hours == 1 else _("%(n)s giờ") % {"n": hours})
    if left and days < 10:
        parts.append(_("1 phút") if left == 1 else _("%(n)s phút") % {"n": left})
    return " ".join(parts) or _("0 phút")


def remaining(minutes: int | None, *, working: bool = True) -> str:
    """Say how much of a time limit is left, or by how much it is overdue (negative minutes).

    Working minutes (480 a day) unless `working` is false (limits in hours, days or months: 1440 a
    day). None means that no clock runs. A delay of a day or more is said in days, rounded down to
    one decimal: "quá hạn 1,5 ngày".
    """
    if minutes is None:
        return _("không tính hạn")
    day = DAY if working else 1440
    if minutes == 0:
        return _("đến hạn bây giờ")
    if minutes > 0:
        left = duration(minutes, day)
        if working:
            return _("còn %(time)s làm việc") % {"time": left}
        return _("còn %(time)s") % {"time": left}
    if -minutes < day:
        return _("quá hạn %(time)s") % {"time": duration(minutes, day)}
    return _("quá hạn %(time)s") % {"time": _days_late(-minutes * 10 // day)}


def _days_late(tenths: int) -> str:
    if tenths == 10:
        return _("1 ngày")
    if tenths % 10 == 0:
        return _("%(n)s ngày") % {"n": whole(tenths // 10)}
    return _("%(n)s ngày") % {"n": decimal(tenths / 10)}


def urgency(minutes: int | None, soon: int = DAY) -> str:
    """Return the status kind of a time left: late, soon (at most `soon` minutes), work or idle."""
    if minutes is None:
        return "idle"
    if minutes < 0:
        return "late"
    return "soon" if minutes <= soon else "work"


def weekday(day: date) -> str:
    """Return "Thứ Năm"."""
    return str(WEEKDAYS[day.weekday()])


def weekday_short(day: date) -> str:
    """Return "T5"."""
    return str(WEEKDAYS_SHORT[day.weekday()])


def local(at: datetime) -> datetime:
    """Return the moment by the clock on the wall in Vietnam. Raises ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(ZONE)


def moment(at: datetime, *, year: bool = False) -> str:
    """Say a moment: "15:00 Thứ Năm 27/08", with `year` "15:00 Thứ Năm, 27/08/2026"."""
    there = local(at)
    if year:
        return f"{there:%H:%M} {weekday(there)}, {there:%d/%m/%Y}"
    return f"{there:%H:%M} {weekday(there)} {there:%d/%m}"


def day_text(day: date, *, year: bool = True) -> str:
    """Say a day: "Thứ Năm, 27/08/2026", or without `year` "T5 27/08"."""
    if isinstance(day, datetime):
        day = local(day).date()
    if year:
        return f"{weekday(day)}, {day:%d/%m/%Y}"
    return f"{weekday_short(day)} {day:%d/%m}"


def whole(number: int) -> str:
    """Return "1.286" in Vietnamese, "1,286" in English."""
    return _number(number, 0)


def decimal(number: float, places: int = 1) -> str:
    """Return "97,4" in Vietnamese, "97.4" in English."""
    return _number(round(number, places), places)


def _number(number: float, places: int) -> str:
    """Group by thousands in both languages (Django's Vietnamese format does not group)."""
    point, comma = get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")
    return str(numberformat.format(number, point, places, 3, comma, force_grouping=True))


def percent(part: int, total: int, places: int = 1) -> str:
    """Return "97,4%", or "–" when there is nothing to divide by."""
    if not total:
        return "–"
    return f"{decimal(100 * part / total, places)}%"


def out_of(part: int, total: int) -> str:
    """Name the denominator: "1.286 trong 1.320"."""
    return _("%(part)s trong %(total)s") % {"part": whole(part), "total": whole(total)}


def money(dong: int) -> str:
    """Return an amount of đồng: "75.000 đ"."""
    return f"{whole(dong)} đ"


def masked_id(number: str) -> str:
    """Hide an identity number but for its last four characters: "•••• •••• 4417"."""
    number = re.sub(r"\s+", "", number or "")
    if not number:
        return ""
    hidden = " ".join(["••••"] * (2 if len(number) > 9 else 1))
    return f"{hidden} {number[-4:]}" if len(number) > 4 else hidden


def masked_phone(number: str) -> str:
    """Hide the middle of a telephone number: "0900 •••• 218"."""
    number = re.sub(r"[^\d+]", "", number or "")
    if not number:
        return ""
    return f"{number[:4]} •••• {number[-3:]}" if len(number) >= 9 else "••••"


def initials(name: str) -> str:
    """Return the two letters of a Vietnamese name: middle and given name ("Hạnh Nguyên" → HN)."""
    return "".join(word[0] for word in (name or "").split()[-2:]).upper()
