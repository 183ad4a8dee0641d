"""Numbers, amounts in words and dates, as paper writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from khe.base.documents.dates import date_words, day_pieces, moment_pieces, moment_words
from khe.base.documents.numbers import (
    dong_in_words,
    format_dong,
    format_number,
    number_in_words,
)


@pytest.mark.parametrize(
    "value, words",
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_050, "một nghìn không trăm năm mươi"),
        (15_000, "mười lăm nghìn"),
        (75_500, "bảy mươi lăm nghìn năm trăm"),
        (1_000_000, "một triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (2_021_305, "hai triệu không trăm hai mươi mốt nghìn ba trăm linh năm"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (5_000_015_000, "năm tỷ không trăm mười lăm nghìn"),
        (-15, "âm mười lăm"),
    ],
)
def test_it_reads_a_number_in_words(value, words):
    assert number_in_words(value) == words


def test_it_writes_an_amount_in_figures_and_words():
    assert format_dong(15_000) == "15.000 đ"
    assert dong_in_words(15_000) == "mười lăm nghìn đồng"


@pytest.mark.parametrize(
    "value, text",
    [
        (0, "0"),
        (999, "999"),
        (1_234_567, "1.234.567"),
        (-1_500, "-1.500"),
        (Decimal("7.5"), "7,5"),
        (Decimal("7.0"), "7"),
        (Decimal("1234.25"), "1.234,25"),
    ],
)
def test_it_writes_numbers_the_vietnamese_way(value, text):
    assert format_number(value) == text


def test_it_refuses_floats():
    with pytest.raises(TypeError):
        format_number(0.1)


@pytest.mark.parametrize(
    "day, words",
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_it_pads_small_days_and_the_first_two_months(day, words):
    assert date_words(day) == words


def test_it_shows_moments_in_local_time():
    evening = datetime(2026, 2, 5, 0, 30, tzinfo=UTC)
    assert moment_words(evening) == "07 giờ 30 phút, ngày 05 tháng 02 năm 2026"
    pieces = moment_pieces(datetime(2026, 2, 4, 17, 0, tzinfo=UTC))
    assert pieces["stamp"] == "05/02/2026 00:00"
    assert pieces["weekday"] == "Thứ Năm"


def test_it_shows_a_day_as_it_is():
    assert day_pieces(date(2026, 8, 30)) == {
        "date": "30/08/2026",
        "words": "ngày 30 tháng 8 năm 2026",
        "weekday": "Chủ nhật",
    }


def test_it_refuses_a_moment_without_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        moment_words(datetime(2026, 2, 5, 7, 30))  # noqa: DTZ001
