"""Templates and hostile data: what citizens type is inert, what offices edit is explained."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from khe.base.documents import papers, testing
from khe.base.documents.render import FORMS, DocumentError, plain, render_pdf

pytestmark = pytest.mark.skipif(
    not testing.fonts_present(), reason="fonts of paper are not installed; run make setup"
)


def text_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\xa0", " "))


HOSTILE = [
    '#panic("x")',
    '#import "_common.typ": d',
    '#eval("1+1")',
    '#read("/etc/passwd")',
    "#set page(width: 1cm)",
    "$x^2$ *đậm* _nghiêng_ `mã` = Đề mục",
    "<nhãn> @tham-chieu \\u{41} // hết",
    "1. một - hai + ba / bốn",
    '"]) #while true {}',
    "{{ d }} {% if %}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_it_prints_code_a_citizen_typed_as_the_text_it_is(words):
    receipt = testing.sample_receipt(applicant=replace(testing.HOA, name=words, address=words))
    receipt = replace(receipt, parts=(papers.Part(name=words, originals=1, note=words),))
    text = text_of(papers.print_paper(receipt)).replace(" ", "")
    assert text.count(words.replace(" ", "")) >= 3


@pytest.mark.parametrize(
    "words",
    [
        "W" * 3000,
        "عقد إيجار",
        "שלום",
        "😀👨‍👩‍👧",
        "a\x00b\x1b[31m",
        "\ud800",
        "\u202egnp.exe",
        "\n\n\n",
        "ệ" * 500,
    ],
    ids=["long", "arabic", "hebrew", "emoji", "nul", "surrogate", "override", "lines", "accents"],
)
def test_it_prints_a_paper_whatever_the_citizen_typed(words):
    hoa = replace(testing.HOA, name=words, address=words, phone=words, email=words)
    for paper in testing.sample_papers():
        if isinstance(paper, papers.Register):
            row = replace(testing.register_row(1), applicant=words, address=words, note=words)
            paper = replace(paper, rows=(row,))
        elif isinstance(paper, papers.ControlSlip):
            row = papers.HandOver(giver=words, receiver=words, result=words, note=words)
            paper = replace(paper, hand_overs=(row,))
        else:
            paper = replace(paper, applicant=hoa)
        assert papers.print_paper(paper).startswith(b"%PDF")


def test_it_keeps_a_long_word_on_the_page():
    hoa = replace(testing.HOA, address="W" * 300)
    pdf = PdfReader(BytesIO(papers.print_paper(testing.sample_receipt(applicant=hoa))))
    lines = pdf.pages[0].extract_text().replace("\u200b", "").splitlines()
    assert max(len(line) for line in lines if "WWW" in line) < 60


def test_it_drops_what_no_printer_prints_and_composes_the_rest():
    assert plain("Hoa\x00\u202e\r\nMai") == "Hoa\nMai"
    assert plain("e\u0323\u0302") == "ệ"
    assert plain("\ud83d") == "\ufffd"


def test_it_turns_data_into_what_a_template_can_print():
    at = datetime(2026, 2, 5, 0, 30, tzinfo=UTC)
    data = plain({"at": at, "day": at.date(), "limit": Decimal("7.5"), "on": True, "none": None})
    assert data["at"]["moment"] == "07 giờ 30 phút, ngày 05 tháng 02 năm 2026"
    assert data["day"]["date"] == "05/02/2026"
    assert (data["limit"], data["on"], data["none"]) == ("7,5", True, None)
    with pytest.raises(TypeError, match="float"):
        plain({"fee": 0.5})


def test_an_office_can_lay_its_own_template_over_ours(tmp_path: Path):
    (tmp_path / "hello.typ").write_text(
        '#import "_common.typ": *\n#set text(font: font-name)\nXin chào #d.name', encoding="utf-8"
    )
    assert "Xin chào *Hoa*" in text_of(render_pdf("hello.typ", {"name": "*Hoa*"}, folder=tmp_path))
    paper = testing.sample_receipt()
    assert "GIẤY TIẾP NHẬN" in text_of(papers.print_paper(paper, folder=tmp_path))


def test_an_edit_shows_on_the_next_print(tmp_path: Path):
    ours = (FORMS / "_common.typ").read_text(encoding="utf-8")
    paper = testing.sample_receipt()
    for motto in ("Lần thứ nhất", "Lần thứ hai"):
        edited = ours.replace("Độc lập - Tự do - Hạnh phúc", motto)
        (tmp_path / "_common.typ").write_text(edited, encoding="utf-8")
        assert motto in text_of(papers.print_paper(paper, folder=tmp_path))
    assert "Độc lập" in text_of(papers.print_paper(paper)), "without the folder it is ours again"


def test_an_office_can_add_its_emblem(tmp_path: Path):
    (tmp_path / "emblem.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>'
        "</svg>"
    )
    (tmp_path / "page.typ").write_text('#image("emblem.svg", width: 1cm)')
    assert render_pdf("page.typ", {}, folder=tmp_path).startswith(b"%PDF")


@pytest.mark.parametrize(
    "source, line, words",
    [
        ("#set text(size: 10pt)\n\n#d.applicant", 3, "unknown variable"),
        ('#import "_common.typ": d\n#d.nobody', 2, "nobody"),
        ("= A\n#for", 2, "expected"),
        ('#let f = read("/etc/passwd")', 1, "file not found"),
        ('#let f = read("../render.py")', 1, ""),
        ('Một\n#import "@preview/cetz:0.3.0"', 2, "gói tải từ mạng"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_file_and_line(tmp_path, source, line, words):
    (tmp_path / "receipt.typ").write_text(source, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"Mẫu giấy “receipt\.typ”") as caught:
        papers.print_paper(testing.sample_receipt(), folder=tmp_path)
    assert (caught.value.template, caught.value.line) == ("receipt.typ", line)
    assert f"dòng {line}" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["nothing.typ", "../forms/receipt.typ", "data.json", ""])
def test_it_says_which_template_is_missing(name):
    with pytest.raises(DocumentError, match=re.escape(f"Không có mẫu giấy “{name}”")):
        render_pdf(name, {})


def test_it_says_which_folder_is_missing(tmp_path: Path):
    with pytest.raises(DocumentError, match="Không đọc được thư mục"):
        render_pdf("receipt.typ", {}, folder=tmp_path / "nowhere")
    with pytest.raises(DocumentError, match="phông chữ Tinos"):
        render_pdf("receipt.typ", {}, fonts=tmp_path)


def test_it_refuses_a_huge_file_in_the_folder(tmp_path: Path):
    (tmp_path / "big.png").write_bytes(b"0" * 5_000_001)
    with pytest.raises(DocumentError, match=r"big\.png"):
        render_pdf("receipt.typ", {}, folder=tmp_path)


def test_several_threads_print_at_once_each_its_own_paper():
    def one(number: int) -> bool:
        name = f"Nguyễn Thị Số {number}"
        receipt = testing.sample_receipt(applicant=replace(testing.HOA, name=name))
        return f"{name}." in text_of(papers.print_paper(receipt))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(40)))


def test_a_receipt_is_printed_before_the_citizen_notices():
    papers.print_paper(testing.sample_receipt())
    began = time.perf_counter()
    for number in range(10):
        papers.print_paper(
            testing.sample_receipt(applicant=replace(testing.HOA, name=f"Người {number}"))
        )
    assert (time.perf_counter() - began) / 10 < 0.25, (
        "usually 15 ms; the bound is for busy machines"
    )
