"""`khe import procedures`, as an operator calls it; with and without the real catalogue."""

import gzip
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khe.config import cli
from khe.desks.procedures import queries
from khe.desks.procedures.models import Procedure
from khe.desks.procedures.testing import lines, make_version, raw
from khe.testing import shared_data

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 2)


def khe_import(*words):
    return cli.main(["import", "procedures", *map(str, words)])


def test_the_command_says_what_is_wrong_and_stores_nothing(tmp_path, capsys):
    path = tmp_path / "thu.jsonl"
    path.write_bytes(lines(raw("9.000001")) + b"{\n")

    assert khe_import(path) == 2
    assert "Dòng 2 không phải JSON" in capsys.readouterr().err
    assert khe_import(path, "--json") == 2
    assert json.loads(capsys.readouterr().err)["error"] == "bad_json"
    assert khe_import(tmp_path / "khong-co.jsonl") == 2
    assert not Procedure.objects.exists()


def test_the_command_refuses_an_unknown_authority_and_a_bad_date(tmp_path, capsys):
    path = tmp_path / "thu.jsonl"
    path.write_bytes(lines(raw("9.000001")))

    assert khe_import(path, "--authority", "khong-co", "--json") == 2
    assert json.loads(capsys.readouterr().err)["error"] == "no_authority"
    assert khe_import(path, "--from", "2026-02-30", "--json") == 2
    assert json.loads(capsys.readouterr().err)["error"] == "bad_date"
    assert not Procedure.objects.exists()


def test_the_command_brings_a_ward_its_own_catalogue(ward, tmp_path, capsys):
    path = tmp_path / "thu.jsonl.gz"
    path.write_bytes(gzip.compress(lines(raw("9.000001"))))
    make_version("9.000001", name="Bản quốc gia")

    assert khe_import(path, "--authority", ward.code, "--from", "2026-03-02", "--json") == 0

    assert json.loads(capsys.readouterr().out)["imported"] == 1
    assert queries.in_force(ward.pk, "9.000001", FIRST).name == "Thủ tục đăng ký khai sinh"
    assert queries.in_force(ward.pk + 1, "9.000001", FIRST).name == "Bản quốc gia"


def test_the_real_catalogue(capsys):
    path = shared_data("procedures/ward_level.jsonl.gz")
    with CaptureQueriesContext(connection) as spoken:
        assert khe_import(path, "--json") == 0
    report = json.loads(capsys.readouterr().out)

    assert (report["read"], report["imported"], report["errors"]) == (588, 588, [])
    assert report["procedures_with_limit"] + report["procedures_without_limit"] == 588
    assert report["without_any_number"] == 194  # counted by others from the same file
    assert sum(report["limits"].values()) + report["left_limits"] >= report["channels"]
    assert len(spoken) < 40
    assert khe_import(path, "--json") == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["imported"], again["unchanged"]) == (0, 588)
    assert {key: again[key] for key in ("limits", "left")} == {
        key: report[key] for key in ("limits", "left")
    }
