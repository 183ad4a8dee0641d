"""Courses: what one must be, how it moves, who is sent and who is not."""

from datetime import date

from conftest import MONDAY
from khe.base.journal import queries as journal
from khe.base.messages.models import Message
from khe.base.people.models import Member
from khe.desks.training import actions, queries
from khe.desks.training.models import Course, Enrolment, Need
from khe.desks.training.refusals import Refusal, RowsRefused, Warning
from khe.desks.training.states import CourseStatus, EnrolmentState, Event, Form
from khe.desks.training.testing import make_course, make_plan
from khe.desks.training.tests.common import DAY, THEORY, TODAY, days
from khe.testing import refused


def test_a_course_has_a_level_that_fits_and_ends_after_it_begins(kieu, lan, who):
    facts = {"name": "Lớp", **days("2026-03-02", "2026-09-02"), "by": who(kieu), "at": MONDAY}
    refused(Refusal.BAD_LEVEL, actions.save_course, kind="theory", level="master", **facts)
    refused(Refusal.BAD_LEVEL, actions.save_course, kind="short", level="master", **facts)
    refused(
        Refusal.NOT_A_PERIOD, actions.save_course, kind="short",
        **{**facts, "ends_on": date(2026, 3, 1)},
    )  # fmt: skip
    refused(Refusal.NOT_KEEPER, actions.save_course, kind="short", **{**facts, "by": who(lan)})
    assert not Course.objects.exists()
    made = actions.save_course(kind="short", **facts)
    assert [e.event for e in journal.of(made.pk)] == [Event.COURSE_SAVED]


def test_a_person_is_sent_once_is_told_and_finds_it_in_the_calendar(kieu, lan, who):
    course = make_course(who(kieu), MONDAY)
    facts = {"member_id": lan.member.pk, "by": who(kieu), "at": MONDAY}
    place = actions.enrol(course.pk, decision="15/QĐ-ĐU", **facts)
    assert (place.state, place.began_on, place.cost) == ("enrolled", None, 5_000_000)
    error = refused(Refusal.ENROLLED_ALREADY, actions.enrol, course.pk, **facts)
    assert isinstance(error, RowsRefused)
    assert list(error.rows) == [lan.member.pk]
    told = Message.objects.get(member=lan.member)
    assert course.name in told.subject
    assert "DTSTART;VALUE=DATE:20260302" in told.calendar
    assert Enrolment.objects.count() == 1


def test_seats_are_not_given_twice_and_a_refusal_sends_nobody(kieu, lan, minh, thoa, who):
    course = make_course(who(kieu), MONDAY, seats=2)
    ids = [u.member.pk for u in (lan, minh, thoa)]
    facts = {"by": who(kieu), "at": MONDAY}
    error = refused(Refusal.NO_SEAT_LEFT, actions.enrol_many, course.pk, member_ids=ids, **facts)
    assert list(error.rows) == [thoa.member.pk]
    assert not Enrolment.objects.exists()
    assert not Message.objects.exists()
    places = actions.enrol_many(course.pk, member_ids=ids[:2], **facts)
    actions.withdraw(places[0].pk, day=TODAY, reason="Nhận việc khác", **facts)
    actions.enrol(course.pk, member_id=thoa.member.pk, **facts)  # the seat is free again


def test_nobody_studies_full_time_in_two_places(kieu, lan, who):
    full = {"form": Form.FULL_TIME, **days("2026-03-02", "2026-06-30")}
    one = make_course(who(kieu), MONDAY, **full)
    other = make_course(who(kieu), MONDAY, name="Thạc sĩ", kind="degree", level="master", **full)
    part = make_course(who(kieu), MONDAY, name="Tin học", kind="short", level="")
    facts = {"member_id": lan.member.pk, "by": who(kieu), "at": MONDAY}
    actions.enrol(one.pk, **facts)
    refused(Refusal.AWAY_ALREADY, actions.enrol, other.pk, **facts)
    actions.enrol(part.pk, **facts)  # is only warned of
    told = queries.warnings_of(part, [lan.member.pk])
    assert told == {lan.member.pk: [Warning.ALSO_STUDIES]}


def test_a_missing_lower_level_is_a_warning_only(kieu, lan, who):
    course = make_course(who(kieu), MONDAY)
    assert queries.warnings_of(course, [lan.member.pk])[lan.member.pk] == [Warning.BELOW_MISSING]
    actions.enrol(course.pk, member_id=lan.member.pk, by=who(kieu), at=MONDAY)


def test_who_is_gone_is_not_sent_and_a_course_that_is_over_takes_nobody(kieu, lan, minh, who):
    course = make_course(who(kieu), MONDAY)
    facts = {"by": who(kieu), "at": MONDAY}
    Member.objects.filter(pk=lan.member.pk).update(active=False)
    refused(Refusal.MEMBER_GONE, actions.enrol, course.pk, member_id=lan.member.pk, **facts)
    actions.move_course(course.pk, CourseStatus.CANCELLED, reason="Trường hoãn", **facts)
    refused(Refusal.COURSE_OVER, actions.enrol, course.pk, member_id=minh.member.pk, **facts)
    assert not Enrolment.objects.exists()


