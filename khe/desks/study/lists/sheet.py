"""What the list of a round's learners holds, and its rows as they stand."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.base.sheets import Column, Sheet
from khe.desks.study.models import Learner, Seat
from khe.desks.study.queries import rounds as queries
from khe.desks.study.queries.common import LOCAL
from khe.desks.study.rules import windows

YES_NO = {"yes": _("Có"), "no": _("Không")}
NONE = "–"  # written into a cell: nothing any more
NOTHING = re.compile(r"[-–—]|không|khong|none", re.IGNORECASE)
KEPT = _("Để trống thì giữ nguyên.")
CLEARED = _("Để trống thì giữ nguyên; ghi “–” để bỏ.")
BETWEEN = re.compile(r";(?![^()]*\))")  # not within brackets


def learner_sheet() -> Sheet:
    """Return what the list holds. A cell has windows of time one after another, with ";" between."""
    columns = [
        Column("code", _("Mã cán bộ"), example="CB012", longest=30, width=12,
               hint=_("Dùng để tìm đúng người; bỏ trống thì tìm theo họ tên.")),
        Column("name", _("Họ và tên"), example="Nguyễn Thị Mẫu", width=26),
        Column("body", _("Đơn vị"), width=24, hint=_("Chỉ để xem.")),
        Column("cell", _("Chi bộ"), width=22, hint=_("Chỉ để xem.")),
        Column("area", _("Khu vực"), width=16, hint=_("Chỉ để xem.")),
        Column("exempt", _("Miễn học"), "choice", choices=YES_NO, width=11, hint=KEPT),
        Column("reason", _("Lý do miễn"), longest=300, width=26),
        Column("allowed_by", _("Ai cho phép"), longest=120, width=20),
        Column("never", _("Không học được vào"), longest=500, width=30, hint=CLEARED,
               example=_("sáng thứ 2, thứ 4 (trực ca); 10/03/2026 – 12/03/2026")),
        Column("rather_not", _("Nên tránh"), longest=500, width=26, hint=CLEARED,
               example=_("chiều thứ 6")),
        Column("max_km", _("Không nên đi xa quá (km)"), longest=5, width=14, hint=CLEARED,
               example="5"),
        Column("hall", _("Hội trường"), width=28, hint=_(
            "Lớp phải có sẵn trong đợt. Để trống thì giữ nguyên; ghi “–” để bỏ chỗ."
        )),
        Column("day", _("Ngày học"), "date", width=13, example="10/03/2026"),
        Column("time", _("Buổi hoặc giờ bắt đầu"), longest=30, width=14, example="07:30",
               hint=_("Ví dụ: sáng, hoặc 07:30.")),
    ]  # fmt: skip
    return Sheet("study.learners", _("Người học"), columns)


def learner_rows(round_id: UUID, actor: Actor) -> Iterator[dict[str, Any]]:
    """Yield the learners of a round, for those who organise; two queries."""
    listed = list(queries.listed(Learner.objects.filter(round_id=round_id)))
    seats = queries.seats_of([one.pk for one in listed], actor)
    for learner in listed:
        yield _row(learner, seats.get(learner.pk))


def _row(learner: Learner, seat: Seat | None) -> dict[str, Any]:
    begin = seat.study_class.starts_at.astimezone(LOCAL) if seat else None
    return {
        "code": learner.member.code, "name": learner.member.name,
        "body": learner.body.name if learner.body else "",
        "cell": learner.cell.name if learner.cell else "",
        "area": learner.area.name if learner.area else "",
        "exempt": "yes" if learner.exempt else "no",
        "reason": learner.exempt_reason, "allowed_by": learner.exempt_by,
        "never": as_cell(learner.cannot.get("not", [])),
        "rather_not": as_cell(learner.cannot.get("rather_not", [])),
        "max_km": "" if learner.max_km is None else str(learner.max_km),
        "hall": seat.study_class.hall.name if seat else "",
        "day": begin.date() if begin else None, "time": f"{begin:%H:%M}" if begin else "",
    }  # fmt: skip


def as_cell(listed: list[dict[str, Any]]) -> str:
    """Return windows of time as one cell."""
    return windows.write(listed).replace("\n", "; ")


def from_cell(text: str) -> list[dict[str, Any]]:
    """Return the windows of a cell. Raises BadWindow."""
    return windows.read("\n".join(BETWEEN.split(text)))


def is_nothing(text: str) -> bool:
    """Say whether a cell says "none any more"."""
    return bool(NOTHING.fullmatch(text))
