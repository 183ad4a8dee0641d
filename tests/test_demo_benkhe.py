"""The invented ward of 2024–2026: its records tell of what got better, what came back, what is open."""

import time
from datetime import UTC, date, datetime

import pytest
from django.db.models import Count

from khe.base.authorities.tenancy import acting_for
from khe.base.figures import Period, figures
from khe.base.journal.models import Entry
from khe.base.journal.queries import broken
from khe.base.people.actor import system
from khe.config.demo.benkhe.loading import load
from khe.config.demo.moving import Years
from khe.desks.improvement import queries as improvement
from khe.desks.improvement.models import Judgement, PeriodPlan, Relapse, Review, SetAside
from khe.desks.improvement.states import State, Status
from khe.desks.indicators.models import Reading
from khe.desks.reports import queries as reports
from khe.desks.reports.models import Document

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOW = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)


@pytest.fixture
def told():
    """Return the stage after three years were told."""
    began = time.monotonic()
    stage = load(NOW)
    print(f"{time.monotonic() - began:.1f} s")
    with acting_for(stage.ward.authority):
        yield stage


def counted(stage, period):
    return {f.id: f for f in figures(system(stage.ward.authority), Period.parse(period))}


def attendance_got_better_and_stayed_so(told):
    before, after, now = (
        counted(told, period)["study.attendance_rate"].value for period in ("2024", "2025", "2026")
    )
    assert before < 0.88
    assert after > 0.95
    assert now > 0.95


def tasks_were_done_in_time_for_a_year_and_then_no_longer(told):
    before, after, now = (
        counted(told, period)["tasks.on_time"].value
        for period in ("2024", "2025", "2026-04-01..2026-09-30")
    )
    assert before < 0.75
    assert after > 0.85
    assert now < 0.65


def most_holders_meet_what_their_post_asks_for(told):
    met = counted(told, "2026")["staff.requirement_met"]
    assert (met.numerator, met.denominator) == (26, 31)


def shortcomings(told):
    """What is told of this year, by code; the states as the board shows them."""
    by, at = system(told.ward.authority), told.now
    period = Period(told.today.replace(month=1, day=1), told.today)
    return {one.shortcoming.code: one for one in improvement.of_period(by, period, at)}


def one_was_overcome_and_stayed_so(told):
    """Measured over a whole year, closed with evidence by somebody else; nothing came back since."""
    one = shortcomings(told)["HC-2024-01"]
    assert (one.state, one.shortcoming.status) == (State.OVERCOME, Status.CLOSED)
    [row] = one.judgement.rows
    assert (row["numerator"], row["denominator"]) == (349, 363)
    assert one.judgement.approver.name == "Phan Thị Thanh Trúc"
    assert improvement.evidence_of(one.shortcoming)
    assert not Relapse.objects.filter(shortcoming=one.shortcoming).exists()


def one_came_back_and_the_clock_saw_it(told):
    """Overcome and closed; a quarter later the measured value reopened it, and the briefing was told."""
    one = shortcomings(told)["HC-2024-02"]
    assert one.state == State.RELAPSED
    assert one.judgement.verdict == "overcome"
    [relapse] = Relapse.objects.filter(shortcoming=one.shortcoming)
    assert relapse.by_itself
    assert "01/04/2026–30/06/2026: 63,6 % (14 trong 22)" in relapse.text
    assert relapse.told_by == "Ngô Hữu Phúc"


