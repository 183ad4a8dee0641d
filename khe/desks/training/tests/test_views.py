"""The pages of training: what they do, what they cost, what waits on them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import MONDAY
from khe.base.files.testing import PDF, upload
from khe.base.people.models import Member, Post, Tenure
from khe.base.waiting import waiting_for
from khe.desks.training import actions, panels, queries
from khe.desks.training.models import Course, Enrolment, Need, Plan
from khe.desks.training.testing import make_course, make_plan, make_study
from khe.desks.training.tests.common import DAY, THEORY, TODAY


def sent(sat, name, data=None, *args):
    return sat.post(reverse(f"training:{name}", args=args), data or {})


def test_a_year_goes_from_need_to_certificate_on_the_pages(kieu, tam, lan, desk, post_of_lan):
    keeper, standing = desk(kieu), desk(tam)
    need = {
        "member": str(lan.member.pk), "wanted": "theory:intermediate", "priority": "1",
        "post_id": str(post_of_lan.pk), "estimate": "5.000.000", "reason": "Chức danh yêu cầu",
    }  # fmt: skip
    assert sent(desk(lan), "need_new", need).status_code == 302
    assert Need.objects.get().estimate == 5_000_000
    plan = {"year": "2026", "title": "Kế hoạch 2026", "budget": "20,000,000"}
    assert sent(keeper, "plan_new", plan).status_code == 302
    known = Plan.objects.get()
    assert Need.objects.get().plan_id == known.pk
    assert sent(standing, "plan_approve", {"document": "45/KH"}, known.pk).status_code == 302
    assert Need.objects.get().state == "approved"
    course = {
        "name": "Trung cấp K12", "what": "theory:intermediate", "form": "part_time",
        "starts_on": "05/01/2026", "ends_on": "30/06/2026", "cost": "5000000", "plan_id": str(known.pk),
    }  # fmt: skip
    assert sent(keeper, "course_new", course).status_code == 302
    made = Course.objects.get()
    assert sent(keeper, "course_move", {"to": "open"}, made.pk).status_code == 302
    page = keeper.get(reverse("training:enrol", args=[made.pk]))
    assert page.context["rows"][0].need.member_id == lan.member.pk  # who needs it comes first
    chosen = {"member": [str(lan.member.pk)], "decision": "15/QĐ", "cost": "5.000.000"}
    assert sent(keeper, "enrol", chosen, made.pk).status_code == 302
    assert sent(keeper, "course_move", {"to": "running"}, made.pk).status_code == 302
    place = Enrolment.objects.get()
    line = {
        f"{place.pk}-outcome": "completed", f"{place.pk}-ended_on": "30/06/2026",
        f"{place.pk}-result": "Giỏi",
    }  # fmt: skip
    assert sent(keeper, "results", line, made.pk).status_code == 302
    assert Need.objects.get().state == "met"
    seen = desk(lan).get(reverse("training:person", args=[lan.member.pk])).content.decode()
    assert "Giỏi" in seen


def test_a_refused_class_keeps_what_was_typed_and_says_why_on_its_line(kieu, lan, minh, desk, who):
    course = make_course(who(kieu), MONDAY, ends_on=TODAY + DAY)
    ids = [u.member.pk for u in (lan, minh)]
    one, two = actions.enrol_many(course.pk, member_ids=ids, by=who(kieu), at=MONDAY)
    actions.move_course(course.pk, "running", by=who(kieu), at=MONDAY)
    data = {
        f"{one.pk}-outcome": "completed", f"{one.pk}-ended_on": f"{TODAY:%d/%m/%Y}",
        f"{two.pk}-outcome": "completed", f"{two.pk}-ended_on": "01/01/2020",
        f"{two.pk}-result": "Khá lắm",
    }  # fmt: skip
    page = sent(desk(kieu), "results", data, course.pk)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Ngày học xong phải trong thời gian của lớp." in text
    assert "Khá lắm" in text
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"studying"}


def test_who_cannot_go_is_named_on_their_line_and_nobody_goes(kieu, lan, minh, desk, who):
    course = make_course(who(kieu), MONDAY, seats=1)
    data = {"member": [str(lan.member.pk), str(minh.member.pk)], "cost": "0"}
    page = sent(desk(kieu), "enrol", data, course.pk)
    assert page.status_code == 422
    faults = {row.member.pk: row.fault for row in page.context["rows"] if row.fault}
    assert [fault.value for fault in faults.values()] == ["no_seat_left"]
    assert sum(row.chosen for row in page.context["rows"]) == 2
    assert not Enrolment.objects.exists()


def test_a_certificate_is_attached_and_given_to_those_who_may_see_it(
    kieu, lan, minh, desk, who, settings, tmp_path
):
    settings.FILES_DIR = tmp_path
    place = make_study(
        who(kieu), lan.member, TODAY - 30 * DAY, TODAY - DAY, outcome="completed", now=MONDAY
    )
    sat = desk(kieu)
    to = reverse("training:attach", args=[place.pk])
    assert sat.post(to, {"files": upload("bang.pdf", PDF)}).status_code == 302
    bad = sat.post(to, {"files": upload("bang.pdf", b"")})
    assert bad.status_code == 422
    address = (
        desk(lan).get(reverse("training:enrolment", args=[place.pk])).context["files"][0]["url"]
    )
    assert b"".join(desk(lan).get(address).streaming_content) == PDF
    assert desk(minh).get(address).status_code == 404


@pytest.mark.parametrize(
    "name", ["list", "courses", "enrolments", "needs", "gaps", "figures", "plans"]
)
def test_a_list_costs_the_same_for_few_and_for_many(
    name, kieu, tam, who, office, desk, django_assert_max_num_queries
):
    by = who(kieu)
    plan = make_plan(by, MONDAY)
    for n in range(30):
        member = Member.objects.create(name=f"Người {n}", sort_name=f"nguoi {n}", body=office)
        post = Post.objects.create(title="Chức danh", body=office, requires={"theory": "advanced"})
        Tenure.objects.create(member=member, post=post, began=date(2025, 1, 1))
        actions.propose_need(member_id=member.pk, **THEORY, by=by, at=MONDAY)
        make_study(
            by, member, TODAY - 10 * DAY, TODAY + 90 * DAY, level="elementary", now=MONDAY,
            name=f"Lớp {n}", plan_id=plan.pk, cost=0,
        )  # fmt: skip
    sat = desk(kieu)
    sat.get(reverse("training:list"))  # once for what a process looks up only the first time
    with django_assert_max_num_queries(24):
        assert sat.get(reverse(f"training:{name}")).status_code == 200
    with django_assert_max_num_queries(24):
        sat.get(reverse("training:plan", args=[plan.pk]))


def test_what_waits_is_with_whom_it_waits(kieu, tam, lan, who, django_assert_max_num_queries):
    by = who(kieu)
    late = make_course(by, MONDAY, name="Lớp đã khai giảng", ends_on=TODAY + 5 * DAY)
    over = make_course(by, MONDAY, name="Lớp đã hết", ends_on=TODAY + 2 * DAY)
    actions.enrol(over.pk, member_id=lan.member.pk, by=by, at=MONDAY)
    actions.move_course(over.pk, "running", by=by, at=MONDAY)
    actions.propose_need(member_id=lan.member.pk, **THEORY, by=by, at=MONDAY)
    after = MONDAY + 3 * DAY
    with django_assert_max_num_queries(2):
        mine = waits_for(by, after)
    assert {w.what for w in mine} == {late.name, over.name, "1 nhu cầu đào tạo"}
    assert next(w for w in mine if w.what == over.name).url.endswith("/ket-qua/")
    assert waits_for(who(lan), after) == []
    plan = make_plan(by, MONDAY)
    assert [w.what for w in waits_for(who(tam), after)] == [plan.title]
    assert plan.title in {w.what for w in waiting_for(who(tam), after)}


def waits_for(actor, at):
    from khe.desks.training import waiting

    return list(waiting.of(actor, at))


def test_the_card_on_a_persons_page_says_what_they_study_and_need(
    kieu, lan, who, desk, post_of_lan, django_assert_max_num_queries
):
    actions.propose_need(member_id=lan.member.pk, **THEORY, by=who(kieu), at=MONDAY)
    make_study(who(kieu), lan.member, TODAY - 5 * DAY, TODAY + 90 * DAY, now=MONDAY)
    actor = who(kieu)
    with django_assert_max_num_queries(6):
        panel = panels.of(actor, lan.member, MONDAY)
    assert len(panel.context["places"]) == 1
    assert len(panel.context["needs"]) == 1
    assert panel.url == reverse("training:person", args=[lan.member.pk])
    shown = desk(kieu).get(reverse("staff:record", args=[lan.member.pk])).content.decode()
    assert "Trung cấp lý luận chính trị khóa 12" in shown


def test_needs_and_places_of_others_are_read_at_once(
    kieu, lan, minh, who, django_assert_num_queries
):
    for user in (lan, minh):
        make_study(who(kieu), user.member, TODAY - 5 * DAY, TODAY + timedelta(days=9), now=MONDAY)
    ids = [lan.member.pk, minh.member.pk]
    with django_assert_num_queries(1):
        found = queries.enrolments_of(ids)
    assert [len(found[pk]) for pk in ids] == [1, 1]
