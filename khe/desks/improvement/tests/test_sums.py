"""Counts that add up: a target is for the whole window, so the card, the plan and the watch for relapse
compare sums with sums."""

from datetime import UTC, date, datetime

import pytest

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.refusal import Refused
from khe.desks.improvement import actions, queries
from khe.desks.improvement.models import PlanItem, Relapse
from khe.desks.improvement.pages import cards
from khe.desks.improvement.states import State
from khe.desks.improvement.testing import make_link, make_measure
from khe.desks.indicators import actions as indicators

THIS = Period(date(2026, 1, 1), date(2026, 12, 31))
JANUARY = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def cases(named, lan, son, who):
    """Cases a month: 144 in 2025, to be at most 60 in 2026."""
    by = {"by": who(son), "at": MONDAY}
    made = indicators.define(
        source="", name="Vụ vi phạm", kind="month", field="order", unit="case", better="down", **by
    )
    for month in range(1, 13):
        _enter(made, 2025, month, 12, son, who)
    make_measure(named, lan.member.pk, **by)
    make_link(
        named, made.pk, target=60, baseline=Period(date(2025, 1, 1), date(2025, 12, 31)),
        window=Period(date(2026, 1, 1), date(2026, 12, 31)), **by,
    )  # fmt: skip
    named.refresh_from_db()
    return made


def _enter(made, year, month, cases, son, who):
    period = Period.of("month", date(year, month, 1))
    at = datetime(2028, 1, 1, tzinfo=UTC)
    facts = {"numerator": cases, "document": "Sổ vi phạm", "by": who(son), "at": at}
    indicators.enter(made.pk, period=period, **facts)


def test_the_card_adds_up_what_was_counted_in_the_window_so_far(cases, named, son, who):
    for month in range(1, 9):
        _enter(cases, 2026, month, 6, son, who)
    at = datetime(2026, 9, 3, 2, 0, tzinfo=UTC)
    card = next(c for c in cards.board(who(son), at) if c.shortcoming == named)
    assert (card.baseline, card.now, card.target) == ("144", "48", "60")
    assert "cộng dồn" in card.says


def test_it_is_judged_and_watched_by_sums_of_the_same_length(cases, named, hanh, son, who):
    for month in range(1, 13):
        _enter(cases, 2026, month, 4, son, who)
    made = actions.judge(named.pk, by=who(hanh), at=JANUARY)
    assert made.verdict == "overcome"
    assert "Số đếm đạt đích và tốt hơn ban đầu." in made.reasoning
    assert "chắc chắn" not in made.reasoning
    for month in range(1, 12):
        _enter(cases, 2027, month, 11, son, who)
    november = datetime(2027, 12, 1, 2, 0, tzinfo=UTC)
    assert actions.check_relapses(by=who(son), at=november) == []  # no whole year has passed
    _enter(cases, 2027, 12, 11, son, who)
    assert actions.check_relapses(by=who(son), at=datetime(2028, 1, 1, 2, tzinfo=UTC)) == [named]
    assert "132 vụ việc" in Relapse.objects.get().text


def test_a_month_alone_is_no_relapse_of_a_year(cases, named, hanh, son, who):
    for month in range(1, 13):
        _enter(cases, 2026, month, 4, son, who)
    actions.judge(named.pk, by=who(hanh), at=JANUARY)
    _enter(cases, 2027, 1, 103, son, who)
    assert actions.check_relapses(by=who(son), at=datetime(2027, 2, 1, 2, tzinfo=UTC)) == []
    assert queries.whole(named, JANUARY).state == State.OVERCOME


def test_the_plan_proposes_the_target_of_the_whole_next_year(cases, named, son, who):
    for month in range(1, 13):
        _enter(cases, 2026, month, 8 + month % 2, son, who)
    ahead = Period(date(2027, 1, 1), date(2027, 12, 31))
    plan = actions.draft_plan(closes=THIS, ahead=ahead, by=who(son, JANUARY), at=JANUARY)
    item = PlanItem.objects.get(plan=plan, kind="target")
    assert item.base_value == 102
    assert item.low < 102 < item.high
    assert item.proposed == 60  # the former target lies further out than chance reaches
    assert "cộng 12 kỳ như thế" in item.reasoning


def test_a_long_window_is_added_up_from_its_beginning_and_ends_as_it_was_judged(
    cases, named, hanh, son, who
):
    window = Period(date(2026, 4, 1), date(2028, 1, 15))
    by = who(son)
    make_link(named, cases.pk, target=60, by=by, at=MONDAY, window=window)
    for year, first, last in ((2026, 4, 12), (2027, 1, 12)):
        for month in range(first, last + 1):
            _enter(cases, year, month, 2, son, who)
    later = datetime(2028, 1, 17, 2, 0, tzinfo=UTC)
    card = next(c for c in cards.board(by, later) if c.shortcoming == named)
    assert card.now == "42", "all 21 months of the window, though a chart shows fifteen"
    actions.judge(named.pk, by=who(hanh), at=later)
    card = next(c for c in cards.board(by, later) if c.shortcoming == named)
    assert card.now == "42"


def test_a_year_is_scaled_to_a_window_of_three_months(cases, named, hanh, son, who):
    """144 in a year are 36 in three months: 40 in three months are no progress, though fewer than 144."""
    window = Period(date(2026, 4, 1), date(2026, 6, 30))
    link = make_link(named, cases.pk, target=24, by=who(son), at=MONDAY, window=window)
    assert (link.baseline_value, link.relapse_at) == (144, 30)
    for month, number in ((4, 13), (5, 14), (6, 13)):
        _enter(cases, 2026, month, number, son, who)
    made = actions.judge(named.pk, by=who(hanh), at=datetime(2026, 7, 2, 2, 0, tzinfo=UTC))
    assert made.verdict == "not_yet"
    assert "ban đầu 144 vụ việc (quy về 3 tháng: 36 vụ việc)" in made.reasoning
    assert "Số đo không tốt hơn ban đầu." in made.reasoning


def test_a_target_worse_than_the_scaled_baseline_is_refused(cases, named, son, who):
    window = Period(date(2026, 4, 1), date(2026, 6, 30))
    with pytest.raises(Refused, match="36"):
        make_link(named, cases.pk, target=60, by=who(son), at=MONDAY, window=window)
