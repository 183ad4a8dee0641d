"""What is counted of settled dossiers: files, the way of paying, supplements; and what forgets a tally."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from khe.base.figures import Period
from khe.base.files import testing
from khe.desks.dossiers import actions, digital, figures
from khe.desks.dossiers.actions.tallies import tally_months
from khe.desks.dossiers.models import Dossier, Tally
from khe.desks.dossiers.states import PaidBy, Payment, ResultFile
from khe.desks.dossiers.testing import MONDAY, make_dossier
from khe.desks.dossiers.tests.test_verbs_ending import send

DAY, MAY = timedelta(days=1), MONDAY + timedelta(days=70)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def dossier(thoa, lan, who):
    found = make_dossier(who(thoa), officer=lan.member)
    actions.start_step(found.code, by=who(lan), at=MONDAY)
    return found


@pytest.fixture
def settle(dossier, lan, binh, who):
    def do(at=MONDAY + DAY):
        actions.finish_step(dossier.code, by=who(lan, at), at=at)
        actions.decide(dossier.code, by=who(binh, at), at=at)

    return do


@pytest.fixture
def attach(dossier, thoa, who):
    def do(part, kind="copy", at=MONDAY + 2 * DAY):
        upload = testing.upload(f"{part}-{kind}.txt", f"{part} {kind}".encode())
        actions.attach_files(
            dossier.code, by=who(thoa, at), at=at, uploads=[upload], part=part, kind=kind
        )
        return Dossier.objects.get()

    return do


@pytest.fixture
def counted(binh, who):
    def of(period=MARCH):
        found = figures.of(who(binh, MAY), period)
        return {f.id.partition(".")[2]: (f.numerator, f.denominator) for f in found}

    return of


def test_a_dossier_is_filed_when_every_paper_and_the_result_have_a_file(settle, attach, counted):
    settle()
    assert attach("form").papers_filed is False
    assert attach("id").papers_filed is True
    assert counted()["filed"] == (0, 1), "the result is not there"
    assert attach(digital.RESULT).result_file == ResultFile.SCANNED
    assert (counted()["filed"], counted()["electronic_result"]) == ((1, 1), (0, 1))
    assert attach(digital.RESULT, "electronic").result_file == ResultFile.ELECTRONIC
    assert counted()["electronic_result"] == (1, 1)


def test_what_is_attached_before_there_is_a_result_is_none(settle, attach, counted):
    attach(digital.RESULT, "electronic", at=MONDAY)
    settle()
    assert Dossier.objects.get().result_file == ResultFile.NONE
    assert counted()["electronic_result"] == (0, 1)


def test_a_reopened_dossier_needs_a_new_result(settle, attach, counted, dossier, binh, who):
    settle()
    attach(digital.RESULT, "electronic")
    at = MONDAY + 3 * DAY
    actions.reopen(dossier.code, by=who(binh, at), at=at, reason="Sai tên")
    assert Dossier.objects.get().result_file == ResultFile.NONE
    assert counted()["electronic_result"] == (0, 0)


def test_a_file_of_a_month_that_is_over_makes_it_count_again(settle, attach, counted):
    settle()
    tally_months(now=MAY)
    assert counted()["electronic_result"] == (0, 1)
    attach(digital.RESULT, "electronic", at=MAY)
    assert not Tally.objects.filter(month=MARCH.first).exists()
    assert counted()["electronic_result"] == (1, 1)
    tally_months(now=MAY)
    assert counted()["electronic_result"] == (1, 1)


@pytest.mark.parametrize(
    ("way", "counts"),
    [("online", (1, 1)), ("transfer", (0, 1)), ("cash", (0, 1)), ("", (0, 0)), (None, (0, 1))],
)
def test_a_fee_counts_by_how_it_was_paid(settle, counted, dossier, thoa, who, way, counts):
    settle()
    tally_months(now=MAY)
    if way is not None:
        actions.record_payment(dossier.code, by=who(thoa, MAY), at=MAY, way=way)
    assert counted()["paid_online"] == counts


def test_no_fee_is_no_share(dossier, settle, counted):
    Dossier.objects.update(fee=0, payment=Payment.FREE)
    settle()
    assert counted()["paid_online"] == (0, 0)


def test_it_counts_what_had_to_be_supplemented(settle, counted, dossier, lan, thoa, who):
    asked = {"papers": ["Giấy khai sinh"], "reason": "Thiếu"}
    actions.request_supplement(dossier.code, by=who(lan), at=MONDAY, **asked)
    actions.receive_supplement(dossier.code, by=who(thoa), at=MONDAY, parts=[])
    settle()
    assert counted()["supplemented"] == (1, 1)


def test_a_log_of_another_system_tells_of_no_files_and_no_payments(settle, counted):
    settle()
    Dossier.objects.update(origin="log")
    found = counted()
    assert (found["filed"], found["electronic_result"], found["paid_online"]) == ((0, 0),) * 3
    assert found["on_time"] == (1, 1)


# the pages


def test_the_form_asks_how_it_was_paid(dossier, desk, thoa):
    client = desk(thoa)
    form = client.get(reverse("dossiers:record_payment", args=[dossier.code]))
    assert "Chuyển khoản" in form.content.decode()
    assert send(client, dossier, "record_payment", way="gold").status_code == 422
    assert Dossier.objects.get().payment == Payment.DUE
    assert send(client, dossier, "record_payment", way="online").status_code == 302
    assert Dossier.objects.get().paid_by == PaidBy.ONLINE
    page = client.get(f"/ho-so/{dossier.code}/").content.decode()
    assert "Đã thu · trực tuyến" in page
    assert "đ, trực tuyến" in page


def test_nothing_said_is_cash(dossier, desk, thoa):
    send(desk(thoa), dossier, "record_payment")
    assert Dossier.objects.get().paid_by == PaidBy.CASH


def test_a_file_may_be_the_result_once_there_is_one(dossier, settle, desk, thoa):
    client, url = desk(thoa), f"/ho-so/{dossier.code}/"
    assert "Kết quả giải quyết" not in client.get(url).content.decode()
    settle()
    assert "Kết quả giải quyết</option>" in client.get(url).content.decode()
    files = {"files": [testing.upload("kq.png", testing.png())], "kind": "electronic"}
    client.post(f"{url}tep/", files | {"part": digital.RESULT})
    assert Dossier.objects.get().result_file == ResultFile.ELECTRONIC
