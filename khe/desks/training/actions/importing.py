"""People in courses with their results, from a spreadsheet: seen beforehand, then all or nothing.

The preview does what the import does and takes it back, so that the two cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.people.names import plain, sort_name
from khe.base.refusal import Refused, refuse_if
from khe.base.sheets import Change, Fault, Plan, Row
from khe.base.transactions import transacted
from khe.desks.training import queries, rules
from khe.desks.training.actions.courses import move_course, save_course
from khe.desks.training.actions.places import enrol_many
from khe.desks.training.actions.results import Result, record_results
from khe.desks.training.models import Course, Enrolment
from khe.desks.training.refusals import Refusal, RowsRefused
from khe.desks.training.states import ENDED, LEVEL_NAMES, CourseStatus, EnrolmentState

CELLS = {  # the cell that a reason speaks about; the name of the course otherwise
    Refusal.MEMBER_GONE: "member",
    Refusal.ENROLLED_ALREADY: "member",
    Refusal.AWAY_ALREADY: "starts_on",
    Refusal.OVER_BUDGET: "cost",
    Refusal.BAD_MONEY: "cost",
    Refusal.BAD_LEVEL: "what",
    Refusal.NOT_A_PERIOD: "ends_on",
    Refusal.OUTSIDE_COURSE: "ended_on",
    Refusal.IN_THE_FUTURE: "ended_on",
    Refusal.BAD_CERTIFICATE: "certificate",
    Refusal.NOT_EARNED: "certificate",
    Refusal.NOT_BEGUN: "state",
    Refusal.NOT_ATTENDING: "state",
}


@dataclass
class _Line:
    """A row whose person is known; `place` once they are in the course."""

    row: Row
    member: Member
    place: Enrolment | None = None
    is_new: bool = False

    def get(self, key: str, blank: Any = "") -> Any:
        return self.row.values.get(key) or blank

    @property
    def course_key(self) -> tuple[str, date]:
        return plain(self.get("course")), self.get("starts_on")

    def fault(self, why: Refusal) -> Fault:
        return self.row.fault(CELLS.get(why, "course"), why.label)

    def result(self, place: Enrolment, course: Course) -> Result:
        return Result(
            place.pk, self.get("state"), self.get("ended_on") or course.ends_on,
            self.get("result"), self.get("certificate"), self.get("certified_on", None),
        )  # fmt: skip


@dataclass
class _Import:
    """What has been done and found so far."""

    by: Actor
    at: datetime
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}


def preview(rows: Sequence[Row], actor: Actor, at: datetime) -> Plan:
    """Return what the rows would change, and what is wrong in them; nothing is changed."""
    with transaction.atomic():
        plan = _carried_out(rows, actor, at)
        transaction.set_rollback(True)
    return plan


@transacted
def import_enrolments(rows: Sequence[Row], *, by: Actor, at: datetime) -> int:
    """Send people to courses and record results as the rows say, all or nothing; return how many
    places are new or changed. Courses that are not known are written down."""
    refuse_if(rules.why_not_keep(by))
    plan = _carried_out(rows, by, at)
    if plan.faults:
        raise Refused(Refusal.ROWS_DO_NOT_FIT)
    return sum(change.kind != "same" for change in plan.changes)


def _carried_out(rows: Sequence[Row], by: Actor, at: datetime) -> Plan:
    refuse_if(rules.why_not_keep(by))
    doing = _Import(by, at)
    groups: dict[tuple[str, date], list[_Line]] = {}
    for line in _known_people(rows, doing):
        groups.setdefault(line.course_key, []).append(line)
    known = _known_courses(groups)
    for key, lines in groups.items():
        course, is_new = _course(known.get(key), lines, doing)
        if course is not None:
            _take_in(course, lines, is_new, doing)
    order = {row.number: n for n, row in enumerate(rows)}
    doing.faults.sort(key=lambda f: order.get(int("".join(filter(str.isdigit, f.cell)) or 0), 0))
    return Plan(doing.changes, doing.faults)


def _known_people(rows: Sequence[Row], doing: _Import) -> Iterable[_Line]:
    """Yield the lines whose person is known, by code or by name, once a course."""
    people = list(Member.objects.order_by("pk"))
    by_code = {plain(m.code): [m] for m in people if m.code}
    by_name: dict[str, list[Member]] = {}
    for member in people:
        by_name.setdefault(member.sort_name, []).append(member)
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        code, name = row.values.get("code") or "", row.values["member"]
        found = by_code.get(plain(code), []) if code else by_name.get(sort_name(name), [])
        if len(found) != 1:
            doing.faults.append(_unknown(row, code, len(found)))
            continue
        line = _Line(row, found[0])
        place = (found[0].pk, *line.course_key)
        if place in seen:
            doing.faults.append(row.fault("member", _("Người này đã có ở một dòng khác của lớp.")))
        elif code and sort_name(name) != found[0].sort_name:
            doing.faults.append(row.fault("member", _("Tên không khớp với mã cán bộ.")))
        else:
            yield line
        seen.add(place)


def _unknown(row: Row, code: str, count: int) -> Fault:
    if code:
        return row.fault("code", _("Không có cán bộ nào mang mã này."))
    if count:
        return row.fault("member", _("Có nhiều người cùng tên; hãy ghi mã cán bộ."))
    return row.fault("member", _("Không có ai tên như vậy; hãy xem lại cách viết."))


def _known_courses(keys: Iterable[tuple[str, date]]) -> dict[tuple[str, date], Course]:
    days = {day for _name, day in keys}
    rows = queries.courses().filter(starts_on__in=days).exclude(status=CourseStatus.CANCELLED)
    return {(plain(course.name), course.starts_on): course for course in rows}


def _course(known: Course | None, lines: list[_Line], doing: _Import) -> tuple[Course | None, bool]:
    """Return the course of a group, written down and opened if it is new; None with a fault."""
    head = lines[0]
    kind, _colon, level = str(head.get("what")).partition(":")
    if known is None:
        try:
            made = save_course(
                kind=kind, level=level, name=head.get("course"), issuer=head.get("issuer"),
                starts_on=head.get("starts_on"), ends_on=head.get("ends_on"),
                cost=int(head.get("cost", 0)), **doing.acting,
            )  # fmt: skip
        except Refused as refused:
            doing.faults.append(head.fault(refused.reason))
            return None, True
        return move_course(made.pk, CourseStatus.OPEN, **doing.acting), True
    for line in lines:
        if line.get("what") != f"{known.kind}:{known.level}":
            said = _("Lớp này đã được ghi là “%(what)s”.") % {"what": known.level_label}
            doing.faults.append(line.row.fault("what", said))
    return known, False


def _take_in(course: Course, lines: list[_Line], is_new: bool, doing: _Import) -> None:
    places = {place.member_id: place for place in queries.places(course.pk)}
    for line in lines:
        line.place = places.get(line.member.pk)
        line.is_new = line.place is None
    _send(course, [line for line in lines if line.is_new], doing)
    today = queries.day_of(doing.at)
    if is_new and course.starts_on <= today:
        move_course(course.pk, CourseStatus.RUNNING, **doing.acting)
    there = [line for line in lines if line.place is not None]
    _record(course, there, doing)
    left = any(place.state not in ENDED for place in queries.places(course.pk))
    if is_new and course.ends_on <= today and there and not left:
        move_course(course.pk, CourseStatus.FINISHED, **doing.acting)


def _send(course: Course, lines: list[_Line], doing: _Import) -> None:
    """Send those who are new, decision by decision; a reason for one does not hide the others'."""
    decisions: dict[tuple[Any, ...], list[_Line]] = {}
    for line in lines:
        told = (line.get("decision"), line.get("decided_on", None), line.row.values.get("cost"))
        decisions.setdefault(told, []).append(line)
    for (decision, decided_on, cost), group in decisions.items():
        facts = {
            "decision": decision, "decided_on": decided_on, "began_on": course.starts_on,
            "cost": None if cost is None else int(cost), **doing.acting,
        }  # fmt: skip
        able = group
        try:
            made = enrol_many(course.pk, member_ids=[x.member.pk for x in able], **facts)
        except RowsRefused as refused:
            doing.faults += [
                x.fault(refused.rows[x.member.pk]) for x in group if x.member.pk in refused.rows
            ]
            able = [x for x in group if x.member.pk not in refused.rows]
            ids = [x.member.pk for x in able]
            made = enrol_many(course.pk, member_ids=ids, **facts) if ids else []
        by_member = {place.member_id: place for place in made}
        for line in able:
            line.place = by_member[line.member.pk]


