"""Lists that people take away, and templates they fill in."""

from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import load_workbook

from khe.base.sheets import Column, Sheet, read, template, write
from khe.base.sheets.responses import sheet_response
from khe.base.sheets.tests.desk import PEOPLE

LAN = {"code": "CB-01", "name": "Lê Thị Lan", "born": date(1980, 2, 5), "gender": "female",
       "active": True, "years": 12}  # fmt: skip


def opened(content):
    return load_workbook(BytesIO(content))


def test_what_is_written_can_be_read_back():
    table = read(PEOPLE, write(PEOPLE, [LAN, {"code": "CB-02", "name": "Trần Văn Mẫu"}]))
    assert table.faults == []
    assert table.rows[0].values == LAN
    assert table.rows[1].values["gender"] == ""


def test_choices_are_written_in_words_and_days_as_days():
    page = opened(write(PEOPLE, [LAN])).active
    assert (page.title, page.freeze_panes) == ("Danh sách người", "A2")
    assert [cell.value for cell in page[2]][3:5] == ["Nữ", "x"]
    assert page["C2"].is_date


def test_a_name_never_becomes_a_formula():
    for start in ("=", "+", "-", "@", "\t="):
        page = opened(write(PEOPLE, [{**LAN, "name": f"{start}HYPERLINK(1)"}])).active
        assert (page["B2"].data_type, page["B2"].quotePrefix) == ("s", True)


def test_a_moment_in_a_list_is_local():
    sheet = Sheet("a", "A/B: [x]", (Column("at", "Lúc"),))
    page = opened(write(sheet, [{"at": datetime(2026, 3, 2, 2, 0, tzinfo=UTC)}])).active
    assert page["A2"].value == datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001
    assert page.title == "A B x"


def test_the_template_explains_itself_and_holds_no_row():
    book = opened(template(PEOPLE))
    assert book.sheetnames == ["Danh sách người", "Hướng dẫn", "Danh mục"]
    assert book["Danh mục"].sheet_state == "hidden"
    page, guide = book.worksheets[0], book["Hướng dẫn"]
    assert [cell.value for cell in page[1]] == [str(c.title) for c in PEOPLE.columns]
    assert page.max_row == 1
    assert page.freeze_panes == "A2"
    assert [cell.value for cell in guide[2]] == [
        "Mã số", "bắt buộc", "Chữ, tối đa 30 ký tự.", "CB-01",
    ]  # fmt: skip
    rules = {str(r.sqref): r.formula1 for r in page.data_validations.dataValidation}
    assert rules == {"D2:D5001": "'Danh mục'!$D$1:$D$2", "E2:E5001": "'Danh mục'!$E$1:$E$1"}
    assert page.column_dimensions["A"].number_format == "@"  # 0912… keeps its zero


def test_a_template_filled_in_is_read_and_an_empty_one_says_so():
    assert "chưa có dòng dữ liệu" in read(PEOPLE, template(PEOPLE)).faults[0].sentence
    book = opened(template(PEOPLE))
    for place, value in enumerate(("CB-01", "Lê Thị Lan", "05/02/1980", "Nữ", "x", 3), start=1):
        book.worksheets[0].cell(2, place, value)
    out = BytesIO()
    book.save(out)
    table = read(PEOPLE, out)
    assert table.faults == []
    assert table.rows[0].values == {**LAN, "years": 3}


def test_it_is_sent_as_a_file_to_save():
    answer = sheet_response(PEOPLE, [LAN], "danh-sach")
    assert answer["Content-Disposition"] == 'attachment; filename="danh-sach.xlsx"'
    assert read(PEOPLE, answer.content).faults == []
