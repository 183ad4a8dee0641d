"""The life of a dossier from counter to result, as the people at the ward tell it."""

from datetime import UTC, datetime, timedelta

import pytest

from khe.base.journal import queries as journal
from khe.base.refusal import Refused
from khe.desks.dossiers import actions, queries
from khe.desks.dossiers.models import Counter, Dossier, Step
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Event, Status, StepState
from khe.desks.dossiers.testing import MONDAY, PARTS, make_dossier, make_version

HOUR = timedelta(hours=1)


def local(text):
    return datetime.strptime(text + " +0700", "%d/%m/%Y %H:%M %z")


@pytest.fixture
def dossier(thoa, lan, who):
    return make_dossier(who(thoa), officer=lan.member)


def test_it_gives_a_number_a_date_and_steps(dossier):
    assert dossier.code == "H99.17-260302-0001"
    assert dossier.due_at == local("05/03/2026 09:00")  # three working days after Monday 09:00
    assert [s.name for s in queries.steps_of(dossier)] == ["Thẩm định hồ sơ", "Trình ký"]
    assert [e.event for e in journal.of(dossier.pk)] == [Event.RECEIVED]


def test_it_numbers_each_day_without_gaps(thoa, who):
    version = make_version()
    codes = [make_dossier(who(thoa), version).code for _ in range(3)]
    codes.append(make_dossier(who(thoa), version, at=MONDAY + timedelta(days=1)).code)
    assert [c[-11:] for c in codes] == ["260302-0001", "260302-0002", "260302-0003", "260303-0001"]


def test_it_goes_from_counter_to_result(dossier, thoa, lan, binh, who):
    at = MONDAY + HOUR
    actions.start_step(dossier.code, by=who(lan), at=at)
    actions.finish_step(dossier.code, by=who(lan), at=at + HOUR, note="Đủ điều kiện")
    actions.decide(dossier.code, by=who(binh), at=at + 2 * HOUR)
    actions.record_payment(dossier.code, by=who(thoa), at=at + 2 * HOUR)
    actions.issue_result(dossier.code, by=who(lan), at=at + 2 * HOUR)
    done = actions.return_result(dossier.code, by=who(thoa), at=at + 26 * HOUR)

    assert done.status == Status.RETURNED
    assert [s.state for s in queries.steps_of(done)] == [StepState.DONE, StepState.DONE]
    replay = queries.clock(done, queries.entries_of(done.pk), at + 30 * HOUR)
    assert replay.closed_at == at + 2 * HOUR
    assert replay.shares["authority"] == 120  # 09:00 to 11:00 and 12:00, lunch from 11:00
    assert journal.broken() == []


def test_a_request_for_papers_stops_the_clock(dossier, lan, thoa, who):
    actions.start_step(dossier.code, by=who(lan), at=MONDAY + HOUR)
    asked = MONDAY + HOUR  # 10:00
    actions.request_supplement(
        dossier.code, by=who(lan), at=asked, papers=["Quyết định ly hôn"], reason="Đã từng kết hôn"
    )
    stopped = Dossier.objects.get()
    assert (stopped.status, stopped.paused_at) == (Status.AWAITING_SUPPLEMENT, asked)

    back = asked + timedelta(days=2)
    given = [{"key": "divorce", "name": "Quyết định ly hôn", "kind": "copy", "count": 1}]
    running = actions.receive_supplement(dossier.code, by=who(thoa), at=back, parts=given)

    assert running.status == Status.IN_PROGRESS
    assert running.due_at == local("09/03/2026 09:00")  # two working days later
    assert running.first_due_at == local("05/03/2026 09:00")
    assert {p["key"] for p in running.parts} == {"form", "id", "divorce"}


def test_papers_are_asked_for_only_as_often_as_the_procedure_allows(dossier, lan, thoa, who):
    actions.request_supplement(dossier.code, by=who(lan), at=MONDAY, papers=["A"], reason="r")
    actions.receive_supplement(dossier.code, by=who(thoa), at=MONDAY + HOUR, parts=[])
    before = len(journal.of(dossier.pk))

    with pytest.raises(Refused) as refused:
        actions.request_supplement(
            dossier.code, by=who(lan), at=MONDAY + 2 * HOUR, papers=["B"], reason="r"
        )

    assert refused.value.reason == Refusal.SUPPLEMENT_LIMIT
    assert len(journal.of(dossier.pk)) == before