def _record(course: Course, lines: list[_Line], doing: _Import) -> None:
    """Record the results that are new; say what changes for each line."""
    fresh = queries.places(course.pk)
    now = {place.member_id: place for place in fresh}
    results: dict[UUID, tuple[_Line, Result]] = {}
    for line in lines:
        place = now[line.member.pk]
        wanted = line.get("state") in ENDED
        if wanted and place.state in ENDED:
            if place.state != line.get("state") or _differs(place, line):
                told = _("Đã ghi kết quả khác; hãy dùng “Sửa kết quả” trên trang của người này.")
                doing.faults.append(line.row.fault("state", told))
                continue
        elif wanted:
            results[place.pk] = (line, line.result(place, course))
        doing.changes.append(_change(course, line, place, place.pk in results))
    _recorded(course, results, doing)


def _recorded(course: Course, results: dict[UUID, tuple[_Line, Result]], doing: _Import) -> None:
    given = [result for _line, result in results.values()]
    if not given:
        return
    try:
        record_results(course.pk, results=given, **doing.acting)
    except RowsRefused as refused:
        doing.faults += [results[pk][0].fault(why) for pk, why in refused.rows.items()]


def _differs(place: Enrolment, line: _Line) -> bool:
    """Say whether a line tells of another result than the one recorded; what is blank says nothing."""
    keys = ("ended_on", "result", "certificate", "certified_on")
    return any(line.get(key) and line.get(key) != getattr(place, key) for key in keys)


def _change(course: Course, line: _Line, place: Enrolment, with_result: bool) -> Change:
    label = f"{line.member.name} – {course.name}"
    fields = []
    if line.is_new:
        level = str(LEVEL_NAMES.get(course.level, course.level_label))
        fields.append(
            (_("Lớp"), "", f"{level}, {course.starts_on:%d/%m/%Y}–{course.ends_on:%d/%m/%Y}")
        )
    if with_result:
        result = line.result(place, course)
        old = "" if line.is_new else str(place.get_state_display())
        said = [str(EnrolmentState(result.outcome).label), f"{result.ended_on:%d/%m/%Y}"]
        said += [text for text in (result.result, result.certificate) if text]
        fields.append((_("Kết quả"), old, ", ".join(said)))
    kind = "add" if line.is_new else "change" if with_result else "same"
    return Change(kind, label, fields)  # type: ignore[arg-type]
