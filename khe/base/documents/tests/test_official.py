"""Official documents: the prescribed layout in PDF and in Word, charts, tables, templates."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.shared import Mm, Pt
from pypdf import PdfReader

from khe.base.documents import layouts, official, testing
from khe.base.documents.official import Chart, Heading, List, Paper, Para, Table
from khe.base.documents.render import FONTS, DocumentError

pytestmark = pytest.mark.skipif(
    not testing.fonts_present(), reason="fonts of paper are not installed; run make setup"
)
AT = datetime(2026, 6, 5, 2, tzinfo=UTC)
DAY = date(2026, 6, 5)
SAYS = "Tỷ lệ tăng từ 90,0 % lên 97,0 %."
BLOCKS = (
    Heading("I. KẾT QUẢ"),
    Para("Đảng ủy phường đã kiểm điểm và khắc phục các hạn chế. " * 4),
    List(("Tổ chức nhiều lớp", "Mượn hội trường lớn")),
    Table(("Chỉ tiêu", "Kết quả"), tuple((f"Đợt {n}", "97,0 %") for n in range(60)), "Bảng 1", (3, 1)),
    Chart("Biểu đồ 1", (("2012", 90.0), ("2013", None), ("2015", 97.0)), SAYS, "%", "line", 95.0),
    Para("Trên đây là báo cáo kết quả."),
)  # fmt: skip


def paper(kind: str = "administrative", **changed) -> Paper:
    is_party = kind == "party"
    made = Paper(
        layout=layouts.layout(kind, DAY), kind_code="BC", kind_name="BÁO CÁO", number=5,
        symbol="BC/ĐU" if is_party else "BC-UBND", day=DAY, place="Bến Khế",
        title="kết quả khắc phục hạn chế",
        superior="Đảng bộ thành phố" if is_party else "",
        issuer="Đảng ủy phường Bến Khế" if is_party else "Ủy ban nhân dân phường Bến Khế",
        blocks=BLOCKS, signer_title="Bí thư" if is_party else "Chủ tịch",
        signer_capacity="T/M BAN THƯỜNG VỤ" if is_party else "TM. ỦY BAN NHÂN DÂN",
        signer_name="Phạm Thanh Bình", recipients=("Các đơn vị thuộc phường", "Lưu: VT"),
    )  # fmt: skip
    return replace(made, **changed)


def pages_of(pdf: bytes) -> list[str]:
    read = PdfReader(io.BytesIO(pdf)).pages
    return [re.sub(r"\s+", " ", page.extract_text().replace("\u200b", "")) for page in read]


HEADS = {
    "administrative": (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN", "Số: 05/BC-UBND", "Bến Khế, ngày 05 tháng 6 năm 2026", "BÁO CÁO",
    ),
    "party": (
        "ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG BỘ THÀNH PHỐ", "ĐẢNG ỦY PHƯỜNG", "Số 05-BC/ĐU",
        "Bến Khế, ngày 05 tháng 6 năm 2026", "BÁO CÁO",
    ),
}  # fmt: skip


def test_a_layout_names_its_basis_its_days_and_how_sure_we_are():
    for one in layouts.all_layouts():
        assert one.basis
        assert one.confidence in ("high", "medium", "low")
    assert layouts.layout("party", date(2026, 5, 26)).code == "party_2018"
    assert layouts.layout("party", date(2026, 5, 27)).code == "party_2026"
    assert layouts.layout("party", date(2015, 5, 4)).code == "party_2018"
    with pytest.raises(LookupError):
        layouts.layout("army", DAY)


@pytest.mark.parametrize("kind", ["administrative", "party"])
def test_the_pdf_has_the_head_the_signer_and_the_recipients(kind):
    pages = pages_of(official.pdf(paper(kind), AT))
    for words in HEADS[kind]:
        assert words in pages[0]
    assert "Phạm Thanh Bình" in pages[-1]
    assert "- Lưu: VT." in pages[-1]


def test_pages_are_numbered_from_the_second_on_and_tables_repeat_their_heading():
    pages = pages_of(official.pdf(paper(), AT))
    assert len(pages) >= 3
    assert not pages[0].startswith("1 ")
    assert pages[1].startswith("2 Chỉ tiêu Kết quả")


def test_the_pdf_is_in_tinos_only_on_a4():
    read = PdfReader(io.BytesIO(official.pdf(paper(), AT)))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in read.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("Tinos" in font for font in fonts)
    assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [595, 842]


def test_a_draft_says_so_and_has_room_for_number_and_day():
    text = pages_of(official.pdf(paper(draft=True, number=None, day=None), AT))[0]
    assert "DỰ THẢO" in text
    assert "Số: ...../BC-UBND" in text
    assert "ngày ..... tháng ..... năm" in text
    assert "DỰ THẢO" not in pages_of(official.pdf(paper(), AT))[0]


def test_the_same_paper_gives_the_same_bytes():
    assert official.pdf(paper(), AT) == official.pdf(paper(), AT)


@pytest.mark.parametrize("end", ["Trên đây là báo cáo kết quả.", "Trên đây là báo cáo kết quả"])
def test_the_text_ends_with_the_mark_of_its_layout(end):
    blocks = (Para(end),)
    assert "kết quả./." in pages_of(official.pdf(paper(blocks=blocks), AT))[0]
    assert "kết quả./." not in pages_of(official.pdf(paper("party", blocks=blocks), AT))[0]


@pytest.mark.parametrize("values", [(), (None,), (0.0, 0.0), (5.0,), (-1.0, 2.5, None)])
@pytest.mark.parametrize("shape", ["line", "bar"])
def test_any_chart_can_be_drawn(values, shape):
    chart = Chart("<Biểu & đồ>", tuple((f"<{n}>", v) for n, v in enumerate(values)), shape=shape)
    assert official.pdf(paper(blocks=(chart,)), AT).startswith(b"%PDF-")
    assert official.docx(paper(blocks=(chart,))).startswith(b"PK")


@pytest.mark.parametrize("kind", ["administrative", "party"])
def test_the_word_file_has_the_page_and_letters_of_the_layout(kind):
    made = Document(io.BytesIO(official.docx(paper(kind))))
    section = made.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    body = made.styles["Khe Noi dung"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    assert body.paragraph_format.line_spacing == Pt(19)
    assert round(body.paragraph_format.first_line_indent.mm) == round(Mm(10).mm)
    head = " ".join(cell.text for row in made.tables[0].rows for cell in row.cells)
    for words in HEADS[kind][:-1]:
        assert words in head.replace("\n", " ")


def test_the_word_file_has_native_tables_and_charts_with_a_text_that_stands_for_them():
    content = official.docx(paper())
    made = Document(io.BytesIO(content))
    table = made.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["Chỉ tiêu", "Kết quả"]
    assert len(table.rows) == 61
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert f'descr="{SAYS}"' in xml
    assert xml.count("w:tblHeader") == 1
    assert "khe:noi-dung" not in xml


HOSTILE = ("{{ 7 * 7 }}", "{% raw %}", "<w:p>", "a & b < c", '"]) #panic', "x" * 300)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_typed_is_text_in_word_and_never_a_command(words):
    blocks = (Heading(words), Para(words), List((words,)), Table((words,), ((words,),)))
    content = official.docx(paper(title=words, signer_name=words, blocks=(*blocks, Para("Hết."))))
    made = Document(io.BytesIO(content))
    texts = [one.text for one in made.paragraphs]
    assert texts.count(words) == 3
    assert made.tables[1].cell(0, 0).text == words


def template(*lines: str, content: bool = True) -> bytes:
    made = Document()
    for line in (*lines, *(("{{ noi_dung }}",) if content else ())):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_template_of_the_office_is_used():
    made = Document(io.BytesIO(official.docx(paper(), template("Kính gửi: {{ co_quan }}"))))
    assert made.paragraphs[0].text == "Kính gửi: ỦY BAN NHÂN DÂN PHƯỜNG BẾN KHẾ"
    assert "Trên đây là báo cáo kết quả./." in [one.text for one in made.paragraphs]


def test_the_shipped_template_can_be_taken_edited_and_brought_back():
    shipped = official.shipped_template("party", DAY)
    made = Document(io.BytesIO(official.docx(paper("party"), shipped)))
    assert "BÁO CÁO" in [one.text for one in made.paragraphs]


def test_an_unknown_field_is_named_with_the_nearest_that_exists():
    with pytest.raises(DocumentError, match=r"“nguoi_ki”.*“nguoi_ky”"):
        official.docx(paper(), template("{{ nguoi_ki }}"))
    with pytest.raises(DocumentError, match=r"“zzzz”.*trich_yeu"):
        official.docx(paper(), template("{{ zzzz }}"))
    with pytest.raises(DocumentError, match="noi_dung"):
        official.docx(paper(), template("{{ co_quan }}", content=False))


@pytest.mark.parametrize(
    "command",
    [
        "{{ co_quan.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ can_cu.append('x') }}",
        "{{ range(10) }}",
        "{% for x in can_cu %}",
        "{% include 'x' %}",
        "{{ co_quan",
    ],
)
def test_a_template_that_tries_more_than_fields_is_refused(command):
    with pytest.raises(DocumentError):
        official.docx(paper(), template(command))


def changed(name: str, content: bytes) -> bytes:
    """Return a template with a part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


