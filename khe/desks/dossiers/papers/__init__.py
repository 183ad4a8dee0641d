"""From a dossier and its journal to the official papers: rows in, `khe.base.documents` out. Pure.

pdf = print_paper(papers.build("giay-hen", case, lines, due_at))
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from khe.base.calendar import explain
from khe.base.documents.papers import Paper
from khe.base.journal.models import Entry
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.papers.case import Case, NotYet, applicant_of, office
from khe.desks.dossiers.papers.forms import (
    apology,
    control_slip,
    receipt,
    refusal,
    stop,
    supplement,
)
from khe.desks.dossiers.papers.guide import explained, guidance
from khe.desks.dossiers.states import Event

__all__ = ["FORMS", "Case", "NotYet", "available", "build", "guidance", "office"]

Builder = Callable[[Case], Paper]
FORMS: dict[str, Any] = {
    "giay-hen": _("Giấy tiếp nhận và hẹn trả (mẫu 01)"),
    "bo-sung": _("Phiếu yêu cầu bổ sung (mẫu 02)"),
    "tu-choi": _("Phiếu từ chối (mẫu 03)"),
    "xin-loi": _("Thư xin lỗi, hẹn lại (mẫu 04)"),
    "dung": _("Thông báo dừng giải quyết (mẫu 05)"),
    "kiem-soat": _("Phiếu kiểm soát (mẫu 06)"),
    "giai-thich-han": _("Giải thích hạn trả"),
    "huong-dan": _("Phiếu hướng dẫn hoàn thiện"),
}
BUILDERS: dict[str, Builder] = {
    "giay-hen": receipt,
    "bo-sung": supplement,
    "tu-choi": refusal,
    "xin-loi": apology,
    "dung": stop,
    "kiem-soat": control_slip,
}


def build(kind: str, case: Case, lines: Sequence[explain.Line], due_at: datetime) -> Paper:
    """Return the paper `kind` (a key of FORMS) of a dossier. Raises Refused with a NotYet."""
    with translation.override("vi"):
        if kind == "giai-thich-han":
            return explained(case, lines, due_at)
        if kind == "huong-dan":
            given = [str(row.get("key")) for row in case.dossier.parts]
            return guidance(
                case.authority, case.version, case.at, case.printed_by,
                applicant=applicant_of(case), given=given, code=case.dossier.code,
            )  # fmt: skip
        return BUILDERS[kind](case)


def available(dossier: Dossier, entries: Iterable[Entry]) -> list[tuple[str, Any]]:
    """Return (kind, label) of the papers that can be printed now, for the dossier's page."""
    seen = {entry.event for entry in entries}
    taken = dossier.received_at is not None and dossier.first_due_at is not None
    there = {
        "giay-hen": taken,
        "bo-sung": Event.SUPPLEMENT_REQUESTED in seen,
        "tu-choi": not seen.isdisjoint((Event.INTAKE_REFUSED, Event.REJECTED)),
        "xin-loi": not seen.isdisjoint((Event.EXTENDED, Event.APOLOGISED)),
        "dung": Event.STOPPED in seen,
        "kiem-soat": taken,
        "giai-thich-han": taken and bool(dossier.limit),
        "huong-dan": dossier.version_id is not None,
    }
    return [(kind, FORMS[kind]) for kind, yes in there.items() if yes]
