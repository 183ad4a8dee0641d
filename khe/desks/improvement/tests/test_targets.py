"""Which target is proposed from a trend, and which never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khe.desks.improvement.rules import targets
from khe.desks.improvement.states import Why

STEADY = [0.90, 0.91, 0.90, 0.92, 0.91, 0.90, 0.92, 0.91]
shares = st.lists(st.floats(0, 1), min_size=0, max_size=40)
counts = st.lists(st.integers(0, 500).map(float), min_size=0, max_size=40)
sides = st.sampled_from(["up", "down"])


def test_it_proposes_the_first_whole_percent_beyond_ordinary_variation():
    found = targets.proposed(STEADY, "up", "share")
    # mean 0.90875, moving ranges 1 1 2 1 1 2 1 points: mean 1.2857, so 0.90875 ± 0.0342
    assert found.low == pytest.approx(0.87455, abs=1e-4)
    assert found.high == pytest.approx(0.94295, abs=1e-4)
    assert (found.target, found.why, found.used) == (0.95, Why.BEYOND, 8)


def test_where_less_is_better_it_proposes_below():
    found = targets.proposed([12, 11, 13, 12, 12, 11, 13, 12], "down", "dossier")
    assert found.target == 8  # mean 12, moving ranges 1 2 1 0 1 2 1: 12 ± 3.04
    assert found.low == pytest.approx(8.96, abs=0.01)


def test_a_former_target_further_out_and_not_reached_is_kept():
    found = targets.proposed(STEADY, "up", "share", former=0.97)
    assert (found.target, found.why) == (0.97, Why.KEEP)
    nearer = targets.proposed(STEADY, "up", "share", former=0.92)
    assert (nearer.target, nearer.why) == (0.95, Why.BEYOND)


@pytest.mark.parametrize(
    ("values", "better", "unit", "why"),
    [
        (STEADY[:5], "up", "share", Why.TOO_FEW),
        ([], "up", "share", Why.TOO_FEW),
        (STEADY, "", "share", Why.NO_SIDE),
        ([0.99, 1.0, 0.98, 1.0, 0.99, 1.0], "up", "share", Why.NOTHING_BEYOND),
        ([1, 0, 2, 0, 1, 0], "down", "act", Why.NOTHING_BEYOND),
    ],
)
def test_it_proposes_nothing_where_nothing_can_be_promised(values, better, unit, why):
    found = targets.proposed(values, better, unit)
    assert (found.target, found.why) == (None, why)


def test_after_a_lasting_change_only_the_new_level_counts():
    before, after = [0.70, 0.72, 0.71, 0.70, 0.72, 0.71, 0.70], [0.90, 0.91] * 4
    found = targets.proposed([*before, *after], "up", "share")
    assert found.used == 8
    assert found.mean == pytest.approx(0.905)
    assert found.target == 0.94  # 0.905 + 2.66 × 0.01 = 0.9316


@given(shares, sides, st.none() | st.floats(0, 1))
def test_a_proposed_share_is_possible_and_never_inside_ordinary_variation(values, better, former):
    found = targets.proposed(values, better, "share", former)
    if found.target is None:
        return
    assert 0 <= found.target <= 1
    assert not targets.within(found.target, found.low, found.high) or found.target in (0, 1)
    if better == "up":
        assert found.target > found.high - 1e-6
    else:
        assert found.target < found.low + 1e-6


@given(counts, sides)
def test_a_proposed_count_is_whole_possible_and_never_inside_ordinary_variation(values, better):
    found = targets.proposed(values, better, "person")
    if found.target is None:
        assert found.why in (Why.TOO_FEW, Why.NOTHING_BEYOND)
        return
    assert found.target >= 0
    assert found.target == int(found.target)
    assert not targets.within(found.target, found.low, found.high)


def test_counts_that_add_up_get_the_target_of_the_sum():
    values = [12, 11, 13, 12, 12, 11, 13, 12]
    found = targets.proposed(values, "down", "dossier", many=12)
    assert found.mean == pytest.approx(144)
    assert found.low == pytest.approx(144 - 3.04 * 12**0.5, abs=0.01)
    assert found.target == 133