def test_minh_of_another_unit_neither_sees_nor_touches_it(dossier, minh, who):
    assert not queries.visible_to(who(minh)).exists()
    with pytest.raises(Refused) as refused:
        actions.start_step(dossier.code, by=who(minh), at=MONDAY + HOUR)
    assert refused.value.reason == Refusal.NOT_YOURS


def test_a_stand_in_may_do_what_lan_may(dossier, lan, minh, who):
    from khe.base.people.models import Delegation

    Delegation.objects.create(
        giver=lan.member, taker=minh.member, document="Giấy ủy quyền 12/GUQ",
        began=MONDAY, ended=MONDAY + timedelta(days=5),
    )  # fmt: skip
    actions.start_step(dossier.code, by=who(minh, MONDAY + HOUR), at=MONDAY + HOUR)
    assert Step.objects.get(position=1).state == StepState.ACTIVE
    later = who(minh, MONDAY + timedelta(days=6))
    assert not later.is_member(lan.member.pk)


def test_a_late_result_is_not_handed_over_without_an_apology(dossier, thoa, lan, binh, who):
    late = MONDAY + timedelta(days=7)
    actions.start_step(dossier.code, by=who(lan), at=MONDAY)
    actions.finish_step(dossier.code, by=who(lan), at=late)
    actions.decide(dossier.code, by=who(binh), at=late)
    actions.record_payment(dossier.code, by=who(thoa), at=late)
    with pytest.raises(Refused) as refused:
        actions.return_result(dossier.code, by=who(thoa), at=late)
    assert refused.value.reason == Refusal.APOLOGY_MISSING

    actions.apologise(dossier.code, by=who(lan), at=late, reason="Chậm xác minh")
    assert actions.return_result(dossier.code, by=who(thoa), at=late).status == Status.RETURNED


def test_a_new_date_is_promised_once(dossier, binh, who):
    moved = actions.extend(
        dossier.code, by=who(binh), at=MONDAY + HOUR, extension="2 working_day", reason="Xác minh"
    )
    assert moved.due_at == local("09/03/2026 09:00")
    with pytest.raises(Refused) as refused:
        actions.extend(
            dossier.code, by=who(binh), at=MONDAY + HOUR, extension="2 working_day", reason="Nữa"
        )
    assert refused.value.reason == Refusal.EXTENDED_ALREADY


def test_a_missing_paper_keeps_it_out_and_uses_no_number(thoa, who):
    with pytest.raises(Refused) as refused:
        make_dossier(who(thoa), parts=PARTS[:1])
    assert refused.value.reason == Refusal.PARTS_MISSING
    assert not Dossier.objects.exists()
    assert not Counter.objects.exists()


def test_nothing_is_back_dated(dossier, lan, who):
    with pytest.raises(Refused) as refused:
        actions.start_step(dossier.code, by=who(lan), at=datetime(2026, 3, 1, tzinfo=UTC))
    assert refused.value.reason == Refusal.BEFORE_LAST


def test_an_outside_code_makes_one_dossier_only(thoa, who):
    version = make_version()
    make_dossier(who(thoa), version, external_code="000.00.1.H99-260302-0007")
    with pytest.raises(Refused) as refused:
        make_dossier(who(thoa), version, external_code="000.00.1.H99-260302-0007")
    assert refused.value.reason == Refusal.DUPLICATE
    assert Dossier.objects.count() == 1


def test_it_warns_once_before_the_due_moment(dossier, ward):
    from khe.base.people.actor import system

    early, near = MONDAY + HOUR, MONDAY + timedelta(days=2, hours=2)
    assert actions.warn_due_soon(by=system(ward), at=early) == 0
    assert actions.warn_due_soon(by=system(ward), at=near) == 1
    assert actions.warn_due_soon(by=system(ward), at=near) == 0
    assert Dossier.objects.get().warned_at == near
