"""The life of the plan of the next period ("kế hoạch kỳ tới"), on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanStatus(TextChoices):
    DRAFT = "draft", _("Dự thảo")  # every open measure and every indicator waits for a decision
    APPROVED = "approved", _("Đã duyệt")  # measures are tasks, targets are links; final
    DROPPED = "dropped", _("Thôi lập")  # with nothing changed


class ItemKind(TextChoices):
    MEASURE = "measure", _("Biện pháp chưa xong")  # open at the end of the period that closes
    NEW = "new", _("Biện pháp mới")
    TARGET = "target", _("Chỉ tiêu")


class Choice(TextChoices):
    """What a person decided about an item; "" while nobody has."""

    EXTEND = "extend", _("Chuyển sang kỳ tới, gia hạn")  # the task goes on with a later day
    ANEW = "anew", _("Chuyển sang kỳ tới, giao lại")  # the task is dropped and given anew
    ADD = "add", _("Đưa vào kế hoạch")
    LEAVE = "leave", _("Không làm tiếp")  # with the reason
    FINISHED = "finished", _("Đã xong")  # reported done and accepted before the plan was approved


class Why(TextChoices):
    """Why a target is proposed, or none."""

    BEYOND = "beyond", _("Mức tròn đầu tiên nằm ngoài dao động thường")
    KEEP = "keep", _("Giữ đích cũ, còn chưa đạt")
    TOO_FEW = "too_few", _("Chưa đủ số kỳ để thấy xu hướng")
    NO_SIDE = "no_side", _("Chỉ tiêu chưa ghi chiều nào là tốt")
    NOTHING_BEYOND = "nothing_beyond", _("Không còn mức nào tốt hơn ngoài dao động thường")
    RETIRED = "retired", _("Chỉ tiêu đã thôi dùng")


class PlanEvent(TextChoices):
    DRAFTED = "plan.drafted", _("Lập dự thảo kế hoạch")
    DECIDED = "plan.decided", _("Quyết định một mục")
    ADDED = "plan.added", _("Thêm biện pháp mới")
    WRITTEN = "plan.written", _("Sửa lời kế hoạch")
    APPROVED = "plan.approved", _("Duyệt kế hoạch")
    DROPPED = "plan.dropped", _("Thôi lập kế hoạch")
