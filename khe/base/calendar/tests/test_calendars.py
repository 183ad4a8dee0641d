"""Calendars of other shapes compile the same way, survive JSON, and say what is wrong with an edit."""

import copy
import random
from datetime import date, timedelta

import pytest

from khe.base.calendar import clock
from khe.base.calendar.calendars import Calendar, CalendarError
from khe.base.calendar.days import WEEKDAYS
from khe.base.calendar.moments import DAY, ClockError, day_of
from khe.base.calendar.vn import SHIFTS, shipped_days, vn

MORNING, LONG = [["07:30", "11:30"]], [["08:00", "12:15"], ["13:30", "18:00"]]
SUMMER = Calendar.build(
    name="mùa hè",
    version=3,
    shifts=[
        {"from": None, "until": "2020-04-30", "week": {"mon": LONG, "tue": LONG, "fri": LONG}},
        {"from": "2020-05-01", "until": "2020-09-30", "week": {"mon": LONG, "sat": MORNING}},
        {"from": "2020-10-01", "until": None, "week": dict.fromkeys(("tue", "wed"), MORNING)},
    ],
    days=[
        {"date": "2020-05-04", "type": "holiday", "name": "Lễ hội phường"},
        {"date": "2020-05-06", "type": "makeup", "swap": "2020-05-04"},
        {"date": "2020-05-07", "type": "makeup"},
        {"date": "2020-05-08", "type": "hours", "shifts": [["00:00", "24:00"]]},
        {"date": "2020-05-10", "type": "makeup", "shifts": [["09:07", "09:08"]]},
    ],
)
NIGHT = Calendar.build(
    name="trực đêm",
    shifts=[
        {"week": {"sat": [["22:00", "24:00"]], "sun": [["00:00", "06:00"], ["06:00", "07:00"]]}}
    ],
)
ROUND = tuple((("00:00", "24:00"),) for _ in WEEKDAYS)
ALWAYS = Calendar.build(name="luôn làm", shifts=[{"week": dict(zip(WEEKDAYS, ROUND, strict=True))}])
CALENDARS = [SUMMER, NIGHT, ALWAYS]


def minutes_of(calendar, first, last):
    """Return the worked minutes of some dates, one byte a minute, from the shifts alone."""
    minutes = bytearray()
    for number in range(first, last):
        shifts = calendar.by_day[number].shifts
        minutes += bytes(any(a <= m < b for a, b in shifts) for m in range(DAY))
    return minutes


@pytest.mark.parametrize("calendar", CALENDARS, ids=lambda calendar: calendar.name)
def test_its_prefix_sums_equal_counting_minutes(calendar):
    first = day_of(date(2020, 4, 20))
    minutes = minutes_of(calendar, first, first + 60)
    origin, rng = calendar.worked_before(first * DAY), random.Random(3)  # noqa: S311 - seeded
    for at in rng.sample(range(len(minutes)), 400):
        moment = first * DAY + at
        worked = calendar.worked_before(moment) - origin
        assert worked == sum(minutes[:at])
        if worked:
            reached = calendar.reached(origin + worked) - first * DAY
            assert minutes[reached - 1]
            assert sum(minutes[:reached]) == worked
        after = minutes.find(1, at)
        if after >= 0:
            assert calendar.next_working_minute(moment) == first * DAY + after


def test_a_make_up_day_is_worked_like_the_day_it_stands_for():
    assert SUMMER.shifts_on(date(2020, 5, 6)) == ((480, 735), (810, 1080))
    assert SUMMER.shifts_on(date(2020, 5, 7)) == ((480, 735), (810, 1080))
    assert not SUMMER.is_working(date(2020, 5, 4))
    assert SUMMER.day(date(2020, 5, 4)).name == "Lễ hội phường"
    assert SUMMER.day(date(2020, 5, 5)) is None


def test_each_period_has_its_shifts():
    assert SUMMER.is_working(date(2020, 4, 28))
    assert not SUMMER.is_working(date(2020, 5, 5))
    assert SUMMER.shifts_on(date(2020, 10, 6)) == ((450, 690),)


def test_the_close_of_another_calendar_is_that_of_its_own_shifts():
    due = clock.due_at(SUMMER, "2020-06-01T09:00", "7 day", "next_day")
    assert due.isoformat() == "2020-06-08T18:00:00+07:00"
    due = clock.due_at(SUMMER, "2020-06-01T09:00", "5 day", "next_day")  # the Saturday's own close
    assert due.isoformat() == "2020-06-06T11:30:00+07:00"


def test_outside_the_listed_years_monday_to_friday_are_worked():
    for year in (1980, 2013, 2028, 2150):
        first = date(year, 9, 1)
        for day in (first + timedelta(days=n) for n in range(14)):
            assert vn().is_working(day) == (day.weekday() < 5)


