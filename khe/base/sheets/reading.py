"""Reading a filled-in spreadsheet: rows that are right, and every fault by its cell."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from khe.base.sheets import headings, opening, pages, values
from khe.base.sheets.columns import Column, Fault, Row, Sheet, Table
from khe.base.sheets.opening import Unusable
from khe.base.sheets.pages import MOST_ROWS, Cells, Page


def read(sheet: Sheet, content: bytes | BinaryIO) -> Table:
    """Return what an .xlsx holds for `sheet`. Never raises: what is wrong with the file as a whole is
    a fault without a cell. Blank rows are skipped; formulas count by their stored results."""
    try:
        stream = opening.opened(content)
        return _table(sheet, stream)
    except Unusable as wrong:
        return Table(faults=[Fault("", "", str(wrong))])


def _table(sheet: Sheet, stream: BinaryIO) -> Table:
    page = _chosen(sheet, pages.visible(stream))
    rows = page.rows
    place, found = headings.found_in(sheet, rows)
    body = [row for row in rows if row[0] > place and _has_something(row)]
    if not body:
        raise Unusable(_("Bảng chưa có dòng dữ liệu nào dưới dòng tiêu đề."))
    if len(body) > MOST_ROWS:
        raise pages.too_many_rows()
    table = Table(unused=found.unused)
    table.faults.extend(_merged(page, place))
    for number, cells in body:
        _take(number, cells, found.columns, table)
    return table


def _merged(page: Page, heading: int) -> list[Fault]:
    """Return a fault for every merged cell below the headings: only one of its cells has a value."""
    sentence = _("Các ô này đang gộp. Hãy bỏ gộp (Unmerge) và điền từng ô.")
    return [Fault(ref, "", sentence) for ref, last in page.merged if last > heading]


def _take(
    number: int, cells: Sequence[Any], columns: Sequence[tuple[int, Column]], table: Table
) -> None:
    """Add a row, or its faults."""
    places = {c.key: (get_column_letter(at + 1), str(c.title)) for at, c in columns}
    row = Row(number, {}, places)
    faults = []
    for at, column in columns:
        raw = cells[at] if at < len(cells) else None
        try:
            row.values[column.key] = values.value_of(column, _readable(raw))
        except values.Wrong as wrong:
            faults.append(row.fault(column.key, wrong))
    table.faults.extend(faults)
    if not faults:
        table.rows.append(row)


def _readable(raw: Any) -> Any:
    if isinstance(raw, pages.NotCounted):
        raise values.Wrong(
            _("Công thức trong ô chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại, hoặc gõ giá trị.")
        )
    if isinstance(raw, pages.Mistaken):
        raise values.Wrong(
            _("Công thức trong ô bị lỗi (%(text)s). Hãy gõ giá trị.") % {"text": raw}
        )
    return raw


def _has_something(row: Cells) -> bool:
    return any(not isinstance(v, str) or values.tidy(v) for v in row[1] if v is not None)


def _chosen(sheet: Sheet, found: dict[str, Page]) -> Page:
    """Return the one page that has our headings."""
    fitting = [name for name, page in found.items() if headings.fits(sheet, page.rows)]
    if len(fitting) > 1:
        names = "; ".join(f"“{name}”" for name in fitting)
        raise Unusable(
            _("Tệp có nhiều trang cùng có bảng này: %(names)s. Hãy chỉ để lại một trang.")
            % {"names": names}
        )
    if fitting:
        return found[fitting[0]]
    if not any(page.rows for page in found.values()):
        raise Unusable(_("Tệp không có dữ liệu. Hãy điền vào tệp mẫu rồi gửi."))
    titles = "; ".join(str(column.title) for column in sheet.columns)
    raise Unusable(
        _("Không tìm thấy dòng tiêu đề. Bảng phải có các cột: %(titles)s. Hãy dùng tệp mẫu.")
        % {"titles": titles}
    )
