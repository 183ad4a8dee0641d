"""`khe report`: a report as Word or PDF, and its figures for machines."""

import io
import json
from uuid import UUID

import docx
import pytest

from khe.base.figures import Definition, Figure
from khe.config import cli

DEFINITIONS = (
    Definition("study.attendance_rate", "Dự học", better="up"),
    Definition("staff.changes.area_head", "Thay đổi: trưởng khu vực", "act"),
    Definition("tasks.on_time", "Nhiệm vụ xong đúng hạn", better="up"),
)


def source(actor, period):
    """A desk's figures: more in February than in any other month."""
    part = 97 if period.first.month == 2 else 90
    yield Figure("study.attendance_rate", "Dự học", part, 100, records=(UUID(int=part),))
    yield Figure("staff.changes.area_head", "Thay đổi: trưởng khu vực", 3, unit="act")
    yield Figure("tasks.on_time", "Nhiệm vụ xong đúng hạn", 0, 0)


def named(actor, ids, at):
    """Nothing of this desk can be opened."""
    return iter(())


@pytest.fixture
def office_figures(settings, office):
    settings.KHE_FIGURES = [f"{__name__}.source"]


def run(kind, *words, period="2026-02-01..2026-02-28"):
    return cli.main(["report", kind, "--authority", "ben-khe", "--period", period, *words])


def test_it_writes_word_with_sentences(office_figures, tmp_path, capsys):
    out = tmp_path / "thang.docx"
    assert run("monthly", "--out", str(out)) == 0
    made = docx.Document(io.BytesIO(out.read_bytes()))
    text = "\n".join(p.text for p in made.paragraphs)
    assert (
        "Tỷ lệ dự học tập, quán triệt đạt 97,0 % (97 trong 100 lượt), tăng 7,0 điểm phần trăm so với"
        " tháng 1 năm 2026 (90,0 %)." in text
    )
    assert "[[" not in text
    assert capsys.readouterr().out.startswith(f"Đã ghi {out}: Báo cáo tình hình")


def test_it_writes_a_pdf(office_figures, tmp_path):
    out = tmp_path / "thang.pdf"
    assert run("monthly", "--out", str(out), "--layout", "administrative") == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_it_prints_every_figure_with_what_it_was_counted_from(office_figures, capsys):
    assert run("monthly", "--json") == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    rates = [f for f in figures if f["id"] == "study.attendance_rate"]
    assert [(f["numerator"], f["denominator"], f["first"]) for f in rates] == [
        (97, 100, "2026-02-01"), (90, 100, "2026-01-01"),
    ]  # fmt: skip
    assert rates[0]["value"] == 0.97
    assert len(rates[0]["checksum"]) == 64
    assert [f["numerator"] for f in figures if f["id"] == "staff.changes.area_head"] == [3, 3]


def test_the_report_on_a_period_without_shortcomings_says_so(office_figures, tmp_path, capsys):
    out = tmp_path / "khac-phuc.docx"
    assert run("improvement", "--out", str(out), "--json", period="2015") == 0
    assert json.loads(capsys.readouterr().out)["figures"] == []
    text = "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert "Trong năm 2015 không có hạn chế nào phải khắc phục." in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--out", "/khong/co/thu/muc/a.docx"], "no_folder"),
        (["--out", "bao-cao.txt"], "bad_extension"), (["--out", "bao-cao"], "bad_extension"),
        ([], "no_out"), (["--out", "a.docx", "--authority", "khong-co"], "no_authority"),
        (["--out", "a.docx", "--period", "hai-nghin"], "bad_period"),
        (["--out", "a.docx", "--period", "2015"], "bad_period"),  # a year is not a month
        (["--out", "a.docx", "--period", "2099-02-01..2099-02-28"], "in_the_future"),
        (["--out", "a.docx", "--layout", "party"], "no_body"),
    ],
)  # fmt: skip
def test_it_refuses_with_a_sentence(office_figures, tmp_path, monkeypatch, capsys, words, code):
    monkeypatch.chdir(tmp_path)
    assert run("monthly", *words) == 2
    assert capsys.readouterr().err.endswith(f"({code})\n")
    assert list(tmp_path.iterdir()) == []


def test_it_does_not_write_over_a_folder(office_figures, tmp_path, capsys):
    folder = tmp_path / "a.docx"
    folder.mkdir()
    assert run("monthly", "--out", str(folder)) == 2
    assert "là thư mục" in capsys.readouterr().err
