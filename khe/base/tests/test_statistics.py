"""Telling change from chance: published worked examples, every kind of sign, and what always holds."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khe.base.statistics import (
    FEWEST,
    Limits,
    Signal,
    phased,
    signals,
    signals_within,
    wilson,
    xmr,
)

# Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
NEWCOMBE = [
    (81, 263, "0.2553", "0.3662"), (15, 148, "0.0624", "0.1605"), (0, 20, "0.0000", "0.1611"),
    (1, 29, "0.0061", "0.1718"),
]  # fmt: skip
# Wheeler, "Understanding Variation": the trade deficit of the United States in 1987, month by month
DEFICIT = [10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6]
# NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.2: flow rates of ten batches
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]

FLAT = Limits(10.0, 4.0, 16.0)  # the outer thirds begin at 6 and at 14
numbers = st.integers(-1000, 1000).map(float)
series = st.lists(numbers, min_size=FEWEST, max_size=40)


def found(values, limits=FLAT):
    return [(one.kind, one.first, one.last, one.up) for one in signals(values, limits)]


def rounded(value):
    return str(Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP))


@pytest.mark.parametrize(("part", "whole", "low", "high"), NEWCOMBE)
def test_a_rate_has_the_published_interval(part, whole, low, high):
    assert tuple(map(rounded, wilson(part, whole))) == (low, high)


def test_all_of_twenty_may_be_five_in_six_and_nothing_counted_may_be_anything():
    low, high = wilson(20, 20)
    assert (rounded(low), high) == ("0.8389", 1.0)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_rate_and_mirrors(counted):
    part, whole = counted
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    assert wilson(whole - part, whole) == pytest.approx((1 - high, 1 - low))
    wide = wilson(part * 10, whole * 10)
    assert wide[1] - wide[0] < high - low, "more counted, surer"


def test_wheelers_trade_deficit_shows_no_change():
    limits = xmr(DEFICIT)  # moves 2.3 1.6 0.1 1.0 1.6 0.7 0.7 1.5 3.4 4.3 1.1: mean 18.3 / 11
    assert limits.mean == pytest.approx(12.75)
    assert (limits.low, limits.high) == (
        pytest.approx(12.75 - 2.66 * 18.3 / 11), pytest.approx(12.75 + 2.66 * 18.3 / 11),
    )  # fmt: skip
    assert (round(limits.low, 1), round(limits.high, 1)) == (8.3, 17.2)
    assert signals(DEFICIT, limits) == []


def test_nists_flow_rates_have_the_published_limits():
    limits = xmr(FLOW)
    assert limits.mean == pytest.approx(50.81)
    assert limits.low == pytest.approx(45.8159, abs=0.002)  # NIST divides by 1.128: 2.6596
    assert limits.high == pytest.approx(55.8041, abs=0.002)
    assert signals(FLOW, limits) == []


def test_five_values_are_too_few():
    assert xmr([1, 2, 3, 4, 5]) is None
    assert signals([1, 2, 3, 4, 500], None) == []
    assert xmr([1, 2, 3, 4, 5, 6]) is not None


def test_a_value_beyond_a_limit_is_a_sign_and_one_on_it_is_none():
    assert found([10, 17, 10, 3, 10, 16, 4]) == [("beyond", 1, 1, True), ("beyond", 3, 3, False)]


def test_seven_in_a_row_on_one_side_are_a_shift_told_once():
    assert found([9, 11, 12, 11, 12, 11, 12, 9]) == []  # six
    assert found([9, 11, 12, 11, 12, 11, 12, 11, 9]) == [("shift", 1, 7, True)]
    assert found([11, 9, 8, 9, 8, 9, 8, 9, 8, 9]) == [("shift", 1, 9, False)]


def test_a_value_on_the_mean_ends_a_run():
    assert found([11, 12, 11, 10, 12, 11, 12, 11]) == []


def test_six_in_a_row_each_higher_are_a_trend():
    assert found([9, 8, 9, 10, 11, 12, 11]) == []  # five
    assert found([9, 8, 9, 10, 11, 12, 13, 11]) == [("trend", 1, 6, True)]
    assert found([11, 13, 12, 11, 10, 9, 8, 7, 9]) == [("trend", 1, 7, False)]
    assert found([8, 9, 10, 10, 11, 12, 11]) == [], "as high as before is not higher"


def test_two_of_three_in_the_outer_third_are_a_sign():
    assert found([9, 15, 10, 10, 15, 9]) == []  # too far apart
    assert found([9, 15, 10, 15, 9]) == [("near", 1, 3, True)]
    assert found([9, 5, 5, 11, 9]) == [("near", 0, 3, False)]  # both windows, told as one
    assert found([9, 15, 5, 10, 9]) == [], "one on either side"
    assert found([9, 14, 14, 10, 9]) == [], "on the edge of the third, not in it"


def test_a_series_that_rose_shows_every_reason():
    kinds = [one.kind for one in signals([2, 3, 2, 3, 2, 3, 2, 9, 9, 9, 9], Limits(5, 2.5, 7.5))]
    assert kinds.count("beyond") == 8
    assert kinds.count("shift") == 1
    assert signals([10] * 3 + [11] * 7, FLAT) == [Signal("shift", 3, 9, True)]


@given(numbers, st.integers(FEWEST, 40))
def test_a_constant_series_has_no_signs(value, length):
    values = [value + 0.1] * length
    limits = xmr(values)
    assert limits.low == limits.mean == limits.high
    assert signals(values, limits) == []


@given(series, numbers, st.sampled_from([0.01, 0.5, 3.0, 100.0]))
def test_limits_shift_and_scale_with_the_values(values, shift, scale):
    one, other = xmr(values), xmr([value * scale + shift for value in values])
    room = 1e-6 * scale
    assert other.mean == pytest.approx(one.mean * scale + shift, abs=room)
    assert other.low == pytest.approx(one.low * scale + shift, abs=room)
    assert other.high == pytest.approx(one.high * scale + shift, abs=room)


@given(series)
def test_what_rises_in_a_series_falls_in_its_mirror(values):
    mirror = [-value for value in values]
    one, other = xmr(values), xmr(mirror)
    turned = {(s.kind, s.first, s.last, not s.up) for s in signals(values, one)}
    assert {(s.kind, s.first, s.last, s.up) for s in signals(mirror, other)} == turned
    assert (other.low, other.high) == (pytest.approx(-one.high), pytest.approx(-one.low))


@given(series)
def test_signs_name_places_of_the_series(values):
    for one in signals(values, xmr(values)):
        assert 0 <= one.first <= one.last < len(values)
        assert (one.first == one.last) == (one.kind == "beyond")


BEFORE, AFTER = [10.0, 12, 10, 12, 10, 12], [20.0, 22, 20, 22, 20, 22]


def test_each_phase_has_limits_of_its_own():
    """Six values around 11, then six around 21: mean moving range 2, so ± 2.66 × 2 = 5.32 in each."""
    first, second = phased([*BEFORE, *AFTER], [6])
    assert (first.first, first.last, second.first, second.last) == (0, 5, 6, 11)
    assert (first.own, second.own) == (True, True)
    assert (first.limits.mean, second.limits.mean) == (11, 21)
    assert (first.limits.low, first.limits.high) == pytest.approx((5.68, 16.32))
    assert (second.limits.low, second.limits.high) == pytest.approx((15.68, 26.32))
    assert signals_within([*BEFORE, *AFTER], [first, second]) == []
    whole = [*BEFORE, *AFTER]
    assert signals(whole, xmr(whole)), "without phases the change itself is told as signs"


def test_a_phase_of_few_values_goes_on_with_the_limits_before():
    values = [*BEFORE, *AFTER[:5]]
    first, second = phased(values, [6])
    assert (second.own, second.limits) == (False, first.limits)
    told = signals_within(values, [first, second])
    assert [(s.first, s.last) for s in told if s.kind == "beyond"] == [(n, n) for n in range(6, 11)]


def test_a_first_phase_of_few_values_has_no_limits():
    first, second = phased([1.0, 2, 3, *BEFORE], [3])
    assert (first.limits, first.own) == (None, False)
    assert (second.limits.mean, second.own) == (11, True)


def test_a_sign_does_not_reach_over_a_known_change():
    """Five rising to the change and five after it: no trend of six in either."""
    values = [5.0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9]
    assert not [s for s in signals_within(values, phased(values, [6])) if s.first < 6 <= s.last]


@pytest.mark.parametrize("starts", [[], [0], [12], [-3, 0, 40]])
def test_a_change_outside_of_the_values_makes_no_phase(starts):
    values = [*BEFORE, *AFTER]
    (only,) = phased(values, starts)
    assert only.limits == xmr(values)
    assert signals_within(values, [only]) == signals(values, xmr(values))


def test_nothing_has_no_phase():
    assert phased([], [3]) == []
