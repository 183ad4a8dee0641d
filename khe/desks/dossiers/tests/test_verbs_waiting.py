"""Supplements, payments, consultations and transfers, at the web pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from khe.base.journal import queries as journal
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Event, Exchange, Payment, Status
from khe.desks.dossiers.testing import MONDAY, make_dossier

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def dossier(thoa, lan, who):
    made = make_dossier(who(thoa), officer=lan.member, at=MONDAY - HOUR)
    return actions.start_step(made.code, by=who(lan), at=MONDAY - HOUR)


def send(browser, dossier, verb, **words):
    words.setdefault("seen", Dossier.objects.get(pk=dossier.pk).journal_seq)
    return browser.post(reverse(f"dossiers:{verb}", args=[dossier.code]), words)


def last(dossier):
    return journal.of(dossier.pk).last()


def test_it_asks_for_papers_of_the_procedure_and_others(dossier, desk, lan):
    answer = send(
        desk(lan), dossier, "request_supplement", papers=["Quyết định ly hôn"],
        more="Ảnh 4x6\n\n Giấy ủy quyền ", reason="Đã từng kết hôn",
    )  # fmt: skip
    assert answer.status_code == 302
    assert last(dossier).facts["papers"] == ["Quyết định ly hôn", "Ảnh 4x6", "Giấy ủy quyền"]
    assert Dossier.objects.get().paused_at == MONDAY


def test_it_must_name_a_paper(dossier, desk, lan):
    answer = send(desk(lan), dossier, "request_supplement", more=" ", reason="Thiếu")
    assert answer.status_code == 422
    assert "Hãy chọn hoặc ghi ít nhất một giấy tờ." in answer.content.decode()
    assert Dossier.objects.get().status == Status.IN_PROGRESS


def test_papers_come_in_and_the_clock_runs_again(dossier, desk, lan, thoa, who, at_the_desk):
    asked = ["Quyết định ly hôn", "Ảnh 4x6"]
    actions.request_supplement(dossier.code, by=who(lan), at=MONDAY, papers=asked, reason="r")
    at_the_desk(MONDAY + DAY)
    form = desk(thoa).get(reverse("dossiers:receive_supplement", args=[dossier.code]))
    assert all(name in form.content.decode() for name in asked)
    words = {"have_0": "on", "kind_0": "copy", "count_0": 2, "kind_1": "copy", "count_1": 1}
    send(desk(thoa), dossier, "receive_supplement", **words)
    found = Dossier.objects.get()
    assert found.status == Status.IN_PROGRESS
    assert found.parts[-1] == {
        "key": "divorce", "name": "Quyết định ly hôn", "kind": "copy", "count": 2,
    }  # fmt: skip
    assert last(dossier).facts["parts"] == ["divorce"]


def test_papers_that_nobody_asked_for_are_refused(dossier, desk, thoa):
    answer = send(desk(thoa), dossier, "receive_supplement")
    assert answer.status_code == 409
    assert str(Refusal.NOT_AWAITING_SUPPLEMENT.label) in answer.content.decode()


def test_money_is_asked_for_on_a_legal_ground_and_taken(dossier, desk, lan, thoa):
    send(desk(lan), dossier, "request_payment", amount="1.500.000 đ", ground="Điều 8")
    waiting = Dossier.objects.get()
    assert (waiting.status, waiting.payment) == (Status.AWAITING_PAYMENT, Payment.DUE)
    assert last(dossier).facts["amount"] == 1_500_000
    send(desk(thoa), dossier, "record_payment", receipt="0001234")
    assert Dossier.objects.get().payment == Payment.PAID


@pytest.mark.parametrize("amount", ["", "0", "-5", "năm nghìn", "1,5", "9" * 13])
def test_an_amount_that_is_none_changes_nothing(dossier, desk, lan, amount):
    answer = send(desk(lan), dossier, "request_payment", amount=amount, ground="Điều 8")
    assert answer.status_code == 422
    assert Dossier.objects.get().status == Status.IN_PROGRESS


def test_another_body_is_asked_and_answers(dossier, desk, lan):
    send(desk(lan), dossier, "consult", body="Chi nhánh Đăng ký đất đai", question="Tranh chấp?")
    assert Dossier.objects.get().exchange == Exchange.CONSULTING
    again = send(desk(lan), dossier, "consult", body="Công an phường")
    assert str(Refusal.ALREADY_CONSULTING.label) in again.content.decode()
    send(desk(lan), dossier, "record_answer", answer="Không tranh chấp")
    assert last(dossier).event == Event.CONSULTATION_ANSWERED


def test_it_goes_to_the_higher_authority_and_comes_back(dossier, desk, lan, thoa):
    send(desk(lan), dossier, "transfer", body="Sở Tư pháp", reason="Thuộc thẩm quyền")
    assert Dossier.objects.get().status == Status.TRANSFERRED
    send(desk(thoa), dossier, "return_transfer", answer="Đồng ý")
    assert Dossier.objects.get().status == Status.IN_PROGRESS
