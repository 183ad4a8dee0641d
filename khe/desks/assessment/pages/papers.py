"""The spreadsheet of a campaign and the notice of one result."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from khe.base.documents.render import render_pdf
from khe.base.people.queries import LOCAL
from khe.base.sheets import Column, Sheet
from khe.desks.assessment import queries
from khe.desks.assessment.pages.campaign import Line
from khe.desks.assessment.states import BAND_SHORT, Band, Status, SubjectKind

FORMS = Path(__file__).resolve().parents[1] / "papers"
SHEET = Sheet(
    "assessment", _("Đánh giá, xếp loại"),
    [
        Column("kind", _("Loại"), kind="choice", choices=dict(SubjectKind.choices), width=12),
        Column("name", _("Tên"), width=30),
        Column("post", _("Chức danh"), width=30),
        Column("unit", _("Đơn vị"), width=30),
        Column("status", _("Bước"), kind="choice", choices=dict(Status.choices), width=20),
        Column("self_points", _("Tự chấm"), kind="number", width=10),
        Column("points", _("Điểm đề xuất"), kind="number", width=12),
        Column("proposed", _("Đề xuất"), kind="choice", choices=dict(BAND_SHORT), width=16),
        Column("decided", _("Quyết định"), kind="choice", choices=dict(BAND_SHORT), width=16),
        Column("document", _("Văn bản"), width=18),
        Column("signed_on", _("Ngày ký"), kind="date", width=12),
        Column("problem", _("Vướng mắc"), width=50, longest=500),
    ],
)  # fmt: skip


def rows(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Yield what the page of the campaign shows, in its order: proposals only to those concerned."""
    for line in lines:
        row = line.row
        concerned = {
            "self_points": row.self_points, "points": row.points, "proposed": row.proposed_band,
            "problem": line.problem,
        }  # fmt: skip
        yield {
            "kind": row.kind, "name": row.name, "post": row.post,
            "unit": row.unit.name if row.unit else "", "status": row.status,
            "decided": row.decided_band, "document": row.document, "signed_on": row.signed_on,
            **(concerned if line.open else dict.fromkeys(concerned)),
        }  # fmt: skip


def notice(line: Line, authority: Any, at: datetime) -> bytes:
    """Return the notice of a decided result as PDF, in Vietnamese, in the plain administrative layout; the
    reason only for those concerned."""
    row = line.row
    own = authority.settings.get("office", {})
    place = own.get("place") or authority.name.split(" ", 1)[-1]
    signed = datetime.combine(row.signed_on or queries.day_of(at), time(9), LOCAL)
    data = {
        "office": {"superior": own.get("party") or f"Đảng ủy {_small(authority.name)}",
                   "name": "Thường trực", "place": place},
        "number": row.document, "issued_at": signed, "dossier_code": "",
        "subject": row.name, "post": row.post, "unit": row.unit.name if row.unit else "",
        "kind": row.kind, "campaign": row.campaign.name,
        "first": row.campaign.first, "last": row.campaign.last, "signed_on": row.signed_on,
        "band": BANDS_VI[row.decided_band], "points": row.points,
        "reason": row.decided_reason if line.open else "",
    }  # fmt: skip
    return render_pdf("assessment_notice.typ", data, folder=FORMS, at=at)


def _small(name: str) -> str:
    """Return "phường Bến Khế" of "Phường Bến Khế"."""
    return name[:1].lower() + name[1:]


BANDS_VI: dict[str, str] = {
    Band.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ", Band.GOOD: "Hoàn thành tốt nhiệm vụ",
    Band.COMPLETED: "Hoàn thành nhiệm vụ", Band.FAILED: "Không hoàn thành nhiệm vụ",
}  # fmt: skip  # an official paper is in Vietnamese, whatever the screen speaks
