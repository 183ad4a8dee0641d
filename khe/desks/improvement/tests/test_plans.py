"""Closing a period: what is not finished is carried over with reasons, targets come from the trend."""

from datetime import UTC, date, datetime

import pytest

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.journal.models import Entry
from khe.desks.improvement import actions, queries
from khe.desks.improvement.models import Measure, PeriodPlan, PlanItem, ShortcomingLink
from khe.desks.improvement.plan_refusals import PlanRefusal
from khe.desks.improvement.refusals import Refusal
from khe.desks.improvement.states import Choice, ItemKind, PlanStatus, Why
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming, task_of
from khe.desks.tasks import actions as tasks
from khe.testing import refused

DECEMBER = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
THIS = Period(date(2026, 1, 1), date(2026, 12, 31))
NEXT = Period(date(2027, 1, 1), date(2027, 12, 31))
CAME = [180, 181, 179, 180, 182, 180, 181, 179, 180, 181, 180]  # of 200, January to November 2026


@pytest.fixture
def measure(named, lan, son, who):
    """Lan leads a measure that is due on 1 April and still open in December."""
    return make_measure(named, lan.member.pk, by=who(son), at=MONDAY)


@pytest.fixture
def followed(named, measure, attendance, enter, son, who):
    """The shortcoming, judged by attendance: its window ended in June and nothing has moved."""
    make_link(named, attendance.pk, by=who(son), at=MONDAY)
    for month, came in enumerate(CAME, 1):
        enter(attendance, 2026, month, came, 200, at=DECEMBER)
    return named


@pytest.fixture
def plan(followed, son, who):
    """The draft for 2027."""
    return actions.draft_plan(closes=THIS, ahead=NEXT, by=who(son, DECEMBER), at=DECEMBER)


def item(plan, kind):
    return PlanItem.objects.get(plan=plan, kind=kind)


def carry(plan, lan, actor, choice=Choice.EXTEND, **facts):
    given = {
        "content": "Mở lớp học bù buổi tối", "lead_id": lan.member.pk, "due": date(2027, 3, 31),
        "reason": "Hội trường sửa chữa, chưa mở được", **facts,
    }  # fmt: skip
    one = item(plan, ItemKind.MEASURE)
    return actions.decide_work(one.pk, choice=choice, **given, by=actor, at=DECEMBER)


def aim(plan, actor, target=0.97, choice=Choice.ADD, reason=""):
    one = item(plan, ItemKind.TARGET)
    return actions.decide_target(
        one.pk, choice=choice, target=target, reason=reason, by=actor, at=DECEMBER
    )


def test_a_draft_holds_every_open_measure_and_a_target_with_its_reasoning(plan, measure):
    work, target = item(plan, ItemKind.MEASURE), item(plan, ItemKind.TARGET)
    assert (work.measure_id, work.choice) == (measure.pk, "")
    assert target.why_proposed == Why.KEEP  # 97 % lies beyond chance, and was not reached
    assert target.proposed == pytest.approx(0.97)
    assert target.base_value == pytest.approx(sum(CAME) / 2200)
    assert "dao động thường từ" in target.reasoning
    assert "Đích cũ 97,0 %" in target.reasoning
    assert "theo dõi 1 hạn chế: 1 chờ kết luận" in plan.text
    assert plan.title.startswith("Kế hoạch khắc phục hạn chế")


def test_a_draft_changes_nothing(plan, measure, followed):
    assert task_of(measure).due_at.date() < DECEMBER.date()
    assert Measure.objects.get().due == measure.due
    assert ShortcomingLink.objects.get().window_last == date(2026, 6, 30)


def test_a_shortcoming_without_measures_gets_the_place_of_a_new_one(son, who):
    make_shortcoming(who(son), MONDAY)
    plan = actions.draft_plan(closes=THIS, ahead=NEXT, by=who(son, DECEMBER), at=DECEMBER)
    assert [one.kind for one in queries.items_of(plan)] == [ItemKind.NEW]


def test_it_is_approved_only_when_everything_is_decided(plan, lan, son, who):
    by = who(son, DECEMBER)
    no = refused(PlanRefusal.UNDECIDED, actions.approve_plan, plan.pk, by=by, at=DECEMBER)
    assert "Còn 2 mục" in str(no)
    carry(plan, lan, by)
    refused(PlanRefusal.UNDECIDED, actions.approve_plan, plan.pk, by=by, at=DECEMBER)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT
    assert Measure.objects.get().due == date(2026, 4, 1)


