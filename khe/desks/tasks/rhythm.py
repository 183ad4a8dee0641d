"""On which day a recurring task is given, and which period that is. Pure; days are local.

A nominal day (the 15th, a Monday) that is a day off moves to the next working day. "The last working
day of the month" is that day itself. A month without a 31st gives on its last day.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

from khe.base.calendar.calendars import Calendar
from khe.desks.tasks import dates
from khe.desks.tasks.states import LAST_DAY, Rhythm


class Rule(Protocol):
    """What is read of a recurring task."""

    rhythm: str
    weekday: int
    day: int
    month: int


def nominals(rule: Rule, calendar: Calendar, since: date) -> Iterator[date]:
    """Yield the nominal days from the beginning of the period before the one of `since`, for ever."""
    if rule.rhythm == Rhythm.WEEKLY:
        day = since - timedelta(days=since.weekday() + 7) + timedelta(days=rule.weekday)
        while True:
            yield day
            day += timedelta(days=7)
    step = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}[Rhythm(rule.rhythm)]
    number = since.year * 12 + since.month - 1
    number -= number % step + step
    inside = 0 if step == 1 else min(rule.month, step) - 1
    while True:
        yield _in_month(rule, calendar, *divmod(number + inside, 12))
        number += step


def _in_month(rule: Rule, calendar: Calendar, year: int, month: int) -> date:
    if rule.day == LAST_DAY:
        return dates.last_working_day(calendar, year, month + 1)
    return date(year, month + 1, min(rule.day, monthrange(year, month + 1)[1]))


def next_on(rule: Rule, calendar: Calendar, since: date) -> date:
    """Return the first day, `since` or later, on which it is given. Raises Refused out of the calendar."""
    for nominal in nominals(rule, calendar, since):
        day = dates.working_day(calendar, nominal)
        if day >= since:
            return day
    raise AssertionError("nominal days go on for ever")


def current(rule: Rule, calendar: Calendar, today: date) -> date:
    """Return the nominal day of the period given last, up to and with `today`."""
    found = None
    for nominal in nominals(rule, calendar, today):
        if found is not None and dates.working_day(calendar, nominal) > today:
            return found
        found = nominal
    raise AssertionError("nominal days go on for ever")


def period(rule: Rule, nominal: date) -> str:
    """Return the name of the period of a nominal day: 2026-W10, 2026-03, 2026-Q1, 2026."""
    if rule.rhythm == Rhythm.WEEKLY:
        year, week, _ = nominal.isocalendar()
        return f"{year}-W{week:02d}"
    if rule.rhythm == Rhythm.MONTHLY:
        return f"{nominal:%Y-%m}"
    if rule.rhythm == Rhythm.QUARTERLY:
        return f"{nominal.year}-Q{(nominal.month + 2) // 3}"
    return str(nominal.year)


def is_whole(rule: Rule) -> bool:
    """Say whether the rule names a day its period has."""
    months = {Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}.get(Rhythm(rule.rhythm), 12)
    return 0 <= rule.weekday <= 6 and 0 <= rule.day <= 31 and 1 <= rule.month <= months
