"""Lan changes post today: her rights end with the next click, her work is with Minh, who accepts it."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession

from conftest import MONDAY
from khe.base.journal import queries as journal
from khe.base.messages.models import Message
from khe.base.people.models import Act, Member, Post, Tenure
from khe.base.refusal import Refused
from khe.desks.dossiers import queries as dossiers
from khe.desks.dossiers.testing import make_dossier, make_version
from khe.desks.succession import actions, jobs
from khe.desks.succession.models import Decision, Handover, Item, Move
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.states import (
    DecisionState,
    Event,
    HandoverState,
    ItemKind,
    ItemState,
    MoveState,
)
from khe.desks.succession.testing import make_move
from khe.desks.succession.tests.conftest import TODAY
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.testing import make_task

LATER = MONDAY + timedelta(hours=1)
ACT = {"number": "118/QĐ-UBND", "signed_on": TODAY, "issuer": "UBND phường Bến Khế"}


@pytest.fixture
def work(thoa, lan, binh, who):
    """Lan holds three open dossiers and two tasks."""
    version = make_version()
    for _ in range(3):
        make_dossier(who(thoa), version, officer=lan.member)
    for content in ("Rà soát sổ hộ tịch", "Lập danh sách trẻ chưa khai sinh"):
        make_task(lan, by=who(binh), at=MONDAY, content=content)


@pytest.fixture
def culture(other_office):
    """A free post without dossiers, where Lan goes."""
    return Post.objects.create(title="Chuyên viên văn hóa", body=other_office, roles=[])


@pytest.fixture
def moves(plan, work, lan, minh, culture, quyen, post_of, who):
    """Lan leaves for culture, Minh takes her post and her work."""
    by = who(quyen)
    lans = make_move(plan, lan.member, to_post=culture, receiver=minh.member, by=by, at=MONDAY)
    minhs = make_move(plan, minh.member, to_post=post_of(lan), by=by, at=MONDAY)
    return [lans.pk, minhs.pk]


def decide(plan, moves, by, at=LATER, **facts):
    return actions.decide(plan.pk, moves, **{**ACT, "effective_on": TODAY, **facts}, by=by, at=at)


def everybody():
    return list(Member.objects.values_list("pk", flat=True))


def holders():
    """Return the names of those who hold open dossiers."""
    return {dossier.officer_name for dossier in dossiers.open_of(everybody())}


def leads():
    """Return who leads which open task."""
    return {task.content: task.lead.name for task in tasks.open_of(everybody())}


def test_the_same_minute_lan_has_no_officer_s_rights_and_minh_has_her_work(
    plan, moves, lan, minh, son, who, desk
):
    lans = desk(lan)
    assert who(lan).can("officer")
    decide(plan, moves, who(son))
    assert not who(lan, LATER).can("officer")
    assert who(lan, LATER).post == "Chuyên viên văn hóa"
    assert holders() == {"Trần Văn Minh"}
    assert set(leads().values()) == {"Trần Văn Minh"}
    code = dossiers.open_of([minh.member.pk])[0].code
    assert lans.get(f"/ho-so/{code}/").status_code == 404
    assert who(minh, LATER).can("officer")


def test_the_acts_and_posts_change_with_the_decision(plan, moves, lan, minh, son, who, post_of):
    decide(plan, moves, who(son))
    acts = Act.objects.filter(number="118/QĐ-UBND")
    assert {act.member_id for act in acts} == {lan.member.pk, minh.member.pk}
    assert {act.effective_on for act in acts} == {TODAY}
    now = Tenure.objects.get(member=minh.member, ended=None)
    assert now.post.title == "Công chức tư pháp"
    assert now.began_by in acts
    assert set(Move.objects.values_list("state", flat=True)) == {MoveState.DECIDED}


def test_the_handover_lists_everything_and_waits_for_minh(plan, moves, lan, minh, son, who):
    decide(plan, moves, who(son))
    handover = Handover.objects.get()
    assert handover.state == HandoverState.OPEN
    kinds = list(Item.objects.filter(handover=handover).values_list("kind", flat=True))
    assert (kinds.count(ItemKind.DOSSIER), kinds.count(ItemKind.TASK)) == (3, 2)
    assert Item.objects.get(kind=ItemKind.RIGHT).number == "officer"
    assert Message.objects.filter(member=minh.member, key__startswith="handover-").exists()

    with pytest.raises(Refused) as refused:
        actions.accept(handover.pk, by=who(lan, LATER), at=LATER)
    assert refused.value.reason == Refusal.NOT_RECEIVER
    actions.sign(handover.pk, by=who(lan, LATER), at=LATER)
    actions.accept(handover.pk, by=who(minh, LATER), at=LATER)
    handover.refresh_from_db()
    assert handover.state == HandoverState.ACCEPTED
    assert handover.accepted_at == LATER


def test_the_journal_is_complete(plan, moves, lan, minh, son, who):
    decision = decide(plan, moves, who(son))
    handover = Handover.objects.get()
    actions.accept(handover.pk, by=who(minh, LATER), at=LATER)
    events = [e.event for e in journal.of(handover.pk)]
    assert events == [Event.HANDOVER_PLANNED, Event.HANDED_OVER, Event.ACCEPTED]
    listed = list(journal.of(handover.pk))[1].facts
    assert (len(listed["dossiers"]), len(listed["tasks"])) == (3, 2)
    assert [e.event for e in journal.of(decision.pk)] == [Event.MOVES_DECIDED, Event.HANDED_OVER]
    assert journal.broken() == []


def test_a_second_decision_is_refused(plan, moves, son, who):
    decide(plan, moves, who(son))
    with pytest.raises(Refused) as refused:
        decide(plan, moves, who(son))
    assert refused.value.reason == Refusal.NOT_OPEN_MOVE
    assert Decision.objects.count() == 1


def test_minh_refuses_one_line_and_personnel_settle_it(plan, moves, minh, quyen, son, who):
    decide(plan, moves, who(son))
    handover = Handover.objects.get()
    task = Item.objects.filter(kind=ItemKind.TASK).first()
    actions.refuse(
        handover.pk,
        item_ids=[task.pk],
        reason="Việc của bộ phận khác",
        by=who(minh, LATER),
        at=LATER,
    )
    actions.accept(handover.pk, by=who(minh, LATER), at=LATER)
    handover.refresh_from_db()
    assert handover.state == HandoverState.RESERVED
    actions.settle(task.pk, note="Giao lại cho văn phòng", by=who(quyen, LATER), at=LATER)
    task.refresh_from_db()
    handover.refresh_from_db()
    assert (task.state, handover.state) == (ItemState.SETTLED, HandoverState.ACCEPTED)


def test_work_waits_for_the_day_of_a_later_act(plan, moves, lan, minh, son, who, monkeypatch):
    day = TODAY + timedelta(days=7)
    decision = decide(plan, moves, who(son), effective_on=day)
    assert holders() == {"Lê Thị Lan"}
    assert who(lan, LATER).can("officer")
    on_the_day = MONDAY + timedelta(days=7)
    assert not who(lan, on_the_day).can("officer")
    with pytest.raises(Refused):
        actions.take_effect(decision.pk, by=who(son), at=LATER)

    monkeypatch.setattr(jobs, "now", lambda: on_the_day)
    jobs.take_effect(timestamp=0)
    decision.refresh_from_db()
    assert decision.state == DecisionState.IN_FORCE
    assert holders() == set(leads().values()) == {"Trần Văn Minh"}
    jobs.take_effect(timestamp=0)
    assert Item.objects.filter(kind=ItemKind.DOSSIER).count() == 3


def test_a_receiver_gone_by_then_leaves_the_work_where_it_is_and_says_so(
    plan, moves, minh, son, who, monkeypatch
):
    decision = decide(plan, moves, who(son), effective_on=TODAY + timedelta(days=7))
    Member.objects.filter(pk=minh.member.pk).update(active=False)
    monkeypatch.setattr(jobs, "now", lambda: MONDAY + timedelta(days=7))
    jobs.take_effect(timestamp=0)
    decision.refresh_from_db()
    assert decision.state == DecisionState.PLANNED
    assert decision.trouble
    assert holders() == {"Lê Thị Lan"}


def test_whoever_holds_no_post_any_more_is_logged_out(plan, work, lan, minh, son, quyen, who, desk):
    client = desk(lan)
    client.get("/")
    UserSession.objects.create(
        user=lan, session_key=client.session.session_key, ip="127.0.0.1", user_agent="x"
    )
    move = make_move(plan, lan.member, receiver=minh.member, by=who(quyen), at=MONDAY)
    decide(plan, [move.pk], who(son))
    assert holders() == {"Trần Văn Minh"}
    assert client.get("/")["Location"].startswith("/vao/") or client.get("/").status_code == 302


def test_lan_and_minh_change_places_and_each_gets_the_other_s_work(
    plan, work, lan, minh, binh, quyen, son, thoa, post_of, who
):
    make_dossier(who(thoa), make_version("2.000815"), officer=minh.member)
    make_task(minh, by=who(binh), at=MONDAY, content="Đo đạc hẻm 12")
    by, posts = who(quyen), (post_of(lan), post_of(minh))
    one = make_move(plan, lan.member, to_post=posts[1], receiver=minh.member, by=by, at=MONDAY)
    two = make_move(plan, minh.member, to_post=posts[0], receiver=lan.member, by=by, at=MONDAY)
    decide(plan, [one.pk, two.pk], who(son))
    assert dossiers.open_of([minh.member.pk]).count() == 3
    assert dossiers.open_of([lan.member.pk]).count() == 1
    assert leads()["Đo đạc hẻm 12"] == "Lê Thị Lan"
    assert tasks.open_of([minh.member.pk]).count() == 2
    assert Handover.objects.count() == 2


REFUSED = {
    "not standing": ("quyen", {}, Refusal.NOT_STANDING),
    "no number": ("son", {"number": " "}, Refusal.NO_ACT),
    "signed tomorrow": ("son", {"signed_on": TODAY + timedelta(days=1)}, Refusal.IN_THE_FUTURE),
    "yesterday": (
        "son", {"signed_on": TODAY - timedelta(days=3), "effective_on": TODAY - timedelta(days=1)},
        Refusal.DAY_PAST,
    ),
    "before it is signed": ("son", {"effective_on": TODAY - timedelta(days=1)}, Refusal.BEFORE_SIGNED),
    "in two years": ("son", {"effective_on": TODAY + timedelta(days=730)}, Refusal.TOO_FAR),
}  # fmt: skip


@pytest.mark.parametrize(("name", "facts", "reason"), REFUSED.values(), ids=REFUSED)
def test_bad_decisions_change_nothing(plan, moves, quyen, son, who, name, facts, reason):
    by = who({"quyen": quyen, "son": son}[name])
    with pytest.raises(Refused) as refused:
        decide(plan, moves, by, **facts)
    assert refused.value.reason == reason
    assert holders() == {"Lê Thị Lan"}
    assert not Handover.objects.exists()
    assert not Act.objects.exists()


def test_one_of_two_that_hang_together_is_not_decided_alone(plan, moves, son, who):
    with pytest.raises(Refused) as refused:
        decide(plan, moves[:1], who(son))
    assert refused.value.reason == Refusal.PART_OF_MORE


def test_a_successor_who_may_not_handle_dossiers_gets_none(plan, work, lan, quyen, son, who):
    move = make_move(plan, lan.member, receiver=quyen.member, by=who(quyen), at=MONDAY)
    with pytest.raises(Refused) as refused:
        decide(plan, [move.pk], who(son))
    assert refused.value.reason == Refusal.NOT_A_HANDLER
    assert holders() == {"Lê Thị Lan"}
    assert who(lan, LATER).can("officer")


def test_open_work_needs_a_receiver(plan, work, lan, quyen, son, who):
    move = make_move(plan, lan.member, by=who(quyen), at=MONDAY)
    with pytest.raises(Refused) as refused:
        decide(plan, [move.pk], who(son))
    assert refused.value.reason == Refusal.NO_RECEIVER


def test_a_broken_cover_needs_a_reason(plan, work, lan, binh, quyen, office, son, who):
    office.min_cover = 4  # Thoa, Lan, Bình, Sơn
    office.save()
    move = make_move(plan, lan.member, receiver=binh.member, by=who(quyen), at=MONDAY)
    with pytest.raises(Refused) as refused:
        decide(plan, [move.pk], who(son))
    assert refused.value.reason == Refusal.UNCOVERED
    assert holders() == {"Lê Thị Lan"}
    decide(plan, [move.pk], who(son), cover_reason="Thêm người từ phòng khác đến ngày 15")
    assert Decision.objects.get().cover_reason
    assert holders() == {"Phạm Thanh Bình"}


def test_its_statements_hardly_grow_with_the_work(
    plan, moves, lan, thoa, son, who, django_assert_max_num_queries
):
    version = make_version("2.000908")
    for _ in range(12):
        make_dossier(who(thoa), version, officer=lan.member)
    by = who(son)
    with django_assert_max_num_queries(75):
        decide(plan, moves, by)
    assert holders() == {"Trần Văn Minh"}
