"""What those present are asked about their class; nothing about what they think of the document."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    CONTENT = "content", _("Nội dung dễ hiểu, sát công việc")
    SPEAKER = "speaker", _("Cách trình bày của báo cáo viên")
    HALL = "hall", _("Hội trường, âm thanh, chỗ ngồi")
    TIME = "time", _("Thời gian học hợp lý")


RATINGS = (1, 2, 3, 4, 5)
OPEN_DAYS = 7  # after the end of the class


class Event(TextChoices):
    FEEDBACK_GIVEN = "feedback.given", _("Góp ý về lớp học")
    FEEDBACK_CLOSED = "feedback.closed", _("Kết thúc góp ý")