def test_going_over_the_budget_needs_the_approvers_reason(kieu, tam, lan, minh, who):
    plan = make_plan(who(kieu), MONDAY, budget=6_000_000)
    actions.approve_plan(plan.pk, document="45/KH", by=who(tam), at=MONDAY)
    course = make_course(who(kieu), MONDAY, plan_id=plan.pk)
    facts = {"by": who(kieu), "at": MONDAY}
    actions.enrol(course.pk, member_id=lan.member.pk, **facts)
    refused(Refusal.OVER_BUDGET, actions.enrol, course.pk, member_id=minh.member.pk, **facts)
    more = {"amount": 4_000_000, "reason": "Chỉ tiêu đột xuất", "at": MONDAY}
    refused(Refusal.NOT_STANDING, actions.allow_overrun, plan.pk, by=who(kieu), **more)
    refused(
        Refusal.NO_REASON, actions.allow_overrun, plan.pk, by=who(tam), **{**more, "reason": ""}
    )
    actions.allow_overrun(plan.pk, by=who(tam), **more)
    actions.enrol(course.pk, member_id=minh.member.pk, **facts)
    plan.refresh_from_db()
    money = queries.money(plan)
    assert (money.committed, money.spent, money.left) == (10_000_000, 0, 0)


def test_a_course_begins_on_its_day_and_study_with_it(kieu, lan, who):
    facts = {"by": who(kieu)}
    course = make_course(who(kieu), MONDAY, starts_on=TODAY + 3 * DAY)
    place = actions.enrol(course.pk, member_id=lan.member.pk, at=MONDAY, **facts)
    refused(Refusal.TOO_EARLY, actions.move_course, course.pk, "running", at=MONDAY, **facts)
    refused(Refusal.BAD_MOVE, actions.move_course, course.pk, "finished", at=MONDAY, **facts)
    actions.move_course(course.pk, "running", at=MONDAY + 4 * DAY, **facts)
    place.refresh_from_db()
    assert (place.state, place.began_on) == (EnrolmentState.STUDYING, TODAY + 3 * DAY)
    assert [e.event for e in journal.of(place.pk)] == [Event.ENROLLED, Event.STARTED]
    assert not journal.broken()


def test_a_course_ends_with_everybodys_result(kieu, lan, who):
    facts = {"by": who(kieu)}
    course = make_course(who(kieu), MONDAY, ends_on=TODAY + 5 * DAY)
    place = actions.enrol(course.pk, member_id=lan.member.pk, at=MONDAY, **facts)
    actions.move_course(course.pk, "running", at=MONDAY, **facts)
    refused(Refusal.ENDS_LATER, actions.move_course, course.pk, "finished", at=MONDAY, **facts)
    later = MONDAY + 6 * DAY
    refused(Refusal.RESULTS_MISSING, actions.move_course, course.pk, "finished", at=later, **facts)
    actions.record_result(actions.Result(place.pk, "failed", TODAY + 5 * DAY), at=later, **facts)
    assert actions.move_course(course.pk, "finished", at=later, **facts).status == "finished"


def test_a_cancelled_course_sets_its_people_free(kieu, lan, who):
    facts = {"by": who(kieu), "at": MONDAY}
    course = make_course(who(kieu), MONDAY)
    place = actions.enrol(course.pk, member_id=lan.member.pk, **facts)
    refused(Refusal.NO_REASON, actions.move_course, course.pk, "cancelled", **facts)
    actions.move_course(course.pk, "cancelled", reason="Không đủ người", **facts)
    place.refresh_from_db()
    assert (place.state, place.withdrawn_because) == ("withdrawn", "Không đủ người")


def test_sending_meets_the_need_halfway_and_costs_no_query_a_person(
    kieu, who, office, django_assert_max_num_queries
):
    by = who(kieu)
    course = make_course(by, MONDAY)
    people = [Member.objects.create(name=f"Người {n}", sort_name=f"nguoi {n}") for n in range(30)]
    needs = [actions.Wanted(m.pk, "theory", "intermediate") for m in people[:3]]
    actions.propose_needs(needs, reason="Cần", by=by, at=MONDAY)
    with django_assert_max_num_queries(14):
        places = actions.enrol_many(course.pk, member_ids=[m.pk for m in people], by=by, at=MONDAY)
    assert sum(place.need_id is not None for place in places) == 3
    assert Need.objects.filter(state="proposed").count() == 3


def test_a_course_with_results_keeps_its_level_and_never_fewer_seats_than_people(kieu, lan, who):
    facts = {"by": who(kieu), "at": MONDAY}
    course = make_course(who(kieu), MONDAY, ends_on=TODAY)
    place = actions.enrol(course.pk, member_id=lan.member.pk, **facts)
    actions.move_course(course.pk, "running", **facts)
    actions.record_result(actions.Result(place.pk, "completed", TODAY), **facts)
    same = {"id": course.pk, "kind": "theory", "name": "Lớp", "starts_on": TODAY, "ends_on": TODAY}
    refused(Refusal.LEVEL_KEPT, actions.save_course, level="advanced", **same, **facts)
    actions.save_course(level="intermediate", **same, seats=1, **facts)
    assert THEORY["level"] == Course.objects.get(pk=course.pk).level
