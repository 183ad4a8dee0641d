"""Sending a spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from khe.base.files import media
from khe.base.files.names import clean_name
from khe.base.sheets import writing
from khe.base.sheets.columns import Sheet


def sheet_response(sheet: Sheet, rows: Iterable[Mapping[str, Any]], filename: str) -> HttpResponse:
    """Return the rows as an .xlsx to save, "danh-sach.xlsx"."""
    return _sent(writing.write(sheet, rows), filename)


def template_response(sheet: Sheet, filename: str) -> HttpResponse:
    """Return the template of a sheet to save."""
    return _sent(writing.template(sheet), filename)


def _sent(content: bytes, filename: str) -> HttpResponse:
    name = clean_name(filename if filename.endswith(".xlsx") else f"{filename}.xlsx")
    answer = HttpResponse(content, content_type=media.XLSX.type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
