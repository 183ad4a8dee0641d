"""Form 07, Sổ theo dõi hồ sơ, as a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from khe.base.documents.dates import to_local
from khe.base.documents.papers import RegisterRow
from khe.base.documents.text import printable

# Heading, width in characters.
COLUMNS = (
    ("TT", 6),
    ("Mã hồ sơ", 24),
    ("Tên thủ tục hành chính", 48),
    ("Số bộ", 8),
    ("Tên cá nhân, tổ chức", 28),
    ("Địa chỉ", 40),
    ("Số điện thoại", 16),
    ("Cơ quan chủ trì giải quyết", 30),
    ("Nhận hồ sơ", 17),
    ("Hẹn trả kết quả", 17),
    ("Có kết quả", 17),
    ("Trả kết quả", 17),
    ("Nộp qua", 14),
    ("Nhận kết quả qua", 16),
    ("Ghi chú", 30),
)
STAMP = "dd/mm/yyyy hh:mm"
LONGEST_TEXT = 32_767  # characters in a cell: the limit of the format
FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def register_xlsx(rows: Iterable[RegisterRow]) -> bytes:
    """Return an .xlsx of the register: one heading row (frozen), one row a dossier, local times.

    Dates are real dates. Text that a spreadsheet would take for a formula stays text.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ theo dõi hồ sơ")
    sheet.freeze_panes = "C2"
    for number, (_, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_heading(sheet, name) for name, _ in COLUMNS])
    for number, row in enumerate(rows, start=1):
        sheet.append([_cell(sheet, value) for value in _values(number, row)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}1"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(number: int, row: RegisterRow) -> tuple[str | int | datetime | None, ...]:
    """Return what stands in the columns, in their order."""
    return (
        number,
        row.dossier_code,
        row.procedure,
        row.sets,
        row.applicant,
        row.address,
        row.phone,
        row.handled_by,
        row.received_at,
        row.due_at,
        row.result_at,
        row.returned_at,
        row.received_via,
        row.returned_via,
        row.note,
    )


def _heading(sheet: WriteOnlyWorksheet, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: str | int | datetime | None) -> WriteOnlyCell:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=to_local(value).replace(tzinfo=None))
        cell.number_format = STAMP
        return cell
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    text = printable(value)[:LONGEST_TEXT]
    cell = WriteOnlyCell(sheet, value=text)
    if text.startswith(FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True  # a spreadsheet shows it as if typed with a leading apostrophe
    return cell
