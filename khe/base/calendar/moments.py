"""Moments as whole minutes of local time, and as text and `datetime`.

A minute number counts from 1970-01-01T00:00 local time. Asia/Ho_Chi_Minh has been +07:00 without a
break since June 1975, so it is taken as fixed, and times are accepted from 1976.
"""

import re
from datetime import date, datetime, time, timedelta, timezone

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
DAY = 1440
ORIGIN = date(1970, 1, 1).toordinal()
FIRST_DAY = date(1976, 1, 1).toordinal() - ORIGIN  # the first day number that is accepted
LAST_DAY = date(2199, 12, 31).toordinal() - ORIGIN
EPOCH = datetime(1970, 1, 1, tzinfo=LOCAL)

Moment = datetime | str | int  # an int is a minute number

MESSAGES = {
    "bad_time": "Thời điểm không hợp lệ",
    "bad_limit": "Thời hạn không hợp lệ",
    "bad_rule": "Quy tắc tính không hợp lệ",
    "bad_pause": "Khoảng tạm dừng không hợp lệ",
    "pauses_overlap": "Các khoảng tạm dừng chồng lên nhau",
}

_FULL = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])"
    r"(?:(Z)|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?"
)
_CLOCKS = {f"T{m // 60:02d}:{m % 60:02d}": m for m in range(DAY)}
_ENDINGS = [f"{clock}:00+07:00" for clock in _CLOCKS]
_MIDNIGHTS: dict[
    str, int
] = {}  # "2026-02-12" -> its first minute; filled by parse, strict dates only
_DATES: dict[int, str] = {}


class ClockError(ValueError):
    """A question the clock refuses; `code` is one of MESSAGES."""

    def __init__(self, code: str, detail: object = "") -> None:
        self.code = code
        known = isinstance(detail, (str, int, float, date))
        shown = str(detail)[:80] if known else type(detail).__name__
        shown = shown.encode("utf-8", "backslashreplace").decode()
        super().__init__(f"{MESSAGES[code]}: {shown}" if shown else MESSAGES[code])


def parse(text: object) -> int:
    """Return the minute number of "YYYY-MM-DDTHH:MM", local or with an offset; or bad_time."""
    try:  # the common case: a date seen before, local time
        return _MIDNIGHTS[text[:10]] + _CLOCKS[text[10:]]  # type: ignore[index]
    except (KeyError, TypeError):
        return _parse_strictly(text)


def _parse_strictly(text: object) -> int:
    match = _FULL.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ClockError("bad_time", text)
    year, month, day, hours, minutes, zulu, sign, off_hours, off_minutes = match.groups()
    try:
        midnight = (date(int(year), int(month), int(day)).toordinal() - ORIGIN) * DAY
    except ValueError:
        raise ClockError("bad_time", text) from None
    minute = midnight + int(hours) * 60 + int(minutes)
    if zulu:
        minute += 420
    elif sign:
        ahead = int(off_hours) * 60 + int(off_minutes)
        minute += 420 + (ahead if sign == "-" else -ahead)
    within(minute, text)
    if FIRST_DAY * DAY <= midnight <= LAST_DAY * DAY:
        _MIDNIGHTS[match.string[:10]] = midnight
    return minute


def within(minute: int, shown: object) -> int:
    """Return the minute number, or refuse one outside the years the clock knows."""
    if not FIRST_DAY * DAY <= minute < (LAST_DAY + 1) * DAY:
        raise ClockError("bad_time", shown)
    return minute


def minute_of(moment: Moment) -> int:
    """Return the minute number of text or a datetime (naive is local; seconds are cut)."""
    if isinstance(moment, str):
        return parse(moment)
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=LOCAL)
        return within((moment - EPOCH) // timedelta(minutes=1), moment)
    if isinstance(moment, int) and not isinstance(moment, bool):
        return within(moment, moment)
    raise ClockError("bad_time", moment)


def clock_of(cutoff: str | time | None) -> int | None:
    """Return the minute of the day of "HH:MM" (00:00 to 23:59) or of a time; None stays None."""
    if cutoff is None:
        return None
    if isinstance(cutoff, time):
        return cutoff.hour * 60 + cutoff.minute
    minute = _CLOCKS.get("T" + cutoff) if isinstance(cutoff, str) else None
    if minute is None:
        raise ClockError("bad_time", cutoff)
    return minute


def as_text(minute: int) -> str:
    """Return "2026-02-12T09:10:00+07:00"."""
    day, clock = divmod(minute, DAY)
    text = _DATES.get(day)
    if text is None:
        text = _DATES[day] = date.fromordinal(day + ORIGIN).isoformat()
    return text + _ENDINGS[clock]


def as_datetime(minute: int) -> datetime:
    """Return the aware datetime, at +07:00."""
    return EPOCH + timedelta(minutes=minute)


def as_date(day: int) -> date:
    """Return the date of a day number."""
    return date.fromordinal(day + ORIGIN)


def day_of(when: date) -> int:
    """Return the day number of a date."""
    return when.toordinal() - ORIGIN
