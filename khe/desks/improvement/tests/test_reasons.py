"""Repeated reasons for asking papers: found from the requests, silent on noise, never personal."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MONDAY, make_person
from khe.desks.dossiers.testing import make_asked as taken
from khe.desks.dossiers.testing import make_version
from khe.desks.improvement.actions import load_fields
from khe.desks.improvement.actions import mining as actions
from khe.desks.improvement.mining import finding, reasons
from khe.desks.improvement.models import Evidence
from khe.desks.improvement.queries import mining as queries

NAMES = [f"Giấy {letter}" for letter in "ABCDEFGHIJ"]


@pytest.fixture
def son(office):
    return make_person("Đỗ Văn Sơn", "son", "Phó Chủ tịch", ["standing", "leader"], office)


@pytest.fixture
def version(lan):
    parts = [{"key": f"p{n}", "name": name, "required": True} for n, name in enumerate(NAMES)]
    return make_version(parts=parts)


def of_reasons(actor):
    found = queries.proposals(actor, MONDAY)
    return [one for one in found if one.found.axis in ("paper", "reason")]


def test_the_paper_that_is_missing_again_and_again_is_found_with_its_dossiers(
    version, lan, son, who
):
    by = who(son)
    load_fields(by=by, at=MONDAY)
    planted = [(["giấy  c"], f"Thiếu {n}") for n in range(30)]
    taken(version, 200, planted + [([NAMES[n]], "Mờ") for n in range(10)], who(lan))
    [one] = of_reasons(by)
    assert one.title.startswith("Nhiều hồ sơ thiếu cùng một giấy tờ: Giấy C")
    assert "31 trong 200" in one.evidence
    assert one.key.endswith(":p2")
    made = actions.accept(one.key, field="order", title=one.title, severity=2, by=by, at=MONDAY)
    shown = set(Evidence.objects.filter(shortcoming=made).values_list("url", flat=True))
    assert "/ho-so/A-0/" in shown
    assert len(shown) == 1 + reasons.SAMPLES
    assert of_reasons(by) == []


def test_a_reason_written_in_several_ways_is_one(version, lan, son, who):
    ways = ("Chưa công chứng.", "chưa  công chứng", "CHƯA CÔNG CHỨNG!")
    planted = [(["Khác"], ways[n % 3]) for n in range(30)]
    noise = [(["Khác"], f"Lý do {word}") for word in NAMES]
    taken(version, 200, planted + noise, who(lan))
    [one] = of_reasons(who(son))
    assert one.title == "Nhiều hồ sơ phải bổ sung vì cùng một lý do: Chưa công chứng."
    assert one.key == "supplement:reason:chua cong chung"


@pytest.mark.parametrize("text", ["Giấy của bà Phạm Thị Hoa 1", "Sai số 092190 002 085"])
def test_what_names_somebody_is_never_repeated(text, version, lan, son, who):
    noise = [(["Khác"], f"Lý do {word}") for word in NAMES]
    taken(version, 200, [(["Khác"], text)] * 40 + noise, who(lan))
    assert of_reasons(who(son)) == []


def test_it_is_silent_on_noise(version, lan, son, who):
    draw = random.Random(5)  # noqa: S311 - a seeded story, no secret
    said = [([draw.choice(NAMES)], draw.choice(NAMES)) for _ in range(60)]
    said += [(["Khác"], draw.choice(NAMES)) for _ in range(60)]
    taken(version, 300, said, who(lan))
    assert of_reasons(who(son)) == []


def test_it_costs_the_same_for_few_and_for_many(version, lan, son, who):
    actor = who(son)
    taken(version, 30, [(["Giấy A"], "Mờ")] * 5, who(lan))
    costs = []
    for tag in ("B", "C"):
        with CaptureQueriesContext(connection) as few:
            reasons.by_reason(actor, MONDAY, finding.SPAN)
        costs.append(len(few))
        taken(version, 60, [(["Giấy B"], "Mờ")] * 40, who(lan), tag)
    assert costs[0] == costs[1] <= 4


def test_who_may_not_see_dossiers_reads_no_reasons_and_is_told_so(version, lan, office, desk, who):
    hai = make_person("Vũ Thị Hải", "hai", "Phó Bí thư Thường trực", ["standing"], office)
    taken(version, 200, [(["Giấy C"], "Mờ")] * 40 + [(["Giấy A"], "Mờ")], who(lan))
    assert of_reasons(who(hai)) == []
    assert "Chưa gồm hồ sơ" in desk(hai).get("/khac-phuc/goi-y/").content.decode()


def test_who_sees_dossiers_is_not_told_that_some_are_left_out(version, son, desk):
    assert "Chưa gồm hồ sơ" not in desk(son).get("/khac-phuc/goi-y/").content.decode()
