"""Proposals from real records: a planted cluster is found, set aside, and never names a person."""

from datetime import timedelta

import pytest

from conftest import MONDAY, make_person
from khe.base.authorities.tenant import uuid7
from khe.base.journal.models import Entry
from khe.base.journal.queries import broken
from khe.base.people import middleware
from khe.desks.dossiers.testing import make_settled as settle
from khe.desks.improvement.actions import drop, load_fields
from khe.desks.improvement.actions import mining as actions
from khe.desks.improvement.models import Evidence, Field, SetAside, Shortcoming
from khe.desks.improvement.queries import mining as queries
from khe.desks.improvement.refusals import Refusal as Words
from khe.desks.improvement.review_refusals import ReviewRefusal as Refusal
from khe.desks.tasks import actions as work
from khe.desks.tasks.states import Source
from khe.desks.tasks.testing import make_task
from khe.testing import refused


@pytest.fixture
def son(office):
    return make_person(
        "Đỗ Văn Sơn", "son", "Phó Bí thư Thường trực", ["standing", "leader"], office
    )


@pytest.fixture
def planted(lan, minh):
    settle("Hộ tịch", 8, 200, lan.member, "A")
    settle("Đất đai", 45, 100, minh.member, "B")


def test_it_finds_the_field_and_never_names_a_person(planted, lan, minh, son, who):
    found = queries.proposals(who(son), MONDAY)
    assert "late:field:Đất đai" in {one.key for one in found}
    assert "late:field:Hộ tịch" not in {one.key for one in found}
    text = " ".join(one.title + one.evidence for one in found)
    assert "45 trong 100" in text
    assert "53 trong 300" in text
    assert minh.member.name not in text
    assert lan.member.name not in text


def test_it_is_silent_on_like_fields(lan, minh, son, who):
    settle("Hộ tịch", 12, 150, lan.member, "A")
    settle("Đất đai", 14, 150, minh.member, "B")
    assert queries.proposals(who(son), MONDAY) == []


def test_what_was_set_aside_stays_away_until_it_grows(planted, minh, son, who):
    by = who(son)
    one = queries.proposal(by, MONDAY, "late:field:Đất đai")
    refused(Refusal.NO_REASON, actions.set_aside, one, reason=" ", by=by, at=MONDAY)
    refused(Refusal.NOT_MINER, actions.set_aside, one, reason="Đã rõ", by=who(minh), at=MONDAY)
    assert SetAside.objects.count() == 0
    actions.set_aside(one, reason="Hệ thống của cấp trên ngừng", by=by, at=MONDAY)
    assert queries.proposal(by, MONDAY, one.key) is None
    settle("Đất đai", 30, 60, minh.member, "C")
    assert queries.proposal(by, MONDAY, one.key) is not None


def test_its_page_is_for_those_who_decide(planted, desk, son, minh, who):
    assert queries.proposals(who(minh), MONDAY) == []
    assert desk(minh).get("/khac-phuc/goi-y/").status_code == 404
    assert desk(son).get("/khac-phuc/goi-y/").status_code == 200
    assert desk(son).get("/khac-phuc/goi-y/gac-lai/?khoa=none").status_code == 404


KEY = "late:field:Đất đai"
URL = "/khac-phuc/goi-y/ghi/?khoa=late:field:Đất đai"


def accepted(by, **facts):
    """Name the planted cluster as a shortcoming."""
    facts = {"field": "order", "title": "Hồ sơ đất đai trả trễ", "severity": 3, **facts}
    return actions.accept(KEY, **facts, by=by, at=MONDAY)


def test_accepting_names_it_with_the_evidence_and_it_is_not_proposed_again(planted, son, who):
    by = who(son)
    load_fields(by=by, at=MONDAY)
    made = accepted(by)
    shown = Evidence.objects.get(shortcoming=made)
    assert "45 trong 100" in shown.note
    assert shown.url == "/ho-so/"
    assert made.find_key
    kept = SetAside.objects.get()
    assert (kept.shortcoming, kept.part, kept.whole, kept.reason) == (made, 45, 100, "")
    assert queries.proposal(by, MONDAY, KEY) is None
    assert broken() == []


