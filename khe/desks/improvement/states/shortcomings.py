"""The life of a shortcoming, on one screen.

Stored is only what somebody did (`Status`); what a person sees (`State`) follows from it, the windows
of measuring and the clock: `rules.shortcomings.state_of`.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    NAMED = "named", _("Đã nêu")  # measures or an indicator are missing
    REMEDIED = "remedied", _("Đang khắc phục")  # has measures, and an indicator to judge it by
    JUDGED = "judged", _("Đã kết luận")  # by the measured value; closes if it is overcome
    CLOSED = "closed", _("Đã đóng")  # with evidence and who approved; reopens on relapse
    RELAPSED = "relapsed", _("Tái diễn")  # was overcome and came back
    DROPPED = "dropped", _("Thôi theo dõi")  # with the reason


class State(TextChoices):
    """Every shortcoming is in exactly one of these on any day: their counts add up to the total."""

    NO_MEASURES = "no_measures", _("Chưa có biện pháp")
    REMEDIED = "remedied", _("Đang khắc phục")  # nothing is measured yet, or the window lies ahead
    WATCHED = "watched", _("Đang theo dõi")  # the window runs
    AWAITING = "awaiting", _("Chờ kết luận")  # the window is over
    OVERCOME = "overcome", _("Đã khắc phục")
    PARTLY = "partly", _("Khắc phục một phần")
    NOT_YET = "not_yet", _("Chưa khắc phục")
    RELAPSED = "relapsed", _("Tái diễn")
    DROPPED = "dropped", _("Thôi theo dõi")

    @property
    def kind(self) -> str:
        """Return the colour of the state: a kind of the tag `status`."""
        return STATE_KINDS[self]


STATE_KINDS: dict[str, str] = {
    State.NO_MEASURES: "late", State.REMEDIED: "work", State.WATCHED: "work", State.AWAITING: "soon",
    State.OVERCOME: "done", State.PARTLY: "soon", State.NOT_YET: "late", State.RELAPSED: "late",
    State.DROPPED: "idle",
}  # fmt: skip


class Verdict(TextChoices):
    OVERCOME = "overcome", _("Đã khắc phục")
    PARTLY = "partly", _("Khắc phục một phần")
    NOT_YET = "not_yet", _("Chưa khắc phục")


class Severity(IntegerChoices):
    LIGHT = 1, _("Nhẹ")
    MIDDLE = 2, _("Vừa")
    HEAVY = 3, _("Nặng")


class Event(TextChoices):
    FIELD_SAVED = "field.saved", _("Ghi lĩnh vực")
    NAMED = "shortcoming.named", _("Nêu hạn chế")
    EDITED = "shortcoming.edited", _("Sửa nội dung")
    LINKED = "shortcoming.linked", _("Gắn chỉ tiêu đo")
    MEASURE_ADDED = "shortcoming.measure_added", _("Thêm biện pháp")
    MEASURE_CARRIED = "shortcoming.measure_carried", _("Chuyển biện pháp sang kỳ tới")
    MEASURE_DROPPED = "shortcoming.measure_dropped", _("Bỏ biện pháp")
    EVIDENCE_ADDED = "shortcoming.evidence_added", _("Thêm minh chứng")
    JUDGED = "shortcoming.judged", _("Kết luận theo số đo")
    CLOSED = "shortcoming.closed", _("Đóng hạn chế")
    RELAPSED = "shortcoming.relapsed", _("Tái diễn, mở lại")
    REOPENED = "shortcoming.reopened", _("Mở lại")
    TOLD = "shortcoming.told", _("Đã báo tại giao ban")
    DROPPED = "shortcoming.dropped", _("Thôi theo dõi")
