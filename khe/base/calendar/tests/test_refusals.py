"""What the clock refuses, with which code; a refused line of a batch does not stop the rest."""

import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from khe.base.calendar import batch, clock
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import ClockError
from khe.base.calendar.vn import vn

GOOD = {"start": "2026-02-12T09:10", "limit": "20 working_day"}
BAD_TIMES = [
    "", " ", "2026-02-12", "2026-02-12T09", "2026-02-12T09:10:00",
    "2026-02-12 09:10", "20260212T0910",
    "2026-02-12t09:10", "2026-02-30T09:10", "2026-13-01T09:10",
    "2026-00-10T09:10", "2026-02-12T24:00",
    "2026-02-12T09:60", "2026-2-12T09:10", " 2026-02-12T09:10",
    "2026-02-12T09:10 ", "2026-02-12T09:10\n",
    "2026-02-12T09:10+7", "2026-02-12T09:10+0700", "2026-02-12T09:10+07:60",
    "2026-02-12T09:10+24:00",
    "2026-02-12T09:10z", "٢٠٢٦-02-12T09:10", "2026-02-12T0９:10",
    "0000-01-01T00:00", "1975-12-31T23:59",
    "2200-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00", "2026-W07-4T09:10", "now",
    None, True, 1.5, [], {}, b"2026-02-12T09:10", -1, 10**20,
]  # fmt: skip
BAD_LIMITS = [
    "", "20", "working_day", "20working_day", "20  working_day",
    " 20 working_day", "20 working_day ",
    "20 working_day\n", "20\tworking_day", "0 working_day", "0.0 working_day", "-1 working_day",
    "+1 working_day", "1e1 working_day", "NaN working_day", "Infinity day",
    "inf hour", "1,5 working_day",
    "1_0 day", "٢ day", "２ day", ".5 working_day", "5. working_day",
    "1/2 working_day", "0x10 day",
    "20 Working_day", "20 working_days", "20 week", "20 year", "20 minute",
    "0.5 day", "1.5 month",
    "0.333 working_day", "0.001 working_day", "0.01 working_hour", "0.01 hour",
    "20 working_day day",
    "9" * 41 + " day", "9" * 5000 + " day", "99999999 working_day",
    "9" * 40 + " hour", "3000 month",
    "100000000 day", None, 20, 20.0, True, [], {}, ["20", "working_day"],
]  # fmt: skip


def refused(**case):
    with pytest.raises(ClockError) as caught:
        clock.due(vn(), **{**GOOD, **case})
    assert str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("text", BAD_TIMES, ids=ascii)
def test_it_refuses_a_bad_time(text):
    assert refused(start=text) == "bad_time"
    assert refused(pauses=[(text, "2026-03-01T08:00")]) == "bad_time"


@pytest.mark.parametrize(
    "text", [t for t in BAD_LIMITS if str(t)[:1] not in "["], ids=lambda t: ascii(t)[:30]
)
def test_it_refuses_a_bad_limit(text):
    assert refused(limit=text) == "bad_limit"
    assert refused(extensions=[text]) == "bad_limit"
    assert refused(limit=text, rule="next_day") == "bad_limit"


@pytest.mark.parametrize("rule", ["", "Minute", "nextday", "next_day ", 1, True, [], {}, 0])
def test_it_refuses_an_unknown_rule(rule):
    assert refused(rule=rule) == "bad_rule"
    assert refused(rule=rule, limit="3 hour") == "bad_rule"


@pytest.mark.parametrize(
    "cutoff", ["", "24:00", "15", "15:60", "5:00", "15:00:00", "15:00 ", "１５:00", 15, True, []]
)
def test_it_refuses_a_bad_cutoff(cutoff):
    assert refused(cutoff=cutoff) == "bad_time"


@pytest.mark.parametrize(
    "pauses",
    [
        [("2026-02-24T08:00", "2026-02-24T08:00")],
        [("2026-02-24T08:01", "2026-02-24T08:00")],
        [("2026-02-24T08:00+07:00", "2026-02-24T01:00Z")],
        [("2026-01-02T08:00", "2026-01-01T08:00")],  # before the start: it would not matter
        [("2026-02-24T08:00",)],
        [("2026-02-24T08:00", "2026-02-25T08:00", "2026-02-26T08:00")],
        ["2026-02-24T08:00/2026-02-25T08:00"],
        ["ab"],
        [None],
        "2026-02-24T08:00/2026-02-25T08:00",
        {"a": 1},
        {},
        0,
        "",
        5,
    ],
    ids=ascii,
)
def test_it_refuses_what_is_no_pause(pauses):
    assert refused(pauses=pauses) == "bad_pause"


def test_it_refuses_pauses_that_overlap_even_where_they_would_not_matter():
    long_ago = [("2025-01-02T08:00", "2025-01-03T08:00"), ("2025-01-03T07:59", "2025-01-04T08:00")]
    assert refused(pauses=long_ago) == "pauses_overlap"
    assert refused(pauses=long_ago[::-1]) == "pauses_overlap"
    assert refused(pauses=[long_ago[0], long_ago[0]]) == "pauses_overlap"
    inside = [("2025-01-02T08:00", "2025-01-09T08:00"), ("2025-01-03T08:00", "2025-01-04T08:00")]
    assert refused(pauses=inside) == "pauses_overlap"


