"""When a task is due. Pure: a calendar goes in, moments come out."""

from datetime import date, datetime, time, timedelta

from khe.base.calendar import clock
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.moments import LOCAL, ClockError
from khe.base.refusal import Refused
from khe.desks.tasks.refusals import Refusal

FIRST, LAST = date(1990, 1, 1), date(2190, 1, 1)  # the calendar's years, with room to count in


def working_day(calendar: Calendar, day: date) -> date:
    """Return the day itself, or the next one that is worked. Raises Refused out of the calendar."""
    if not FIRST <= day <= LAST:
        raise Refused(Refusal.BAD_DAY)
    for ahead in range(60):
        if calendar.is_working(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    raise Refused(Refusal.BAD_DAY)


def last_working_day(calendar: Calendar, year: int, month: int) -> date:
    """Return the last day of a month that is worked; its last day if none is."""
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    for back in range(last.day):
        if calendar.is_working(last - timedelta(days=back)):
            return last - timedelta(days=back)
    return last


def end_of(calendar: Calendar, day: date) -> datetime:
    """Return the end of the last shift of a day; of the next worked one when it is a day off."""
    there = working_day(calendar, day)
    return _at(there, calendar.shifts_on(there)[-1][1])


def start_of(calendar: Calendar, day: date) -> datetime:
    """Return the beginning of the first shift of a worked day; midnight of a day off."""
    shifts = calendar.shifts_on(day)
    return _at(day, shifts[0][0] if shifts else 0)


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time.min, LOCAL) + timedelta(minutes=minute)


def after(calendar: Calendar, at: datetime, limit: str) -> datetime:
    """Return when a limit that begins at `at` is over. Raises Refused for a limit that is none."""
    try:
        return clock.due_at(calendar, at, limit)
    except ClockError:
        raise Refused(Refusal.BAD_LIMIT) from None
