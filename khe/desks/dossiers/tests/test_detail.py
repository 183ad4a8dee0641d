"""The page of one dossier: where it stands, what comes next, why its date is what it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khe.base.journal import queries as journal
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def dossier(thoa, lan, who):
    return make_dossier(who(thoa), officer=lan.member, at=MONDAY - HOUR)


def address(dossier, name="detail"):
    return reverse(f"dossiers:{name}", args=[dossier.code])


def test_it_opens_for_those_who_may_and_is_not_there_for_others(dossier, desk, lan, minh, binh):
    assert desk(lan).get(address(dossier)).status_code == 200
    assert desk(binh).get(address(dossier)).status_code == 200
    assert desk(minh).get(address(dossier)).status_code == 404
    assert desk(lan).get("/ho-so/khong-co/").status_code == 404


def test_it_says_what_the_officer_does_next(dossier, desk, lan, who):
    assert desk(lan).get(address(dossier)).context["choice"].first.verb.name == "start_step"
    actions.start_step(dossier.code, by=who(lan), at=MONDAY)
    assert desk(lan).get(address(dossier)).context["choice"].first.verb.name == "finish_step"


def test_it_tells_the_clerk_whose_turn_it_is(dossier, desk, thoa, who, lan):
    page = desk(thoa).get(address(dossier))
    assert page.context["choice"].first.verb.name == "record_payment"
    actions.record_payment(dossier.code, by=who(thoa), at=MONDAY)
    page = desk(thoa).get(address(dossier))
    assert page.context["choice"].first is None
    assert "Đang do Lê Thị Lan xử lý." in page.content.decode()


def test_a_verb_that_may_not_be_used_stays_visible_with_its_reason(dossier, desk, lan, thoa, who):
    actions.request_supplement(dossier.code, by=who(lan), at=MONDAY, papers=["Ảnh"], reason="r")
    actions.receive_supplement(dossier.code, by=who(thoa), at=MONDAY, parts=[])
    page = desk(lan).get(address(dossier)).content.decode()
    assert 'aria-disabled="true" aria-describedby="why-supplement_limit"' in page
    assert "Thủ tục này không cho yêu cầu bổ sung thêm lần nữa." in page


def test_it_explains_the_date_in_a_sentence_days_and_lines(dossier, desk, lan):
    page = desk(lan).get(address(dossier, "explain"))
    explained = page.context["explained"]
    assert "3 ngày làm việc" in explained.says
    assert [day.hours for day in explained.days] == ["7", "8", "8", "1"]
    assert explained.lines[-1].kind == "res"
    assert explained.lines[-1].total == "24"
    assert page.content.decode().count("<tr") == len(explained.lines) + 1


def test_htmx_gets_the_explanation_alone(dossier, desk, lan):
    part = desk(lan).get(address(dossier, "explain"), headers={"HX-Request": "true"})
    assert part["HX-Retarget"] == "#why"
    assert "<html" not in part.content.decode()


def test_it_says_whose_clock_it_was(dossier, desk, lan, thoa, who, at_the_desk):
    actions.request_supplement(dossier.code, by=who(lan), at=MONDAY, papers=["Ảnh"], reason="r")
    back = MONDAY + timedelta(days=1)
    actions.receive_supplement(dossier.code, by=who(thoa), at=back, parts=[])
    at_the_desk(back + HOUR)
    shares = desk(lan).get(address(dossier)).context["shares"]
    assert [(s.kind, s.value) for s in shares] == [("ward", 120), ("cit", 480), ("up", 0)]


def test_personal_data_are_masked_until_asked_for_and_the_look_is_on_record(dossier, desk, lan):
    page = desk(lan).get(address(dossier)).content.decode()
    assert "092190002085" not in page
    assert "•••• •••• 2085" in page
    assert "0900 114 085" not in page

    shown = desk(lan).post(address(dossier, "reveal")).content.decode()

    assert "092190002085" in shown
    last = journal.of(dossier.pk).last()
    assert (last.event, last.by_name) == (Event.PERSONAL_DATA_SEEN, "Lê Thị Lan")
    assert journal.broken() == []


def test_looking_is_never_done_by_opening_an_address(dossier, desk, lan):
    assert desk(lan).get(address(dossier, "reveal")).status_code == 405
    assert journal.of(dossier.pk).count() == 1


def test_an_administrator_sees_the_dossier_but_not_the_numbers(dossier, desk, an):
    page = desk(an).get(address(dossier))
    assert "Xem đầy đủ" not in page.content.decode()
    assert desk(an).post(address(dossier, "reveal")).status_code == 409


def test_a_case_of_an_imported_log_shows_its_events_and_no_verbs(ward, binh, desk):
    case = Dossier.objects.create(
        code="case-10011", origin="log", status="returned", registered_at=MONDAY,
        received_at=MONDAY, settled_at=MONDAY, changed_at=MONDAY, attributes={"channel": "Internet"},
    )  # fmt: skip
    facts = {"activity": "Confirmation of receipt", "attributes": {"org:group": "Group 1"}}
    record(case, "log.event", by=Actor(ward.pk, "Resource21"), at=MONDAY, **facts)
    page = desk(binh).get(address(case))
    assert "<td>Confirmation of receipt</td><td>Resource21</td>" in page.content.decode()
    assert "org:group: Group 1" in page.content.decode()
    assert page.context["choice"].first is None
    assert page.context["choice"].others == page.context["choice"].folded == []
    assert "Việc tiếp theo" not in page.content.decode()
    assert "Internet" in page.content.decode()


def test_it_takes_ten_statements_at_most(dossier, desk, lan, statements):
    assert len(statements(desk(lan), address(dossier))) <= 10


def test_a_life_cycle_takes_at_most_forty_statements(thoa, lan, binh, who, desk):
    """Receive, two steps, decide, return, and read the page."""
    version = make_version(channels=[{"channel": "direct", "limit": "3 working_day", "fee": 0}])
    make_dossier(who(thoa), version)
    clerk, officer, leader, browser = who(thoa), who(lan), who(binh), desk(lan)
    with CaptureQueriesContext(connection) as asked:
        made = make_dossier(clerk, version, officer=lan.member)
        actions.start_step(made.code, by=officer, at=MONDAY)
        actions.finish_step(made.code, by=officer, at=MONDAY)
        actions.decide(made.code, by=leader, at=MONDAY)
        actions.return_result(made.code, by=clerk, at=MONDAY)
        assert browser.get(address(made)).status_code == 200
    assert len(asked) <= 40, len(asked)
