"""What a filled-in spreadsheet holds, and what is wrong with it, cell by cell."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from khe.base.sheets import read
from khe.base.sheets.testing import saved, xlsx
from khe.base.sheets.tests.desk import PEOPLE

HEADS = ("Mã số", "Họ và tên", "Ngày sinh", "Giới tính", "Đang làm việc", "Số năm công tác")
ROW = ("CB-01", "Lê Thị Lan", date(1980, 2, 5), "Nữ", "x", 12)


def one(value, heading):
    """Return the table of one good row, with another value in the cell of a heading."""
    row = [value if head == heading else old for head, old in zip(HEADS, ROW, strict=True)]
    return read(PEOPLE, xlsx(HEADS, row))


def values_of(value, heading, key):
    table = one(value, heading)
    assert table.faults == []
    return table.rows[0].values[key]


def test_it_reads_every_kind():
    table = read(PEOPLE, xlsx(HEADS, ROW))
    assert table.faults == []
    assert table.rows[0].number == 2
    assert table.rows[0].values == {
        "code": "CB-01", "name": "Lê Thị Lan", "born": date(1980, 2, 5), "gender": "female",
        "active": True, "years": 12,
    }  # fmt: skip


def test_headings_stand_in_any_order_case_and_spelling_and_below_a_title():
    heads = ("ho va TEN *", " GIỚI  tính (Nam/Nữ)", "MÃ SỐ", "Ghi chú riêng")
    content = xlsx(
        ("UBND phường Bến Khế",), (), heads, ("Lê Thị Lan", "nu", "CB-01", "không dùng"), ()
    )
    table = read(PEOPLE, content)
    assert table.faults == []
    assert table.rows[0].values == {"name": "Lê Thị Lan", "gender": "female", "code": "CB-01"}
    assert table.rows[0].number == 4
    assert table.unused == ["Ghi chú riêng"]


def test_blank_cells_have_their_kinds_blank_value():
    table = read(PEOPLE, xlsx(HEADS, ("CB-01", "Lan", None, "", " ", None), (None, "  ")))
    assert len(table.rows) == 1
    values = table.rows[0].values
    assert (values["born"], values["gender"], values["active"], values["years"]) == (
        None, "", False, None,
    )  # fmt: skip


MIDNIGHT = datetime(1980, 2, 5)  # noqa: DTZ001 - spreadsheets know no time zones


@pytest.mark.parametrize(
    "written",
    [date(1980, 2, 5), MIDNIGHT, "05/02/1980", "5/2/1980", "5-2-1980", "05.02.1980",
     " 05 / 02 / 1980 ", "1980-02-05", 29256, "05/02/1980\u00a0"],
)  # fmt: skip
def test_a_date_may_be_real_or_written(written):
    assert values_of(written, "Ngày sinh", "born") == date(1980, 2, 5)


@pytest.mark.parametrize(
    "written", ["31/02/1980", "1980", 1980, "02/1980", "5/2/80", "hôm qua", True]
)
def test_what_is_no_date_is_said_at_its_cell(written):
    table = one(written, "Ngày sinh")
    assert table.rows == []
    assert [(f.cell, f.title) for f in table.faults] == [("C2", "Ngày sinh")]
    assert "ngày" in table.faults[0].sentence.lower()


@pytest.mark.parametrize(
    "written, number",
    [(12, 12), (12.0, 12), (12.5, Decimal("12.5")), ("12,5", Decimal("12.5")), ("1.234", 1234),
     ("1.234,5", Decimal("1234.5")), ("12.5", Decimal("12.5")), ("1 234", 1234), ("-3", -3)],
)  # fmt: skip
def test_a_number_may_be_written_the_vietnamese_way(written, number):
    assert values_of(written, "Số năm công tác", "years") == number


@pytest.mark.parametrize("written", ["mười", "12 năm", "1,2,3", "1e400", True, "٣"])
def test_what_is_no_number_is_said(written):
    assert [f.cell for f in one(written, "Số năm công tác").faults] == ["F2"]


@pytest.mark.parametrize(
    "written, flag",
    [("x", True), ("X", True), ("Có", True), ("co", True), (True, True), (1, True), ("✓", True),
     ("không", False), (0, False), (False, False), (None, False)],
)  # fmt: skip
def test_a_flag_may_be_ticked_in_many_ways(written, flag):
    assert values_of(written, "Đang làm việc", "active") is flag


def test_a_choice_may_be_its_key_or_its_title():
    assert values_of("male", "Giới tính", "gender") == "male"
    assert values_of("NAM", "Giới tính", "gender") == "male"
    fault = one("khác", "Giới tính").faults[0]
    assert fault.cell == "D2"
    assert fault.sentence == "“khác” không có trong danh mục. Chọn một trong: Nữ; Nam."


def test_names_are_composed_and_single_spaced():
    typed = unicodedata.normalize("NFD", "Nguyễn\u00a0Thị  Mẫu\u200b ")
    assert values_of(typed, "Họ và tên", "name") == "Nguyễn Thị Mẫu"


def test_a_number_in_a_column_of_text_is_its_digits():
    assert values_of(912345678, "Mã số", "code") == "912345678"
    assert values_of(7.0, "Mã số", "code") == "7"


def test_a_text_too_long_and_a_missing_one_are_said():
    assert "tối đa 120" in one("a" * 121, "Họ và tên").faults[0].sentence
    assert one(None, "Họ và tên").faults[0].sentence == "Ô này bắt buộc; hãy điền “Họ và tên”."


def test_every_fault_is_told_and_good_rows_are_kept():
    bad = ("CB-02", None, "hôm qua", "khác", "có lẽ", "mười")
    table = read(PEOPLE, xlsx(HEADS, ROW, bad, ("CB-03", *ROW[1:])))
    assert [f.cell for f in table.faults] == ["B3", "C3", "D3", "E3", "F3"]
    assert [row.number for row in table.rows] == [2, 4]


def test_a_formula_counts_by_its_stored_result_and_says_so_without_one():
    table = read(PEOPLE, xlsx(HEADS, ("CB-01", "Lan", None, None, None, "=1+1")))
    assert [f.cell for f in table.faults] == ["F2"]
    assert "Công thức trong ô chưa có kết quả" in table.faults[0].sentence


def test_a_broken_formula_is_said():
    table = one("#REF!", "Họ và tên")
    assert table.faults[0].sentence == "Công thức trong ô bị lỗi (#REF!). Hãy gõ giá trị."


def test_hidden_tabs_are_not_read():
    book = Workbook()
    book.active.title = "Ẩn"
    book.active.append(HEADS)
    book.active.append(("CB-99", "Người Bị Ẩn"))
    book.active.sheet_state = "hidden"
    page = book.create_sheet("Danh sách")
    page.append(HEADS)
    page.append(ROW)
    book.active = page
    table = read(PEOPLE, saved(book))
    assert [row.values["code"] for row in table.rows] == ["CB-01"]


def test_two_tabs_with_the_same_list_are_not_guessed():
    book = Workbook()
    for name in ("Một", "Hai"):
        page = book.create_sheet(name)
        page.append(HEADS)
        page.append(ROW)
    table = read(PEOPLE, saved(book))
    assert (table.rows, len(table.faults)) == ([], 1)
    assert "“Một”; “Hai”" in table.faults[0].sentence


def test_merged_cells_below_the_headings_are_said():
    book = Workbook()
    page = book.active
    page.append(("Danh sách", None, None))
    page.merge_cells("A1:C1")  # a title above the headings may be merged
    page.append(HEADS)
    page.append(ROW)
    page.append(("CB-02", "Hai", None, "Nam"))
    page.merge_cells("D3:D4")
    table = read(PEOPLE, saved(book))
    assert [(f.cell, f.title) for f in table.faults] == [("D3:D4", "")]
    assert "gộp" in table.faults[0].sentence
