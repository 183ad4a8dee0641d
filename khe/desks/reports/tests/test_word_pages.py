"""The Word file as an office prints it: LibreOffice makes pages of it, and the pages are looked at."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from khe.base.documents.render import FONTS
from khe.base.documents.testing import fonts_present
from khe.desks.reports import printing, queries
from khe.desks.reports.testing import make_document, make_issued
from khe.desks.reports.tests.test_improvement import AFTER, HALF, attendance, story

__all__ = ["attendance", "story"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="LibreOffice (soffice) is not on this machine: the pages of Word files are not looked at",
    ),
    pytest.mark.skipif(
        not fonts_present(), reason="fonts of paper are not installed; run make setup"
    ),
]
SHOTS = os.environ.get("KHE_SHOTS_DIR")
MM = 72 / 25.4  # points
LIKE_WORD = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="same"><string>Tinos</string></edit></match></fontconfig>"""
# Tinos has the measures of Times New Roman: lines end where they do in Word


@pytest.fixture
def pages(tmp_path):
    """Return a function that makes pages of a Word file: the reader of the PDF."""
    config = tmp_path / "fonts.conf"
    config.write_text(LIKE_WORD.format(fonts=FONTS, cache=tmp_path / "cache"))
    env = os.environ | {"FONTCONFIG_FILE": str(config), "HOME": str(tmp_path)}

    def turned(content, name):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run(
            [*command, str(tmp_path), str(path)],
            check=True,
            capture_output=True,
            timeout=180,
            env=env,
        )
        printed = path.with_suffix(".pdf")
        if SHOTS:
            shutil.copy(printed, Path(SHOTS))
        return pypdf.PdfReader(io.BytesIO(printed.read_bytes()))

    return turned


def words(page):
    """Return the text of a page with single spaces."""
    return " ".join(page.extract_text().split())


def left_edge(page):
    """Return where the leftmost letter of a page begins, in millimetres."""
    found = []

    def visit(text, _cm, tm, _font, _size):
        if text.strip():
            found.append(tm[4])

    page.extract_text(visitor_text=visit)
    return min(found) / MM


def is_a4(page):
    return (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (210, 297)


def test_the_report_of_the_party_stands_on_its_pages(story, party, trung, tuyen, binh, who, pages):
    facts = {"kind": "improvement", "period": HALF, "by": who(trung), "at": AFTER}
    document = make_issued(party, checker=who(tuyen), signer=who(binh), **facts)
    found = pages(printing.docx(document, queries.bounds_of(document), None), "party")
    first, last = words(found.pages[0]), words(found.pages[-1])
    assert all(is_a4(page) and left_edge(page) >= 29.5 for page in found.pages)
    for said in (
        "ĐẢNG ỦY PHƯỜNG BẾN KHẾ", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 01-BC/ĐU",
        "Bến Khế, ngày 01 tháng 7 năm 2026", "BÁO CÁO",
        "kết quả khắc phục hạn chế, khuyết điểm 6 tháng đầu năm 2026",
    ):  # fmt: skip
        assert said in first
    for said in ("Nơi nhận:", "T/M BAN THƯỜNG VỤ", "Phạm Thanh Bình"):
        assert said in last
    whole = " ".join(map(words, found.pages))
    assert whole.count("97,0 % (776 trong 800 lượt") == 2  # in its sentence and in the table
    assert "Cộng hòa" not in whole
    assert any(page.images for page in found.pages)  # the chart
    assert words(found.pages[1]).startswith("2 ")  # pages are numbered from the second on


def test_a_report_of_the_administration_has_its_own_head(drafted, office, thoa, who, pages):
    found = pages(printing.docx(drafted, queries.bounds_of(drafted), None), "administrative")
    first = words(found.pages[0])
    assert all(is_a4(page) and left_edge(page) >= 29.5 for page in found.pages)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN",
        "VĂN PHÒNG HĐND VÀ UBND", "Số: ...../BC-VP", "DỰ THẢO",
        "50,0 % (1 trong 2 nhiệm vụ đến hạn)",
    ):  # fmt: skip
        assert said in first
    assert words(found.pages[-1]).rstrip().find("./.") > 0


def test_a_long_report_repeats_the_head_of_its_table(office, thoa, who, task, pages):
    task()
    document = make_document(office, by=who(thoa), at=AFTER)
    table = next(block for block in document.content if block["kind"] == "table")
    table["rows"] *= 40
    found = pages(printing.docx(document, queries.bounds_of(document), None), "long")
    heads = [page for page in found.pages if "Chỉ tiêu Kỳ này Kỳ trước" in words(page)]
    assert len(heads) >= 2
