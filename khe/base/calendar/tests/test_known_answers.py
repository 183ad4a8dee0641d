"""Answers known from the law, the calendar of the State, and the specification."""

import csv

import pytest

from khe.base.calendar import clock
from khe.base.calendar.data import make_vn_days
from khe.base.calendar.moments import as_text, minute_of
from khe.base.calendar.vn import TABLE, vn
from khe.testing import shared_data

TYPES = {
    "le": "holiday",
    "nghi_bu": "compensatory",
    "nghi_thay": "compensatory",
    "lam_bu": "makeup",
}


def due(*args, **kwargs):
    return as_text(minute_of(clock.due_at(vn(), *args, **kwargs)))[:16]


def start(*args, **kwargs):
    return as_text(minute_of(clock.due(vn(), *args, **kwargs).start_at))[:16]


def table():
    with TABLE.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_table_is_what_its_maker_makes():
    pytest.importorskip("holidays")
    assert TABLE.read_text(encoding="utf-8").splitlines() == make_vn_days.rows()


def test_the_table_equals_the_shared_one():
    with shared_data("holidays/vn_holidays_2015_2027_corrected.csv").open(
        encoding="utf-8"
    ) as stream:
        theirs = {row["date"]: TYPES[row["type"]] for row in csv.DictReader(stream)}
    assert {row["date"]: row["type"] for row in table()} == theirs


def test_the_two_days_of_an_exchange_name_each_other():
    swaps = {row["date"]: row["swap"] for row in table() if row["swap"]}
    assert len(swaps) == 18
    assert all(swaps[other] == day for day, other in swaps.items())


def test_tet_2026_leaves_two_working_days():
    assert clock.between(vn(), "2026-02-12T17:00", "2026-02-24T07:00") == 960


def test_the_january_swap_of_2026():
    assert clock.between(vn(), "2026-01-02T00:00", "2026-01-03T00:00") == 0
    assert clock.between(vn(), "2026-01-10T00:00", "2026-01-11T00:00") == 480


def test_24_november_is_a_holiday_since_2026():
    worked = [
        clock.between(vn(), f"{y}-11-24T00:00", f"{y}-11-25T00:00") for y in (2025, 2026, 2027)
    ]
    assert worked == [480, 0, 0]


def test_the_example_of_the_specification():
    pause = [("2026-02-24T08:00", "2026-03-02T13:30")]
    assert due("2026-02-12T09:10", "20 working_day", pauses=pause) == "2026-03-25T14:40"
    longer = due("2026-02-12T09:10", "20 working_day", pauses=pause, extensions=["5 working_day"])
    assert longer == "2026-04-01T14:40"


def test_the_example_of_the_dossier_page():
    pause = [("2026-08-25T10:00", "2026-08-28T14:00")]
    answer = due("2026-08-20T15:20", "7 working_day", cutoff="15:00", pauses=pause)
    assert answer == "2026-09-08T09:00"


@pytest.mark.parametrize(
    "given, moved",
    [
        ("2026-01-05T06:59", "2026-01-05T07:00"),
        ("2026-01-05T07:00", "2026-01-05T07:00"),
        ("2026-01-05T10:59", "2026-01-05T10:59"),
        ("2026-01-05T11:00", "2026-01-05T13:00"),
        ("2026-01-05T16:59", "2026-01-05T16:59"),
        ("2026-01-05T17:00", "2026-01-06T07:00"),
        ("2026-01-09T17:00", "2026-01-10T07:00"),  # a make-up Saturday
        ("2026-01-01T09:00", "2026-01-05T07:00"),
    ],
)
def test_a_start_in_no_shift_moves(given, moved):
    assert start(given, "1 day") == moved


@pytest.mark.parametrize(
    "given, cutoff, moved",
    [
        ("2026-01-05T14:59", "15:00", "2026-01-05T14:59"),
        ("2026-01-05T15:00", "15:00", "2026-01-06T07:00"),
        ("2026-01-05T06:00", "06:00", "2026-01-06T07:00"),
        ("2026-01-05T05:59", "06:00", "2026-01-05T07:00"),
        ("2026-01-05T11:30", "12:00", "2026-01-05T13:00"),
        ("2026-01-05T17:30", "20:00", "2026-01-06T07:00"),
        ("2026-01-04T16:00", "15:00", "2026-01-05T07:00"),  # a Sunday has no cut-off
        ("2026-01-10T16:00", "15:00", "2026-01-12T07:00"),  # a make-up Saturday has one
        ("2026-01-05T08:10Z", "15:00", "2026-01-06T07:00"),
    ],
)
def test_the_cutoff_moves_the_start(given, cutoff, moved):
    assert start(given, "1 day", cutoff=cutoff) == moved


