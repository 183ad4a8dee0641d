"""How an indicator moved: from readings where there are any, the same as counted live; and what it says."""

from datetime import date

import pytest

from khe.base.people.actor import system
from khe.desks.indicators import actions, queries
from khe.desks.indicators.models import Reading
from khe.desks.indicators.testing import make_indicator
from khe.desks.indicators.tests.conftest import OCTOBER, ON_TIME

SPAN = ("month", date(2025, 10, 1), date(2026, 10, 5))


@pytest.fixture
def read(ward):
    """Return a function that reads everything that is over in the year."""
    return lambda **facts: actions.roll_up(
        at=OCTOBER, since=date(2025, 10, 1), by=system(ward), **facts
    )


def values(series):
    return [
        (p.period.first, p.numerator, p.denominator, p.value, p.low, p.high) for p in series.points
    ]


def test_from_readings_it_is_what_is_counted_live(on_time, year, read, son, who):
    live = queries.series(who(son), on_time.pk, *SPAN)
    assert not Reading.objects.exists()
    read()
    assert values(queries.series(who(son), on_time.pk, *SPAN)) == values(live)
    assert [p.numerator for p in live.points] == [18, 17] * 6


def test_a_month_that_is_not_over_is_left_out(on_time, year, son, who):
    found = queries.series(who(son), on_time.pk, *SPAN)
    assert found.points[-1].period.first == date(2026, 9, 1)
    to_the_end = queries.series(who(son), on_time.pk, "month", date(2026, 8, 9), date(2026, 9, 30))
    assert [p.period.first.month for p in to_the_end.points] == [8, 9]


def test_readings_are_read_and_not_counted_again(on_time, year, read, son, who, make_late):
    read()
    make_late("Hộ tịch-2026-3-12")
    assert queries.series(who(son), on_time.pk, *SPAN).points[5].numerator == 17
    read(again=True)
    assert queries.series(who(son), on_time.pk, *SPAN).points[5].numerator == 16


def test_as_many_queries_for_thirty_indicators_as_for_one(
    on_time, year, read, son, who, enter, django_assert_num_queries
):
    by, ids = who(son), [on_time.pk]
    for source in ("tasks.on_time", "tasks.overdue", "study.attendance_rate", "staff.changes"):
        ids += [
            actions.define(source=source, kind=k, by=by, at=OCTOBER).pk for k in ("month", "year")
        ]
    for n in range(20):
        typed = make_indicator(by, OCTOBER, name=f"Số liệu {n}")
        enter(typed, "2026-03")
        ids.append(typed.pk)
    read()
    for some in (ids[-2:] + ids[:1], ids):
        with django_assert_num_queries(3):  # indicators, readings, entries
            found = queries.series_of(by, some, *SPAN)
        assert len(found) == len(some)
        assert all(len(one.points) == 12 for one in found.values())


def test_a_part_without_records_has_no_value_and_is_not_counted_again(
    year, read, son, who, django_assert_num_queries
):
    by = who(son)
    one = actions.define(
        source=f"{ON_TIME}.field:Đất đai", name="Đất đai đúng hạn", by=by, at=OCTOBER
    )
    read()
    with django_assert_num_queries(2):
        found = queries.series(by, one.pk, *SPAN)
    assert [p.value for p in found.points] == [None] * 12
    assert (found.known, found.limits, found.signals) == ([], None, [])
    assert found.says == "Chưa có kỳ nào có số liệu."


def test_ordinary_variation_is_called_what_it_is(on_time, year, son, who):
    found = queries.series(who(son), on_time.pk, *SPAN)
    assert found.limits.mean == pytest.approx(0.875)
    assert found.limits.high - found.limits.mean == pytest.approx(2.66 * 0.05)
    assert found.signals == []
    assert found.says == "Chưa có thay đổi thật: các kỳ gần đây chỉ dao động bình thường."


def test_a_decline_is_told_with_its_reason(on_time, year, settled, son, who):
    settled(2026, 9, 20, 20, field="Đất đai")
    found = queries.series(who(son), on_time.pk, *SPAN)
    assert found.points[-1].value == pytest.approx(17 / 40)
    assert found.says.startswith("Có sa sút thật: kỳ gần đây rơi xuống dưới giới hạn")


def test_five_values_say_how_many_are_missing(happy, enter, son, who):
    for month in range(3, 8):
        enter(happy, f"2026-0{month}", numerator=90 + month)
    found = queries.series(who(son), happy.pk, *SPAN)
    assert len(found.known) == 5
    assert (found.limits, found.signals) == (None, [])
    assert "cần thêm 1 kỳ nữa" in found.says


def test_a_retired_source_keeps_its_series(on_time, year, read, son, who, settings):
    read()
    settings.KHE_FIGURES = ["khe.desks.tasks.figures.of"]
    found = queries.series(who(son), on_time.pk, *SPAN)
    assert [p.numerator for p in found.points] == [18, 17] * 6
    assert queries.measure(who(son), on_time.pk, found.points[0].period).value is None


def test_nothing_is_asked_for_nothing(son, who):
    assert queries.series_of(who(son), [], *SPAN) == {}
    assert queries.measures(who(son), [], None) == {}


def test_a_span_that_is_not_over_has_no_points(on_time, son, who):
    found = queries.series(who(son), on_time.pk, "year", date(2026, 1, 1), date(2026, 10, 5))
    assert (found.points, found.says) == ([], "Chưa có kỳ nào có số liệu.")
