"""Aiming: the baseline is counted, the target is better than it and lies ahead."""

from datetime import date

import pytest

from khe.base.figures import Period
from khe.desks.indicators import actions, queries
from khe.desks.indicators.models import Target
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.testing import make_indicator
from khe.desks.indicators.tests.conftest import OCTOBER
from khe.testing import refused

DUE = date(2027, 6, 30)


@pytest.fixture
def aim(son, who):
    """Return a function that sets a target from the baseline March 2026."""

    def do(indicator, value, due=DUE, baseline="2026-03", by=None):
        return actions.set_target(
            indicator.pk, value=value, due=due, baseline=Period.parse(baseline),
            document="Kế hoạch 5", by=by or who(son), at=OCTOBER,
        )  # fmt: skip

    return do


def test_the_baseline_is_counted_from_records(on_time, settled, aim):
    settled(2026, 3, late=2, whole=20)
    made = aim(on_time, 0.97)
    assert (made.baseline_numerator, made.baseline_denominator) == (18, 20)
    assert (made.baseline_value, made.value, made.due) == (0.9, 0.97, DUE)
    assert queries.target_of([on_time.pk]) == {on_time.pk: made}


def test_or_taken_from_what_was_typed_in(happy, enter, aim):
    enter(happy, "2026-03", numerator=80)
    assert aim(happy, 0.95).baseline_value == 0.8


def test_a_new_target_replaces_the_former_which_stays_readable(happy, enter, aim):
    enter(happy, "2026-03", numerator=80)
    first, second = aim(happy, 0.9), aim(happy, 0.95)
    assert queries.target_of([happy.pk]) == {happy.pk: second}
    first.refresh_from_db()
    assert first.replaced_at == OCTOBER


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"value": 0.9}, Refusal.SAME_AS_BASELINE),
        ({"value": 0.8}, Refusal.WRONG_DIRECTION),
        ({"value": 97}, Refusal.BAD_SHARE),
        ({"value": -0.1}, Refusal.BAD_SHARE),
        ({"value": float("nan")}, Refusal.NO_NUMBER),
        ({"value": 0.97, "due": date(2026, 10, 4)}, Refusal.DUE_PAST),
        ({"value": 0.97, "baseline": "2026-02"}, Refusal.EMPTY_BASELINE),
        ({"value": 0.97, "baseline": "2026-10"}, Refusal.BASELINE_AHEAD),
        ({"value": 0.97, "baseline": "2027-01"}, Refusal.BASELINE_AHEAD),
    ],
)
def test_a_target_that_means_nothing_is_refused(on_time, settled, aim, facts, reason):
    settled(2026, 3, late=2, whole=20)
    refused(reason, aim, on_time, **facts)
    assert not Target.objects.exists()


def test_the_refusal_says_what_the_baseline_is(on_time, settled, aim):
    settled(2026, 3, late=2, whole=20)
    assert "(90,0 %)" in str(refused(Refusal.SAME_AS_BASELINE, aim, on_time, 0.9))


def test_where_lower_is_better_the_target_is_lower(son, who, enter, aim):
    cases = make_indicator(who(son), OCTOBER, name="Vụ lấn chiếm", unit="case", better="down")
    enter(cases, "2026-03", value=12)
    refused(Refusal.WRONG_DIRECTION, aim, cases, 13)
    refused(Refusal.BELOW_ZERO, aim, cases, -1)
    refused(Refusal.NO_NUMBER, aim, cases, float("inf"))
    assert aim(cases, 0).value == 0


def test_today_is_not_past(happy, enter, aim):
    enter(happy, "2026-03", numerator=80)
    assert aim(happy, 0.9, due=date(2026, 10, 5)).due == date(2026, 10, 5)


def test_nobody_aims_a_retired_one_or_without_the_right(happy, enter, aim, son, lan, who):
    enter(happy, "2026-03", numerator=80)
    refused(Refusal.NOT_YOURS, aim, happy, 0.9, by=who(lan))
    actions.retire(happy.pk, why="Không đo nữa", by=who(son), at=OCTOBER)
    refused(Refusal.RETIRED, aim, happy, 0.9)
    assert not Target.objects.exists()