def test_a_measure_that_goes_on_keeps_its_task_with_a_later_day(plan, measure, lan, son, who):
    by = who(son, DECEMBER)
    carry(plan, lan, by)
    aim(plan, by)
    actions.approve_plan(plan.pk, by=by, at=DECEMBER)
    measure.refresh_from_db()
    task = task_of(measure)
    assert (task.pk, task.extensions) == (measure.task_id, 1)
    assert task.due_at == datetime(2027, 3, 31, 10, 0, tzinfo=UTC)
    assert (measure.due, measure.carried_why) == (
        date(2027, 3, 31),
        "Hội trường sửa chữa, chưa mở được",
    )
    assert item(plan, ItemKind.MEASURE).made_measure_id == measure.pk


def test_a_measure_given_anew_is_a_new_task_that_links_to_its_origin(
    plan, measure, lan, minh, son, who
):
    by = who(son, DECEMBER)
    carry(plan, lan, by, Choice.ANEW, lead_id=minh.member.pk, content="Mở lớp tại từng khu vực")
    aim(plan, by)
    actions.approve_plan(plan.pk, by=by, at=DECEMBER)
    measure.refresh_from_db()
    made = Measure.objects.get(carried_from=measure)
    assert (measure.dropped_why, made.carried_why) == ("Hội trường sửa chữa, chưa mở được",) * 2
    assert task_of(measure).status == "dropped"
    assert task_of(made).lead_id == minh.member.pk


def test_a_target_becomes_the_link_of_the_next_period(plan, followed, lan, son, who):
    by = who(son, DECEMBER)
    carry(plan, lan, by)
    aim(plan, by, target=0.95)
    actions.approve_plan(plan.pk, by=by, at=DECEMBER)
    link = ShortcomingLink.objects.get(replaced_at=None)
    assert (link.window, link.baseline, link.target) == (NEXT, THIS, 0.95)
    assert link.baseline_value == pytest.approx(sum(CAME) / 2200)
    plan.refresh_from_db()
    assert (plan.status, plan.approver_name) == (PlanStatus.APPROVED, son.member.name)
    refused(PlanRefusal.NOT_DRAFT, actions.approve_plan, plan.pk, by=by, at=DECEMBER)


def test_what_is_left_is_dropped_with_its_reason(plan, measure, lan, son, who):
    by = who(son, DECEMBER)
    carry(plan, lan, by, Choice.LEAVE, reason="Đã có chương trình khác của thành phố")
    aim(plan, by, target=None, choice=Choice.LEAVE, reason="Đổi sang chỉ tiêu theo khu vực")
    actions.approve_plan(plan.pk, by=by, at=DECEMBER)
    measure.refresh_from_db()
    assert measure.dropped_why == "Đã có chương trình khác của thành phố"
    assert task_of(measure).status == "dropped"
    assert ShortcomingLink.objects.count() == 1


def test_what_was_finished_meanwhile_needs_no_decision(plan, measure, lan, son, who):
    by, code = who(son, DECEMBER), task_of(measure).code
    tasks.hand_in(code, result="Đã mở 4 lớp", by=who(lan, DECEMBER), at=DECEMBER)
    tasks.confirm(code, by=by, at=DECEMBER)
    assert [one.kind for one in queries.undecided(queries.items_of(plan))] == [ItemKind.TARGET]
    aim(plan, by)
    actions.approve_plan(plan.pk, by=by, at=DECEMBER)
    assert item(plan, ItemKind.MEASURE).choice == Choice.FINISHED


def test_a_measure_given_after_the_draft_is_not_forgotten(plan, followed, lan, son, who):
    by = who(son, DECEMBER)
    carry(plan, lan, by)
    aim(plan, by)
    make_measure(followed, lan.member.pk, by=by, at=DECEMBER, content="Nhắc lịch trước ba ngày")
    refused(PlanRefusal.MORE_TO_DECIDE, actions.approve_plan, plan.pk, by=by, at=DECEMBER)
    assert actions.renew_plan(plan.pk, by=by, at=DECEMBER) == 1
    assert len(queries.undecided(queries.items_of(plan))) == 1