def the_others_are_under_way(told):
    """One is measured again in a new window after it was half mended; one is not mended: noise."""
    of = shortcomings(told)
    assert of["HC-2024-03"].state == State.WATCHED
    assert Judgement.objects.get(shortcoming__code="HC-2024-03").verdict == "partly"
    assert of["HC-2025-01"].state == State.NOT_YET
    assert of["HC-2025-03"].state == State.PARTLY
    [row] = of["HC-2025-03"].judgement.rows
    assert row["manual"]
    assert "Báo cáo số" in row["document"]
    named = {code for code, one in of.items() if one.state == State.NO_MEASURES}
    assert named == {"HC-2025-02", "HC-2026-01", "HC-2026-02", "HC-2026-03"}
    accepted = of["HC-2026-03"].shortcoming
    assert len(improvement.evidence_of(accepted)) > 1, "the counts and the dossiers"
    said = SetAside.objects.order_by("key").values_list("key", "shortcoming")
    assert [(key.partition(":")[0], bool(named)) for key, named in said] == [
        ("late", False),
        ("supplement", True),
    ]


def the_years_were_reviewed_and_planned(told):
    done = Review.objects.exclude(completed_on=None).values("campaign__code")
    counted = dict(done.annotate(n=Count("id")).values_list("campaign__code", "n"))
    assert counted.pop("KD-2024-01") == counted.pop("KD-2025-01") == 13
    assert 0 < counted.pop("KD-2026-01") < 13
    plans = PeriodPlan.objects.order_by("first").values_list("first__year", "status")
    assert list(plans) == [(2026, "approved"), (2027, "draft")]


def a_figure_has_changed_since_its_report_was_issued(told):
    """A task was put off after the report of October; of those overcome in 2025 one has relapsed since."""
    by = system(told.ward.authority)
    changed = {
        document.title: [
            (drift.bound.figure_id, drift.bound.amount.numerator, drift.now.amount.numerator)
            for drift in reports.changed(reports.bounds_of(document), by, told.now)
        ]
        for document in Document.objects.filter(status="issued").order_by("issued_on", "id")
    }
    year, september, october = changed.values()
    assert year == [("improvement.report.verdict.overcome", 2, 1)]
    assert not september
    assert {id for id, _then, _now in october} == {"tasks.on_time", "tasks.overdue"}


def the_figures_were_read_by_the_night(told):
    kinds = Reading.objects.filter(source="tasks.on_time").values("kind")
    counted = dict(kinds.annotate(n=Count("id")).values_list("kind", "n"))
    assert counted == {"month": 34, "quarter": 11, "year": 2}


def the_journals_are_unbroken_and_nothing_lies_ahead(told):
    assert broken() == []
    assert not Entry.objects.filter(at__gt=NOW).exists()


def loading_twice_changes_nothing(told):
    before = Entry.objects.count()
    assert load(NOW) is None
    assert Entry.objects.count() == before


def test_three_years_of_a_ward_are_told(told):
    """Loading takes most of the time: it is done once for all that is said above."""
    assert told.refused == []
    attendance_got_better_and_stayed_so(told)
    tasks_were_done_in_time_for_a_year_and_then_no_longer(told)
    most_holders_meet_what_their_post_asks_for(told)
    one_was_overcome_and_stayed_so(told)
    one_came_back_and_the_clock_saw_it(told)
    the_others_are_under_way(told)
    the_years_were_reviewed_and_planned(told)
    a_figure_has_changed_since_its_report_was_issued(told)
    the_figures_were_read_by_the_night(told)
    the_journals_are_unbroken_and_nothing_lies_ahead(told)
    loading_twice_changes_nothing(told)


def test_the_years_of_the_story_move_to_where_today_is():
    """Whole years, so that quarters stay quarters; days keep their weekday."""
    assert Years.until(2026, date(2026, 11, 28)) == Years.until(2026, date(2027, 9, 1)) == Years(0)
    earlier = Years.until(2026, date(2026, 5, 11))
    assert earlier == Years(-1)
    assert earlier.period("2025-Q3") == Period.parse("2024-Q3")
    assert earlier.day(date(2026, 1, 14)).weekday() == date(2026, 1, 14).weekday()
    assert abs((earlier.day(date(2026, 1, 14)) - date(2025, 1, 14)).days) <= 3
    assert earlier.moved({"on": [date(2026, 1, 14)], "title": "năm {2026}"})["title"] == "năm 2025"
