"""The plan of a year: written by personnel, approved by the standing members."""

from datetime import timedelta

from conftest import MONDAY
from khe.desks.training import actions, queries
from khe.desks.training.models import Need, Plan
from khe.desks.training.refusals import Refusal
from khe.desks.training.testing import make_course, make_plan
from khe.desks.training.tests.common import DAY, THEORY, TODAY
from khe.testing import refused


def test_a_year_has_one_plan_kept_by_personnel(kieu, lan, who):
    facts = {"year": 2026, "title": "Kế hoạch 2026", "budget": 1, "at": MONDAY}
    refused(Refusal.NOT_KEEPER, actions.save_plan, by=who(lan), **facts)
    actions.save_plan(by=who(kieu), **facts)
    refused(Refusal.YEAR_TAKEN, actions.save_plan, by=who(kieu), **facts)
    refused(Refusal.BAD_YEAR, actions.save_plan, by=who(kieu), **{**facts, "year": 1926})
    refused(
        Refusal.NO_TITLE, actions.save_plan, by=who(kieu), **{**facts, "title": " ", "year": 2027}
    )
    assert Plan.objects.count() == 1


def test_a_new_plan_takes_in_what_waits_and_approval_approves_it(kieu, tam, lan, who):
    need = actions.propose_need(
        member_id=lan.member.pk, **THEORY, estimate=5_000_000, by=who(lan), at=MONDAY
    )
    assert need.plan_id is None
    plan = make_plan(who(kieu), MONDAY, budget=4_000_000)
    facts = {"document": "45/KH-ĐU", "at": MONDAY}
    refused(Refusal.NOT_STANDING, actions.approve_plan, plan.pk, by=who(kieu), **facts)
    refused(Refusal.NO_OVERRUN_REASON, actions.approve_plan, plan.pk, by=who(tam), **facts)
    refused(Refusal.NO_APPROVAL, actions.approve_plan, plan.pk, document="", by=who(tam), at=MONDAY)
    need.refresh_from_db()
    assert (need.plan_id, need.state) == (plan.pk, "proposed")
    plan = actions.approve_plan(plan.pk, reason="Cấp trên bổ sung sau", by=who(tam), **facts)
    need.refresh_from_db()
    assert need.state == "approved"
    assert need.decided_by == tam.member.name
    assert (plan.limit, plan.overrun_reason) == (5_000_000, "Cấp trên bổ sung sau")
    refused(Refusal.PLAN_NOT_DRAFT, actions.approve_plan, plan.pk, by=who(tam), **facts)
    refused(
        Refusal.PLAN_NOT_DRAFT, actions.save_plan, id=plan.pk, year=2026, title="Khác", budget=9,
        by=who(kieu), at=MONDAY,
    )  # fmt: skip


def test_a_plan_is_closed_when_its_courses_are_over_and_needs_wait_for_the_next(
    kieu, tam, lan, who
):
    plan = make_plan(who(kieu), MONDAY)
    actions.propose_need(member_id=lan.member.pk, **THEORY, by=who(kieu), at=MONDAY)
    facts = {"by": who(kieu), "at": MONDAY}
    refused(Refusal.PLAN_NOT_APPROVED, actions.close_plan, plan.pk, **facts)
    actions.approve_plan(plan.pk, document="45/KH", by=who(tam), at=MONDAY)
    course = make_course(who(kieu), MONDAY, plan_id=plan.pk)
    refused(Refusal.STILL_RUNNING, actions.close_plan, plan.pk, **facts)
    actions.move_course(course.pk, "cancelled", reason="Trường hoãn", **facts)
    actions.close_plan(plan.pk, **facts)
    assert Need.objects.get().plan_id is None
    next_year = make_plan(who(kieu), MONDAY + timedelta(days=365))
    assert Need.objects.get().plan_id == next_year.pk


def test_money_is_spent_committed_and_left(kieu, tam, lan, minh, thoa, who):
    plan = make_plan(who(kieu), MONDAY, budget=20_000_000)
    course = make_course(who(kieu), MONDAY, plan_id=plan.pk, ends_on=TODAY + 5 * DAY)
    facts = {"by": who(kieu), "at": MONDAY + 3 * DAY}
    ids = [u.member.pk for u in (lan, minh, thoa)]
    one, two, _three = actions.enrol_many(course.pk, member_ids=ids, by=who(kieu), at=MONDAY)
    actions.withdraw(one.pk, day=TODAY, reason="Ốm", **facts)  # before it began: costs nothing
    actions.move_course(course.pk, "running", **facts)
    actions.record_result(actions.Result(two.pk, "completed", TODAY + 2 * DAY), **facts)
    money = queries.money(plan)
    assert (money.spent, money.committed, money.left) == (5_000_000, 5_000_000, 10_000_000)
