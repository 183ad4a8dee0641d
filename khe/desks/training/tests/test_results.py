"""Results: once, within the course, for a whole class; what follows from them; corrections."""

from conftest import MONDAY
from khe.base.journal import queries as journal
from khe.base.people.models import Member, Qualification
from khe.desks.training import actions
from khe.desks.training.actions import Result
from khe.desks.training.models import Enrolment, Need
from khe.desks.training.refusals import Refusal
from khe.desks.training.states import EnrolmentState, Event
from khe.desks.training.testing import make_course
from khe.desks.training.tests.common import DAY, THEORY, TODAY
from khe.testing import refused

LAST = TODAY + 5 * DAY
AFTER = MONDAY + 10 * DAY


def studying(by, *users, **facts):
    """Put people in a course that runs for five days; return their places."""
    course = make_course(by, MONDAY, ends_on=LAST, **facts)
    ids = [u.member.pk for u in users]
    places = actions.enrol_many(course.pk, member_ids=ids, by=by, at=MONDAY)
    actions.move_course(course.pk, "running", by=by, at=MONDAY)
    return places


def test_who_completes_holds_the_level_and_the_need_is_met(kieu, lan, who):
    facts = {"by": who(kieu), "at": AFTER}
    need = actions.propose_need(member_id=lan.member.pk, **THEORY, by=who(kieu), at=MONDAY)
    (place,) = studying(who(kieu), lan)
    done = actions.record_result(
        Result(place.pk, "completed", LAST, "Giỏi", "012/TC", LAST + DAY), **facts
    )
    held = Qualification.objects.get(member=lan.member)
    assert (held.kind, held.level, held.number) == ("theory", "intermediate", "012/TC")
    assert held.awarded_on == LAST + DAY
    assert done.qualification_id == held.pk
    need.refresh_from_db()
    assert need.state == "met"
    assert [e.event for e in journal.of(need.pk)] == [Event.NEED_PROPOSED, Event.NEED_MET]
    refused(Refusal.HELD_ALREADY, actions.propose_need, member_id=lan.member.pk, **THEORY, **facts)


def test_a_short_course_leaves_a_certificate_only_if_it_gives_one(kieu, lan, minh, thoa, who):
    skill = {"kind": "short", "level": "", "name": "Bồi dưỡng tin học", "skill": "Tin học cơ bản"}
    (one,) = studying(who(kieu), lan, **skill)
    (two,) = studying(who(kieu), minh, kind="short", level="", name="Tập huấn chuyển đổi số")
    (three,) = studying(who(kieu), thoa, kind="short", level="", name="Tập huấn nghiệp vụ")
    facts = {"by": who(kieu), "at": AFTER}
    actions.record_result(Result(one.pk, "completed", LAST), **facts)
    actions.record_result(Result(two.pk, "completed", LAST), **facts)
    actions.record_result(Result(three.pk, "completed", LAST, "", "9/CC", LAST), **facts)
    held = Qualification.objects.order_by("pk").values_list("member__name", "kind", "name")
    assert list(held) == [
        (lan.member.name, "certificate", "Tin học cơ bản"),
        (thoa.member.name, "certificate", "Tập huấn nghiệp vụ"),
    ]


def test_a_day_outside_the_course_or_ahead_is_refused(kieu, lan, who):
    (place,) = studying(who(kieu), lan)
    facts = {"by": who(kieu)}
    for why, ended, at in (
        (Refusal.OUTSIDE_COURSE, TODAY - DAY, AFTER),
        (Refusal.OUTSIDE_COURSE, LAST + DAY, AFTER),
        (Refusal.IN_THE_FUTURE, LAST, MONDAY),
    ):
        refused(why, actions.record_result, Result(place.pk, "completed", ended), at=at, **facts)
    half = Result(place.pk, "completed", LAST, certificate="1/CC")
    refused(Refusal.BAD_CERTIFICATE, actions.record_result, half, at=AFTER, **facts)
    early = Result(place.pk, "completed", LAST, certificate="1/CC", certified_on=TODAY)
    refused(Refusal.BAD_CERTIFICATE, actions.record_result, early, at=AFTER, **facts)
    earned = Result(place.pk, "failed", LAST, certificate="1/CC", certified_on=LAST)
    refused(Refusal.NOT_EARNED, actions.record_result, earned, at=AFTER, **facts)
    assert not Qualification.objects.exists()
    assert Enrolment.objects.get().state == EnrolmentState.STUDYING


