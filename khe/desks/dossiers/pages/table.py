"""Dossiers as a table for spreadsheets. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from khe.base.web import phrases
from khe.desks.dossiers.pages.timeline import limit_text
from khe.desks.dossiers.states import Channel, Outcome, Payment, Status


def heads() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Mã hồ sơ"), _("Mã bên ngoài"), _("Mã thủ tục"), _("Thủ tục"), _("Lĩnh vực"),
        _("Người nộp"), _("Khu vực"), _("Hình thức nộp"), _("Trạng thái"), _("Kết quả"),
        _("Người giữ"), _("Nhận lúc"), _("Hẹn trả"), _("Có kết quả lúc"), _("Trả lúc"),
        _("Đúng hạn"), _("Thời hạn"), _("Phí (đồng)"), _("Thu phí"),
    ]  # fmt: skip


def line(dossier: Any) -> list[Any]:
    """Return a dossier as cells; moments are local, without zone, as spreadsheets want them."""
    return [
        dossier.code, dossier.external_code, dossier.procedure_code, dossier.procedure_name,
        dossier.field, dossier.applicant_name, dossier.area.name if dossier.area else "",
        str(dict(Channel.choices).get(dossier.channel, dossier.channel)),
        str(Status(dossier.status).label),
        str(Outcome(dossier.outcome).label) if dossier.outcome else "", dossier.officer_name,
        _moment(dossier.received_at), _moment(dossier.due_at), _moment(dossier.settled_at),
        _moment(dossier.returned_at), on_time(dossier),
        limit_text(dossier.limit) if dossier.limit else "", dossier.fee,
        str(Payment(dossier.payment).label),
    ]  # fmt: skip


def on_time(dossier: Any) -> str:
    """Say whether a settled dossier was on time; '' for others."""
    if dossier.settled_at is None or dossier.due_at is None:
        return ""
    return _("đúng hạn") if dossier.settled_at <= dossier.due_at else _("quá hạn")


def _moment(at: datetime | None) -> datetime | None:
    return phrases.local(at).replace(tzinfo=None, microsecond=0) if at else None


def harmless(cell: Any) -> Any:
    """Keep a spreadsheet from taking typed text for a formula."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell


def rows(dossiers: Iterable[Any]) -> Iterator[list[Any]]:
    """Return the head and a line for each dossier."""
    yield heads()
    for dossier in dossiers:
        yield [harmless(cell) for cell in line(dossier)]


def as_csv(dossiers: Iterable[Any]) -> bytes:
    """Return the table as CSV with a byte-order mark, which spreadsheets need for Vietnamese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for cells in rows(dossiers):
        writer.writerow([f"{c:%Y-%m-%d %H:%M}" if isinstance(c, datetime) else c for c in cells])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(dossiers: Iterable[Any], title: str) -> bytes:
    """Return the table as a workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B2"
    for cells in rows(dossiers):
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
