"""The planner on real posts: who is due, who follows, what hands have chosen stays."""

from datetime import date, timedelta

import pytest

from conftest import MONDAY, make_person
from khe.base.people.models import Member, Post, Qualification, Tenure
from khe.base.refusal import Refused
from khe.desks.staff.states import ActKind
from khe.desks.succession import actions, queries
from khe.desks.succession.models import Move
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.states import DueReason, MoveState
from khe.desks.succession.testing import make_candidate, make_move, make_plan
from khe.desks.succession.tests.conftest import TODAY


@pytest.fixture
def due(lan, minh):
    """Lan has held her post for six years, where five is the limit; Minh holds one of the same kind."""
    for user in (lan, minh):
        post = Tenure.objects.get(member=user.member).post
        Post.objects.filter(pk=post.pk).update(kind="ward_officer", longest_years=5)
    Tenure.objects.filter(member=lan.member).update(began=date(2020, 3, 2))


def told(plan):
    """Return the moves of a plan as (who, what they leave, what they take, who takes over)."""
    return {
        (
            m.member.name,
            m.tenure.post.title if m.tenure else None,
            m.to_post.title if m.to_post else None,
            m.receiver.name if m.receiver else None,
        )
        for m in queries.moves_of(plan, MoveState.DRAFT)
    }


def test_lan_is_due_and_minh_is_not(due, quyen, who):
    rows = queries.due_rows(who(quyen), TODAY, 6)
    assert [(r.tenure.member.name, r.first.reason) for r in rows] == [
        ("Lê Thị Lan", DueReason.OVER_LIMIT)
    ]
    assert rows[0].first.day == date(2025, 3, 2)


def test_retirement_within_the_horizon_is_due(lan, quyen, who):
    Member.objects.filter(pk=lan.member.pk).update(born=date(1969, 5, 20), gender="female")
    rows = queries.due_rows(who(quyen), TODAY, 6)
    assert [(r.first.reason, r.first.day) for r in rows] == [
        (DueReason.RETIREMENT, date(2026, 6, 1))
    ]


def test_two_of_a_kind_change_places(due, plan, quyen, who):
    actions.plan_moves(plan.pk, by=who(quyen), at=MONDAY)
    assert told(plan) == {
        ("Lê Thị Lan", "Công chức tư pháp", "Công chức địa chính", "Trần Văn Minh"),
        ("Trần Văn Minh", "Công chức địa chính", "Công chức tư pháp", "Lê Thị Lan"),
    }
    group = queries.plan_board(who(quyen), plan)["groups"][0]
    assert len(group.moves) == 2
    assert group.is_well
    assert group.effect.empty == []


def test_the_pool_comes_first_and_the_fewest_gaps(
    term, plan, lan, minh, thoa, binh, quyen, son, who
):
    post = Tenure.objects.get(member=binh.member).post
    Post.objects.filter(pk=post.pk).update(
        kind="ward_leader", longest_years=5, requires={"theory": "advanced"}
    )
    Tenure.objects.filter(member=binh.member).update(began=date(2019, 1, 1))
    post.refresh_from_db()
    for user in (lan, minh):
        make_candidate(term, post, user.member, by=who(quyen), decided_by=who(son), at=MONDAY)
    Qualification.objects.create(member=minh.member, kind="theory", level="advanced")
    actions.plan_moves(plan.pk, by=who(quyen), at=MONDAY)
    assert told(plan) == {
        ("Trần Văn Minh", "Công chức địa chính", "Chủ tịch UBND", None),
        ("Phạm Thanh Bình", "Chủ tịch UBND", None, "Trần Văn Minh"),
    }
    group = queries.plan_board(who(quyen), plan)["groups"][0]
    assert [p.title for p in group.effect.empty] == ["Công chức địa chính"]


def test_an_office_that_would_fall_short_is_shown(due, plan, minh, other_office, quyen, who):
    other_office.min_cover = 2  # Minh, Quyên
    other_office.save()
    make_move(plan, minh.member, by=who(quyen), at=MONDAY)
    board = queries.plan_board(who(quyen), plan)
    short = board["short"][0].effect.new
    assert [(s.body_id, s.left, s.needed) for s in short] == [(other_office.pk, 1, 2)]


def test_what_is_to_be_avoided_is_never_proposed(due, plan, minh, office, quyen, who):
    by = who(quyen)
    actions.save_conflict(member=minh.member, body=office, note="Em ruột", by=by, at=MONDAY)
    actions.plan_moves(plan.pk, by=by, at=MONDAY)
    assert told(plan) == set()
    assert queries.plan_board(by, plan)["unfilled"] == 1


def test_choices_by_hand_stay_when_the_planner_runs_again(
    due, plan, lan, minh, other_office, office, quyen, who
):
    make_person("Vũ Thị Tâm", "tam", "Công chức văn hóa", ["officer"], other_office)
    tam = Member.objects.get(name="Vũ Thị Tâm")
    by, tenure = who(quyen), Tenure.objects.get(member=lan.member)
    actions.succeed(
        plan.pk, tenure=tenure, successor=tam, kind=ActKind.RELEASE, by=by,
        at=MONDAY,
    )  # fmt: skip
    chosen = told(plan)
    assert ("Vũ Thị Tâm", "Công chức văn hóa", "Công chức tư pháp", None) in chosen
    actions.plan_moves(plan.pk, by=by, at=MONDAY)
    assert chosen <= told(plan)
    assert Move.objects.filter(by_hand=True).count() == 2


