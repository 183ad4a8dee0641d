"""New dates, apologies, decisions, results and reopening, at the web pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from khe.base.journal import queries as journal
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Delivery, Event, Outcome, Status
from khe.desks.dossiers.testing import MONDAY, make_dossier

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def last_step(thoa, lan, who):
    made = make_dossier(who(thoa), officer=lan.member, at=MONDAY - HOUR)
    actions.start_step(made.code, by=who(lan), at=MONDAY - HOUR)
    return actions.finish_step(made.code, by=who(lan), at=MONDAY - HOUR)


def send(browser, dossier, verb, **words):
    words.setdefault("seen", Dossier.objects.get(pk=dossier.pk).journal_seq)
    return browser.post(reverse(f"dossiers:{verb}", args=[dossier.code]), words)


def test_a_result_is_signed_issued_paid_and_handed_over(last_step, desk, thoa, lan, binh):
    send(desk(binh), last_step, "decide", result="12/GXN")
    send(desk(lan), last_step, "issue_result")
    assert Dossier.objects.get().delivery == Delivery.AT_COUNTER
    unpaid = send(desk(thoa), last_step, "return_result", to="Phạm Thị Hoa")
    assert str(Refusal.FEE_UNPAID.label) in unpaid.content.decode()
    assert "Phạm Thị Hoa" in unpaid.content.decode()
    send(desk(thoa), last_step, "record_payment")
    send(desk(thoa), last_step, "return_result", to="Phạm Thị Hoa")
    done = Dossier.objects.get()
    assert (done.status, done.outcome) == (Status.RETURNED, Outcome.GRANTED)
    assert journal.broken() == []


def test_an_officer_does_not_sign(last_step, desk, lan):
    answer = send(desk(lan), last_step, "decide")
    assert answer.status_code == 409
    assert str(Refusal.NOT_LEADER.label) in answer.content.decode()
    assert Dossier.objects.get().settled_at is None


def test_saying_no_needs_its_reason(last_step, desk, binh):
    assert send(desk(binh), last_step, "reject", reason=" ").status_code == 422
    send(desk(binh), last_step, "reject", reason="Không đủ điều kiện")
    assert Dossier.objects.get().outcome == Outcome.REJECTED


def test_a_new_date_is_counted_from_the_one_that_stands(last_step, desk, binh):
    form = desk(binh).get(reverse("dossiers:extend", args=[last_step.code])).content.decode()
    assert "Tính tiếp từ hạn đang đứng: 08:00 Thứ Năm, 05/03/2026." in form
    words = {"number": 2, "unit": "working_day", "reason": "Xác minh"}
    send(desk(binh), last_step, "extend", **words)
    moved = Dossier.objects.get()
    assert moved.due_at == last_step.due_at + 4 * DAY  # Thursday, Friday, weekend, Monday
    again = send(desk(binh), last_step, "extend", **words)
    assert str(Refusal.EXTENDED_ALREADY.label) in again.content.decode()


def test_an_apology_is_for_what_is_late(last_step, desk, lan, at_the_desk):
    early = send(desk(lan), last_step, "apologise", reason="Chậm")
    assert str(Refusal.NOT_LATE.label) in early.content.decode()
    at_the_desk(MONDAY + 7 * DAY)
    send(desk(lan), last_step, "apologise", reason="Chậm xác minh")
    assert Dossier.objects.get().apology_at == MONDAY + 7 * DAY


@pytest.mark.parametrize(("verb", "status"), [("stop", "stopped"), ("withdraw", "withdrawn")])
def test_it_ends_without_a_result(last_step, desk, binh, thoa, verb, status):
    person = {"stop": binh, "withdraw": thoa}[verb]
    send(desk(person), last_step, verb, reason="Công dân yêu cầu")
    assert Dossier.objects.get().status == status


def test_what_is_over_is_opened_again_by_a_leader(last_step, desk, binh, lan):
    send(desk(binh), last_step, "stop", reason="Nhầm")
    assert send(desk(lan), last_step, "reopen", reason="x").status_code == 409
    send(desk(binh), last_step, "reopen", reason="Dừng nhầm hồ sơ")
    assert Dossier.objects.get().status == Status.IN_PROGRESS
    assert journal.of(last_step.pk).last().event == Event.REOPENED