def test_nobody_completes_twice(kieu, lan, who):
    (place,) = studying(who(kieu), lan)
    facts = {"by": who(kieu), "at": AFTER}
    actions.record_result(Result(place.pk, "completed", LAST), **facts)
    refused(Refusal.HAS_RESULT, actions.record_result, Result(place.pk, "failed", LAST), **facts)
    refused(Refusal.NOT_ATTENDING, actions.withdraw, place.pk, day=LAST, reason="x", **facts)
    assert Qualification.objects.count() == 1


def test_a_class_is_recorded_whole_or_not_at_all(kieu, lan, minh, who):
    one, two = studying(who(kieu), lan, minh)
    rows = [Result(one.pk, "completed", LAST), Result(two.pk, "completed", LAST + DAY)]
    facts = {"by": who(kieu), "at": AFTER}
    error = refused(
        Refusal.OUTSIDE_COURSE, actions.record_results, one.course_id, results=rows, **facts
    )
    assert list(error.rows) == [two.pk]
    assert not Qualification.objects.exists()
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"studying"}


def test_recording_a_class_costs_no_query_a_person(kieu, who, ward, django_assert_max_num_queries):
    by = who(kieu)
    people = [Member.objects.create(name=f"Người {n}", sort_name=f"nguoi {n}") for n in range(30)]
    course = make_course(by, MONDAY, ends_on=LAST)
    places = actions.enrol_many(course.pk, member_ids=[m.pk for m in people], by=by, at=MONDAY)
    actions.move_course(course.pk, "running", by=by, at=MONDAY)
    rows = [Result(place.pk, "completed", LAST) for place in places]
    with django_assert_max_num_queries(12):
        actions.record_results(course.pk, results=rows, by=by, at=AFTER)
    assert Qualification.objects.count() == 30
    assert not journal.broken()


def test_a_correction_says_why_and_keeps_what_was_recorded(kieu, lan, who):
    (place,) = studying(who(kieu), lan)
    facts = {"by": who(kieu), "at": AFTER}
    first = Result(place.pk, "completed", LAST, "Khá")
    refused(Refusal.NO_RESULT, actions.correct_result, first, reason="x", **facts)
    actions.record_result(first, **facts)
    refused(Refusal.NOTHING_CHANGED, actions.correct_result, first, reason="Nhầm", **facts)
    better = Result(place.pk, "completed", LAST, "Giỏi", "7/TC", LAST)
    refused(Refusal.NO_REASON, actions.correct_result, better, reason=" ", **facts)
    actions.correct_result(better, reason="Trường gửi bằng sau", **facts)
    assert Qualification.objects.get().number == "7/TC"
    last = journal.of(place.pk).last()
    assert last.event == Event.RESULT_CORRECTED
    assert (last.facts["old"]["result"], last.facts["new"]["result"]) == ("Khá", "Giỏi")

    actions.correct_result(Result(place.pk, "failed", LAST), reason="Nhập nhầm người", **facts)
    place.refresh_from_db()
    assert (place.state, place.qualification_id) == ("failed", None)
    assert not Qualification.objects.exists()
    assert not journal.broken()


def test_who_left_before_it_began_never_studied(kieu, lan, minh, who):
    one, two = studying(who(kieu), lan, minh)
    facts = {"reason": "Chuyển công tác", "by": who(kieu), "at": MONDAY + 3 * DAY}
    actions.withdraw(one.pk, day=TODAY, **facts)
    actions.withdraw(two.pk, day=TODAY + 2 * DAY, **facts)
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.began_on, one.ended_on) == (None, None)
    assert (two.began_on, two.ended_on) == (TODAY, TODAY + 2 * DAY)
    assert Need.objects.count() == 0
