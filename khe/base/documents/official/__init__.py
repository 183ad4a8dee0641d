"""Official documents in the prescribed layouts, as PDF and as Word."""

from khe.base.documents.official.paper import Block, Chart, Heading, List, Paper, Para, Table
from khe.base.documents.official.typeset import pdf
from khe.base.documents.official.word import FIELDS, docx, shipped_template

__all__ = [
    "FIELDS",
    "Block",
    "Chart",
    "Heading",
    "List",
    "Paper",
    "Para",
    "Table",
    "docx",
    "pdf",
    "shipped_template",
]
