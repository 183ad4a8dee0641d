"""Periods of local days: how they are written, what is before and after, what they are made up of."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from khe.base.periods import KINDS, Period

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
kinds = st.sampled_from(KINDS)
spans = st.tuples(days, st.integers(0, 4000)).map(
    lambda found: Period(found[0], found[0] + timedelta(days=found[1]))
)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2013-2015", "2013-01-01", "2015-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-3", "2026-03-01", "2026-03-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-q4", "2026-10-01", "2026-12-31"),
        ("2026-01-15..2026-06-30", "2026-01-15", "2026-06-30"),
        (" 2015 ", "2015-01-01", "2015-12-31"),
    ],
)
def test_it_reads_a_year_years_a_month_a_quarter_or_days(text, first, last):
    assert Period.parse(text) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "15", "99999", "0000", "1066", "2015-2013", "2015-", "-2015", "2015-x", "2026-13",
        "2026-00", "2026-0", "2026-Q0", "2026-Q5", "2026-Q", "Q1-2026", "2_015", "２０１５", "2015.5",
        "2026-01-01", "2026-01-01..", "..2026-01-01", "2026-02-30..2026-03-01", "2026-03-01..2026-02-01",
        "2026-1-1..2026-2-1", "20260101..20260201", "2013-2015-2017", "2026- 03", "2015\x00",
    ],
)  # fmt: skip
def test_it_refuses_anything_else(text):
    with pytest.raises(ValueError, match=r"^"):
        Period.parse(text)


@given(st.text(max_size=25))
def test_whatever_is_written_is_a_period_or_refused(text):
    try:
        found = Period.parse(text)
    except ValueError:
        return
    assert found.first <= found.last
    found.before(), found.after(), found.title(), found.short()  # and can be worked with


@given(days, kinds)
def test_a_day_lies_in_the_period_of_it_and_the_period_knows_its_kind(day, kind):
    found = Period.of(kind, day)
    assert found.first <= day <= found.last
    assert found.kind == kind
    assert found == Period.of(kind, found.first) == Period.of(kind, found.last)


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(KeyError):
        Period.of("decade", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-01-01..2026-01-01", "day"), ("2026-01-05..2026-01-11", "week"),
        ("2026-01-06..2026-01-12", ""), ("2026-02-01..2026-02-28", "month"),
        ("2024-02-01..2024-02-28", ""), ("2026-04-01..2026-06-30", "quarter"),
        ("2026-02-01..2026-04-30", ""), ("2026-01-01..2026-12-31", "year"), ("2013-2015", "years"),
    ],
)  # fmt: skip
def test_days_that_make_up_a_whole_are_known_as_it(text, kind):
    assert Period.parse(text).kind == kind


@given(days, kinds)
def test_before_and_after_are_next_to_it_and_undo_each_other(day, kind):
    one = Period.of(kind, day)
    assert one.before().last + ONE == one.first
    assert one.last + ONE == one.after().first
    assert one.before().after() == one == one.after().before()
    assert one.before().kind == one.after().kind == kind
    assert (one.back(0), one.back(3)) == (one, one.before().before().before())


@given(spans)
def test_the_days_before_other_days_are_next_to_them(one):
    assert one.before().last + ONE == one.first
    assert one.last + ONE == one.after().first
    if one.kind == "":  # as many days, whichever they are
        assert one.before().last - one.before().first == one.last - one.first


def test_the_years_before_years_are_as_many():
    assert Period.parse("2013-2015").before() == Period.parse("2010-2012")
    assert Period.parse("2013-2015").after() == Period.parse("2016-2018")
    assert Period.parse("2024-02").before() == Period.parse("2024-01")


@given(spans, kinds.filter(lambda kind: kind != "day"))
def test_parts_cover_it_without_gap_or_overlap(one, kind):
    parts = list(one.parts(kind))
    assert parts[0].first <= one.first
    assert one.last <= parts[-1].last
    assert all(a.last + ONE == b.first for a, b in pairwise(parts))
    assert all(part.kind == kind for part in parts)
    assert all(part.last >= one.first and part.first <= one.last for part in parts), "touch it"


def test_a_year_is_twelve_months_and_holds_each():
    year = Period.parse("2026")
    assert len(list(year.parts("month"))) == 12
    assert len(list(year.parts("quarter"))) == 4
    assert all(year.holds(part) for part in year.parts("month"))
    assert not year.holds(Period.parse("2026-2027"))


@pytest.mark.parametrize(
    ("text", "title", "short"),
    [
        ("2015", "năm 2015", "2015"),
        ("2013-2015", "2013–2015", "2013–2015"),
        ("2026-03", "tháng 3/2026", "3/2026"),
        ("2026-Q3", "quý III/2026", "quý III/2026"),
        ("2026-03-02..2026-03-08", "02/03/2026–08/03/2026", "02/03"),
        ("2026-03-02..2026-03-02", "02/03/2026", "02/03"),
    ],
)
def test_it_has_a_name_in_a_sentence_and_a_short_one(text, title, short):
    with translation.override("vi"):
        assert Period.parse(text).title() == title
        assert Period.parse(text).short() == short
