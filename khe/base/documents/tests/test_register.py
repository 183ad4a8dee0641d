"""The register as a spreadsheet."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from khe.base.documents.register import COLUMNS, register_xlsx
from khe.base.documents.testing import register_row


def sheet_of(rows):
    return load_workbook(BytesIO(register_xlsx(rows))).active


def test_it_has_a_frozen_heading_and_a_row_a_dossier():
    sheet = sheet_of([register_row(number) for number in (1, 2, 3)])
    assert [cell.value for cell in sheet[1]] == [name for name, _ in COLUMNS]
    assert (sheet.max_row, sheet.max_column) == (4, len(COLUMNS))
    assert sheet.freeze_panes == "C2"
    assert sheet.column_dimensions["C"].width == 48
    assert sheet["B4"].value == "H99.17-260205-0003"


def test_it_writes_moments_as_local_dates():
    sheet = sheet_of([register_row(1), register_row(3)])
    assert sheet["I2"].value == datetime(2026, 2, 5, 7, 30)  # noqa: DTZ001
    assert sheet["I2"].number_format == "dd/mm/yyyy hh:mm"
    assert sheet["I2"].is_date
    assert sheet["K3"].value is None, "an open dossier has no result"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_it_never_lets_a_name_become_a_formula(start):
    words = f"{start}HYPERLINK(1)"
    row = replace(register_row(1), applicant=words, note=words, dossier_code=words)
    sheet = sheet_of([row])
    for address in ("B2", "E2", "O2"):
        cell = sheet[address]
        assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


def test_it_takes_what_people_type():
    row = replace(register_row(1), applicant="Hoa\x00\x0b😀\ud800", note="x" * 40_000)
    sheet = sheet_of([row])
    assert sheet["E2"].value == "Hoa😀\ufffd"
    assert len(sheet["O2"].value) == 32_767


def test_an_empty_register_is_its_heading():
    assert sheet_of([]).max_row == 1
