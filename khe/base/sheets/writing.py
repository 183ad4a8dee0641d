"""Writing a list as a spreadsheet, and a template to fill in."""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from khe.base.documents import cells
from khe.base.sheets.columns import Column, Sheet
from khe.base.sheets.headings import GUIDE
from khe.base.sheets.pages import MOST_ROWS

CHOICES = "Danh mục"  # hidden; the lists that the cells of the template choose from
MUST = PatternFill("solid", fgColor="FFF3D6")
FORMATS = {"text": "@", "date": cells.DAY, "choice": "@"}


def write(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return an .xlsx with a frozen heading row and one row for each mapping {column key: value}.

    Choices are written by their titles, flags as "x", days as real dates, moments in local time. It
    can be filled in further and read back.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(tab_name(sheet.title))
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([cells.heading(page, str(column.title)) for column in sheet.columns])
    for row in rows:
        page.append([cells.cell(page, _value(c, row.get(c.key))) for c in sheet.columns])
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}1"
    return _saved(book)


def _value(column: Column, value: Any) -> cells.Value:
    if value is None or value == "":
        return None
    if column.kind == "flag":
        return "x" if value else None
    if column.kind == "choice":
        return str(column.choices.get(value, value))
    if column.kind == "text" and not isinstance(value, str):
        return str(value) if not hasattr(value, "year") else value
    return value


def tab_name(title: Any) -> str:
    """Return a title as the name of a tab: at most 31 signs, none that the format forbids."""
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", str(title)).split())[:31] or "Bảng"


def template(sheet: Sheet) -> bytes:
    """Return an .xlsx to fill in: headings only (required ones coloured), lists to choose from, and a
    second tab that explains every column with an example."""
    book = Workbook()
    page, guide, lists = book.active, book.create_sheet(GUIDE), book.create_sheet(CHOICES)
    assert isinstance(page, Worksheet)  # noqa: S101 - for the type checker
    page.title = tab_name(sheet.title)
    page.freeze_panes = "A2"
    lists.sheet_state = "hidden"
    for number, column in enumerate(sheet.columns, start=1):
        _blank_column(page, number, column)
        _choose_from(page, lists, number, column)
    _explain(guide, sheet)
    return _saved(book)


def _blank_column(page: Worksheet, number: int, column: Column) -> None:
    letter = get_column_letter(number)
    dimension = page.column_dimensions[letter]
    dimension.width = column.width
    if column.kind in FORMATS:  # telephone numbers keep their zero, days are shown as days
        dimension.number_format = FORMATS[column.kind]
    head = page.cell(1, number, str(column.title))
    head.font = Font(bold=True)
    head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    if column.required:
        head.fill = MUST


def _choose_from(page: Worksheet, lists: Worksheet, number: int, column: Column) -> None:
    titles = [str(title) for title in column.choices.values()]
    if column.kind == "flag":
        titles = ["x"]
    if not titles:
        return
    letter = get_column_letter(number)
    for place, title in enumerate(titles, start=1):
        made = lists.cell(place, number, title)
        made.data_type = "s"
    rule = DataValidation(
        type="list", formula1=f"'{CHOICES}'!${letter}$1:${letter}${len(titles)}", allow_blank=True
    )
    rule.errorTitle, rule.error = _("Chọn trong danh mục"), _("Hãy chọn một giá trị có sẵn.")
    page.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")


def _explain(guide: Worksheet, sheet: Sheet) -> None:
    heads = [_("Cột"), _("Bắt buộc"), _("Cách điền"), _("Ví dụ")]
    for number, (title, width) in enumerate(zip(heads, (28, 12, 70, 30), strict=True), start=1):
        guide.column_dimensions[get_column_letter(number)].width = width
        guide.cell(1, number, title).font = Font(bold=True)
    guide.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=2):
        must = _("bắt buộc") if column.required else ""
        row = (column.title, must, _how(column), column.example)
        for number, text in enumerate(row, start=1):
            made = guide.cell(place, number, str(text))
            made.data_type = "s"
            made.alignment = Alignment(wrap_text=True, vertical="top")


def _how(column: Column) -> str:
    """Say how a column is filled in."""
    said = {
        "text": _("Chữ, tối đa %(n)s ký tự.") % {"n": column.longest},
        "date": _("Ngày dạng ngày/tháng/năm, ví dụ 05/02/1980."),
        "number": _("Số."),
        "choice": _("Chọn một trong: %(titles)s.")
        % {"titles": "; ".join(str(title) for title in column.choices.values())},
        "flag": _("Viết x nếu có, để trống nếu không."),
    }[column.kind]
    return f"{column.hint} {said}".strip()


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
