"""Working time as people read and write it, without a database."""

from datetime import date

import pytest

from khe.base.calendar.calendars import Calendar
from khe.base.calendar.days import CalendarError
from khe.base.calendar.vn import vn
from khe.desks.dossiers import worktime


def test_a_year_names_its_marked_days_and_counts_its_work():
    months = worktime.year_of(vn(), 2026, date(2026, 3, 2))
    january = months[0]
    assert [(d.date.day, d.type) for d in january.marked] == [
        (1, "holiday"), (2, "compensatory"), (10, "makeup"),
    ]  # fmt: skip
    cells = {c.day.day: c for week in january.weeks for c in week if c}
    assert (cells[3].kind, cells[5].kind, cells[10].kind) == ("off", "work", "makeup")
    assert january.working_days == 21  # 22 weekdays, two off, one make-up Saturday
    assert all(len(week) == 7 for month in months for week in month.weeks)
    assert [c.day for m in months for w in m.weeks for c in w if c and c.today] == [
        date(2026, 3, 2)
    ]
    totals = worktime.totals(months)
    assert totals["working"] == sum(vn().is_working(date.fromordinal(n)) for n in range(
        date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal()))  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "07:00-11:00, 13:00-17:00",
        "7h-11h; 13h-17h",
        "7:00–11:00,13.00 - 17.00",
        "7h00-11h00,13h-17h",
    ],
)
def test_shifts_are_read_as_people_write_them(typed):
    assert worktime.shifts_plain(typed) == [["07:00", "11:00"], ["13:00", "17:00"]]


@pytest.mark.parametrize("typed", ["sáng", "7-", "25:00-26:00", "13:00-11:00", "7-11-13"])
def test_shifts_that_cannot_be_are_refused_with_a_sentence(typed):
    data = vn().to_json()
    data["shifts"][0]["week"]["mon"] = worktime.shifts_plain(typed)
    with pytest.raises(CalendarError) as refused:
        Calendar.from_json(data)
    said = worktime.sentence(refused.value)
    assert said.startswith("Giờ làm “")
    assert "%" not in said


@pytest.mark.parametrize(
    "code", ["bad_date", "bad_day", "day_twice", "periods_overlap", "no_shifts", "other"]
)
def test_every_refusal_is_a_sentence(code):
    said = worktime.sentence(CalendarError(code, "2026-02-17"))
    assert said[0].isupper()
    assert said.endswith(".")
    assert "2026-02-17" not in said


def test_alike_weekdays_stand_together():
    weeks = worktime.weeks_of(vn().to_json()["shifts"][0])
    assert [(w.named, w.text) for w in weeks] == [
        ("Thứ Hai – Thứ Sáu", "07:00-11:00, 13:00-17:00"),
        ("Thứ Bảy – Chủ nhật", ""),
    ]


def test_differences_name_what_was_added_taken_out_and_changed():
    data = vn().to_json()
    days = {day["date"]: day for day in data["days"]}
    del days["2026-04-30"]
    days["2026-05-01"]["name"] = "Ngày của người lao động"
    days["2026-06-01"] = {"date": "2026-06-01", "type": "holiday", "name": "Lễ hội"}
    new = Calendar.from_json({**data, "days": list(days.values())})
    found = [(a and a.date.day, b and b.date.day) for a, b in worktime.differences(vn(), new)]
    assert found == [(30, None), (1, 1), (None, 1)]
    assert worktime.digest(new.to_json()) != worktime.digest(vn().to_json())
