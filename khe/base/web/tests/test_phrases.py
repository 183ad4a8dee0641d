"""The words for time, numbers and masked data."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khe.base.web import phrases

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    "minutes, words",
    [
        (None, "không tính hạn"),
        (0, "đến hạn bây giờ"),
        (1, "còn 1 phút làm việc"),
        (200, "còn 3 giờ 20 phút làm việc"),
        (480, "còn 1 ngày làm việc"),
        (2 * 480 + 7 * 60 + 48, "còn 2 ngày 7 giờ 48 phút làm việc"),
        (12 * 480 + 90, "còn 12 ngày làm việc"),
        (-132, "quá hạn 2 giờ 12 phút"),
        (-480, "quá hạn 1 ngày"),
        (-720, "quá hạn 1,5 ngày"),
        (-2 * 480, "quá hạn 2 ngày"),
        (-1000 * 480, "quá hạn 1.000 ngày"),
    ],
)
def test_it_says_the_working_time_left(minutes, words):
    with override("vi"):
        assert phrases.remaining(minutes) == words


def test_elapsed_limits_count_whole_days():
    with override("vi"):
        assert phrases.remaining(1440 + 60, working=False) == "còn 1 ngày 1 giờ"
        assert phrases.remaining(-1440 * 3, working=False) == "quá hạn 3 ngày"


@PATIENT
@given(st.integers(-10_000_000, 10_000_000))
def test_lateness_is_never_exaggerated(minutes):
    with override("vi"):
        words = phrases.remaining(minutes)
    assert words.startswith("quá hạn") == (minutes < 0)
    if minutes <= -480:
        days = float(words.split()[2].replace(".", "").replace(",", "."))
        assert days * 480 <= -minutes < (days + 0.1) * 480 + 1


def test_urgency_names_the_colour():
    assert [phrases.urgency(m) for m in (None, -1, 0, 480, 481)] == [
        "idle",
        "late",
        "soon",
        "soon",
        "work",
    ]


def test_a_moment_is_said_by_the_clock_on_the_wall():
    at = datetime(2026, 8, 27, 8, 0, tzinfo=UTC)
    with override("vi"):
        assert phrases.moment(at) == "15:00 Thứ Năm 27/08"
        assert phrases.moment(at, year=True) == "15:00 Thứ Năm, 27/08/2026"
        # 23:30 UTC on Saturday is Sunday morning in Vietnam
        assert phrases.day_text(datetime(2026, 8, 29, 23, 30, tzinfo=UTC)) == "Chủ nhật, 30/08/2026"
        assert phrases.day_text(date(2026, 8, 30), year=False) == "CN 30/08"


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="time zone"):
        phrases.moment(datetime(2026, 8, 27, 8, 0))  # noqa: DTZ001


def test_numbers_follow_the_language():
    with override("vi"):
        assert phrases.whole(1286) == "1.286"
        assert phrases.decimal(1234.56) == "1.234,6"
        assert phrases.percent(1286, 1320) == "97,4%"
        assert phrases.percent(0, 0) == "–"
        assert phrases.out_of(1286, 1320) == "1.286 trong 1.320"
        assert phrases.money(75000) == "75.000 đ"
    with override("en"):
        assert phrases.whole(1286) == "1,286"
        assert phrases.decimal(97.4) == "97.4"


def test_personal_data_is_masked():
    assert phrases.masked_id("079 188 004417") == "•••• •••• 4417"
    assert phrases.masked_id("331204417") == "•••• 4417"
    assert phrases.masked_id("4417") == "••••"
    assert phrases.masked_phone("0900 114 218") == "0900 •••• 218"
    assert phrases.masked_phone("113") == "••••"
    assert phrases.masked_id("") == phrases.masked_phone("") == ""


@PATIENT
@given(st.text("0123456789", min_size=5, max_size=20))
def test_a_mask_shows_no_more_than_four_digits_of_an_id(number):
    assert sum(c.isdigit() for c in phrases.masked_id(number)) == 4


def test_initials_are_those_of_the_given_name():
    assert phrases.initials("Lê Thị Hạnh Nguyên") == "HN"
    assert phrases.initials("đức") == "Đ"
    assert phrases.initials("") == ""
