"""Form 07, Sổ theo dõi hồ sơ, as a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from khe.base.documents.cells import cell, heading
from khe.base.documents.papers import RegisterRow

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


def register_xlsx(rows: Iterable[RegisterRow]) -> bytes:
    """Return an .xlsx of the register: one heading row (frozen), one row a dossier, local times.

    Dates are real dates. Text that a spreadsheet would take for a formula stays text.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ theo dõi hồ sơ")
    sheet.freeze_panes = "C2"
    for number, (_, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([heading(sheet, name) for name, _ in COLUMNS])
    for number, row in enumerate(rows, start=1):
        sheet.append([cell(sheet, value) for value in _values(number, row)])
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
