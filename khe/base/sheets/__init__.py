"""Spreadsheets people fill in and lists they take away. The page of an import: `importing.page`."""

from khe.base.sheets.columns import Change, Column, Fault, Plan, Row, Sheet, Table
from khe.base.sheets.reading import read
from khe.base.sheets.writing import template, write

__all__ = [
    "Change",
    "Column",
    "Fault",
    "Plan",
    "Row",
    "Sheet",
    "Table",
    "read",
    "template",
    "write",
]
