"""The lists of training as spreadsheets: courses, and people in them with their results."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from khe.base.people.competence import LEVELS
from khe.base.sheets import Column, Sheet
from khe.desks.training.models import Course, Enrolment
from khe.desks.training.states import (
    LEVEL_NAMES,
    CourseKind,
    CourseStatus,
    EnrolmentState,
    Form,
)

WHAT = {
    f"{kind}:{level}": LEVEL_NAMES[level] for kind, levels in LEVELS.items() for level in levels
} | {"short:": CourseKind.SHORT.label}
STATES = {state.value: state.label for state in EnrolmentState}

ENROLMENTS = Sheet(
    "training.enrolments",
    _("Người học"),
    [
        Column("code", _("Mã cán bộ"), example="CB012", width=12,
               hint=_("Cần khi có hai người trùng tên.")),
        Column("member", _("Họ và tên"), required=True, example="Nguyễn Thị Mẫu", width=26),
        Column("course", _("Tên lớp"), required=True, width=38,
               example=_("Trung cấp lý luận chính trị khóa 12")),
        Column("what", _("Loại lớp, trình độ"), "choice", required=True, choices=WHAT, width=28,
               example="theory:intermediate"),
        Column("issuer", _("Nơi mở lớp"), example=_("Trường Chính trị"), width=26),
        Column("starts_on", _("Khai giảng"), "date", required=True, example="05/01/2026", width=13),
        Column("ends_on", _("Kết thúc"), "date", required=True, example="30/12/2026", width=13),
        Column("decision", _("Quyết định cử số"), example="15/QĐ-ĐU", longest=60, width=18),
        Column("decided_on", _("Ngày quyết định"), "date", example="20/12/2025", width=13),
        Column("cost", _("Kinh phí (đồng)"), "number", example="5000000", width=16),
        Column("state", _("Tình trạng"), "choice", choices=STATES, example="completed", width=20,
               hint=_("Bỏ trống nếu chưa có kết quả.")),
        Column("ended_on", _("Học xong ngày"), "date", example="30/12/2026", width=13,
               hint=_("Bỏ trống thì lấy ngày kết thúc của lớp.")),
        Column("result", _("Xếp loại, điểm"), example=_("Khá"), longest=120, width=16),
        Column("certificate", _("Số văn bằng, chứng chỉ"), example="0123/TC", longest=60, width=20),
        Column("certified_on", _("Cấp ngày"), "date", example="15/01/2027", width=13),
    ],
)  # fmt: skip

COURSES = Sheet(
    "training.courses",
    _("Lớp học"),
    [
        Column("name", _("Tên lớp"), width=38),
        Column("what", _("Loại lớp, trình độ"), "choice", choices=WHAT, width=28),
        Column("field", _("Ngành học"), width=20),
        Column("skill", _("Kỹ năng, chứng chỉ"), width=22),
        Column("issuer", _("Nơi mở lớp"), width=26),
        Column("form", _("Hình thức học"), "choice", choices=dict(Form.choices), width=24),
        Column("starts_on", _("Khai giảng"), "date", width=13),
        Column("ends_on", _("Kết thúc"), "date", width=13),
        Column("seats", _("Số chỗ"), "number", width=10),
        Column("cost", _("Kinh phí mỗi người (đồng)"), "number", width=22),
        Column("budget_source", _("Nguồn kinh phí"), width=22),
        Column("document", _("Văn bản mở lớp"), width=22),
        Column("status", _("Tình trạng"), "choice", choices=dict(CourseStatus.choices), width=18),
        Column("people", _("Số người (trong phạm vi được xem)"), "number", width=20),
    ],
)  # fmt: skip


def enrolment_row(place: Enrolment) -> dict[str, Any]:
    """Return a place as a row of the sheet."""
    course = place.course
    same = (
        "decision",
        "decided_on",
        "cost",
        "state",
        "ended_on",
        "result",
        "certificate",
        "certified_on",
    )
    return {name: getattr(place, name) for name in same} | {
        "code": place.member.code, "member": place.member.name, "course": course.name,
        "what": f"{course.kind}:{course.level}", "issuer": course.issuer,
        "starts_on": course.starts_on, "ends_on": course.ends_on,
    }  # fmt: skip


def course_rows(listed: Any) -> Iterator[dict[str, Any]]:
    """Yield courses, with the number of people the actor sees in each, as rows of the sheet."""
    for one in listed:
        course: Course = one.course
        names = [c.key for c in COURSES.columns if hasattr(course, c.key)]
        yield {name: getattr(course, name) for name in names} | {
            "what": f"{course.kind}:{course.level}", "people": one.here,
        }  # fmt: skip
