"""From a document to paper: its text with the figures filled in, as Word and PDF."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from khe.base.documents import layouts, official
from khe.base.documents.official import Chart, Heading, List, Paper, Para, Table
from khe.base.documents.official.word import FIELDS
from khe.base.people.names import plain
from khe.desks.reports import heads, queries
from khe.desks.reports.content import Block, points
from khe.desks.reports.models import Bound, Document
from khe.desks.reports.states import OUT, Status
from khe.desks.reports.wording import filled

KIND_CODE, KIND_NAME = "BC", "BÁO CÁO"


def paper_of(document: Document, bounds: Sequence[Bound]) -> Paper:
    """Return the paper of a document. One that is not issued yet has neither number nor day."""
    values, numbers = queries.values_of(bounds), queries.numbers_of(bounds)
    day = document.issued_on
    return Paper(
        layout=layouts.layout(document.layout, day or document.period_last), kind_code=KIND_CODE,
        kind_name=KIND_NAME, number=document.number, symbol=heads.symbol_of(document.layout, document.body),
        superior=document.superior, issuer=document.issuer, place=document.place, day=day,
        title=document.title, basis=tuple(document.basis),
        blocks=tuple(blocks(document.content, values, numbers)), signer_capacity=document.signer_capacity,
        signer_title=document.signer_title, signer_name=document.signer_name,
        recipients=tuple(document.recipients), draft=document.status == Status.DRAFT,
    )  # fmt: skip


def blocks(
    content: Sequence[Block], values: Mapping[str, str], numbers: Mapping[str, float | None]
) -> Iterator[Any]:
    """Yield the blocks of paper, their fields filled: texts with what is shown, charts with numbers."""
    for block in content:
        is_chart = block["kind"] == "chart"
        yield _chart(block, values, numbers) if is_chart else _block(block, values)


def _block(block: Block, values: Mapping[str, str]) -> Any:
    match block["kind"]:
        case "heading":
            return Heading(filled(block["text"], values), block["level"])
        case "list":
            return List(tuple(filled(item, values) for item in block["items"]))
        case "table":
            rows = tuple(tuple(filled(cell, values) for cell in row) for row in block["rows"])
            return Table(tuple(block["head"]), rows, block["title"], tuple(block["widths"]))
        case _:
            return Para(filled(block["text"], values))


def _chart(block: Block, values: Mapping[str, str], numbers: Mapping[str, float | None]) -> Chart:
    says, drawn = filled(block["says"], values), tuple(points(block, numbers))
    looks = {name: block[name] for name in ("unit", "shape", "target")}
    return Chart(block["title"], drawn, says=says, **looks)


def pdf(document: Document, bounds: Sequence[Bound], at: datetime) -> bytes:
    """Return the PDF; an issued document gives the same bytes whenever it is asked for."""
    when = document.issued_at if document.status in OUT else None
    return official.pdf(paper_of(document, bounds), when or at)


def docx(document: Document, bounds: Sequence[Bound], template: bytes | None) -> bytes:
    """Return the Word file, written with a template of the office or the shipped one."""
    return official.docx(paper_of(document, bounds), template)


def file_name(document: Document, ending: str) -> str:
    """Return the name of a file of a document: "15-bc-ubnd-ket-qua-khac-phuc-han-che.pdf"."""
    code = document.code or "du-thao"
    words = plain(f"{code} {document.title}").replace("/", "-")
    kept = "".join(c if c.isalnum() else "-" for c in words)
    return f"{'-'.join(part for part in kept.split('-') if part)[:80]}.{ending}"


SAMPLE = (
    Heading("I. ĐỀ MỤC MẪU", 1), Para("Đoạn văn mẫu có số liệu 97,0 % (1.746 trong 1.800 lượt)."),
    List(("Mục thứ nhất", "Mục thứ hai")), Table(("Chỉ tiêu", "Kỳ này"), (("Tỷ lệ dự học", "97,0 %"),)),
)  # fmt: skip


def try_template(content: bytes, layout: str) -> None:
    """Write a sample with a template; DocumentError says what is wrong with it."""
    sample = Paper(
        layout=layouts.layout(layout, date.max), kind_code=KIND_CODE, kind_name=KIND_NAME,
        number=1, symbol="BC-UBND", superior="Cấp trên", issuer="Cơ quan", place="Nơi ký",
        day=date(2026, 1, 1), title="mẫu", basis=("Căn cứ mẫu",), blocks=SAMPLE,
        signer_capacity="TM. CƠ QUAN", signer_title="NGƯỜI KÝ", signer_name="Họ và tên",
        recipients=("Nơi nhận mẫu",),
    )  # fmt: skip
    official.docx(sample, content)


def shipped_template(layout: str) -> bytes:
    """Return the Word template that is used when the office has none of its own."""
    return official.shipped_template(layout)


def template_fields() -> list[tuple[str, str]]:
    """Return the fields a template may use, with what they hold."""
    return list(FIELDS.items())
