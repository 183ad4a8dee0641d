"""The visible tabs of a workbook: their rows, and which cells are merged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from khe.base.sheets.headings import GUIDE, SEARCHED
from khe.base.sheets.opening import Unusable
from khe.base.web import phrases

MOST_ROWS = 5000
MOST_COLUMNS = 100
LAST_ROW = 1_048_576  # of the format
DRAWN_ROWS = 60_000  # rows with or without something in them: borders drawn in advance
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}(\d{1,7}))"')
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
Cells = tuple[int, list[Any]]  # the number of a row and the values in its cells


@dataclass(frozen=True)
class Page:
    """A tab: the rows that hold something, and (range, its last row) of merged cells."""

    rows: list[Cells] = field(default_factory=list)
    merged: list[tuple[str, int]] = field(default_factory=list)


class NotCounted:
    """Stands in the place of a formula whose result the file does not hold."""


class Mistaken(str):
    """An error of the spreadsheet itself: #REF!, #N/A."""


def visible(stream: BinaryIO) -> dict[str, Page]:
    """Return every visible tab by its name, but for our own guide. Raises Unusable."""
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        return {
            page.title: _page(book, page, stream)
            for page in book.worksheets
            if page.sheet_state == "visible" and page.title != GUIDE
        }
    except Unusable:
        raise
    except Exception as wrong:  # openpyxl lets everything through that a broken file may cause
        raise Unusable(
            _("Không đọc được tệp, có thể tệp đã hỏng. Hãy mở bằng Excel rồi lưu lại.")
        ) from wrong


def _page(book: Any, page: Any, stream: BinaryIO) -> Page:
    """Read a tab; its formulas only if it has any."""
    xml = book._archive.read(page._worksheet_path)
    merged = [(ref.decode(), int(last)) for ref, last in MERGED.findall(xml)]
    if sum(1 for _row in ROW.finditer(xml)) > DRAWN_ROWS:
        raise too_many_rows()
    formulas = page
    if FORMULA.search(xml):
        written = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        formulas = written[page.title]
    return Page(list(_rows(page, formulas)), merged)


def _rows(page: Any, formulas: Any) -> Iterator[Cells]:
    """Yield the rows that hold something; Unusable when there are too many rows or columns."""
    kept, blank = 0, None
    for number, cells, written in _pairs(page, formulas):
        if number > LAST_ROW:
            raise Unusable(_("Bảng có số dòng không hợp lệ. Hãy chép dữ liệu sang tệp mẫu."))
        if cells is blank:  # the same row stands for every one that the file leaves out
            continue
        row = [_raw(*pair) for pair in zip(cells, written, strict=True)]
        while row and row[-1] is None:
            row.pop()
        if not row:
            blank = cells
            continue
        kept += 1
        if len(row) > MOST_COLUMNS:
            raise Unusable(
                _("Bảng có hơn %(n)s cột. Hãy chép các cột cần nhập sang tệp mẫu.")
                % {"n": MOST_COLUMNS}
            )
        if kept > MOST_ROWS + SEARCHED:
            raise too_many_rows()
        yield number, row


def _pairs(page: Any, formulas: Any) -> Iterator[tuple[int, Any, Any]]:
    """Yield the number of every row, its cells with their results, and its cells as written."""
    page.reset_dimensions()  # a file may say anything about its size
    if formulas is page:
        for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            yield number, cells, cells
        return
    formulas.reset_dimensions()
    both = zip(
        page.iter_rows(max_col=MOST_COLUMNS + 1),
        formulas.iter_rows(max_col=MOST_COLUMNS + 1),
        strict=True,
    )
    for number, (cells, written) in enumerate(both, start=1):
        yield number, cells, written


def _raw(result: Any, written: Any) -> Any:
    """Return a cell's value: of a formula its stored result."""
    if result.value is None and written.data_type == "f":
        return NotCounted()
    if result.data_type == "e":
        return Mistaken(result.value)
    return result.value


def too_many_rows() -> Unusable:
    """Say that the list is too long for one file."""
    most = phrases.whole(MOST_ROWS)
    return Unusable(_("Bảng có hơn %(n)s dòng. Hãy chia thành nhiều tệp.") % {"n": most})
