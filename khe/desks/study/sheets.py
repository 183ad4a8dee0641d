"""The spreadsheets of attendance: what a list holds, and what one that comes back would change."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.base.people.queries import LOCAL
from khe.base.sheets import Change, Column, Fault, Plan, Row, Sheet
from khe.base.sheets.importing import Import
from khe.desks.study.actions import attendance as actions
from khe.desks.study.actions.attendance import Given
from khe.desks.study.models import Round, Seat, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.queries import rounds
from khe.desks.study.states.planning import SeatState

SAID = {s.value: s.label for s in SeatState if s != SeatState.EXPECTED}


# ---- a class, out and in -------------------------------------------------------------------------


def roll_sheet() -> Sheet:
    """Return what the list of a class holds."""
    columns = [
        Column("code", _("Mã cán bộ"), hint=_("Để phân biệt người trùng tên."), width=14),
        Column("name", _("Họ và tên"), required=True, example="Đỗ Thị Tám", width=30),
        Column("body", _("Đơn vị"), width=30),
        Column(
            "state", _("Điểm danh"), kind="choice", choices=SAID, width=20,
            hint=_("Để trống thì giữ nguyên."),
        ),
        Column("reason", _("Lý do vắng"), hint=_("Bắt buộc khi vắng có phép."), longest=300, width=40),
    ]  # fmt: skip
    return Sheet("study.roll", _("Điểm danh"), columns)


def roll_rows(class_id: UUID) -> Iterator[dict[str, Any]]:
    """Yield the seats of a class, exempt learners left out; one query."""
    for seat in queries.seats(class_id).filter(learner__exempt=False):
        yield {
            "code": seat.learner.member.code, "name": seat.learner.member.name,
            "body": seat.learner.body.name if seat.learner.body else "",
            "state": seat.state if seat.state in SAID else "", "reason": seat.reason,
        }  # fmt: skip


def roll_import(lesson: StudyClass) -> Import:
    """Return the import of a class's attendance."""
    return Import(
        sheet=roll_sheet(),
        plan=lambda rows, actor, at: _plan(lesson, rows),
        carry_out=lambda rows, *, by, at: actions.take_over(
            lesson.pk, _given(lesson, rows), by=by, at=at
        ),
        title=_("Nhập điểm danh từ bảng tính"),
        back_url=reverse("study:roll", args=[lesson.pk]),
        intro=_("Tải bảng tính của lớp (Xuất bảng tính), điền cột Điểm danh, rồi nhập lại ở đây."),
        template_name="mau-diem-danh.xlsx",
    )


def _matched(lesson: StudyClass, rows: Sequence[Row]) -> tuple[list[tuple[Row, Seat]], list[Fault]]:
    """Return each row with its seat, and what is wrong with the others."""
    by_name: dict[str, list[Seat]] = {}
    by_code: dict[str, Seat] = {}
    for seat in queries.seats(lesson.pk):
        by_name.setdefault(plain(seat.learner.member.name), []).append(seat)
        by_code[seat.learner.member.code] = seat
    found: list[tuple[Row, Seat]] = []
    faults: list[Fault] = []
    taken: set[UUID] = set()
    for row in rows:
        here = _seats_of(row, by_name, by_code)
        fault = _fault(row, here, taken)
        if fault:
            faults.append(fault)
        else:
            taken.add(here[0].pk)
            found.append((row, here[0]))
    return found, faults


def _seats_of(
    row: Row, by_name: dict[str, list[Seat]], by_code: dict[str, Seat]
) -> list[Seat]:  # fmt: skip
    code = row.values.get("code", "")
    if code:
        return [by_code[code]] if code in by_code else []
    return by_name.get(plain(row.values["name"]), [])


def _fault(row: Row, here: list[Seat], taken: set[UUID]) -> Fault | None:
    values = row.values
    if not here:
        return row.fault("name", _("Không có trong danh sách lớp này."))
    if len(here) > 1:
        return row.fault("code", _("Có nhiều người cùng tên trong lớp; hãy ghi mã cán bộ."))
    if plain(values["name"]) != plain(here[0].learner.member.name):
        return row.fault("name", _("Tên không khớp với mã cán bộ."))
    if here[0].pk in taken:
        return row.fault("name", _("Người này đã có ở dòng trên."))
    if here[0].learner.exempt and values.get("state"):
        return row.fault("state", _("Người này được miễn học nên không điểm danh."))
    if values.get("state") == SeatState.EXCUSED and not values.get("reason"):
        return row.fault("reason", _("Hãy ghi lý do vắng có phép."))
    return None


def _plan(lesson: StudyClass, rows: Sequence[Row]) -> Plan:
    matched, faults = _matched(lesson, rows)
    changes = []
    for row, seat in matched:
        new = row.values.get("state") or seat.state
        same = new == seat.state
        words = (str(_("Điểm danh")), str(SeatState(seat.state).label), str(SeatState(new).label))
        fields = [] if same else [words]
        name = seat.learner.member.name
        changes.append(Change("same" if same else "change", name, fields))
    return Plan(changes, faults)


def _given(lesson: StudyClass, rows: Sequence[Row]) -> dict[UUID, Given]:
    matched, _faults = _matched(lesson, rows)
    return {
        seat.pk: Given(row.values["state"], row.values.get("reason", ""))
        for row, seat in matched
        if row.values.get("state")
    }


# ---- a round, out --------------------------------------------------------------------------------


def round_sheet() -> Sheet:
    """Return what the attendance of a round holds."""
    columns = [
        Column("name", _("Họ và tên"), width=30),
        Column("body", _("Đơn vị"), width=30),
        Column("cell", _("Chi bộ"), width=30),
        Column("area", _("Khu vực"), width=20),
        Column("exempt", _("Miễn học"), kind="flag", width=10),
        Column("state", _("Lớp chính"), width=20),
        Column("checked", _("Lúc"), width=16),
        Column("made_up", _("Đã học bù"), kind="flag", width=12),
        Column("reason", _("Lý do vắng"), width=40),
    ]
    return Sheet("study.attendance", _("Chuyên cần"), columns)


def round_rows(one: Round, actor: Actor, at: datetime) -> Iterator[dict[str, Any]]:
    """Yield the learners of a round whose attendance the actor may see by name; three queries."""
    visible = rounds.visible_learners(actor, queries.day_of(at)).filter(round_id=one.pk)
    listed = list(queries.learners(visible.values_list("pk", flat=True)))
    regular, made_up = queries.seats_of([learner.pk for learner in listed])
    for learner in listed:
        seat = regular.get(learner.pk)
        yield {
            "name": learner.member.name,
            "body": learner.body.name if learner.body else "",
            "cell": learner.cell.name if learner.cell else "",
            "area": learner.area.name if learner.area else "",
            "exempt": learner.exempt,
            "state": str(SeatState(seat.state).label) if seat else "",
            "checked": f"{seat.checked_at.astimezone(LOCAL):%d/%m/%Y %H:%M}"
            if seat and seat.checked_at
            else "",
            "made_up": learner.pk in made_up,
            "reason": seat.reason if seat else learner.exempt_reason,
        }
