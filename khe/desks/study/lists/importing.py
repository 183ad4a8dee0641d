"""What a list of learners that comes back would change: preview and import come from the same reading."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.base.sheets import Fault, Plan, Row
from khe.base.sheets.importing import Import
from khe.desks.study.actions import learner_list as actions
from khe.desks.study.lists.places import Places, order
from khe.desks.study.lists.reading import Now, Read, read
from khe.desks.study.lists.sheet import learner_sheet
from khe.desks.study.models import Learner, Round
from khe.desks.study.queries import rounds as queries
from khe.desks.study.refusals.planning import Refusal


def learner_import(round: Round) -> Import:
    """Return the import of a round's learners and seats."""

    def carry_out(rows: Sequence[Row], *, by: Actor, at: datetime) -> int:
        lines = [one.line for one in understood(round, rows, by, at)[0] if one.is_change]
        return actions.take_over(round.pk, lines, by=by, at=at)

    return Import(
        sheet=learner_sheet(),
        plan=lambda rows, actor, at: _plan(round, rows, actor, at),
        carry_out=carry_out,
        title=gettext_lazy("Nhập người học và chỗ từ bảng tính"),
        back_url=reverse("study:learners", args=[round.pk]),
        intro=gettext_lazy(
            "Tải danh sách của đợt (Xuất bảng tính), sửa miễn học, điều kiện, lớp của từng người, rồi"
            " nhập lại ở đây. Người không có trong bảng tính thì giữ nguyên."
        ),
        template_name="mau-nguoi-hoc.xlsx",
    )


def _plan(round: Round, rows: Sequence[Row], actor: Actor, at: datetime) -> Plan:
    found, faults = understood(round, rows, actor, at)
    return Plan([one.change for one in found], faults)


def understood(
    round: Round, rows: Sequence[Row], actor: Actor, at: datetime
) -> tuple[list[Read], list[Fault]]:
    """Return what each row asks for, those that move in an order in which everybody finds a seat, and
    what is wrong; three queries."""
    learners = list(queries.listed(Learner.objects.filter(round=round)))
    classes: list[Any] = [c for c in queries.classes_of(round.pk) if c.kind == "regular"]
    now = Now(
        round, queries.seats_of([one.pk for one in learners], actor), Places(classes), actor, at
    )
    found: list[Read] = []
    faults: list[Fault] = []
    for row, learner in _matched(learners, rows, faults):
        one = read(row, learner, now)
        faults += one.faults
        found.append(one)
    taken = Counter({c.pk: c.taken for c in classes})
    return _in_turn(found, taken, faults), faults


def _in_turn(found: list[Read], taken: Counter[UUID], faults: list[Fault]) -> list[Read]:
    """Return the rows, those that move last; a class that would be too full is a fault."""
    for one in found:
        if one.line.leaves and one.seat:
            taken[one.seat.study_class_id] -= 1
    moving = [one for one in found if one.goes and not one.faults]
    moves = [(one.seat.study_class_id if one.seat else None, one.goes) for one in moving]
    done, left = order(moves, taken)
    for n in left:
        faults.append(moving[n].row.fault("hall", Refusal.FULL.label))
    return [one for one in found if one not in moving] + [moving[n] for n in done]


def _matched(
    learners: Sequence[Learner], rows: Sequence[Row], faults: list[Fault]
) -> list[tuple[Row, Learner]]:
    """Return each row with its learner; what is wrong with the others goes to `faults`."""
    by_code = {one.member.code: one for one in learners if one.member.code}
    by_name: dict[str, list[Learner]] = defaultdict(list)
    for one in learners:
        by_name[plain(one.member.name)].append(one)
    found: list[tuple[Row, Learner]] = []
    taken: set[UUID] = set()
    for row in rows:
        code, name = row.values.get("code", ""), plain(row.values.get("name", ""))
        here = [by_code[code]] if code in by_code else [] if code else by_name.get(name, [])
        fault = _why_not(row, here, taken)
        if fault:
            faults.append(fault)
        else:
            taken.add(here[0].pk)
            found.append((row, here[0]))
    return found


def _why_not(row: Row, here: Sequence[Learner], taken: set[UUID]) -> Fault | None:
    code, name = row.values.get("code", ""), row.values.get("name", "")
    where = "code" if code else "name"
    if not here:
        return row.fault(where, _("Không có trong danh sách người học của đợt này."))
    if len(here) > 1:
        return row.fault(where, _("Có nhiều người cùng tên trong đợt; hãy ghi mã cán bộ."))
    if name and plain(name) != plain(here[0].member.name):
        return row.fault("name", _("Tên không khớp với mã cán bộ."))
    if here[0].pk in taken:
        return row.fault(where, _("Người này đã có ở dòng trên."))
    return None
