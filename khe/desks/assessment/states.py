"""The life of an assessment on one screen: who it is of, how far it has come, which band it ended in."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubjectKind(TextChoices):
    MEMBER = "member", _("Cá nhân")
    BODY = "body", _("Tập thể")
    AREA = "area", _("Khu vực")


class PeriodKind(TextChoices):
    QUARTER = "quarter", _("Quý")
    YEAR = "year", _("Năm")
    TERM = "term", _("Nhiệm kỳ")


class Band(TextChoices):
    """The four bands of QĐ 366-QĐ/TW, best first."""

    EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
    COMPLETED = "completed", _("Hoàn thành nhiệm vụ")
    FAILED = "failed", _("Không hoàn thành nhiệm vụ")


BANDS = (Band.EXCELLENT, Band.GOOD, Band.COMPLETED, Band.FAILED)  # best first
BAND_SHORT: Mapping[str, Any] = {
    Band.EXCELLENT: _("Xuất sắc"),
    Band.GOOD: _("Tốt"),
    Band.COMPLETED: _("Hoàn thành"),
    Band.FAILED: _("Không hoàn thành"),
}
BAND_KIND = {
    Band.EXCELLENT: "done", Band.GOOD: "work", Band.COMPLETED: "idle", Band.FAILED: "late",
}  # fmt: skip  # how the pages colour it


class Stage(TextChoices):
    """Where a campaign ("đợt đánh giá") stands."""

    OPEN = "open", _("Đang tự đánh giá, đề xuất")
    DECIDING = "deciding", _("Đang quyết định")
    DECIDED = "decided", _("Đã kết thúc")


class Status(TextChoices):
    """Where the assessment of one subject stands."""

    WAITING = "waiting", _("Chờ tự đánh giá")
    SELF_ASSESSED = "self_assessed", _("Chờ đề xuất")
    PROPOSED = "proposed", _("Chờ quyết định")
    DECIDED = "decided", _("Đã quyết định")
    LEFT_OUT = "left_out", _("Không đánh giá kỳ này")


STATUS_KIND = {
    Status.WAITING: "wait", Status.SELF_ASSESSED: "soon", Status.PROPOSED: "work",
    Status.DECIDED: "done", Status.LEFT_OUT: "idle",
}  # fmt: skip


STAGE_KIND = {Stage.OPEN: "soon", Stage.DECIDING: "work", Stage.DECIDED: "done"}


class CeilingBy(TextChoices):
    """Among whom the ceiling on the share of "excellent" is counted."""

    ALL = "all", _("Toàn phường")
    UNIT = "unit", _("Từng đơn vị")
    LEADING = "leading", _("Người đứng đầu và người khác, riêng từng nhóm")


MANUAL = "manual"  # points given by hand; any other source is a fact counted from records
COUNTED_FACTS: Mapping[str, Any] = {
    "tasks.on_time": _("Nhiệm vụ có hạn trong kỳ xong đúng hạn (%)"),
    "tasks.late": _("Nhiệm vụ có hạn trong kỳ xong trễ hoặc còn quá hạn (%)"),
}
TYPED_FACTS: Mapping[str, Any] = {
    "typed.beyond": _("Kết quả vượt yêu cầu (%)"),
    "typed.discipline": _("Số lần bị kỷ luật trong kỳ"),
}
FACTS: Mapping[str, Any] = {**COUNTED_FACTS, **TYPED_FACTS}
OPS: Mapping[str, Any] = {
    ">=": _("từ … trở lên"), "<=": _("không quá …"), "==": _("đúng bằng …"),
}  # fmt: skip


class Event(TextChoices):
    FRAME_SAVED = "assessment.frame_saved", _("Ghi khung đánh giá")
    CAMPAIGN_OPENED = "assessment.campaign_opened", _("Mở đợt đánh giá")
    DECIDING_BEGUN = "assessment.deciding_begun", _("Chuyển sang quyết định")
    CONCLUDED = "assessment.concluded", _("Kết thúc đợt đánh giá")
    SELF_ASSESSED = "assessment.self_assessed", _("Tự đánh giá")
    PROPOSED = "assessment.proposed", _("Đề xuất xếp loại")
    OPINION_NOTED = "assessment.opinion_noted", _("Ghi ý kiến tập thể")
    DECIDED = "assessment.decided", _("Quyết định xếp loại")
    DECIDED_AGAIN = "assessment.decided_again", _("Quyết định lại")
    LEFT_OUT = "assessment.left_out", _("Đưa ra khỏi đợt đánh giá")
    PLANNED = "assessment.planned", _("Thêm việc vào kế hoạch khắc phục")
    EXPORTED = "assessment.exported", _("Tải bảng kết quả")
