"""Claim, assign, reassign, start and finish a step, at the web pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from khe.base.journal import queries as journal
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier, Step
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Event, Status, StepState
from khe.desks.dossiers.testing import MONDAY, make_dossier

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def free(thoa, who):
    return make_dossier(who(thoa), at=MONDAY - HOUR)


@pytest.fixture
def held(thoa, lan, who):
    return make_dossier(who(thoa), officer=lan.member, at=MONDAY - HOUR)


def address(dossier, verb):
    return reverse(f"dossiers:{verb}", args=[dossier.code])


def events(dossier):
    return [entry.event for entry in journal.of(dossier.pk)]


def test_it_claims_what_nobody_holds(free, desk, lan):
    answer = desk(lan).post(address(free, "claim"), {"seen": free.journal_seq})
    assert answer["Location"] == free.get_absolute_url()
    assert Dossier.objects.get().officer_name == "Lê Thị Lan"


def test_it_goes_back_to_where_it_was_done(free, desk, lan):
    answer = desk(lan).post(address(free, "claim"), {"seen": 1, "next": "/?xem=free"})
    assert answer["Location"] == "/?xem=free"


def test_it_never_goes_to_a_stranger_s_page(free, desk, lan):
    answer = desk(lan).post(address(free, "claim"), {"seen": 1, "next": "https://evil.example/"})
    assert answer["Location"] == free.get_absolute_url()


def test_a_claim_refused_changes_nothing(held, desk, binh):
    answer = desk(binh).post(address(held, "claim"), {"seen": held.journal_seq})
    assert answer.status_code == 409
    assert str(Refusal.ALREADY_ASSIGNED.label) in answer.content.decode()
    assert events(held) == [Event.RECEIVED]


def test_it_assigns_to_an_officer_in_post(free, desk, binh, lan):
    form = desk(binh).get(address(free, "assign"))
    assert "Lê Thị Lan (đang giữ 0)" in form.content.decode()
    desk(binh).post(address(free, "assign"), {"seen": 1, "officer": lan.member.pk})
    assert Dossier.objects.get().officer_id == lan.member.pk


def test_it_assigns_to_nobody_out_of_post(free, desk, binh, thoa):
    answer = desk(binh).post(address(free, "assign"), {"seen": 1, "officer": thoa.member.pk})
    assert answer.status_code == 422
    assert Dossier.objects.get().officer_id is None


def test_it_hands_on_with_a_reason(held, desk, lan, minh):
    words = {"seen": held.journal_seq, "officer": minh.member.pk, "reason": "Nghỉ phép"}
    answer = desk(lan).post(address(held, "reassign"), words)
    assert answer["Location"] == "/"  # it is Minh's now, and no page of Lan's
    assert Dossier.objects.get().officer_name == "Trần Văn Minh"


def test_handing_on_without_a_reason_keeps_what_was_chosen(held, desk, lan, minh):
    words = {"seen": 1, "officer": str(minh.member.pk), "reason": ""}
    answer = desk(lan).post(address(held, "reassign"), words)
    assert answer.status_code == 422
    assert f'value="{minh.member.pk}" selected' in answer.content.decode()
    assert events(held) == [Event.RECEIVED]


def test_it_starts_and_finishes_a_step(held, desk, lan):
    browser = desk(lan)
    browser.post(address(held, "start_step"), {"seen": 1})
    browser.post(address(held, "finish_step"), {"seen": 2, "note": "Đủ điều kiện"})
    assert [s.state for s in Step.objects.order_by("position")] == [
        StepState.DONE, StepState.ACTIVE,
    ]  # fmt: skip
    assert "ghi chú: Đủ điều kiện" in browser.get(held.get_absolute_url()).content.decode()


def test_minh_of_another_unit_finds_no_page_to_do_it(held, desk, minh):
    assert desk(minh).post(address(held, "start_step"), {"seen": 1}).status_code == 404
    assert Dossier.objects.get().status == Status.RECEIVED


def test_a_page_that_is_out_of_date_is_told_what_changed(held, desk, lan, binh, who):
    actions.start_step(held.code, by=who(binh), at=MONDAY)
    answer = desk(lan).post(address(held, "start_step"), {"seen": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-code="stale"' in page
    assert "Bắt đầu bước 1 “Thẩm định hồ sơ”" in page
    assert "Phạm Thanh Bình" in page
    assert events(held) == [Event.RECEIVED, Event.STEP_STARTED]


def test_typed_words_survive_that(held, desk, lan, binh, who, minh):
    actions.start_step(held.code, by=who(binh), at=MONDAY)
    words = {"seen": 1, "officer": str(minh.member.pk), "reason": "Hồ sơ thuộc Phòng Kinh tế"}
    answer = desk(lan).post(address(held, "reassign"), words)
    assert answer.status_code == 409
    assert "Hồ sơ thuộc Phòng Kinh tế" in answer.content.decode()


def test_a_double_click_does_it_once(held, desk, lan):
    browser = desk(lan)
    first = browser.post(address(held, "start_step"), {"seen": 1})
    second = browser.post(address(held, "start_step"), {"seen": 1})
    assert (first.status_code, second.status_code) == (302, 409)
    assert events(held) == [Event.RECEIVED, Event.STEP_STARTED]


def test_looking_at_personal_data_makes_no_page_out_of_date(held, desk, lan, binh):
    desk(binh).post(address(held, "reveal"))
    assert desk(lan).post(address(held, "start_step"), {"seen": 1}).status_code == 302


def test_htmx_gets_the_form_alone_and_the_sentence_in_its_place(held, desk, lan, minh):
    browser = desk(lan)
    htmx = {"HX-Request": "true"}
    form = browser.get(address(held, "finish_step"), headers=htmx)
    assert form.status_code == 409  # no step is under way
    assert form["HX-Retarget"] == "#ask"
    assert "<html" not in form.content.decode()
    done = browser.post(address(held, "start_step"), {"seen": 1}, headers=htmx)
    assert done["HX-Redirect"] == held.get_absolute_url()
