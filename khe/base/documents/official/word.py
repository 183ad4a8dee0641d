"""An official document as a Word file: written into a template, ours or one the office edited."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from khe.base.documents.layouts import Layout, layout
from khe.base.documents.official.guard import refuse_unsafe
from khe.base.documents.official.paper import Chart, Heading, List, Paper, Para, Table, in_lines
from khe.base.documents.official.shipped import IN_LINES, build, set_alt, shade_none
from khe.base.documents.official.typeset import chart_png, day_line, end_marked
from khe.base.documents.render import DocumentError
from khe.base.documents.text import printable

FIELDS = {
    "co_quan_cap_tren": "cơ quan cấp trên",
    "co_quan": "cơ quan ban hành",
    "quoc_hieu": "quốc hiệu, hoặc tên Đảng",
    "tieu_ngu": "tiêu ngữ (văn bản hành chính)",
    "so_ky_hieu": "số và ký hiệu",
    "dia_danh_ngay": "địa danh, ngày tháng năm",
    "ten_loai": "tên loại văn bản",
    "trich_yeu": "trích yếu",
    "can_cu": "các căn cứ",
    "noi_dung": "toàn bộ nội dung: viết {{ noi_dung }} trên một dòng riêng",
    "quyen_han": "quyền hạn của người ký (TM., T/M…)",
    "chuc_vu": "chức vụ người ký",
    "nguoi_ky": "họ và tên người ký",
    "noi_nhan": "các nơi nhận",
    "du_thao": "chữ DỰ THẢO khi chưa ban hành",
}
NAME = "mẫu Word"
MARK = "[[khe:noi-dung]]"


def docx(paper: Paper, template: bytes | None = None) -> bytes:
    """Return the Word file, written with a template of the office or with the shipped one.

    Raises DocumentError: a field that does not exist (named, with the nearest that does), a file that is no
    Word document, or one with macros, outside links, or more inside than fits.
    """
    content = build(paper.layout) if template is None else template
    if template is not None:
        refuse_unsafe(content)
    try:
        made = DocxTemplate(BytesIO(content))
        made.render(_values(paper), _environment(), autoescape=True)
        out = BytesIO()
        made.save(out)
        return _with_content(out, paper)
    except DocumentError:
        raise
    except UndefinedError as error:
        raise _unknown(error) from error
    except SecurityError as error:
        raise _wrong(
            _("Mẫu Word dùng lệnh không được phép; chỉ dùng các ô trong danh sách.")
        ) from error
    except TemplateError as error:
        raise _wrong(_("Mẫu Word viết sai một ô: %(why)s") % {"why": error}) from error
    except Exception as error:  # python-docx, lxml: whatever a damaged file makes them say
        raise _wrong(
            _("Tệp này không phải mẫu Word dùng được; hãy lưu lại dạng .docx rồi thử lại.")
        ) from error


def shipped_template(kind: str, day: date | None = None) -> bytes:
    """Return the template we ship for a kind of layout on a day, for staff to edit in Word."""
    return build(layout(kind, day or date.max))


def _environment() -> ImmutableSandboxedEnvironment:
    """Return where templates run: no attributes that matter, no functions, no globals."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    made.filters[IN_LINES] = in_lines
    return made


def _unknown(error: UndefinedError) -> DocumentError:
    name = [*str(error).split("'"), "", ""][1]
    close = get_close_matches(name, FIELDS, n=1, cutoff=0.4)
    if not close:
        facts = {"name": name, "known": ", ".join(FIELDS)}
        return _wrong(_("Mẫu Word có ô “%(name)s” không tồn tại. Các ô có: %(known)s.") % facts)
    return _wrong(
        _("Mẫu Word có ô “%(name)s” không tồn tại; ô gần nhất là “%(close)s”.")
        % {"name": name, "close": close[0]}
    )


def _wrong(message: str) -> DocumentError:
    return DocumentError(message, template=NAME)


