"""Files that are not what they should be: one sentence each, nothing unpacked, no crash."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khe.base.files import testing as made
from khe.base.sheets import read
from khe.base.sheets.testing import xlsx
from khe.base.sheets.tests.desk import PEOPLE

GOOD = xlsx(("Mã số", "Họ và tên"), ("CB-01", "Lê Thị Lan"))


def repacked(replaced, content=GOOD):
    """Return an archive with some members changed: {name: bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in {*old.namelist(), *replaced}:
            new.writestr(name, replaced[name] if name in replaced else old.read(name))
    return out.getvalue()


def sheet_xml(body):
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + body + b"</sheetData></worksheet>"
    )


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + b"&a;" * 50 + b'">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "rỗng"),
        (b"Ma so,Ho ten\nCB-01,Lan\n", "không phải tệp Excel (.xlsx)"),
        (made.PDF, "không phải Excel"),
        (made.png(), "không phải Excel"),
        (made.office("docx"), "không phải Excel"),
        (made.old_office("Workbook"), "Đây là tệp Excel 97–2003"),
        (made.old_office("EncryptedPackage"), "đặt mật khẩu"),
        (made.office("xlsx", macros=True), "macro"),
        (made.office("xlsx"), "tệp đã hỏng"),
        (GOOD[:-200], "tệp đã hỏng"),
        (repacked({SHEET: b"<worksheet><oops"}), "tệp đã hỏng"),
        (repacked({SHEET: LAUGHS + sheet_xml(b"<row><c><v>&b;</v></c></row>")}), "tệp đã hỏng"),
        (repacked({"xl/workbook.xml": OUTSIDE + b"<workbook>&a;</workbook>"}), "không có dữ liệu"),
        (xlsx(), "không có dữ liệu"),
        (xlsx(("Mã số", "Họ và tên")), "chưa có dòng dữ liệu"),
        (xlsx(("Tên đường", "Dài"), ("Bến Khế", 3)), "Không tìm thấy dòng tiêu đề"),
        (xlsx(("Mã số", "Ngày sinh"), ("CB-01", None)), "Thiếu cột bắt buộc"),
        (xlsx(("Mã số", "Họ và tên", "HO VA TEN"), ("1", "a", "b")), "có hai lần"),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong_with_the_file(content, words):
    table = read(PEOPLE, content)
    assert table.rows == []
    assert [fault.cell for fault in table.faults] == [""]
    assert words in table.faults[0].sentence


STYLES = b"<styleSheet><cellXfs>" + b"<xf/>" * 2_000_000 + b"</cellXfs></styleSheet>"


@pytest.mark.parametrize(
    "name, xml",
    [
        (SHEET, sheet_xml(b"<row><c><v>1</v></c></row>" * 4_000_000)),
        (SHEET, sheet_xml(b"<row>" + b"<c><v>1</v></c>" * 1_500_000 + b"</row>")),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", b"<sst>" + b"<si><t>a</t></si>" * 1_500_000 + b"</sst>"),
    ],
)
def test_a_bomb_is_not_lit(name, xml):
    bomb = repacked({name: xml})
    assert len(bomb) < 1_000_000
    began = time.process_time()
    table = read(PEOPLE, bomb)
    assert "quá lớn khi mở ra" in table.faults[0].sentence
    assert time.process_time() - began < 2


def test_rows_drawn_in_advance_are_bearable_up_to_a_limit():
    text = b'<c t="inlineStr"><is><t>%s</t></is></c>'
    heads = b"<row>" + text % b"Ma so" + text % b"Ho va ten" + b"</row>"
    content = heads + b"<row>" + text % b"CB-01" + text % b"Lan" + b"</row>"
    drawn = repacked({SHEET: sheet_xml(content + b"<row><c/></row>" * 20_000)})
    assert len(read(PEOPLE, drawn).rows) == 1
    drawn = repacked({SHEET: sheet_xml(content + b"<row/>" * 100_000)})
    assert "hơn 5.000 dòng" in read(PEOPLE, drawn).faults[0].sentence


def test_too_many_rows_and_columns_are_refused():
    many = xlsx(("Mã số", "Họ và tên"), *[(f"CB-{n}", "Lan") for n in range(5001)])
    assert "hơn 5.000 dòng" in read(PEOPLE, many).faults[0].sentence
    wide = xlsx(("Mã số", "Họ và tên", *[f"Cột {n}" for n in range(1000)]), ("1", "2"))
    assert "hơn 100 cột" in read(PEOPLE, wide).faults[0].sentence


def test_five_thousand_rows_are_read():
    rows = [(f"CB-{n}", f"Nguyễn Thị Mẫu {n}") for n in range(5000)]
    table = read(PEOPLE, xlsx(("Mã số", "Họ và tên"), *rows))
    assert (len(table.rows), table.faults) == (5000, [])


def test_a_row_number_beyond_the_format_does_not_run_on():
    far = b'<row r="1"><c><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>'
    began = time.monotonic()
    table = read(PEOPLE, repacked({SHEET: sheet_xml(far)}))
    assert table.faults[0].cell == ""
    assert time.monotonic() - began < 10


@given(st.binary(min_size=1, max_size=40), st.floats(0, 1))
@settings(max_examples=150)
def test_a_damaged_file_is_a_sentence_and_never_a_crash(junk, where):
    at = int(where * (len(GOOD) - 1))
    table = read(PEOPLE, GOOD[:at] + junk + GOOD[at + len(junk) :])
    assert table.rows or table.faults
