"""The life of an essay ("bài thu hoạch")."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EssayStatus(TextChoices):
    HANDED_IN = "handed_in", _("Đã nộp, chờ chấm")
    RETURNED = "returned", _("Trả lại để viết thêm")
    GRADED = "graded", _("Đã chấm")


class Event(TextChoices):
    CALL_SAVED = "essay.call_saved", _("Ra đề bài thu hoạch")
    CALL_CLOSED = "essay.call_closed", _("Đóng nhận bài")
    HANDED_IN = "essay.handed_in", _("Nộp bài")
    RETURNED = "essay.returned", _("Trả lại bài")
    GRADED = "essay.graded", _("Chấm bài")
