"""Reading figures at night: what is missing and the latest once more; the same as counted live."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from khe.base import figures
from khe.base.figures import Period
from khe.base.people.actor import system
from khe.desks.indicators import actions, jobs
from khe.desks.indicators.actions import rolling
from khe.desks.indicators.models import Reading
from khe.desks.indicators.tests.conftest import OCTOBER, ON_TIME

DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)


@pytest.fixture
def roll(ward):
    """Return a function that reads what is over: nine months, three quarters and no year of 2026."""

    def do(at=OCTOBER, since=FIRST, **facts):
        return actions.roll_up(at=at, since=since, by=system(ward), **facts)

    return do


@pytest.fixture
def one_desk(settings):
    """Only dossiers count."""
    settings.KHE_FIGURES = ["khe.desks.dossiers.figures.of"]


def read(source=ON_TIME, kind="month"):
    rows = Reading.objects.filter(source=source, kind=kind).order_by("first")
    return {row.first: (row.numerator, row.denominator) for row in rows}


def test_it_reads_every_figure_of_every_period_that_is_over(ward, year, roll):
    done = roll()
    assert (done.periods, done.failed) == (9 + 3, ())
    for kind, many in (("month", 9), ("quarter", 3), ("year", 0)):
        found = Reading.objects.filter(kind=kind, source__in=figures.definitions())
        assert found.count() == many * len(figures.definitions()), kind
    assert read()[date(2026, 3, 1)] == (17, 20)
    assert read(f"{ON_TIME}.field:Hộ tịch")[date(2026, 3, 1)] == (17, 20)
    assert date(2026, 10, 1) not in read(), "October is not over"


def test_without_a_day_it_reaches_back_as_far_as_a_chart_shows(ward, one_desk, roll):
    assert roll(since=None).periods == sum(rolling.BACK[kind] for kind in rolling.USUAL)
    assert min(read()) == date(2024, 10, 1)
    assert min(read(kind="year")) == date(2018, 1, 1)


def test_what_is_read_is_what_is_counted_live(ward, year, roll):
    roll()
    live = figures.counted(system(ward), Period.parse("2026-03"), [ON_TIME])
    assert read()[date(2026, 3, 1)] == (live[ON_TIME].numerator, live[ON_TIME].denominator)


def test_it_is_read_for_the_whole_authority_whoever_asks(year, one_desk, minh, who):
    actions.roll_up(at=OCTOBER, since=FIRST, by=who(minh))  # who may open none of these dossiers
    assert read()[date(2026, 3, 1)] == (17, 20)


def test_the_second_night_reads_only_the_latest_and_changes_nothing(ward, year, one_desk, roll):
    roll()
    before = set(Reading.objects.values_list("source", "kind", "first", "numerator", "denominator"))
    again = roll(at=OCTOBER + DAY)
    assert again.periods == 2 + 1  # months and the quarter: records come late
    assert before == set(
        Reading.objects.values_list("source", "kind", "first", "numerator", "denominator")
    )


def test_a_late_record_is_read_the_next_night_and_an_old_one_when_asked(
    ward, year, one_desk, roll, make_late
):
    roll()
    make_late("Hộ tịch-2026-8-12", "Hộ tịch-2026-3-12")
    was = read()
    roll(at=OCTOBER + DAY)
    now = read()
    assert now[date(2026, 8, 1)] == (was[date(2026, 8, 1)][0] - 1, 20)
    assert now[date(2026, 3, 1)] == was[date(2026, 3, 1)], "March was read long ago"
    assert roll(at=OCTOBER + DAY, again=True).periods == 9 + 3
    assert read()[date(2026, 3, 1)] == (16, 20)


def test_a_month_that_has_ended_since_is_read(ward, one_desk, roll):
    roll()
    assert roll(at=OCTOBER + 30 * DAY).periods == 2 + 1
    assert max(read()) == date(2026, 10, 1)


def test_a_figure_that_is_new_is_read_in_the_periods_that_were_read_before(ward, year, roll):
    roll()
    Reading.objects.filter(source="tasks.overdue").delete()
    roll(at=OCTOBER + DAY)
    assert len(read("tasks.overdue")) == 9


def test_days_and_weeks_are_read_only_where_an_indicator_asks(ward, one_desk, roll, son, who):
    roll(since=date(2026, 9, 1))
    assert not Reading.objects.filter(kind__in=("day", "week")).exists()
    actions.define(source=ON_TIME, kind="week", by=who(son), at=OCTOBER)
    roll(since=date(2026, 9, 1))
    assert len(read(kind="week")) == 5  # 31 August to 4 October
    assert not read(kind="day")


def test_a_desk_that_fails_stops_no_other_and_keeps_its_readings(ward, year, roll, monkeypatch):
    roll(since=date(2026, 9, 1))
    was = read("tasks.overdue")

    def broken(actor, period):
        Reading.objects.create()  # an error of the database too
        yield

    monkeypatch.setattr("khe.desks.tasks.figures.of", broken)
    done = roll()
    assert {(one.desk, one.error) for one in done.failed} == {
        ("khe.desks.tasks.figures.of", "IntegrityError")
    }
    assert len(done.failed) == done.periods == 12
    assert len(read()) == 9
    assert read("tasks.overdue") == was
    monkeypatch.undo()
    assert roll().failed == ()
    assert len(read("tasks.overdue")) == 9, "it is made up for the next night"


def test_readings_of_what_is_counted_no_more_stay(ward, year, roll, settings):
    roll()
    settings.KHE_FIGURES = ["khe.desks.tasks.figures.of"]
    roll(again=True)
    assert len(read()) == 9


def test_the_labels_are_vietnamese_in_whatever_language_the_job_runs(ward, one_desk, roll):
    with translation.override("en"):
        roll(since=date(2026, 9, 1))
    assert Reading.objects.filter(source=ON_TIME).first().label == "Hồ sơ giải quyết đúng hạn"


def test_a_part_of_too_long_a_name_is_left_to_be_counted_live(ward, one_desk, settled, roll):
    settled(2026, 9, 1, 20, tag="L", field="Đất đai " + "và nhà ở " * 12)
    assert roll(since=date(2026, 9, 1)).failed == ()
    assert len(read()) == 1


def test_a_night_that_reads_little_asks_little(
    ward, year, roll, django_assert_max_num_queries
):  # fmt: skip
    roll()
    with django_assert_max_num_queries(250):
        roll(at=OCTOBER + DAY)


def test_the_job_reads_every_authority_that_works_here_and_says_when_one_failed(
    ward, one_desk, monkeypatch
):
    jobs.roll_up(0)
    assert Reading.objects.filter(kind="month").exists()
    monkeypatch.setattr("khe.desks.dossiers.figures.of", None)
    with pytest.raises(RuntimeError, match="1 authorities"):
        jobs.roll_up(0)
