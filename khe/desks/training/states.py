"""The life of a training plan, of a need, of a course and of a person's place in it.

Levels are those of `base.people.competence`. Political theory: QĐ 57-QĐ/TW (08/02/2022). A course of
study ("đào tạo") ends with a level; a short course ("bồi dưỡng") with a certificate, or without one.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CourseKind(TextChoices):
    THEORY = "theory", _("Lý luận chính trị")
    DEGREE = "degree", _("Trình độ chuyên môn")
    SHORT = "short", _("Tập huấn, bồi dưỡng")


class Form(TextChoices):
    FULL_TIME = "full_time", _("Tập trung")
    PART_TIME = "part_time", _("Không tập trung, vừa làm vừa học")
    ONLINE = "online", _("Trực tuyến")


class CourseStatus(TextChoices):
    PLANNED = "planned", _("Dự kiến")
    OPEN = "open", _("Đang cử người")
    RUNNING = "running", _("Đang học")
    FINISHED = "finished", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")


COURSE_MOVES: dict[str, tuple[str, ...]] = {  # from: to
    CourseStatus.PLANNED: (CourseStatus.OPEN, CourseStatus.CANCELLED),
    CourseStatus.OPEN: (CourseStatus.RUNNING, CourseStatus.CANCELLED),
    CourseStatus.RUNNING: (CourseStatus.FINISHED, CourseStatus.CANCELLED),
    CourseStatus.FINISHED: (),
    CourseStatus.CANCELLED: (),
}
HELD = (CourseStatus.RUNNING, CourseStatus.FINISHED)  # courses that took place
TAKES_PEOPLE = (CourseStatus.PLANNED, CourseStatus.OPEN, CourseStatus.RUNNING)


class PlanStatus(TextChoices):
    DRAFT = "draft", _("Dự thảo")
    APPROVED = "approved", _("Đã duyệt")
    CLOSED = "closed", _("Đã khép")


class NeedKind(TextChoices):
    THEORY = "theory", _("Lý luận chính trị")
    DEGREE = "degree", _("Trình độ chuyên môn")
    CERTIFICATE = "certificate", _("Chứng chỉ")
    SKILL = "skill", _("Kỹ năng")


class NeedState(TextChoices):
    PROPOSED = "proposed", _("Đề xuất")
    APPROVED = "approved", _("Đã duyệt")
    DECLINED = "declined", _("Không duyệt")
    MET = "met", _("Đã đáp ứng")


OPEN_NEEDS = (NeedState.PROPOSED, NeedState.APPROVED)


class Priority(TextChoices):
    HIGH = "1", _("Cần ngay")
    NORMAL = "2", _("Trong năm")
    LOW = "3", _("Khi có điều kiện")


class EnrolmentState(TextChoices):
    ENROLLED = "enrolled", _("Được cử, chưa học")
    STUDYING = "studying", _("Đang học")
    COMPLETED = "completed", _("Hoàn thành")
    FAILED = "failed", _("Không đạt")
    WITHDRAWN = "withdrawn", _("Thôi học")


ATTENDING = (EnrolmentState.ENROLLED, EnrolmentState.STUDYING)
ENDED = (EnrolmentState.COMPLETED, EnrolmentState.FAILED)

LEVEL_NAMES: dict[str, Any] = {
    "elementary": _("Sơ cấp lý luận chính trị"),
    "intermediate": _("Trung cấp lý luận chính trị"),
    "advanced": _("Cao cấp lý luận chính trị"),
    "bachelor_theory": _("Cử nhân chính trị"),
    "secondary": _("Trung học phổ thông"),
    "vocational": _("Trung cấp chuyên môn"),
    "college": _("Cao đẳng"),
    "bachelor": _("Đại học"),
    "master": _("Thạc sĩ"),
    "doctor": _("Tiến sĩ"),
}


class Event(TextChoices):
    PLAN_SAVED = "training.plan_saved", _("Ghi kế hoạch")
    PLAN_APPROVED = "training.plan_approved", _("Duyệt kế hoạch")
    PLAN_CLOSED = "training.plan_closed", _("Khép kế hoạch")
    OVERRUN_ALLOWED = "training.overrun_allowed", _("Cho vượt dự toán")
    NEED_PROPOSED = "training.need_proposed", _("Đề xuất nhu cầu")
    NEED_APPROVED = "training.need_approved", _("Duyệt nhu cầu")
    NEED_DECLINED = "training.need_declined", _("Không duyệt nhu cầu")
    NEED_MET = "training.need_met", _("Nhu cầu đã được đáp ứng")
    COURSE_SAVED = "training.course_saved", _("Ghi lớp học")
    COURSE_MOVED = "training.course_moved", _("Đổi tình trạng lớp")
    ENROLLED = "training.enrolled", _("Cử đi học")
    STARTED = "training.started", _("Bắt đầu học")
    WITHDRAWN = "training.withdrawn", _("Thôi học")
    RESULT_RECORDED = "training.result_recorded", _("Ghi kết quả")
    RESULT_CORRECTED = "training.result_corrected", _("Sửa kết quả")
    FILE_ATTACHED = "training.file_attached", _("Đính kèm văn bằng, chứng chỉ")
