"""Limits of tenure, retirement, cover: pure."""

from datetime import date
from uuid import UUID

import pytest

from khe.desks.succession.rules.cover import Change, Stay, seconded, shortages
from khe.desks.succession.rules.due import due, limit_day, months_later, retirement_day
from khe.desks.succession.states import DueReason

A, B = UUID(int=1), UUID(int=2)
LAN, MINH, HOA = UUID(int=11), UUID(int=12), UUID(int=13)
T = [UUID(int=n) for n in range(100, 110)]
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_months_later(day, months, then):
    assert months_later(day, months) == then


@pytest.mark.parametrize(
    ("born", "gender", "retires"),
    [
        (date(1960, 12, 15), "male", date(2021, 4, 1)),  # 60 years 3 months in 2021
        (date(1965, 1, 10), "male", date(2026, 8, 1)),  # 61 years 6 months in 2026
        (date(1969, 5, 20), "female", date(2026, 6, 1)),  # 57 years in 2026
        (date(1990, 1, 1), "male", date(2052, 2, 1)),  # 62 from 2028 on
        (date(1990, 1, 1), "female", date(2050, 2, 1)),  # 60 from 2035 on
        (date(1990, 1, 1), "", None),
    ],
)
def test_retirement_follows_the_table_of_the_decree(born, gender, retires):
    assert retirement_day(born, gender) == retires


def test_time_in_the_same_post_before_counts():
    assert limit_day(5, date(2024, 1, 1), []) == date(2029, 1, 1)
    assert limit_day(5, date(2024, 1, 1), [(date(2022, 1, 1), date(2024, 1, 1))]) == date(
        2027, 1, 2
    )
    assert limit_day(2, date(2024, 1, 1), [(date(2020, 1, 1), date(2024, 1, 1))]) == date(
        2024, 1, 1
    )


class Holding:
    id, member_id, post_id = T[0], LAN, T[1]
    began, ended = date(2021, 3, 1), date(2026, 5, 1)


def test_every_reason_is_given_the_first_to_come_first():
    found = due(Holding, 5, [], date(2026, 6, 1), MARCH, date(2026, 9, 2))
    assert [(d.reason, d.day) for d in found] == [
        (DueReason.OVER_LIMIT, date(2026, 3, 1)),
        (DueReason.TERM_END, date(2026, 5, 1)),
        (DueReason.RETIREMENT, date(2026, 6, 1)),
    ]
    assert due(Holding, 9, [], None, MARCH, APRIL) == []


STAYS = [Stay(T[0], LAN, A, date(2025, 1, 1)), Stay(T[1], MINH, A, date(2025, 1, 1))]


def test_a_body_that_loses_somebody_falls_short_from_that_day():
    found = shortages(STAYS, {}, [Change(LAN, APRIL, T[0], B)], {A: 2}, MARCH, date(2026, 6, 1))
    assert [(s.body_id, s.day, s.left, s.is_new) for s in found] == [(A, APRIL, 1, True)]


def test_an_absence_later_is_seen_too():
    away = {MINH: [(date(2026, 5, 4), date(2026, 5, 9))]}
    asked = {A: 1}
    assert shortages(STAYS, away, [], asked, MARCH, date(2026, 6, 1)) == []
    found = shortages(STAYS, away, [Change(LAN, APRIL, T[0])], asked, MARCH, date(2026, 6, 1))
    assert [(s.day, s.left) for s in found] == [(date(2026, 5, 4), 0)]


def test_a_body_short_before_is_not_the_moves_doing():
    found = shortages(STAYS, {}, [Change(HOA, APRIL, None, B)], {A: 3}, MARCH, APRIL)
    assert [s.is_new for s in found] == [False]


def test_whoever_leaves_one_of_two_posts_is_still_there():
    both = [*STAYS, Stay(T[2], LAN, A, date(2025, 1, 1))]
    assert shortages(both, {}, [Change(LAN, APRIL, T[0])], {A: 2}, MARCH, APRIL) == []


def test_somebody_sent_elsewhere_is_away_until_they_come_back():
    sent = Stay(T[3], LAN, B, MARCH, APRIL)
    found = seconded([*STAYS, sent], [T[3]])
    spans = [(s.began, s.ended) for s in found if s.member_id == LAN and s.body_id == A]
    assert spans == [(date(2025, 1, 1), MARCH), (APRIL, None)]