def test_it_allows_pauses_that_touch():
    touching = [("2026-02-25T08:00", "2026-02-26T08:00"), ("2026-02-24T08:00", "2026-02-25T08:00")]
    one = [("2026-02-24T08:00", "2026-02-26T08:00")]
    assert clock.due_at(vn(), **GOOD, pauses=touching) == clock.due_at(vn(), **GOOD, pauses=one)


@pytest.mark.parametrize("extensions", ["5 working_day", {}, {"a": 1}, 0, "", 5])
def test_it_refuses_what_is_no_list_of_extensions(extensions):
    assert refused(extensions=extensions) == "bad_limit"


def test_it_takes_missing_and_null_as_none():
    bare = clock.due_at(vn(), *GOOD.values())
    assert clock.due_at(vn(), *GOOD.values(), None, None, None, None) == bare
    assert clock.due_at(vn(), *GOOD.values(), "minute", None, [], []) == bare


def test_it_converts_offsets():
    local = clock.due_at(vn(), *GOOD.values())
    for start in (
        "2026-02-12T09:10+07:00",
        "2026-02-12T02:10Z",
        "2026-02-11T21:10-05:00",
        "2026-02-12T07:40+05:30",
    ):
        assert clock.due_at(vn(), start, GOOD["limit"]) == local
    assert clock.due_at(vn(), datetime(2026, 2, 12, 2, 10, 59, tzinfo=UTC), GOOD["limit"]) == local
    assert clock.due_at(vn(), datetime(2026, 2, 12, 9, 10), GOOD["limit"]) == local  # noqa: DTZ001


def test_a_limit_is_exact():
    assert Limit.parse("20.0 working_day").amount == 9600
    assert Limit.parse("0.0125 working_day").amount == 6
    assert Limit.parse("7.50000000000000000000000000000000 working_day").value == Decimal("7.5")
    assert Limit.of(Decimal("7.50"), "working_day").amount == 3600
    assert Limit.of(20, "day").amount == 20
    for value in (7.5, True, Decimal("NaN"), Decimal("Infinity"), Decimal("-1")):
        with pytest.raises(ClockError) as caught:
            Limit.of(value, "working_day")
        assert caught.value.code == "bad_limit"


def test_no_day_is_worked_after_the_last_known_one():
    assert refused(start="2199-12-31T17:00") == "bad_time"
    assert refused(start="2199-12-31T08:00", limit="1 working_day") == "bad_limit"
    assert refused(start="2199-12-30T08:00", limit="1 day", rule="next_day") == "bad_limit"
    assert (
        refused(
            start="2199-12-30T08:00", limit="1 working_day", rule="next_day", extensions=["1 hour"]
        )
        == "bad_limit"
    )


LINES = [
    (b'{"from":"2026-02-12T09:10","limit":"20 working_day"}', None),
    (b"", "bad_time"),
    (b"not json", "bad_time"),
    (b"[]", "bad_time"),
    (b"null", "bad_time"),
    (b'"x"', "bad_time"),
    (b"NaN", "bad_time"),
    (b"{}", "bad_time"),
    (b"\xff\xfe{", "bad_time"),
    (b'{"from":1,"limit":"1 day"}', "bad_time"),
    (b'{"from":{},"limit":"1 day"}', "bad_time"),
    (b'{"from":"\\ud800","limit":"1 day"}', "bad_time"),
    (b"[" * 5000, "bad_time"),
    (b'{"from":"2026-02-12T09:10"}', "bad_limit"),
    (b'{"from":"2026-02-12T09:10","limit":null}', "bad_limit"),
    (b'{"from":"2026-02-12T09:10","limit":20}', "bad_limit"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","extensions":"1 day"}', "bad_limit"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","extensions":[null]}', "bad_limit"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","rule":"x"}', "bad_rule"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","cutoff":"24:00"}', "bad_time"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","cutoff":15}', "bad_time"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","pauses":[["x","y"]]}', "bad_time"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","pauses":[[1,2]]}', "bad_time"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","pauses":[[29000000,29000009]]}', "bad_time"),
    (b'{"from":29000000,"limit":"1 day"}', "bad_time"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","pauses":[[]]}', "bad_pause"),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","rule":null,"cutoff":null}', None),
    (b'{"from":"2026-02-12T09:10","limit":"1 day","pauses":null,"extensions":null}', None),
    (b'{"from":"2026-02-12T09:10","limit":"1 day"}\r', None),
]  # fmt: skip


def test_a_batch_gives_one_answer_a_line_and_goes_on():
    stream = io.BytesIO(b"\n".join(line for line, _ in LINES))
    answers = b"".join(batch.answers(vn(), stream)).splitlines()
    assert [json.loads(answer).get("error") for answer in answers] == [code for _, code in LINES]
    assert json.loads(answers[0]) == {
        "start_at": "2026-02-12T09:10:00+07:00",
        "due_at": "2026-03-19T09:10:00+07:00",
    }


def test_a_line_too_long_is_one_refusal_and_is_not_kept():
    good = b'{"from":"2026-02-12T09:10","limit":"1 day"}\n'
    stream = io.BytesIO(good + b'{"from":"' + b"x" * (5 << 20) + b'"}\n' + good + b"y" * (3 << 20))
    answers = b"".join(batch.answers(vn(), stream)).splitlines()
    assert [json.loads(answer).get("error") for answer in answers] == [
        None,
        "bad_time",
        None,
        "bad_time",
    ]
