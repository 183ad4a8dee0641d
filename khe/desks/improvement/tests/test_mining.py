"""The miner finds planted clusters and is silent on noise."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from khe.desks.improvement.mining.clusters import Group, Said, clusters, fresh, is_quiet


def noise(seed, groups=20, size=100, rate=0.1):
    draw = random.Random(seed)  # noqa: S311 - a seeded story, no secret
    return [
        Group(f"g{n}", f"Nhóm {n}", sum(draw.random() < rate for _ in range(size)), size)
        for n in range(groups)
    ]


def test_it_is_silent_on_noise():
    alarms = sum(bool(clusters(noise(seed))) for seed in range(500))
    assert alarms <= 15  # 1 % is promised; 15 of 500 would happen once in thousands of such tests


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.02, 0.15), st.integers(0, 19))
def test_it_finds_what_was_planted(seed, rate, place):
    found = noise(seed, rate=rate)
    found[place] = Group("planted", "Đã cài", 60, 100)
    named = clusters(found)
    assert named
    assert named[0].group.key == "planted"
    assert named[0].low > named[0].ward_rate


@given(st.integers(0, 19), st.integers(0, 100))
def test_a_small_group_says_nothing(whole, part):
    few = Group("few", "Ít", min(part, whole), whole)
    assert all(c.group.key != "few" for c in clusters([few, Group("rest", "", 10, 1000)]))


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=20))
def test_what_it_names_is_always_above_the_ward(pairs):
    groups = [Group(str(n), "", min(p), max(p)) for n, p in enumerate(pairs)]
    for c in clusters(groups):
        assert c.ward_rate < c.low <= c.group.rate <= c.high


def test_nothing_counted_is_nothing_named():
    assert clusters([]) == []
    assert clusters([Group("a", "", 0, 0), Group("b", "", 0, 500)]) == []


def test_what_was_set_aside_comes_back_when_it_has_grown():
    assert not is_quiet(10, [])
    assert is_quiet(14, [Said(10)])
    assert not is_quiet(15, [Said(10)])
    assert is_quiet(100, [Said(10, is_open=True)])
    planted = clusters([Group("a", "", 60, 100), Group("b", "", 50, 1000)])
    assert fresh(planted, {"a": [Said(50)]}) == []
    assert fresh(planted, {"a": [Said(40)]}) == planted