@pytest.mark.parametrize(
    "args, expected",
    [
        (("2026-01-05T07:00", "1 working_day"), "2026-01-05T17:00"),
        (("2026-01-05T07:00", "0.5 working_day"), "2026-01-05T11:00"),
        (("2026-01-05T07:00", "4 working_hour", "next_day"), "2026-01-05T11:00"),
        (("2026-01-05T09:00", "0.5 working_day", "next_day"), "2026-01-06T17:00"),
        (("2026-01-05T09:00", "1.5 working_day", "next_day"), "2026-01-07T17:00"),
        (("2026-01-05T09:00", "3 day"), "2026-01-08T09:00"),
        (("2026-01-05T09:00", "3 day", "next_day"), "2026-01-08T17:00"),
        (("2026-01-05T09:00", "6 day"), "2026-01-12T17:00"),  # a Sunday
        (("2026-01-05T09:00", "6 day", "next_day"), "2026-01-12T17:00"),
        (("2026-01-05T09:00", "5 day"), "2026-01-10T09:00"),  # the make-up Saturday
        (("2026-01-05T09:00", "120 hour"), "2026-01-10T09:00"),
        (("2026-01-05T09:00", "144 hour", "next_day"), "2026-01-11T09:00"),  # hours do not move
        (("2026-03-31T09:00", "1 month"), "2026-05-04T17:00"),  # 30 April is a holiday
        (("2026-01-30T09:00", "1 month"), "2026-03-02T17:00"),  # 28 February is a Saturday
        (("2028-01-31T09:00", "1 month"), "2028-02-29T09:00"),
        (("2027-12-31T09:00", "2 month"), "2028-02-29T09:00"),
        (("2026-10-30T09:00", "1 month", "next_day"), "2026-11-30T17:00"),
    ],
)
def test_each_unit_and_rule(args, expected):
    assert due(*args) == expected


def test_a_pause_at_the_due_moment_does_not_move_it():
    for limit in ("1 working_day", "2 day", "10 hour"):
        end = due("2026-01-05T07:00", limit)
        assert due("2026-01-05T07:00", limit, pauses=[(end, "2026-01-20T07:00")]) == end


def test_a_pause_on_a_next_day_count_of_days_moves_the_close_reached_and_then_the_day_off_rule():
    # close of Thursday 8 January + 30 hours = Friday 23:00: stays, outside the shifts
    pause = [("2026-01-06T00:00", "2026-01-07T06:00")]
    assert due("2026-01-05T09:00", "3 day", "next_day", pauses=pause) == "2026-01-09T23:00"
    # + 31 hours = Saturday 00:00, which is the new date: here a make-up day, so it stays
    pause = [("2026-01-06T00:00", "2026-01-07T07:00")]
    assert due("2026-01-05T09:00", "3 day", "next_day", pauses=pause) == "2026-01-10T00:00"
    # a week later that Saturday is off
    pause = [("2026-01-13T00:00", "2026-01-14T07:00")]
    assert due("2026-01-12T09:00", "3 day", "next_day", pauses=pause) == "2026-01-19T17:00"


def test_an_extension_counts_a_pause_that_spans_its_start_from_there():
    # due Monday 17:00; the pause from then to Tuesday 08:00 takes an hour out of the extension
    pause = [("2026-01-05T17:00", "2026-01-06T08:00")]
    assert (
        due("2026-01-05T07:00", "1 working_day", pauses=pause, extensions=["1 working_hour"])
        == "2026-01-06T09:00"
    )
    assert (
        due("2026-01-05T07:00", "1 working_day", pauses=pause, extensions=["1 hour"])
        == "2026-01-06T09:00"
    )


def test_an_extension_of_days_begins_at_the_moment_the_day_off_rule_gave():
    assert due("2026-01-05T09:00", "6 day", extensions=["1 day"]) == "2026-01-13T17:00"
    assert due("2026-01-29T09:00", "1 month", extensions=["1 month"]) == "2026-04-02T17:00"
