"""Values, changes and trends in words."""

from datetime import date

import pytest

from khe.base.statistics import Limits, Phase, Signal
from khe.desks.indicators import trend, words

LIMITS = Limits(10, 4, 16)
SIX = [10.0] * 6
WHOLE = trend.Stretch(Phase(0, 5, LIMITS), date(2026, 1, 1), date(2026, 6, 30), 10)


def said_of(signs, better):
    """Say what six values with these signs show."""
    return trend.said(SIX, signs, [WHOLE], better, "case")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(0.97, "share", "97,0 %"), (3, "task", "3 nhiệm vụ"), (1234.0, "dossier", "1.234 hồ sơ"),
     (2.5, "day", "2,5 ngày làm việc"), (None, "share", "–"), (0, "case", "0 vụ việc"), (7, "xe", "7 xe")],
)  # fmt: skip
def test_a_value_has_its_unit(value, unit, said):
    assert words.amount(value, unit) == said


def test_a_share_says_what_it_was_counted_from():
    assert words.counted(970, 1000) == "970 trong 1.000"
    assert words.counted(3, None) == words.counted(None, None) == ""


@pytest.mark.parametrize(
    ("now", "then", "unit", "said"),
    [(0.97, 0.95, "share", "tăng 2,0 điểm phần trăm"), (0.9, 0.9004, "share", "không đổi"),
     (5, 8, "dossier", "giảm 3 hồ sơ"), (8, 8, "dossier", "không đổi")],
)  # fmt: skip
def test_a_change_is_said_in_points_or_in_what_is_counted(now, then, unit, said):
    assert words.difference(now, then, unit) == said


@pytest.mark.parametrize(
    ("better", "up", "word"),
    [("up", True, "Có tiến bộ thật"), ("up", False, "Có sa sút thật"), ("down", False, "Có tiến bộ thật"),
     ("down", True, "Có sa sút thật"), ("", True, "Có thay đổi thật (tăng)"),
     ("", False, "Có thay đổi thật (giảm)")],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["beyond", "shift", "trend", "near"])
def test_a_sign_is_good_or_bad_by_the_better_side(kind, better, up, word):
    said = said_of([Signal(kind, 0, 5, up)], better)
    assert said.startswith(f"{word}: ")
    assert said.endswith(".")


def test_a_sign_long_ago_is_no_news():
    old = [Signal("beyond", 1, 1, True)]
    assert said_of(old, "up").startswith("Chưa có thay đổi thật")
    assert trend.latest(SIX, old) is None


@pytest.mark.parametrize(("last", "news"), [(3.0, None), (11.0, "near")])
def test_two_of_three_near_a_limit_are_no_news_when_the_latest_has_fallen_back(last, news):
    found = trend.latest([6.0, 7.0, 6.0, 15.0, 15.0, last], [Signal("near", 3, 5, True)])
    assert (found.kind if found else None) == news


def test_the_latest_sign_is_told():
    signs = [Signal("near", 3, 5, True), Signal("shift", 0, 5, False), Signal("beyond", 4, 4, True)]
    assert trend.latest(SIX, signs) == signs[1]
    assert said_of(signs, "up") == "Có sa sút thật: 6 kỳ liền ở dưới mức trung bình."
