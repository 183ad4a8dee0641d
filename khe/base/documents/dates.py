"""Dates as Vietnamese paper writes them; all moments are shown in Asia/Ho_Chi_Minh."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HO_CHI_MINH = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def date_words(day: date) -> str:
    """Write 'ngày 05 tháng 02 năm 2026'.

    Days below 10 and the months 1 and 2 get a leading zero, so that nobody can add a digit
    (decree 30/2020/NĐ-CP, annex I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_words(at: datetime) -> str:
    """Write '07 giờ 30 phút, ngày 05 tháng 02 năm 2026' in local time.

    Raises ValueError for a moment without a time zone.
    """
    local = to_local(at)
    return f"{local:%H} giờ {local:%M} phút, {date_words(local.date())}"


def to_local(at: datetime) -> datetime:
    """Return the same moment in Asia/Ho_Chi_Minh; ValueError when it has no time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment on paper needs a time zone")
    return at.astimezone(HO_CHI_MINH)


def day_pieces(day: date) -> dict[str, str]:
    """Return the ways a template may write a day: date, words, weekday."""
    return {
        "date": f"{day:%d/%m}/{day.year:04d}",
        "words": date_words(day),
        "weekday": WEEKDAYS[day.weekday()],
    }


def moment_pieces(at: datetime) -> dict[str, str]:
    """Return the ways a template may write a moment: those of its day, and the time of day.

    time '07:30', hour_words '07 giờ 30 phút', stamp '05/02/2026 07:30',
    moment '07 giờ 30 phút, ngày 05 tháng 02 năm 2026'.
    """
    local = to_local(at)
    pieces = day_pieces(local.date())
    return pieces | {
        "time": f"{local:%H:%M}",
        "hour_words": f"{local:%H} giờ {local:%M} phút",
        "stamp": f"{pieces['date']} {local:%H:%M}",
        "moment": moment_words(at),
    }
