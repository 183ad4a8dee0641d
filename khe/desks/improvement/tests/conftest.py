"""The cast of these stories: Sơn is a standing member, Hạnh inspects, Lan answers for a shortcoming."""

import random
from datetime import UTC, date, datetime

import pytest

from conftest import MONDAY, make_person
from khe.base.figures import Period
from khe.base.people import middleware
from khe.desks.improvement import actions
from khe.desks.improvement.models import Shortcoming
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming
from khe.desks.indicators import actions as indicators

AFTER = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)  # the window (March to June) is over
AUTUMN = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
TITLES = ("Dự học chưa đầy đủ", "Trả hồ sơ trễ", "Vỉa hè bị lấn chiếm", "Giao ban chưa đều")


@pytest.fixture
def son(office):
    """Sơn is a standing member."""
    return make_person("Đỗ Văn Sơn", "son", "Phó Bí thư Thường trực", ["standing"], office)


@pytest.fixture
def hanh(other_office):
    """Hạnh inspects."""
    return make_person("Tạ Thị Hạnh", "hanh", "Ủy ban Kiểm tra", ["supervisor"], other_office)


@pytest.fixture
def enter(son, who):
    """Return a function that enters a typed share for a month: `enter(indicator, 2026, 3, 95, 100)`."""

    def do(indicator, year, month, numerator, denominator, at=AUTUMN):
        period = Period.of("month", date(year, month, 1))
        return indicators.enter(
            indicator.pk, period=period, numerator=numerator, denominator=denominator,
            document="Sổ theo dõi 01/2026", by=who(son), at=at,
        )  # fmt: skip

    return do


@pytest.fixture
def attendance(son, who, enter):
    """The share of those who attended, typed in by hand: 90 % in 2025."""
    made = indicators.define(
        source="", name="Tỷ lệ dự học", kind="month", field="education", unit="share", better="up",
        by=who(son), at=MONDAY,
    )  # fmt: skip
    for month in range(1, 13):
        enter(made, 2025, month, 180, 200, at=MONDAY)
    return made


@pytest.fixture
def named(son, lan, who):
    """A shortcoming for which Lan answers."""
    return make_shortcoming(who(son), MONDAY, answers_member_id=lan.member.pk)


@pytest.fixture
def watched(named, attendance, son, lan, who):
    """The same with a measure and an indicator: 90 % → 97 %, March to June 2026."""
    make_measure(named, lan.member.pk, by=who(son), at=MONDAY)
    make_link(named, attendance.pk, by=who(son), at=MONDAY)
    named.refresh_from_db()
    return named


@pytest.fixture
def measured(enter, attendance):
    """Return a function that enters March to June: `measured(195)` of 200 each month."""

    def do(part, whole=200):
        for month in (3, 4, 5, 6):
            enter(attendance, 2026, month, part, whole)

    return do


@pytest.fixture
def at_the_desk(monkeypatch):
    """Set the clock that requests bring in: `at_the_desk(moment)`."""

    def be(moment):
        monkeypatch.setattr(middleware, "now", lambda: moment)

    return be


@pytest.fixture
def people(son, hanh, lan, minh, thoa, sau, binh, tuyen, other_office):
    """Nine people with every role, and one who heads the other office."""
    lead = make_person("Trần Thị Bé", "be", "Trưởng phòng", ["head"], other_office)
    return [son, hanh, lan, minh, thoa, sau, binh, tuyen, lead]


@pytest.fixture
def ward_at_work(people, who, attendance, office, other_office):
    """Thirty shortcomings that somebody answers for, some with measures of others; by a fixed seed."""
    dice = random.Random(20260302)  # noqa: S311 - a fixed seed, not a secret
    boss = who(people[0])
    for number in range(30):
        who_answers = dice.choice([None, *people[2:]])
        body = dice.choice([None, None, office, other_office])
        one = make_shortcoming(
            boss, MONDAY, title=f"{dice.choice(TITLES)} {number}",
            answers_member_id=who_answers.member.pk if who_answers else None,
            answers_body_id=body.pk if body else None,
        )  # fmt: skip
        for lead in dice.sample(people[2:], dice.randrange(3)):
            made = make_measure(one, lead.member.pk, by=boss, at=MONDAY)
            if dice.random() < 0.2:
                actions.drop_measure(made.pk, why="Thôi", by=boss, at=MONDAY)
        if dice.random() < 0.4:
            make_link(one, attendance.pk, by=boss, at=MONDAY)
        if number > 2 and dice.random() < 0.3:
            earlier = Shortcoming.objects.order_by("code")[dice.randrange(number)]
            make_shortcoming(boss, MONDAY, title=f"Lại: {number}", recurrence_of_id=earlier.pk)
    return people
