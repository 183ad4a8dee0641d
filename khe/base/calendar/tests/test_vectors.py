"""A whole table at once equals the clock, row by row."""

import random

import numpy as np
import pytest

from khe.base.calendar import clock, counting, vectors
from khe.base.calendar.moments import DAY, LAST_DAY, ClockError, minute_of
from khe.base.calendar.tests import cases
from khe.base.calendar.tests.test_calendars import CALENDARS
from khe.base.calendar.vn import vn

LIMITS = [
    "20 working_day",
    "7.5 working_day",
    "4 working_hour",
    "3 day",
    "40 hour",
    "1 month",
    "13 month",
]


def table(rng, rows):
    """Return starts and a table of pauses, as rows of the scalar clock and as arrays."""
    starts, pauses = [], np.zeros((rows, 4, 2), dtype=np.int64)
    for row in range(rows):
        start = cases.some_moment(rng)
        starts.append(minute_of(start))
        for place, (a, b) in zip(
            rng.sample(range(4), 4), cases.some_pauses(rng, start), strict=False
        ):
            pauses[row, place] = minute_of(a), minute_of(b)
    return starts, pauses


@pytest.mark.parametrize("rule", counting.RULES)
@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("calendar", [vn(), *CALENDARS], ids=lambda calendar: calendar.name)
def test_it_equals_the_clock_row_by_row(calendar, limit, rule):
    rng = random.Random(limit + rule)  # noqa: S311 - seeded on purpose
    starts, pauses = table(rng, 150)
    for cutoff, extensions in ((None, []), ("15:00", ["2 working_day", "3 day", "5 hour"])):
        expected = []
        for start, row in zip(starts, pauses.tolist(), strict=True):
            spans = [pair for pair in row if pair != [0, 0]]
            asked = counting.case(start, limit, rule, cutoff, spans, extensions)
            expected.append(counting.answer(calendar, asked)[1][-1].due)
        got = vectors.due_many(calendar, np.array(starts), limit, rule, cutoff, pauses, extensions)
        assert got.tolist() == expected


def test_it_takes_more_rows_than_a_block_and_none_at_all():
    starts = np.arange(vectors.BLOCK + 7) * 97 + minute_of("2020-01-01T00:00")
    dues = vectors.due_many(vn(), starts, "5 working_day")
    for row in (0, vectors.BLOCK - 1, vectors.BLOCK, len(starts) - 1):
        assert dues[row] == minute_of(clock.due_at(vn(), int(starts[row]), "5 working_day"))
    for limit in ("1 day", "1 working_day", "1 month"):
        assert vectors.due_many(vn(), [], limit).tolist() == []


def test_it_takes_numpy_dates():
    starts = np.array(["2026-02-12T09:10"], dtype="datetime64[s]")
    pauses = np.array([[["2026-02-24T08:00", "2026-03-02T13:30"]]], dtype="datetime64[m]")
    due = vectors.due_many(
        vn(), starts, "20 working_day", pauses=pauses, extensions=["5 working_day"]
    )
    assert due.astype("datetime64[m]").astype(str).tolist() == ["2026-04-01T14:40"]


MONDAY = minute_of("2026-01-05T08:00")


@pytest.mark.parametrize(
    "given, code",
    [
        ({"starts": [1.5]}, "bad_time"),
        ({"starts": ["2026-01-05T08:00"]}, "bad_time"),
        ({"starts": [[MONDAY]]}, "bad_time"),
        ({"starts": [0]}, "bad_time"),
        ({"starts": [MONDAY, -5]}, "bad_time"),
        ({"starts": [(LAST_DAY + 1) * DAY]}, "bad_time"),
        ({"limit": "0 day"}, "bad_limit"),
        ({"limit": "9999999 working_day"}, "bad_limit"),
        ({"limit": "9" * 40 + " hour"}, "bad_limit"),
        ({"limit": "99999 month"}, "bad_limit"),
        ({"limit": "99999 day", "rule": "next_day"}, "bad_limit"),
        ({"limit": "9999999 hour"}, "bad_limit"),
        ({"rule": "x"}, "bad_rule"),
        ({"cutoff": "24:00"}, "bad_time"),
        ({"pauses": [[[MONDAY, MONDAY]]]}, "bad_pause"),
        ({"pauses": [[[MONDAY, MONDAY - 1]]]}, "bad_pause"),
        ({"pauses": [[MONDAY, MONDAY + 1]]}, "bad_pause"),
        ({"pauses": [[[5, MONDAY]]]}, "bad_time"),
        ({"pauses": [[[MONDAY, (LAST_DAY + 1) * DAY]]]}, "bad_time"),
        ({"pauses": [[[MONDAY, MONDAY + 9], [MONDAY + 8, MONDAY + 10]]]}, "pauses_overlap"),
        ({"pauses": [[[MONDAY + 8, MONDAY + 10], [MONDAY, MONDAY + 9]]]}, "pauses_overlap"),
    ],
    ids=str,
)
def test_it_refuses_with_the_clocks_codes(given, code):
    with pytest.raises(ClockError) as refused:
        vectors.due_many(vn(), **{"starts": [MONDAY], "limit": "1 day", **given})
    assert refused.value.code == code
