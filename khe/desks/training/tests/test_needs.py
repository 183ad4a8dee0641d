"""Needs: who may propose whose, once, with a reason; who decides."""

from conftest import MONDAY
from khe.base.journal import queries as journal
from khe.base.people.models import Member, Qualification
from khe.desks.training import actions, queries
from khe.desks.training.actions import Wanted
from khe.desks.training.models import Need
from khe.desks.training.refusals import Refusal
from khe.desks.training.states import Event, NeedState
from khe.testing import refused

FACTS = {"kind": "theory", "level": "intermediate", "reason": "Chức danh yêu cầu"}


def test_one_proposes_for_oneself_a_head_for_their_people_personnel_for_anybody(
    lan, minh, hung, kieu, who
):
    for by, member in ((lan, lan), (hung, minh), (kieu, hung)):
        need = actions.propose_need(member_id=member.member.pk, **FACTS, by=who(by), at=MONDAY)
        assert need.state == NeedState.PROPOSED
        assert [e.event for e in journal.of(need.pk)] == [Event.NEED_PROPOSED]
    for by, member in ((lan, minh), (hung, lan), (minh, hung)):
        refused(
            Refusal.NOT_YOUR_PEOPLE, actions.propose_need,
            member_id=member.member.pk, kind="skill", skill="Tin học", reason="Cần", by=who(by), at=MONDAY,
        )  # fmt: skip
    assert Need.objects.count() == 3
    assert [n.level for n in queries.needs_of(lan.member.pk)] == ["intermediate"]


def test_a_need_has_a_reason_a_known_level_and_stands_once(lan, kieu, who):
    by = {"member_id": lan.member.pk, "by": who(kieu), "at": MONDAY}
    refused(Refusal.NO_REASON, actions.propose_need, **{**FACTS, "reason": " "}, **by)
    refused(Refusal.UNKNOWN_NEED, actions.propose_need, **{**FACTS, "level": "doctor"}, **by)
    refused(Refusal.UNKNOWN_NEED, actions.propose_need, kind="skill", reason="Cần", **by)
    actions.propose_need(**FACTS, **by)
    refused(Refusal.NEED_STANDS, actions.propose_need, **FACTS, **by)
    assert Need.objects.count() == 1


def test_what_is_held_is_not_needed_and_who_is_gone_is_not_sent(lan, minh, kieu, who):
    Qualification.objects.create(member=lan.member, kind="theory", level="advanced")
    by = {"by": who(kieu), "at": MONDAY}
    refused(Refusal.HELD_ALREADY, actions.propose_need, member_id=lan.member.pk, **FACTS, **by)
    Member.objects.filter(pk=minh.member.pk).update(active=False)
    refused(Refusal.MEMBER_GONE, actions.propose_need, member_id=minh.member.pk, **FACTS, **by)
    assert not Need.objects.exists()


def test_many_are_proposed_at_once_without_a_query_each(
    lan, minh, kieu, who, django_assert_max_num_queries
):
    actions.propose_need(member_id=lan.member.pk, **FACTS, by=who(kieu), at=MONDAY)
    wanted = [Wanted(u.member.pk, "theory", "intermediate") for u in (lan, minh)]
    wanted += [Wanted(lan.member.pk, "skill", f"Kỹ năng {n}") for n in range(20)]
    by = who(kieu)
    with django_assert_max_num_queries(8):
        made = actions.propose_needs(wanted, reason="Chức danh yêu cầu", by=by, at=MONDAY)
    assert len(made) == 21  # Lan's theory stands already
    assert {len(found) for found in journal.of_many(n.pk for n in made).values()} == {1}
    assert not journal.broken()


def test_one_stranger_among_them_stops_them_all(lan, minh, hung, who):
    wanted = [Wanted(u.member.pk, "theory", "elementary") for u in (minh, lan)]
    refused(
        Refusal.NOT_YOUR_PEOPLE,
        actions.propose_needs,
        wanted,
        reason="Cần",
        by=who(hung),
        at=MONDAY,
    )
    assert not Need.objects.exists()


def test_a_need_is_decided_once_and_declined_with_a_reason(lan, kieu, who):
    facts = {"by": who(kieu), "at": MONDAY}
    need = actions.propose_need(member_id=lan.member.pk, **FACTS, **facts)
    refused(Refusal.NOT_KEEPER, actions.approve_need, need.pk, by=who(lan), at=MONDAY)
    actions.approve_need(need.pk, estimate=4_000_000, **facts)
    refused(Refusal.NEED_DECIDED, actions.approve_need, need.pk, **facts)
    refused(Refusal.NO_REASON, actions.decline_need, need.pk, reason="", **facts)
    actions.decline_need(need.pk, reason="Chuyển sang năm sau", **facts)
    refused(Refusal.NEED_DECIDED, actions.decline_need, need.pk, reason="Nữa", **facts)
    need.refresh_from_db()
    assert (need.state, need.estimate) == (NeedState.DECLINED, 4_000_000)
    assert len(journal.of(need.pk)) == 3
    actions.propose_need(member_id=lan.member.pk, **FACTS, **facts)  # may be asked again