@pytest.mark.parametrize("calendar", [vn(), *CALENDARS], ids=lambda calendar: calendar.name)
def test_it_survives_json(calendar):
    import json

    again = Calendar.from_json(json.loads(json.dumps(calendar.to_json())))
    assert again.to_json() == calendar.to_json()
    assert again.prefix == calendar.prefix
    assert again.key == calendar.key


GOOD = {"name": "x", "version": 1, "shifts": SHIFTS, "days": []}


def week(*shifts):
    return [{"week": {"mon": list(shifts)}}]


@pytest.mark.parametrize(
    "change, code",
    [
        ({"shifts": []}, "no_shifts"),
        ({"shifts": week()}, "no_shifts"),
        ({"shifts": None}, "bad_shifts"),
        ({"shifts": ["x"]}, "bad_shifts"),
        ({"shifts": [{"week": {"monday": []}}]}, "bad_shifts"),
        ({"shifts": [{}]}, "bad_shifts"),
        ({"shifts": week(["07:00"])}, "bad_shifts"),
        ({"shifts": week(["7:00", "11:00"])}, "bad_shifts"),
        ({"shifts": week(["11:00", "07:00"])}, "bad_shifts"),
        ({"shifts": week(["07:00", "07:00"])}, "bad_shifts"),
        ({"shifts": week(["07:00", "11:00"], ["10:59", "12:00"])}, "bad_shifts"),
        ({"shifts": week(["07:00", "24:01"])}, "bad_shifts"),
        ({"shifts": week([7, 11])}, "bad_shifts"),
        ({"shifts": [{**SHIFTS[0], "until": "2020-01-01"}, {**SHIFTS[0], "from": "2020-01-01"}]},
         "periods_overlap"),
        ({"shifts": [SHIFTS[0], SHIFTS[0]]}, "periods_overlap"),
        ({"shifts": [{**SHIFTS[0], "from": "2020-02-30"}]}, "bad_date"),
        ({"shifts": [{**SHIFTS[0], "from": "2020-02-02", "until": "2020-02-01"}]}, "bad_date"),
        ({"days": "x"}, "bad_day"),
        ({"days": [5]}, "bad_day"),
        ({"days": [{"date": "2026-01-01"}]}, "bad_day"),
        ({"days": [{"date": "2026-01-01", "type": "party"}]}, "bad_day"),
        ({"days": [{"date": "2026-01-01", "type": "hours"}]}, "bad_day"),
        ({"days": [{"date": "2026-01-01", "type": "holiday", "shifts": [["07:00", "08:00"]]}]}, "bad_day"),
        ({"days": [{"date": "2026-01-01", "type": "holiday", "name": 5}]}, "bad_day"),
        ({"days": [{"date": "1/1/2026", "type": "holiday"}]}, "bad_date"),
        ({"days": [{"date": "2300-01-01", "type": "holiday"}]}, "bad_date"),
        ({"days": [{"date": "2026-01-01", "type": "holiday"}] * 2}, "day_twice"),
        ({"name": ""}, "bad_name"),
        ({"version": 0}, "bad_version"),
        ({"version": True}, "bad_version"),
    ],
    ids=str,
)  # fmt: skip
def test_an_edit_that_cannot_be_is_refused(change, code):
    before = copy.deepcopy(change)
    with pytest.raises(CalendarError) as refused:
        Calendar.from_json({**GOOD, **change})
    assert refused.value.code == code
    assert change == before


def test_what_is_no_calendar_is_refused():
    for value in (None, [], {}, {"name": "x"}):
        with pytest.raises(CalendarError):
            Calendar.from_json(value)


def test_a_make_up_day_without_any_shift_to_lend_is_refused():
    days = [{"date": "2026-01-10", "type": "makeup"}]
    with pytest.raises(CalendarError) as refused:
        Calendar.build(name="x", shifts=[{**SHIFTS[0], "until": "2025-12-31"}], days=days)
    assert refused.value.code == "no_shifts"


def test_a_calendar_that_ends_refuses_what_it_cannot_reach():
    ends = Calendar.build(name="x", shifts=[{**SHIFTS[0], "until": "2026-01-09"}], days=())
    for start, limit, code in (
        ("2026-01-12T08:00", "1 day", "bad_time"),
        ("2026-01-09T08:00", "2 working_day", "bad_limit"),
        ("2026-01-09T08:00", "1 day", "bad_limit"),
    ):
        with pytest.raises(ClockError) as refused:
            clock.due(ends, start, limit)
        assert refused.value.code == code


def test_a_version_of_its_own_moves_the_due_moment():
    festival = {"date": "2026-03-11", "type": "holiday", "name": "Lễ hội phường"}
    own = Calendar.build(name="Cái Khế", version=2, shifts=SHIFTS, days=[*shipped_days(), festival])
    assert clock.due_at(vn(), "2026-03-10T08:00", "2 working_day").isoformat()[:10] == "2026-03-12"
    assert clock.due_at(own, "2026-03-10T08:00", "2 working_day").isoformat()[:10] == "2026-03-13"
