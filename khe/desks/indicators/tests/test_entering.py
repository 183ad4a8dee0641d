"""Typing in what the system does not count: with its document, marked wherever it is shown."""

import pytest

from khe.base.figures import Period
from khe.desks.indicators import actions, queries
from khe.desks.indicators.models import Entry
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.testing import make_indicator
from khe.desks.indicators.tests.conftest import OCTOBER
from khe.testing import refused


@pytest.fixture
def measure(son, who):
    """Return a function that reads an indicator: `measure(happy, "2026-03")`."""
    return lambda one, period: queries.measure(who(son), one.pk, Period.parse(period))


def test_it_is_marked_as_typed_in_and_names_its_document(happy, enter, measure):
    made = enter(happy, "2026-03", numerator=95, document="Phiếu khảo sát quý I")
    assert made.entered_by == "Đỗ Văn Sơn"
    found = measure(happy, "2026-03")
    assert (found.manual, found.document, found.value, found.figure) == (
        True, "Phiếu khảo sát quý I", 0.95, None,
    )  # fmt: skip
    assert found.low < 0.95 < found.high


def test_a_correction_replaces_it_and_the_former_stays(happy, enter, measure):
    first = enter(happy, "2026-03", numerator=95)
    enter(happy, "2026-03", numerator=59)
    assert measure(happy, "2026-03").value == 0.59
    first.refresh_from_db()
    assert (first.numerator, first.replaced_at) == (95, OCTOBER)


def test_parts_are_summed_where_nothing_is_typed_in_for_the_whole(happy, enter, measure):
    enter(happy, "2026-01", numerator=10, denominator=20, document="Sổ tháng 1")
    enter(happy, "2026-02", numerator=80, denominator=80, document="Sổ tháng 2")
    found = measure(happy, "2026-Q1")
    assert (found.numerator, found.denominator, found.value) == (90, 100, 0.9)
    assert found.document == "Sổ tháng 1; Sổ tháng 2"
    assert measure(happy, "2026-Q2").value is None


def test_exactly_the_period_counts_before_its_parts(happy, enter, measure, son, who):
    enter(happy, "2026-01", numerator=10)
    assert measure(happy, "2026").numerator == 10
    refused(Refusal.OVERLAPS, enter, happy, "2026-Q1", numerator=33)
    assert measure(happy, "2026-02").value is None, "a month is not read from its quarter"


def test_points_are_a_level_the_latest_counts(son, who, enter, measure):
    points = make_indicator(who(son), OCTOBER, name="Điểm bộ chỉ số", unit="point")
    enter(points, "2026-01", value=70.5)
    enter(points, "2026-02", value=72)
    assert measure(points, "2026").value == 72


@pytest.mark.parametrize(
    ("unit", "stock", "said"),
    [("person", None, 9), ("person", True, 5), ("person", False, 9), ("point", None, 5),
     ("point", False, 9), ("day", None, 5)],
)  # fmt: skip
def test_values_add_up_or_are_a_level_as_the_indicator_says(
    unit, stock, said, son, who, enter, measure
):
    made = make_indicator(who(son), OCTOBER, name="Hộ nghèo", unit=unit, stock=stock)
    enter(made, "2026-01", value=4)
    enter(made, "2026-02", value=5)
    assert measure(made, "2026-Q1").value == said
    assert made.adds_up is (said == 9)


def test_of_a_share_that_is_a_level_the_latest_counts(son, who, enter, measure):
    made = make_indicator(who(son), OCTOBER, name="Hộ có nước sạch", stock=True)
    enter(made, "2026-01", numerator=50, denominator=100)
    enter(made, "2026-02", numerator=90, denominator=100)
    assert measure(made, "2026-Q1").value == 0.9


def test_who_answers_for_it_may_type_in(happy, son, lan, who):
    actions.change(happy.pk, name="Hài lòng", owner_id=lan.member.pk, by=who(son), at=OCTOBER)
    made = actions.enter(
        happy.pk, period=Period.parse("2026-03"), numerator=9, denominator=10, document="Sổ",
        by=who(lan), at=OCTOBER,
    )  # fmt: skip
    assert made.entered_by == "Lê Thị Lan"


@pytest.mark.parametrize(
    ("period", "facts", "reason"),
    [
        ("2026-03", {"document": " "}, Refusal.NO_DOCUMENT),
        ("2026-10", {}, Refusal.AHEAD),
        ("2027", {}, Refusal.AHEAD),
        ("2026-03", {"denominator": 0}, Refusal.EMPTY_DENOMINATOR),
        ("2026-03", {"denominator": None}, Refusal.EMPTY_DENOMINATOR),
        ("2026-03", {"numerator": 101}, Refusal.NOT_A_SHARE),
        ("2026-03", {"numerator": -1}, Refusal.NEGATIVE),
        ("2026-03", {"numerator": None}, Refusal.NO_NUMBER),
        ("2026-03", {"numerator": float("nan")}, Refusal.NO_NUMBER),
        ("2026-03", {"denominator": float("inf")}, Refusal.NO_NUMBER),
        ("2026-02-15..2026-03-14", {}, Refusal.OVERLAPS),
    ],
)
def test_a_value_that_cannot_be_is_refused(happy, enter, period, facts, reason):
    enter(happy, "2026-02")
    refused(reason, enter, happy, period, **facts)
    assert Entry.objects.count() == 1


def test_what_is_counted_is_not_typed_in(on_time, enter):
    refused(Refusal.COUNTED, enter, on_time, "2026-03")
    assert not Entry.objects.exists()


def test_others_type_in_nothing_and_nobody_into_a_retired_one(happy, enter, son, lan, who):
    refused(
        Refusal.NOT_YOURS_TO_ENTER, actions.enter, happy.pk, period=Period.parse("2026-03"),
        numerator=9, denominator=10, document="Sổ", by=who(lan), at=OCTOBER,
    )  # fmt: skip
    actions.retire(happy.pk, why="Không đo nữa", by=who(son), at=OCTOBER)
    refused(Refusal.RETIRED, enter, happy, "2026-03")
    assert not Entry.objects.exists()
