"""The Word template we ship: page, styles and head made from a layout."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from khe.base.documents.layouts import Layout

IN_LINES = "xuong_dong"  # the filter that breaks a long name before its place
CENTER, JUSTIFY, LEFT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
)


def build(form: Layout) -> bytes:
    """Return the template of a layout; its fields are those of `word.FIELDS`."""
    made = Document()
    _page(made, form)
    _styles(made, form)
    _head(made, form)
    _title(made, form)
    for text in ("{%p for mot in can_cu %}", "{{ mot }}", "{%p endfor %}"):
        made.add_paragraph(style="Khe Noi dung").add_run(text).italic = True
    made.add_paragraph("{{ noi_dung }}", style="Khe Noi dung")
    _foot(made, form)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Any, form: Layout) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(form.top), Mm(form.bottom)
    section.left_margin, section.right_margin = Mm(form.left), Mm(form.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)
    _line(
        section.first_page_header.paragraphs[0],
        "{{ du_thao }}",
        bold=True,
        align=WD_ALIGN_PARAGRAPH.RIGHT,
    )


def _styles(made: Any, form: Layout) -> None:
    normal = made.styles["Normal"]
    _font(normal, form.font, form.body_size)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    body = _style(made, "Khe Noi dung", form, form.body_size)
    body.paragraph_format.alignment = JUSTIFY
    body.paragraph_format.first_line_indent = Mm(form.indent)
    body.paragraph_format.space_after = Pt(form.space)
    body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    body.paragraph_format.line_spacing = Pt(form.line)
    for level in (1, 2, 3):
        style = _style(made, f"Khe De muc {level}", form, form.body_size)
        style.base_style = body
        style.font.bold, style.font.italic = True, level == 3
        style.paragraph_format.keep_with_next = True
        _outline(style, level)
    small = form.body_size - 2
    cell = _style(made, "Khe O bang", form, small)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    title = _style(made, "Khe Ten bang", form, small)
    title.font.bold = True
    title.paragraph_format.alignment = CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    title.paragraph_format.keep_with_next = True
    picture = _style(made, "Khe Hinh", form, small)
    picture.paragraph_format.alignment = CENTER
    picture.paragraph_format.space_after = Pt(6)


def _style(made: Any, name: str, form: Layout, size: float) -> Any:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    _font(style, form.font, size)
    return style


def _font(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), font)


def _outline(style: Any, level: int) -> None:
    """Let Word show it in the outline of the document."""
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level - 1))
    style.element.get_or_add_pPr().append(mark)


def _head(made: Any, form: Layout) -> None:
    wide = 210 - form.left - form.right
    is_party = form.star
    right = wide / 2 if is_party else 94
    table = _plain_table(made, (wide - right, right), rows=2)
    (issuer, title), (code, day) = (row.cells for row in table.rows)
    _line(issuer.paragraphs[0], "{%p if co_quan_cap_tren %}")
    _line(issuer.add_paragraph(), f"{{{{ co_quan_cap_tren|{IN_LINES} }}}}", form.head_size)
    _line(issuer.add_paragraph(), "{%p endif %}")
    name = _line(issuer.add_paragraph(), f"{{{{ co_quan|{IN_LINES} }}}}", form.head_size, bold=True)
    if is_party:
        _line(issuer.add_paragraph(), "*", form.head_size)
    else:
        _rule(issuer, (wide - right) * 0.3)
    first = _line(title.paragraphs[0], "{{ quoc_hieu }}", form.head_size, bold=True)
    if is_party:
        first.runs[0].underline = True
    else:
        _line(title.add_paragraph(), "{{ tieu_ngu }}", form.motto_size, bold=True)
        _rule(title, (right - 60) / 2)
    name.paragraph_format.keep_with_next = True
    _line(code.paragraphs[0], "{{ so_ky_hieu }}", form.number_size)
    _line(day.paragraphs[0], "{{ dia_danh_ngay }}", form.date_size, italic=True)
    for cell in (code, day):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)


def _title(made: Any, form: Layout) -> None:
    kind = _line(made.add_paragraph(), "{{ ten_loai }}", form.kind_size, bold=True)
    kind.paragraph_format.space_before = Pt(14)
    _line(made.add_paragraph(), "{{ trich_yeu }}", form.title_size, bold=True)
    if form.star:
        _line(made.add_paragraph(), "-----", form.title_size).paragraph_format.space_after = Pt(8)
    else:
        _rule(made, (210 - form.left - form.right) * 0.36, after=10)


def _foot(made: Any, form: Layout) -> None:
    wide = 210 - form.left - form.right
    table = _plain_table(made, (wide / 2, wide / 2), rows=1)
    gets, signs = table.rows[0].cells
    label = _line(gets.paragraphs[0], "Nơi nhận:", form.recipients_size, align=LEFT).runs[0]
    label.underline = form.recipients_rule or None
    label.bold = label.italic = not form.recipients_rule or None
    for text in ("{%p for mot in noi_nhan %}", "{{ mot }}", "{%p endfor %}"):
        _line(gets.add_paragraph(), text, form.recipients_list_size, align=LEFT)
    _line(signs.paragraphs[0], "{%p if quyen_han %}")
    _line(signs.add_paragraph(), "{{ quyen_han }}", form.signer_size, bold=True)
    _line(signs.add_paragraph(), "{%p endif %}")
    _line(signs.add_paragraph(), "{{ chuc_vu }}", form.signer_size, bold=not form.star)
    name = _line(signs.add_paragraph(), "{{ nguoi_ky }}", form.signer_size, bold=True)
    name.paragraph_format.space_before = Pt(70)
    for cell in (gets, signs):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = True


def _plain_table(made: Any, widths: tuple[float, ...], rows: int) -> Any:
    table = made.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for row in table.rows:
        mark = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(mark)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _close_cells(table)
    return table


def _line(
    paragraph: Any, text: str, size: float = 12, *, bold: bool = False, italic: bool = False,
    align: Any = CENTER,
) -> Any:  # fmt: skip
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    paragraph.alignment = align
    return paragraph


def _rule(where: Any, inset: float, after: float = 0) -> None:
    """Draw a line under what stands above, `inset` millimetres from both sides."""
    paragraph = where.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(inset)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    form.space_after = Pt(after)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _close_cells(table: Any) -> None:
    """Take the room at the sides of cells: the text of the head is centred in its column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        mark = OxmlElement(f"w:{side}")
        mark.set(qn("w:w"), "0")
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    table._tbl.tblPr.append(margins)


def shade_none(table: Any) -> None:
    """Give a table thin black lines, whatever styles the template has."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        mark = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            mark.set(qn(f"w:{name}"), value)
        borders.append(mark)
    table._tbl.tblPr.append(borders)


def set_alt(shape: Any, text: str) -> None:
    """Say what a picture shows, for those who cannot see it."""
    shape._inline.docPr.set("descr", text)