def test_approving_is_all_or_nothing(plan, measure, lan, son, who):
    by = who(son, DECEMBER)
    carry(plan, lan, by)
    aim(plan, by)
    code = task_of(measure).code
    tasks.hand_in(code, result="Đã mở lớp", by=who(lan, DECEMBER), at=DECEMBER)
    refused("in_already", actions.approve_plan, plan.pk, by=by, at=DECEMBER)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT
    assert ShortcomingLink.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"reason": " "}, PlanRefusal.NO_REASON),
        ({"due": None}, PlanRefusal.NO_DUE),
        ({"due": date(2026, 12, 31)}, PlanRefusal.DUE_OUTSIDE),
        ({"due": date(2028, 1, 1)}, PlanRefusal.DUE_OUTSIDE),
        ({"content": ""}, PlanRefusal.NO_CONTENT),
        ({"lead_id": None}, PlanRefusal.NO_LEAD),
        ({"choice": Choice.ADD}, PlanRefusal.NO_CHOICE),
        ({"choice": Choice.FINISHED}, PlanRefusal.NO_CHOICE),
    ],
)
def test_a_measure_is_not_carried_over_without(plan, lan, son, who, facts, why):
    choice = facts.pop("choice", Choice.EXTEND)
    refused(why, carry, plan, lan, who(son, DECEMBER), choice, **facts)
    assert item(plan, ItemKind.MEASURE).choice == ""


@pytest.mark.parametrize(
    ("target", "choice", "why"),
    [
        (None, Choice.ADD, PlanRefusal.NO_TARGET),
        (1.04, Choice.ADD, Refusal.BAD_SHARE),
        (0.5, Choice.ADD, Refusal.WRONG_DIRECTION),
        (sum(CAME) / 2200, Choice.ADD, Refusal.SAME_AS_BASELINE),
        (None, Choice.LEAVE, PlanRefusal.NO_REASON),
        (0.97, Choice.EXTEND, PlanRefusal.NO_CHOICE),
    ],
)
def test_a_target_is_possible_better_and_said(plan, son, who, target, choice, why):
    refused(why, aim, plan, who(son, DECEMBER), target, choice)
    assert item(plan, ItemKind.TARGET).choice == ""


@pytest.mark.parametrize(
    ("closes", "ahead", "why"),
    [
        (THIS, Period(date(2026, 12, 1), date(2027, 6, 30)), PlanRefusal.NOT_AFTER),
        (THIS, Period(date(2027, 12, 1), date(2027, 6, 30)), PlanRefusal.BACKWARDS),
        (Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 12, 31)),
         PlanRefusal.PERIOD_OVER),
    ],
)  # fmt: skip
def test_the_next_period_follows_and_lies_ahead(closes, ahead, why, son, who):
    by = who(son, DECEMBER)
    refused(why, actions.draft_plan, closes=closes, ahead=ahead, by=by, at=DECEMBER)
    assert not PeriodPlan.objects.exists()


def test_a_period_has_one_plan_and_a_dropped_draft_makes_room(plan, son, who):
    by = who(son, DECEMBER)
    again = {"closes": THIS, "ahead": NEXT, "by": by, "at": DECEMBER}
    refused(PlanRefusal.PLANNED_ALREADY, actions.draft_plan, **again)
    refused(PlanRefusal.NO_REASON, actions.drop_plan, plan.pk, why=" ", by=by, at=DECEMBER)
    actions.drop_plan(plan.pk, why="Lập lại theo quý", by=by, at=DECEMBER)
    actions.draft_plan(**again)
    assert Measure.objects.filter(dropped_at=None).count() == 1


def test_only_those_who_may_plan_and_approve(plan, lan, binh, son, who):
    carry(plan, lan, who(binh, DECEMBER))  # a leader decides items
    aim(plan, who(binh, DECEMBER))
    no = PlanRefusal.NOT_YOURS_TO_APPROVE
    refused(no, actions.approve_plan, plan.pk, by=who(binh, DECEMBER), at=DECEMBER)
    mine = PlanRefusal.NOT_YOURS_TO_PLAN
    refused(mine, actions.drop_plan, plan.pk, why="x", by=who(lan, DECEMBER), at=DECEMBER)
    given = {"closes": NEXT, "ahead": Period(date(2028, 1, 1), date(2028, 12, 31))}
    refused(mine, actions.draft_plan, **given, by=who(lan, DECEMBER), at=DECEMBER)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT
    assert PeriodPlan.objects.count() == 1


def test_a_target_inside_ordinary_variation_is_said_on_the_page(plan, son, who, desk, at_the_desk):
    at_the_desk(DECEMBER)
    aim(plan, who(son, DECEMBER), target=0.905)
    page = desk(son).get(plan.get_absolute_url()).content.decode()
    assert "nằm trong dao động thường" in page


def test_the_history_of_a_plan_is_kept(plan, lan, son, who):
    carry(plan, lan, who(son, DECEMBER))
    actions.write_plan(
        plan.pk, title="Kế hoạch 2027", text="Tập trung học bù.", by=who(son, DECEMBER), at=DECEMBER
    )
    kept = Entry.objects.filter(subject_id=plan.pk).order_by("seq")
    assert list(kept.values_list("event", flat=True)) == [
        "plan.drafted",
        "plan.decided",
        "plan.written",
    ]
