"""Proposals from real records: a planted cluster is found, set aside, and never names a person."""

import pytest

from conftest import MONDAY, make_person
from khe.desks.dossiers.testing import make_settled as settle
from khe.desks.improvement.actions import mining as actions
from khe.desks.improvement.models import SetAside
from khe.desks.improvement.queries import mining as queries
from khe.desks.improvement.review_refusals import ReviewRefusal as Refusal
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