def _values(paper: Paper) -> dict[str, Any]:
    words = {
        "co_quan_cap_tren": paper.superior.upper(),
        "co_quan": paper.issuer.upper(),
        "quoc_hieu": paper.layout.national_title,
        "tieu_ngu": paper.layout.motto,
        "so_ky_hieu": paper.code,
        "dia_danh_ngay": day_line(paper),
        "ten_loai": paper.kind_name.upper(),
        "trich_yeu": paper.title,
        "quyen_han": paper.signer_capacity.upper(),
        "chuc_vu": paper.signer_title.upper(),
        "nguoi_ky": paper.signer_name,
        "du_thao": "DỰ THẢO" if paper.draft else "",
    }
    values: dict[str, Any] = {name: printable(text) for name, text in words.items()}
    names = [name.rstrip(".;") for name in paper.recipients]
    ends = [*[";"] * (len(names) - 1), "."]
    values["noi_nhan"] = [
        printable(f"- {name}{end}") for name, end in zip(names, ends, strict=bool(names))
    ]
    values["can_cu"] = [printable(text) for text in paper.basis]
    values["noi_dung"] = MARK
    return values


def _with_content(written: BytesIO, paper: Paper) -> bytes:
    """Put the blocks where the field of the text stands, in the template's styles where it has them."""
    made = Document(written)
    place = next((one for one in made.paragraphs if MARK in one.text), None)
    if place is None:
        raise _wrong(_("Mẫu Word thiếu ô {{ noi_dung }} trên một dòng riêng."))
    body = place._p.getparent()
    known = len(body)
    for block in end_marked(paper):
        WRITERS[type(block)](made, block, paper.layout)
    end = body[-1] if body[-1].tag == qn("w:sectPr") else None
    made.paragraphs[-1].paragraph_format.keep_with_next = True  # the signature never stands alone
    added = list(body)[known - (end is not None) : len(body) - (end is not None)]
    for element in added:
        place._p.addprevious(element)
    body.remove(place._p)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _paragraph(part: Any, text: str, style: str, **run: bool) -> Any:
    known = {one.name for one in part.styles}
    paragraph = part.add_paragraph(style=style if style in known else None)
    made = paragraph.add_run(printable(text))
    made.bold, made.italic = run.get("bold"), run.get("italic")
    return paragraph


def _heading(part: Any, block: Heading, _form: Layout) -> None:
    _paragraph(part, block.text, f"Khe De muc {min(max(block.level, 1), 3)}")


def _para(part: Any, block: Para, _form: Layout) -> None:
    _paragraph(part, block.text, "Khe Noi dung")


def _list(part: Any, block: List, _form: Layout) -> None:
    for item in block.items:
        _paragraph(part, f"- {item}", "Khe Noi dung")


def _table(part: Any, block: Table, form: Layout) -> None:
    if block.title:
        _paragraph(part, block.title, "Khe Ten bang")
    count = len(block.head)
    table = part.add_table(rows=0, cols=count)
    table.autofit = False
    shade_none(table)
    shares = list(block.widths) if len(block.widths) == count else [1.0] * count
    wide = 210 - form.left - form.right
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(wide * share / sum(shares))
    for number, row in enumerate([block.head, *block.rows]):
        cells = table.add_row().cells
        for cell, text, share in zip(
            cells, (list(row) + [""] * count)[:count], shares, strict=True
        ):
            cell.width = Mm(wide * share / sum(shares))
            _cell(part, cell, text, is_head=number == 0)
        _row_marks(table.rows[-1], is_head=number == 0)
    _paragraph(part, "", "Khe O bang")


def _cell(part: Any, cell: Any, text: str, *, is_head: bool) -> None:
    paragraph = cell.paragraphs[0]
    if "Khe O bang" in {one.name for one in part.styles}:
        paragraph.style = "Khe O bang"
    paragraph.add_run(printable(text)).bold = is_head or None
    if is_head or (text[:1].isdigit() and len(text) <= 12):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _row_marks(row: Any, *, is_head: bool) -> None:
    """Keep a row on one page; repeat the heading on every page."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if is_head else ())):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        properties.append(mark)


def _chart(part: Any, block: Chart, _form: Layout) -> None:
    if block.title:
        _paragraph(part, block.title, "Khe Ten bang")
    paragraph = _paragraph(part, "", "Khe Hinh")
    shape = paragraph.add_run().add_picture(BytesIO(chart_png(block)), width=Mm(150))
    set_alt(shape, printable(block.says or block.title))
    if block.says:
        _paragraph(part, block.says, "Khe Hinh", italic=True)


WRITERS: dict[type, Callable[[Any, Any, Layout], None]] = {
    Heading: _heading, Para: _para, List: _list, Table: _table, Chart: _chart,
}  # fmt: skip
