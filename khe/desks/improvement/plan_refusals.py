"""Why something may not be done to the plan of the next period: a code, and a sentence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanRefusal(TextChoices):
    NOT_YOURS_TO_PLAN = (
        "not_yours_to_plan",
        _("Chỉ thường trực và lãnh đạo lập được kế hoạch kỳ tới."),
    )
    NOT_YOURS_TO_APPROVE = "not_yours_to_approve", _("Chỉ thường trực duyệt được kế hoạch kỳ tới.")
    NO_TITLE = "no_title", _("Hãy ghi tên kế hoạch.")
    NO_TEXT = "no_text", _("Hãy ghi lời kế hoạch.")
    BACKWARDS = "backwards", _("Kỳ kết thúc trước khi bắt đầu; hãy xem lại các ngày.")
    NOT_AFTER = "not_after", _("Kỳ tới phải bắt đầu sau khi kỳ đang khép kết thúc.")
    PERIOD_OVER = "period_over", _("Kỳ tới đã qua rồi; hãy chọn kỳ kết thúc sau hôm nay.")
    PLANNED_ALREADY = "planned_already", _("Kỳ này đã có kế hoạch; hãy mở kế hoạch đó.")
    NOT_DRAFT = "not_draft", _("Kế hoạch này đã duyệt hoặc đã thôi lập, không sửa được nữa.")
    # deciding
    NO_CHOICE = "no_choice", _("Cách quyết định này không dùng cho mục này; hãy chọn lại.")
    NO_CONTENT = "no_content", _("Hãy ghi biện pháp.")
    NO_LEAD = "no_lead", _("Hãy chọn người chủ trì.")
    NO_DUE = "no_due", _("Hãy ghi hạn.")
    DUE_OUTSIDE = "due_outside", _("Hạn phải nằm trong kỳ tới: từ %(first)s đến %(last)s.")
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    NO_TARGET = "no_target", _("Hãy ghi đích, hoặc chọn không đặt chỉ tiêu và ghi lý do.")
    NO_SUCH_SHORTCOMING = (
        "no_such_shortcoming",
        _("Hạn chế này không còn mở; hãy chọn hạn chế khác."),
    )
    RETIRED = "retired", _("Chỉ tiêu này đã thôi dùng; hãy chọn không đặt và ghi lý do.")
    # approving
    UNDECIDED = "undecided", _("Còn %(n)s mục chưa quyết; quyết hết mới duyệt được.")
    MORE_TO_DECIDE = (
        "more_to_decide",
        _(
            "Sau khi lập dự thảo có thêm %(n)s biện pháp hoặc chỉ tiêu chưa có trong kế hoạch;"
            " hãy bấm “Cập nhật dự thảo” rồi quyết các mục đó."
        ),
    )
