"""Cells of a spreadsheet that cannot become anything else than what they show."""

from datetime import date, datetime
from decimal import Decimal

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from khe.base.documents.dates import to_local
from khe.base.documents.text import printable

STAMP = "dd/mm/yyyy hh:mm"
DAY = "dd/mm/yyyy"
LONGEST_TEXT = 32_767  # characters in a cell: the limit of the format
FORMULA_STARTS = ("=", "+", "-", "@", "\t")

Value = str | int | float | Decimal | date | datetime | None


def heading(sheet: object, name: str) -> WriteOnlyCell:
    """Return a bold, centred cell of the heading row."""
    made = WriteOnlyCell(sheet, value=name)
    made.font = Font(bold=True)
    made.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    return made


def cell(sheet: object, value: Value) -> WriteOnlyCell:
    """Return a cell of a write-only sheet: moments in local time, days as real dates.

    Text that a spreadsheet would take for a formula stays text.
    """
    if isinstance(value, datetime):
        made = WriteOnlyCell(sheet, value=to_local(value).replace(tzinfo=None))
        made.number_format = STAMP
        return made
    if isinstance(value, date):
        made = WriteOnlyCell(sheet, value=value)
        made.number_format = DAY
        return made
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    text = printable(value)[:LONGEST_TEXT]
    made = WriteOnlyCell(sheet, value=text)
    if text.startswith(FORMULA_STARTS):
        made.data_type = "s"
        made.quotePrefix = True  # a spreadsheet shows it as if typed with a leading apostrophe
    return made