def test_what_was_closed_is_proposed_again_as_a_recurrence_once_it_has_grown(
    planted, minh, son, who
):
    by = who(son)
    load_fields(by=by, at=MONDAY)
    made = accepted(by)
    settle("Đất đai", 30, 60, minh.member, "C")
    assert queries.proposal(by, MONDAY, KEY) is None, "it is being worked on"
    drop(made.pk, why="Giao nơi khác", by=by, at=MONDAY)
    assert queries.proposal(by, MONDAY, KEY).recurrence_of == made


def test_a_refused_accept_changes_nothing(planted, minh, son, who):
    by = who(son)
    load_fields(by=by, at=MONDAY)
    before = Entry.objects.count()
    refused(Refusal.NOT_MINER, accepted, who(minh))
    refused(Words.NO_TITLE, accepted, by, title=" ")
    refused(Words.NO_SUCH_PERSON, accepted, by, answers_member_id=uuid7())
    refused(Refusal.DECIDED, actions.accept, "late:field:none", field="order", title="Trễ", by=by,
            at=MONDAY)  # fmt: skip
    assert not Shortcoming.objects.exists()
    assert not Evidence.objects.exists()
    assert not SetAside.objects.exists()
    assert Entry.objects.count() == before
    assert queries.proposal(by, MONDAY, KEY) is not None


def test_it_is_accepted_once(planted, son, who):
    load_fields(by=who(son), at=MONDAY)
    accepted(who(son))
    refused(Refusal.DECIDED, accepted, who(son))
    assert (Shortcoming.objects.count(), SetAside.objects.count()) == (1, 1)


def test_the_form_is_filled_in_and_keeps_what_was_typed(planted, desk, son, minh, who, monkeypatch):
    monkeypatch.setattr(middleware, "now", lambda: MONDAY)
    load_fields(by=who(son), at=MONDAY)
    client = desk(son)
    assert "goi-y/ghi/?khoa=" in client.get("/khac-phuc/goi-y/").content.decode()
    form = client.get(URL).context["form"]
    assert form["title"].value() == "Trả kết quả trễ hạn nhiều: Đất đai"
    assert "45 trong 100" in form["description"].value()
    assert (form["field"].value(), form["severity"].value()) == (
        Field.objects.get(code="order").pk,
        2,
    )
    assert desk(minh).get(URL).status_code == 404
    data = {"field": str(form["field"].value()), "title": "Đất đai hay trễ", "severity": "2",
            "found_on": "03/03/2026", "cause": "Thiếu người"}  # fmt: skip
    wrong = client.post(URL, data)
    assert wrong.status_code == 422
    assert "Ngày phát hiện không thể ở sau hôm nay." in wrong.content.decode()
    assert "Thiếu người" in wrong.content.decode()
    assert not Shortcoming.objects.exists()
    assert client.post(URL, data | {"found_on": "02/03/2026"}).status_code == 302
    assert client.get(URL).status_code == 404
    late = client.post(URL, data | {"found_on": "02/03/2026"})
    assert late.status_code == 422
    assert "đã có người quyết" in late.content.decode()
    assert "Thiếu người" in late.content.decode()
    assert Shortcoming.objects.count() == 1


def test_old_open_findings_are_proposed(son, lan, minh, who):
    by, then = who(son), MONDAY - timedelta(days=120)
    found = Source("finding", uuid7(), "Kết luận kiểm tra 05", "/")
    for number in range(24):
        make_task(lan, by=by, at=then, content=f"Khắc phục {number}", source=found)
    for number in range(80):
        made = make_task(minh, by=by, at=then, content=f"Việc {number}")
        work.hand_in(made.code, result="Xong", by=who(minh), at=then)
    one = queries.proposal(by, MONDAY, "old:kind:finding")
    assert one.title == "Việc tồn lâu chưa xong: Kết quả kiểm tra"
    assert "24 trong 24" in one.evidence
    assert queries.proposal(by, MONDAY, "old:kind:word") is None