def test_whoever_is_kept_is_not_moved(due, plan, lan, quyen, who):
    by, tenure = who(quyen), Tenure.objects.get(member=lan.member)
    actions.keep(plan.pk, tenure=tenure, reason="Đang làm dở đề án", by=by, at=MONDAY)
    actions.plan_moves(plan.pk, by=by, at=MONDAY)
    assert told(plan) == set()
    move = Move.objects.get()
    assert (move.state, move.reason) == (MoveState.STAYS, "Đang làm dở đề án")
    actions.drop(move.pk, by=by, at=MONDAY)
    actions.plan_moves(plan.pk, by=by, at=MONDAY)
    assert len(told(plan)) == 2


def test_declined_moves_stay_undone(due, plan, quyen, son, who):
    actions.plan_moves(plan.pk, by=who(quyen), at=MONDAY)
    ids = [m.pk for m in queries.moves_of(plan)]
    actions.decline(plan.pk, ids, reason="Chưa phải lúc", by=who(son), at=MONDAY)
    assert told(plan) == set()
    assert Tenure.objects.filter(ended=None).count() == Tenure.objects.count()


def refusal_of(plan, member, **facts):
    with pytest.raises(Refused) as refused:
        make_move(plan, member, **facts, at=MONDAY)
    return refused.value.reason


def test_bad_choices_are_refused_with_the_reason(plan, lan, minh, quyen, son, post_of, who):
    by = who(quyen)
    assert refusal_of(plan, lan.member, receiver=lan.member, by=by) == Refusal.TO_THEMSELVES
    assert refusal_of(plan, lan.member, to_post=post_of(lan), by=by) == Refusal.SAME_POST
    mine = Tenure.objects.get(member=minh.member)
    assert refusal_of(plan, lan.member, tenure=mine, by=by) == Refusal.NOT_THEIR_TENURE
    nothing = refusal_of(plan, lan.member, tenure=None, kind=ActKind.RELEASE, by=by)
    assert nothing == Refusal.NOTHING_CHANGES
    assert refusal_of(plan, lan.member, by=who(son)) == Refusal.NOT_PERSONNEL
    assert refusal_of(plan, lan.member, kind=ActKind.APPOINTMENT, by=by) == Refusal.WRONG_KIND
    Member.objects.filter(pk=minh.member.pk).update(active=False)
    gone = refusal_of(plan, lan.member, receiver=minh.member, by=by)
    assert gone == Refusal.RECEIVER_GONE
    Tenure.objects.filter(member=lan.member).update(ended=TODAY)
    assert refusal_of(plan, lan.member, by=by) == Refusal.TENURE_OVER
    assert not Move.objects.exists()


def test_a_place_is_promised_once(plan, lan, thoa, minh, quyen, post_of, who):
    by = who(quyen)
    make_move(plan, lan.member, to_post=post_of(minh), by=by, at=MONDAY)
    reason = refusal_of(plan, thoa.member, to_post=post_of(minh), by=by)
    assert reason == Refusal.SEAT_PROMISED


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"name": " "}, Refusal.NO_NAME),
        ({"horizon_months": 0}, Refusal.NOT_A_HORIZON),
        ({"day": TODAY - timedelta(days=1)}, Refusal.DAY_PAST),
        ({"day": TODAY + timedelta(days=400)}, Refusal.TOO_FAR),
    ],
)
def test_a_bad_plan_is_refused(quyen, who, facts, reason):
    with pytest.raises(Refused) as refused:
        make_plan(who(quyen), MONDAY, **{"day": TODAY, **facts})
    assert refused.value.reason == reason


def test_a_closed_plan_changes_no_more(plan, lan, quyen, who):
    actions.close_plan(plan.pk, by=who(quyen), at=MONDAY)
    assert refusal_of(plan, lan.member, by=who(quyen)) == Refusal.PLAN_CLOSED


def test_the_board_costs_the_same_for_many(
    plan, office, other_office, quyen, who, django_assert_max_num_queries
):
    for n in range(24):
        body = (office, other_office)[n % 2]
        user = make_person(f"Người Số {n}", f"so{n}", f"Chuyên viên {n}", ["officer"], body)
        post = Tenure.objects.get(member=user.member).post
        Post.objects.filter(pk=post.pk).update(kind="ward_officer", longest_years=5)
        if n < 8:
            Tenure.objects.filter(member=user.member).update(began=date(2019, 1, n + 1))
    by = who(quyen)
    with django_assert_max_num_queries(25):
        actions.plan_moves(plan.pk, by=by, at=MONDAY)
    with django_assert_max_num_queries(22):
        board = queries.plan_board(by, plan)
    assert len(board["due"]) == 8
    assert sum(len(g.moves) for g in board["groups"]) == 8
    assert board["unfilled"] == 0
