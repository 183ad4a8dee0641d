"""The life of a quiz before and after the classes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuizStatus(TextChoices):
    DRAFT = "draft", _("Đang soạn")
    OPEN = "open", _("Đang mở")
    CLOSED = "closed", _("Đã đóng")


class Phase(TextChoices):
    BEFORE = "before", _("Trước khi học")
    AFTER = "after", _("Sau khi học")


class QuestionKind(TextChoices):
    SINGLE = "single", _("Chọn một")
    MULTIPLE = "multiple", _("Chọn nhiều")


class Event(TextChoices):
    QUIZ_SAVED = "quiz.saved", _("Ghi câu hỏi")
    QUIZ_OPENED = "quiz.opened", _("Mở bài kiểm tra")
    QUIZ_CLOSED = "quiz.closed", _("Đóng bài kiểm tra")
    QUIZ_TAKEN = "quiz.taken", _("Làm bài kiểm tra")
