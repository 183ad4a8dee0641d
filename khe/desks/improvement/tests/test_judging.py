"""The verdict of measured values, by cases and by properties."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khe.base.periods import Period
from khe.desks.improvement.rules import judging
from khe.desks.improvement.states import Verdict

CASES = [
    # baseline, target, value, low, high, better, verdict: why
    (0.90, 0.97, 0.97, 0.958, 0.979, "up", "overcome"),  # the founding report: 970 of 1,000
    (0.90, 0.97, 0.98, 0.89, 0.99, "up", "not_yet"),  # a few cases: chance may have done it
    (0.90, 0.97, 0.95, 0.93, 0.965, "up", "partly"),
    (0.90, 0.97, 0.91, 0.89, 0.93, "up", "not_yet"),  # better by chance
    (0.90, 0.97, 0.85, 0.83, 0.87, "up", "not_yet"),  # worse
    (18, 5, 5, 5, 5, "down", "overcome"),
    (18, 5, 4, 4, 4, "down", "overcome"),
    (18, 5, 12, 12, 12, "down", "partly"),
    (18, 5, 18, 18, 18, "down", "not_yet"),
    (18, 5, 20, 20, 20, "down", "not_yet"),
    (3, 0, 0, 0, 0, "", "overcome"),  # no direction given: towards the target
    (0, 3, 3, 3, 3, "", "overcome"),
]


@pytest.mark.parametrize(("baseline", "target", "value", "low", "high", "better", "said"), CASES)
def test_a_value_is_judged(baseline, target, value, low, high, better, said):
    assert judging.verdict(baseline, target, value, low, high, better) == said


def test_nothing_to_count_has_no_verdict():
    assert judging.verdict(0.9, 0.97, None, 0, 0, "up") is None


shares = st.floats(0, 1, allow_nan=False)


@given(shares, shares, st.lists(shares, min_size=3, max_size=3))
def test_a_verdict_never_depends_on_which_way_is_up(baseline, target, ends):
    """Mirrored at zero, the same value says the same: nothing hides in one direction."""
    assume(abs(baseline - target) > 1e-6)
    low, value, high = sorted(ends)
    mirrored = judging.verdict(-baseline, -target, -value, -high, -low)
    assert judging.verdict(baseline, target, value, low, high) == mirrored


@given(shares, shares, st.lists(shares, min_size=3, max_size=3), shares)
def test_a_better_value_is_never_judged_worse(baseline, target, ends, step):
    assume(target - baseline > 1e-6)
    order = [Verdict.NOT_YET, Verdict.PARTLY, Verdict.OVERCOME]
    low, value, high = sorted(ends)
    here = judging.verdict(baseline, target, value, low, high, "up")
    there = judging.verdict(baseline, target, value + step, low + step, high + step, "up")
    assert order.index(there) >= order.index(here)


@given(shares, shares, st.lists(shares, min_size=3, max_size=3))
def test_overcome_means_at_the_target_and_surely_better(baseline, target, ends):
    assume(target - baseline > 1e-6)
    low, value, high = sorted(ends)
    said = judging.verdict(baseline, target, value, low, high, "up")
    assert (said == Verdict.OVERCOME) == (
        value >= target - judging.NEAR and low > baseline + judging.NEAR
    )


@given(shares, shares, st.lists(shares, min_size=3, max_size=3))
def test_what_is_overcome_has_not_come_back(baseline, target, ends):
    """One value cannot be both: closing and reopening never chase each other."""
    assume(abs(target - baseline) > 1e-6)
    low, value, high = sorted(ends)
    back = judging.default_relapse(baseline, target)
    if judging.is_relapse(back, target, value, low, high):
        assert judging.verdict(baseline, target, value, low, high) != Verdict.OVERCOME


@pytest.mark.parametrize(
    ("value", "low", "high", "back"),
    [(0.92, 0.90, 0.94, True), (0.935, 0.92, 0.95, True), (0.94, 0.93, 0.95, False),
     (0.92, 0.80, 0.98, False), (0.97, 0.96, 0.98, False), (None, 0, 0, False)],
)  # fmt: skip
def test_it_has_come_back_from_half_way_on_and_not_by_chance(value, low, high, back):
    half = judging.default_relapse(0.90, 0.97)
    assert half == pytest.approx(0.935)
    assert judging.is_relapse(half, 0.97, value, low, high) is back


def test_several_indicators_are_overcome_together():
    overcome, partly, not_yet = Verdict.OVERCOME, Verdict.PARTLY, Verdict.NOT_YET
    assert judging.overall([overcome, overcome]) == overcome
    assert judging.overall([overcome, not_yet]) == partly
    assert judging.overall([partly, not_yet]) == partly
    assert judging.overall([not_yet, not_yet]) == not_yet


YEAR = Period.parse("2025")


@pytest.mark.parametrize(
    ("window", "value", "many", "of"),
    [
        (Period.parse("2026-01-01..2026-03-31"), 36, 3, "month"),  # 144 a year: 36 in three months
        (Period.parse("2026"), 144, 0, ""),  # as long
        (Period.parse("2024"), 144, 0, ""),  # a leap year is as long
        (Period.parse("2026-2027"), 288, 24, "month"),
        (Period(date(2026, 1, 1), date(2026, 1, 10)), 144 * 10 / 365, 10, "day"),
    ],
)
def test_a_sum_is_scaled_to_the_length_of_the_window(window, value, many, of):
    found = judging.scaled(144, YEAR, window, adds_up=True)
    assert (found.value, found.many, found.of) == (pytest.approx(value), many, of)


def test_what_does_not_add_up_is_not_scaled():
    window = Period.parse("2026-01-01..2026-03-31")
    assert judging.scaled(0.9, YEAR, window, adds_up=False) == judging.Scaled(0.9)
