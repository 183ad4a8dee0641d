"""The life of a task, on one screen.

Stored is only what somebody did (`Status`); what a person sees (`State`) follows from it, the due
moment and the clock: `rules.state_of`, and the same as a query in `queries.in_state`.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    OPEN = "open", _("Đang mở")  # given; perhaps begun, perhaps handed in and waiting for the yes
    DONE = "done", _("Đã xong")  # handed in, and accepted by whoever gave it; final
    DROPPED = "dropped", _("Thôi không làm")  # with the reason; final


class State(TextChoices):
    """Every task is in exactly one of these at any moment: their counts add up to the total."""

    NOT_DUE = "not_due", _("Chưa đến hạn")  # open, nobody has begun, the due moment lies ahead
    DOING = "doing", _("Đang làm")  # open, begun (or handed in by the due moment)
    EXTENDED = "extended", _("Được gia hạn")  # open, begun or not, inside a due moment put off
    OVERDUE = "overdue", _("Quá hạn")  # open, and the due moment passed before it was handed in
    DONE_ON_TIME = "done_on_time", _("Xong đúng hạn")  # handed in by the due moment in force
    DONE_LATE = "done_late", _("Xong trễ hạn")
    DROPPED = "dropped", _("Thôi không làm")

    @property
    def kind(self) -> str:
        """Return the colour of the state: a kind of the tag `status`."""
        return STATE_KINDS[self]


STATE_KINDS: dict[str, str] = {
    State.NOT_DUE: "idle", State.DOING: "work", State.EXTENDED: "soon", State.OVERDUE: "late",
    State.DONE_ON_TIME: "done", State.DONE_LATE: "done", State.DROPPED: "idle",
}  # fmt: skip
OPEN_STATES = (State.NOT_DUE, State.DOING, State.EXTENDED, State.OVERDUE)


class Part(TextChoices):
    """What a member has to do with a task."""

    LEAD = "lead", _("Chủ trì")
    CO = "co", _("Phối hợp")
    ASSIGNER = "assigner", _("Người giao")
    OVER = "over", _("Theo dõi việc lớn")  # leads or gave the task that this one is a part of


class Kind(TextChoices):
    """Where a task comes from. Desks may name others; these have a word on the screen."""

    OWN = "own", _("Tự đặt")
    WORD = "word", _("Giao trực tiếp")
    TASK = "task", _("Chia từ nhiệm vụ")
    RECURRING = "recurring", _("Việc định kỳ")
    CONCLUSION = "conclusion", _("Kết luận giao ban")
    PLAN = "plan", _("Kế hoạch")
    FINDING = "finding", _("Kết quả kiểm tra")
    DOCUMENT = "document", _("Văn bản học tập")
    PROGRAMME = "programme", _("Chương trình hành động")
    ASSESSMENT = "assessment", _("Đánh giá, xếp loại")
    TRAINING = "training", _("Đào tạo, bồi dưỡng")
    HANDOVER = "handover", _("Bàn giao")
    MEASURE = "measure", _("Biện pháp khắc phục")


def kind_label(kind: str) -> str:
    """Return the word for a kind of source; a kind nobody named is shown as it is."""
    return str(Kind(kind).label) if kind in Kind.values else kind


# Who keeps which sources: they give tasks of them to anybody, and see them.
KEEPERS: dict[str, tuple[str, ...]] = {
    "study": (Kind.DOCUMENT, Kind.PROGRAMME, Kind.PLAN, Kind.MEASURE),
    "personnel": (Kind.ASSESSMENT, Kind.TRAINING, Kind.HANDOVER, Kind.PLAN, Kind.MEASURE),
}


@dataclass(frozen=True, slots=True)
class Source:
    """What a task comes from: a conclusion, a plan, a finding. `url` is a page of ours, or ""."""

    kind: str
    id: UUID | None = None
    label: str = ""
    url: str = ""


class Event(TextChoices):
    ASSIGNED = "task.assigned", _("Giao việc")
    STARTED = "task.started", _("Bắt đầu làm")
    NOTED = "task.noted", _("Ghi tiến độ")
    COMMENTED = "task.commented", _("Ý kiến")
    HANDED_IN = "task.handed_in", _("Báo cáo hoàn thành")
    CONFIRMED = "task.confirmed", _("Xác nhận hoàn thành")
    SENT_BACK = "task.sent_back", _("Trả lại làm tiếp")
    EXTENSION_ASKED = "task.extension_asked", _("Xin gia hạn")
    EXTENSION_DENIED = "task.extension_denied", _("Không gia hạn")
    EXTENDED = "task.extended", _("Gia hạn")
    DROPPED = "task.dropped", _("Thôi không làm")
    REASSIGNED = "task.reassigned", _("Đổi người chủ trì")
    CO_CHANGED = "task.co_changed", _("Đổi người phối hợp")
    AMENDED = "task.amended", _("Sửa nội dung")
    SPLIT = "task.split", _("Chia việc")
    HANDED_OVER = "task.handed_over", _("Bàn giao người giao việc")


class Rhythm(TextChoices):
    """How often a recurring task is given."""

    WEEKLY = "weekly", _("Hằng tuần")
    MONTHLY = "monthly", _("Hằng tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    YEARLY = "yearly", _("Hằng năm")


class RecurringEvent(TextChoices):
    MADE = "recurring.made", _("Đặt việc định kỳ")
    GIVEN = "recurring.given", _("Giao kỳ này")
    SKIPPED = "recurring.skipped", _("Bỏ qua kỳ")
    STOPPED = "recurring.stopped", _("Thôi giao định kỳ")


LAST_DAY = 0  # of a month: its last working day
Facts = dict[str, Any]
