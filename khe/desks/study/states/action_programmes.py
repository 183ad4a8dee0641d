"""The life of an action programme and of a registered deed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActionStatus(TextChoices):
    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in_force", _("Đang thực hiện")
    FINISHED = "finished", _("Đã kết thúc")


class DeedStatus(TextChoices):
    REGISTERED = "registered", _("Đã đăng ký")
    DONE = "done", _("Đã làm, chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")


class Event(TextChoices):
    ACTION_PROGRAMME_SAVED = "action_programme.saved", _("Ghi chương trình hành động")
    ACTION_PROGRAMME_ISSUED = "action_programme.issued", _("Ban hành")
    ACTION_PROGRAMME_FINISHED = "action_programme.finished", _("Kết thúc chương trình")
    GOAL_SAVED = "action_programme.goal_saved", _("Ghi mục tiêu")
    TASK_GIVEN = "action_programme.task_given", _("Giao việc")
    DEED_REGISTERED = "deed.registered", _("Đăng ký việc làm theo")
    DEED_DONE = "deed.done", _("Báo đã làm")
    DEED_CONFIRMED = "deed.confirmed", _("Xác nhận")
    DEED_RETURNED = "deed.returned", _("Trả lại để bổ sung")