OUTSIDE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    b'Id="r1" Type="http://x/attachedTemplate" Target="http://x.example/a.dotm" TargetMode="External"/>'
    b"</Relationships>"
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "không phải tệp Word"),
        (b"PK\x03\x04 hong", "không phải tệp Word"),
        (changed("word/vbaProject.bin", b"x"), "macro"),
        (changed("word/media/bomb.xml", b"<a>" + b" " * 20_000_000 + b"</a>"), "bất thường"),
        (changed("word/_rels/settings.xml.rels", OUTSIDE), "từ nơi khác"),
        (changed("word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "bị hỏng"),
        (changed("word/document.xml", b"<a/>"), "không phải mẫu Word"),
        (b"PK" + b"x" * 10_000_001, "10 MB"),
    ],
    ids=["empty", "no zip", "macros", "bomb", "outside", "entity", "broken", "large"],
)
def test_a_hostile_or_broken_word_file_is_refused_in_words(content, says):
    with pytest.raises(DocumentError, match=says):
        official.docx(paper(), content)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("kind", ["administrative", "party"])
def test_word_shows_the_pages_as_the_pdf_does(kind, tmp_path):
    pages = pages_of(converted(official.docx(paper(kind)), tmp_path))
    for words in HEADS[kind]:
        assert words in pages[0]
    assert pages[1].startswith("2 Chỉ tiêu Kết quả")
    assert "Phạm Thanh Bình" in pages[-1]
    assert abs(len(pages) - len(pages_of(official.pdf(paper(kind), AT)))) <= 1


def converted(docx: bytes, folder) -> bytes:
    """Return what LibreOffice makes of a Word file, with Tinos in the place of Times New Roman."""
    (folder / "a.docx").write_bytes(docx)
    (folder / "fonts.conf").write_text(
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir><alias binding='same'><family>"
        "Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>"
    )
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")]
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "FONTCONFIG_FILE": f"{folder}/fonts.conf"}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=env)
    return (folder / "a.pdf").read_bytes()
