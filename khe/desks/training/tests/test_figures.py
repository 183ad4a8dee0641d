"""Figures are counted from places in courses; nothing is typed in."""

from datetime import date

import pytest

from conftest import MONDAY
from khe.base.figures import Period, figures
from khe.base.people.models import Member
from khe.desks.training import actions
from khe.desks.training.models import Enrolment
from khe.desks.training.testing import make_course, make_study, moment

Y2015 = Period.parse("2015")


def person(n):
    return Member.objects.create(name=f"Người {n}", sort_name=f"nguoi {n}")


@pytest.fixture
def counted(kieu, who):
    """Return the figures of a period by id, as the keeper of records sees them."""

    def of(period):
        return {f.id: f for f in figures(who(kieu), period) if f.id.startswith("staff.training")}

    return of


def study(who, kieu, member, first, last, **facts):
    return make_study(
        who(kieu), member, date.fromisoformat(first), date.fromisoformat(last), now=MONDAY, **facts
    )


def test_who_studied_in_the_period_is_counted_by_level(kieu, who, counted):
    people = [person(n) for n in range(6)]
    for n, level in enumerate(["advanced", "advanced", "intermediate", "elementary"]):
        study(who, kieu, people[n], "2014-09-01", "2015-08-30", level=level, outcome="completed")
    degree = {"kind": "degree", "outcome": "completed"}
    study(who, kieu, people[4], "2013-09-01", "2015-08-30", level="master", **degree)
    study(who, kieu, people[5], "2010-09-01", "2014-06-30", level="bachelor", **degree)
    found = counted(Y2015)
    values = {id.removeprefix("staff.training."): f.numerator for id, f in found.items()}
    assert values["political_theory.advanced"] == 2
    assert values["political_theory.intermediate"] == 1
    assert values["political_theory.elementary"] == 1
    assert values["degree.master"] == 1
    assert values["degree.bachelor"] == 0  # ended before the period
    assert counted(Period.parse("2014"))["staff.training.degree.bachelor"].numerator == 1


def test_a_person_counts_once_a_level_and_records_are_what_is_counted(kieu, who, counted):
    lan = person(1)
    study(who, kieu, lan, "2015-01-05", "2015-03-30", level="elementary", outcome="failed")
    study(who, kieu, lan, "2015-05-05", "2015-07-30", level="elementary", outcome="completed")
    found = counted(Y2015)["staff.training.political_theory.elementary"]
    assert (found.numerator, found.unit, len(found.records)) == (1, "person", 1)
    assert Enrolment.objects.get(pk=found.records[0]).state == "completed"
    done = counted(Y2015)["staff.training.completed"]
    assert (done.numerator, done.denominator, done.value) == (1, 2, 0.5)
    assert set(done.records) < set(done.of)


def test_short_courses_count_every_turn(kieu, who, counted):
    lan, minh = person(1), person(2)
    short = {"kind": "short", "level": "", "name": "Tập huấn"}
    study(who, kieu, lan, "2015-01-05", "2015-01-07", **short)
    study(who, kieu, lan, "2015-04-05", "2015-04-07", **short)
    study(who, kieu, minh, "2015-12-30", "2016-01-02", **short)
    found = counted(Y2015)["staff.training.short_course"]
    assert (found.numerator, found.unit) == (3, "participation")
    both = counted(Period.parse("2015-2016"))["staff.training.short_course"]
    assert both.numerator == 3
    assert [part.numerator for part in both.breakdown] == [3, 1]


def test_who_left_before_it_began_or_whose_course_fell_through_did_not_study(kieu, who, counted):
    by, before = who(kieu), moment(date(2015, 1, 5))
    first, last = date(2015, 3, 2), date(2015, 12, 30)
    one, two, three = person(1), person(2), person(3)
    held = make_course(by, before, starts_on=first, ends_on=last)
    gone = make_course(by, before, name="Lớp bị hủy", starts_on=first, ends_on=last)
    places = actions.enrol_many(held.pk, member_ids=[one.pk, two.pk], by=by, at=before)
    actions.enrol(gone.pk, member_id=three.pk, by=by, at=before)
    actions.withdraw(places[0].pk, day=date(2015, 1, 5), reason="Ốm", by=by, at=before)
    assert counted(Y2015)["staff.training.political_theory.intermediate"].numerator == 0
    actions.move_course(held.pk, "running", by=by, at=moment(first))
    actions.move_course(gone.pk, "cancelled", reason="Trường hoãn", by=by, at=moment(first))
    found = counted(Y2015)["staff.training.political_theory.intermediate"]
    assert found.records == (places[1].pk,)
    later = date(2015, 4, 6)
    actions.withdraw(places[1].pk, day=later, reason="Chuyển đi", by=by, at=moment(later))
    assert counted(Y2015)["staff.training.political_theory.intermediate"].numerator == 1


def test_the_cost_is_that_of_study_begun_in_the_period(kieu, who, counted):
    study(who, kieu, person(1), "2014-09-01", "2015-08-30", cost=7_000_000)
    study(who, kieu, person(2), "2015-09-01", "2016-08-30", cost=9_000_000)
    found = counted(Period.parse("2014-2015"))["staff.training.cost"]
    assert (found.value, found.unit) == (16_000_000, "vnd")
    assert [part.value for part in found.breakdown] == [7_000_000, 9_000_000]
    assert counted(Y2015)["staff.training.cost"].value == 9_000_000


def test_figures_cost_one_query_and_are_of_records_one_may_open(
    kieu, lan, minh, who, django_assert_num_queries
):
    from khe.desks.training.figures import of

    study(who, kieu, lan.member, "2015-01-05", "2015-03-30", level="elementary")
    study(who, kieu, minh.member, "2015-01-05", "2015-03-30", level="elementary")
    actor = who(lan)
    with django_assert_num_queries(1):
        found = {f.id: f.numerator for f in of(actor, Period.parse("2010-2015"))}
    assert found["staff.training.political_theory.elementary"] == 1
