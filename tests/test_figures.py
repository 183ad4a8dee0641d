"""`khe figures`: what is counted, on paper and for machines."""

import json
from datetime import date
from uuid import UUID

import pytest

from khe.base.authorities.tenancy import current_id
from khe.base.figures import Definition, Figure, Period
from khe.config import cli

DEFINITIONS = (
    Definition("thu.rate", "Tỷ lệ dự học", axes=("area",)),
    Definition("thu.nothing", "Không có gì để chia"),
    Definition("thu.changes", "Số lần thay đổi", "act"),
)


def source(actor, period):
    """A desk's figures."""
    assert current_id() == actor.authority_id
    assert period == Period(date(2013, 1, 1), date(2015, 12, 31))
    part = Figure("thu.rate.area", "Khu vực 1", 1, 2)
    yield Figure("thu.rate", "Tỷ lệ dự học", 538, 551, records=(UUID(int=1),), breakdown=(part,))
    yield Figure("thu.nothing", "Không có gì để chia", 0, 0)
    yield Figure("thu.changes", "Số lần thay đổi", 3, unit="act")


def named(actor, ids, at):
    """Nothing of this desk can be opened."""
    return iter(())


@pytest.fixture
def desk_figures(settings):
    settings.KHE_FIGURES = [f"{__name__}.source"]


def run(*words):
    return cli.main(["figures", *words])


def test_it_prints_a_table(ward, desk_figures, capsys):
    assert run("--authority", "ben-khe", "--period", "2013-2015") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Phường Bến Khế, 01/01/2013–31/12/2015"
    assert [line.split() for line in lines[2:]] == [
        ["thu.rate", "97,6", "%", "538/551", "Tỷ", "lệ", "dự", "học"],
        ["thu.rate.area", "50,0", "%", "1/2", "Khu", "vực", "1"],
        ["thu.nothing", "–", "0/0", "Không", "có", "gì", "để", "chia"],
        ["thu.changes", "3", "Số", "lần", "thay", "đổi"],
    ]


def test_it_answers_machines(ward, desk_figures, capsys):
    assert run("--authority", "ben-khe", "--period", "2013-2015", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    (part,) = answer[0].pop("breakdown")
    assert (part["id"], part["value"]) == ("thu.rate.area", 0.5)
    assert answer[0] == {
        "id": "thu.rate", "label": "Tỷ lệ dự học", "value": pytest.approx(538 / 551),
        "numerator": 538, "denominator": 551, "unit": "share",
        "records": ["00000000-0000-0000-0000-000000000001"],
    }  # fmt: skip
    assert [one["value"] for one in answer[1:]] == [None, 3]


@pytest.mark.parametrize(
    "authority, period, code",
    [("khong-co", "2015", "no_authority"), ("ben-khe", "2015-2013", "bad_period"),
     ("ben-khe", "", "bad_period"), ("ben-khe", "2015-x", "bad_period"),
     ("ben-khe", "99999", "bad_period"), ("ben-khe", "2026-02-30..2026-03-01", "bad_period")],
)  # fmt: skip
def test_it_refuses_with_a_sentence(ward, capsys, authority, period, code):
    assert run("--authority", authority, f"--period={period}", "--json") == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == code
    assert said.err.endswith(f"({code})\n")


def test_every_desk_answers_for_a_ward_without_records(ward, capsys):
    assert run("--authority", "ben-khe", "--period", "2013-2015", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    ids = [one["id"] for one in answer]
    assert len(ids) == len(set(ids))
    assert all(one["value"] in (None, 0) for one in answer)
    assert all(one["records"] == [] for one in answer)
