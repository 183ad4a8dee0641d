"""What points, conditions and ceilings allow, without a database."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from khe.base.people.actor import Actor
from khe.desks.assessment import rules, shipped
from khe.desks.assessment.refusals import Refusal
from khe.desks.assessment.rules import Fact, FrameData, Score
from khe.desks.assessment.rules.campaigns import is_period
from khe.desks.assessment.states import BANDS

KEEPER = Actor(1, "Hạ", roles=frozenset({"personnel"}))
OFFICER = Actor(1, "Lan", roles=frozenset({"officer"}))


def frame(**other):
    facts = {**shipped.frames()[0], **other}
    return FrameData.of(SimpleNamespace(**{"weak_below": None, **facts}))


def on_time(done, due, beyond=40, discipline=0):
    late = due - done
    return {
        "tasks.on_time": Fact(Decimal(100 * done) / due if due else None, done, due),
        "tasks.late": Fact(Decimal(100 * late) / due if due else None, late, due),
        "typed.beyond": Fact(Decimal(beyond), evidence="x"),
        "typed.discipline": Fact(Decimal(discipline), evidence="x"),
    }


@pytest.mark.parametrize("facts", shipped.frames(), ids=lambda f: f["key"])
def test_every_shipped_frame_is_sound(facts):
    data = FrameData.of(SimpleNamespace(**{"weak_below": None, **facts}))
    assert rules.why_not_save_frame(data, KEEPER) is None
    assert sum(c.max for c in data.criteria) == 100


def test_only_personnel_keep_frames():
    assert rules.why_not_save_frame(frame(), OFFICER) == Refusal.NOT_KEEPER


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "no_name"),
        ({"criteria": []}, "no_criteria"),
        ({"criteria": [{"key": "a", "title": "A", "max": "99"}]}, "not_100"),
        ({"criteria": [{"key": "a", "title": "A", "max": "0"}]}, "bad_max"),
        ({"criteria": [{"key": "a", "title": "A", "max": "x"}]}, "bad_max"),
        (
            {"criteria": [{"key": "a", "title": "A", "max": "50"}] * 2},
            "criterion_nameless",
        ),
        (
            {"criteria": [{"key": "a", "title": "A", "max": "100", "source": "nobody"}]},
            "unknown_source",
        ),
        ({"bands": [{"key": b, "from": "50"} for b in BANDS]}, "bands_wrong"),
        ({"bands": [{"key": "excellent", "from": "90"}]}, "bands_wrong"),
        (
            {"conditions": [{"band": "good", "fact": "x", "op": ">=", "value": "1"}]},
            "bad_condition",
        ),
        ({"ceiling": Decimal("1.5")}, "bad_ceiling"),
        ({"weak_below": Decimal("101")}, "bad_weak"),
    ],
)
def test_it_refuses_a_frame_that_cannot_work(change, code):
    found = rules.why_not_save_frame(frame(**change), KEEPER)
    assert found.value == code
    assert "%(" not in str(found.label)


@pytest.mark.parametrize(
    ("points", "band"),
    [
        ("100", "excellent"), ("90", "excellent"), ("89.9", "good"), ("70", "good"),
        ("69.9", "completed"), ("50", "completed"), ("49.9", "failed"), ("0", "failed"),
    ],
)  # fmt: skip
def test_the_band_follows_the_points(points, band):
    assert rules.band_of(frame(), Decimal(points)) == band


def test_excellent_asks_that_everything_was_on_time_and_says_the_numbers():
    why = rules.why_not_band(frame(), Decimal(95), "excellent", on_time(12, 13))
    assert why.value == "condition_unmet"
    assert "92,3% (12/13)" in why.label
    assert rules.highest(frame(), Decimal(95), on_time(12, 13)) == "good"
    assert rules.why_not_band(frame(), Decimal(95), "excellent", on_time(13, 13)) is None


def test_excellent_asks_for_a_third_beyond_what_was_required():
    why = rules.why_not_band(frame(), Decimal(95), "excellent", on_time(13, 13, beyond=20))
    assert why.value == "condition_unmet"
    assert "30%" in why.label


def test_more_than_a_fifth_late_is_not_completed_whatever_the_points():
    facts = on_time(7, 10)
    assert rules.highest(frame(), Decimal(99), facts) == "failed"
    assert rules.why_not_band(frame(), Decimal(99), "good", facts).value == "condition_unmet"
    assert rules.highest(frame(), Decimal(99), on_time(8, 10)) == "good"


def test_nothing_is_above_the_points():
    why = rules.why_not_band(frame(), Decimal("89.5"), "excellent", on_time(1, 1))
    assert why.value == "above_points"
    assert "89,5" in why.label


@pytest.mark.parametrize(
    ("assessed", "limit"), [(4, 0), (5, 1), (9, 1), (10, 2), (14, 2), (60, 12)]
)
def test_the_ceiling_rounds_down(assessed, limit):
    assert rules.ceiling_limit(frame(), assessed) == limit
    assert rules.ceiling_limit(frame(ceiling=None), assessed) is None


def test_points_counted_from_records_take_the_place_of_typed_ones():
    facts = on_time(9, 10)
    given = rules.settled(frame(), {"r1": Score("30")}, facts)
    assert given["r1"].points == Decimal("27.0")
    assert given["r1"].evidence == "90% (9/10)"


def test_without_records_the_points_are_typed_with_what_they_rest_on():
    faults = rules.score_faults(frame(), {"r1": Score("30")}, on_time(0, 0))
    assert faults["r1"] == Refusal.NO_EVIDENCE
    good = rules.score_faults(frame(), {"r1": Score("30", "", "Sổ theo dõi")}, on_time(0, 0))
    assert "r1" not in good


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no_points"), ("mười", "not_a_number"), ("nan", "not_a_number"), ("-1", "above_max"),
        ("10,1", "above_max"), ("1e9", "above_max"), ("5.55", "above_max"), ("1e400", "above_max"),
    ],
)  # fmt: skip
def test_it_refuses_points_that_are_none(typed, code):
    assert rules.score_faults(frame(), {"c1": Score(typed)}, {})["c1"].value == code


@pytest.mark.parametrize("typed", ["0", "10", "9,5", " 7.5 "])
def test_it_takes_points_with_a_comma_or_a_point(typed):
    assert "c1" not in rules.score_faults(frame(), {"c1": Score(typed)}, {})


@pytest.mark.parametrize(
    ("kind", "first", "last", "is_one"),
    [
        ("quarter", date(2026, 1, 1), date(2026, 3, 31), True),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), True),
        ("quarter", date(2026, 2, 1), date(2026, 4, 30), False),
        ("quarter", date(2026, 1, 1), date(2026, 3, 30), False),
        ("year", date(2028, 1, 1), date(2028, 12, 31), True),
        ("year", date(2026, 7, 1), date(2027, 6, 30), False),
        ("term", date(2025, 7, 1), date(2030, 6, 30), True),
        ("term", date(2030, 7, 1), date(2030, 6, 30), False),
        ("month", date(2026, 1, 1), date(2026, 1, 31), False),
    ],
)
def test_a_period_is_whole(kind, first, last, is_one):
    assert is_period(kind, first, last) is is_one
