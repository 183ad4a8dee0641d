# ruff: noqa: DTZ001, S311 - local times without a zone, seeded chance
"""The clock equals a minute-by-minute walk of the law's text, on more than 20,000 cases."""

import random
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khe.base.calendar import clock, counting
from khe.base.calendar.moments import as_datetime, minute_of
from khe.base.calendar.tests import cases
from khe.base.calendar.tests.walk import Walk
from khe.base.calendar.vn import vn

SEEDED = 20_000


@pytest.fixture(scope="module")
def walk():
    return Walk()


def answered(case):
    """Ask the clock; answer as naive local datetimes."""
    asked = counting.case(*case.values())
    start, stages = counting.answer(vn(), asked)
    return tuple(as_datetime(at).replace(tzinfo=None) for at in (start, stages[-1].due))


@pytest.mark.parametrize("part", range(4))
def test_it_equals_the_walk_on_a_seeded_sweep_of_2014_to_2027(walk, part):
    rng = random.Random(20260212 + part)
    for _ in range(SEEDED // 4):
        case = cases.some_case(rng)
        assert answered(case) == walk.due(**case), case


def features(case):
    """Name what is awkward about a case."""
    start, spans = case["start"], sorted(case["pauses"])
    edges = [edge for span in spans for edge in span]
    clocks = {f"{edge:%H:%M}" for edge in edges}
    saturdays = [day.date for day in vn().days.values() if day.type == "makeup"]
    seen = {
        "on a day off": any(not vn().is_working(edge.date()) for edge in edges),
        "at lunch": any("11:00" < clock < "13:00" for clock in clocks),
        "on a shift's edge": bool(clocks & {"07:00", "11:00", "13:00", "17:00"}),
        "before the start": any(a < start for a, _ in spans),
        "unsorted": spans != case["pauses"],
        "back to back": any(a[1] == b[0] for a, b in pairwise(spans)),
        "across a make-up Saturday": any(
            a.date() < d < b.date() for a, b in spans for d in saturdays
        ),
        "half days with next_day": ".5 working_day" in case["limit"] and case["rule"] == "next_day",
        "mixed extensions": len({text.split()[1] for text in case["extensions"]}) > 1,
    }
    seen |= {f"cut-off {cutoff}": case["cutoff"] == cutoff for cutoff in cases.CUTOFFS}
    return {name for name, present in seen.items() if present}


def test_the_sweep_holds_every_awkward_kind_of_case():
    rng = random.Random(20260212)
    counts = Counter(name for _ in range(5000) for name in features(cases.some_case(rng)))
    assert len(counts) == 15
    assert min(counts.values()) >= 50, counts


@pytest.mark.parametrize(
    "limit", ["1 working_day", "6 working_hour", "2 day", "30 hour", "1 month"]
)
def test_it_equals_the_walk_around_the_due_moment_itself(walk, limit):
    """A pause that starts exactly at the due moment, a minute before, a minute after."""
    rng = random.Random(limit)
    for _ in range(100):
        case = {**cases.some_case(rng), "limit": limit, "pauses": [], "extensions": []}
        due = answered(case)[1]
        for minutes in (-1, 0, 1):
            begin = due + timedelta(minutes=minutes)
            case["pauses"] = [(begin, begin + timedelta(minutes=rng.randrange(1, 4000)))]
            case["extensions"] = rng.choice([[], ["1 working_day"], ["1 day", "2 working_hour"]])
            assert answered(case) == walk.due(**case), case


def test_it_equals_the_walk_for_every_start_and_cutoff_of_the_weeks_of_the_january_swap(walk):
    start = datetime(2025, 12, 31)
    while start < datetime(2026, 1, 12):
        for cutoff in (None, *cases.CUTOFFS):
            case = {"start": start, "limit": "0.5 working_day", "rule": "minute"}
            case |= {"cutoff": cutoff, "pauses": [], "extensions": []}
            assert answered(case) == walk.due(**case), case
        start += timedelta(minutes=30)


MOMENTS = st.builds(
    lambda days, clock: datetime(2014, 1, 6) + timedelta(days=days, minutes=clock),
    st.integers(0, 5000),
    st.one_of(st.sampled_from(cases.EDGES), st.integers(0, 1439)),
)
LIMITS = st.one_of(
    st.sampled_from(cases.WORKING + cases.ELAPSED),
    st.builds(lambda n: f"{n} working_hour", st.integers(1, 60)),
)


@st.composite
def questions(draw):
    start = draw(MOMENTS)
    at, pauses = start + timedelta(minutes=draw(st.integers(-5000, 5000))), []
    for gap, length in draw(
        st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 4000)), max_size=4)
    ):
        begin = at + timedelta(minutes=gap)
        at = begin + timedelta(minutes=length)
        pauses.append((begin, at))
    return {
        "start": start,
        "limit": draw(LIMITS),
        "rule": draw(st.sampled_from(counting.RULES)),
        "cutoff": draw(st.sampled_from([None, *cases.CUTOFFS])),
        "pauses": draw(st.permutations(pauses)),
        "extensions": draw(st.lists(LIMITS, max_size=3)),
    }


WALK = Walk()


@settings(max_examples=600, deadline=None, derandomize=True, database=None)
@given(questions())
def test_it_equals_the_walk_on_whatever_hypothesis_finds(case):
    assert answered(case) == WALK.due(**case)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(MOMENTS, MOMENTS)
def test_working_minutes_between_equal_the_walk(one, other):
    first, last = sorted((one, other))
    origin = minute_of(datetime(2013, 1, 1))
    a, b = minute_of(first) - origin, minute_of(last) - origin
    assert clock.between(vn(), first, last) == sum(WALK.worked[a:b])
