"""`khe rollup`: the nightly reading by hand, for one authority."""

from datetime import date

import pytest

from khe.config import cli

DOSSIERS = ["khe.desks.dossiers.figures.of"]


@pytest.fixture
def small(settings):
    """Only dossiers count."""
    settings.KHE_FIGURES = DOSSIERS


def run(*words):
    return cli.main(["rollup", "--authority", "ben-khe", *words])


def test_it_reads_the_periods_that_are_over_and_then_only_the_latest(ward, small, capsys):
    assert run() == 0
    assert (
        capsys.readouterr().out == "Phường Bến Khế: đã đọc số liệu của 44 kỳ (tháng, quý, năm…).\n"
    )
    assert run() == 0
    assert "của 4 kỳ" in capsys.readouterr().out
    assert run("--again") == 0
    assert "của 44 kỳ" in capsys.readouterr().out


def test_of_a_ward_that_is_no_more_it_reads_to_its_last_day(ward, small, capsys):
    ward.valid_to = date(2016, 1, 1)
    ward.save()
    assert run("--since", "2015-01-01") == 0
    assert "của 17 kỳ" in capsys.readouterr().out  # 12 months, 4 quarters, the year


def test_there_may_be_nothing_to_read(ward, small, capsys):
    assert run("--since", "2150-01-01") == 0
    assert "không có kỳ nào cần đọc" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["hôm qua", "2026", "2026-02-30", "2026-13-01", "0001-01-01", " "])
def test_a_day_that_is_none_is_refused(ward, small, capsys, day):
    assert run(f"--since={day}") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("(bad_day)\n")


def test_an_unknown_authority_is_refused(ward, capsys):
    assert cli.main(["rollup", "--authority", "khong-co"]) == 2
    assert capsys.readouterr().err == "Không có cơ quan nào mang mã “khong-co”. (no_authority)\n"


def test_a_desk_that_fails_is_named_and_the_others_are_read(ward, settings, monkeypatch, capsys):
    settings.KHE_FIGURES = ["khe.desks.tasks.figures.of", *DOSSIERS]

    def broken(actor, period):
        raise ZeroDivisionError

    monkeypatch.setattr("khe.desks.tasks.figures.of", broken)
    assert run("--since", "2026-01-01") == 1
    said = capsys.readouterr()
    assert "đã đọc số liệu" in said.out
    assert (
        "khe.desks.tasks.figures.of, tháng 1/2026: không đếm được (ZeroDivisionError)" in said.err
    )
