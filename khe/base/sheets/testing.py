"""Spreadsheets for tests, as people make them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook


def xlsx(*rows: Sequence[Any], title: str = "Sheet1") -> bytes:
    """Return a spreadsheet with one tab of rows, headings first."""
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(content: bytes, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    """Return the spreadsheet as a form field holds it."""
    return SimpleUploadedFile(name, content)


def headings_of(content: bytes) -> list[Any]:
    """Return the first row of a spreadsheet's first tab."""
    return [cell.value for cell in load_workbook(BytesIO(content)).worksheets[0][1]]
