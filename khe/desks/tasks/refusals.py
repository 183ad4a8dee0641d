"""Why something may not be done to a task: a code, and a sentence people understand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_YOURS_TO_GIVE = (
        "not_yours_to_give",
        _(
            "Anh/chị giao việc được cho chính mình và cho người thuộc quyền;"
            " thường trực và lãnh đạo giao được cho mọi người."
        ),
    )
    NO_CONTENT = "no_content", _("Hãy ghi việc cần làm.")
    TOO_LONG = "too_long", _("Nội dung dài quá 500 ký tự; phần còn lại hãy ghi vào mô tả.")
    NO_LEAD = "no_lead", _("Hãy chọn người chủ trì.")
    LEAD_GONE = "lead_gone", _("Người chủ trì không còn làm việc ở đây; hãy chọn người khác.")
    CO_GONE = "co_gone", _("Có người phối hợp không còn làm việc ở đây; hãy bỏ ra khỏi danh sách.")
    NO_DUE = (
        "no_due",
        _("Hãy ghi hạn: một ngày, hoặc số ngày làm việc. Chỉ việc tự đặt mới không cần hạn."),
    )
    TWO_DUES = "two_dues", _("Chỉ ghi một trong hai: ngày đến hạn, hoặc số ngày làm việc.")
    BAD_LIMIT = "bad_limit", _("Thời hạn không hợp lệ; hãy ghi ví dụ 5 ngày làm việc.")
    BAD_DAY = "bad_day", _("Ngày này nằm ngoài lịch làm việc; hãy chọn một ngày trong vài năm tới.")
    DUE_PASSED = "due_passed", _("Hạn phải ở sau lúc này; hãy chọn ngày muộn hơn.")
    NOT_OPEN = "not_open", _("Nhiệm vụ đã kết thúc.")
    NOT_LEAD = "not_lead", _("Việc này là của người chủ trì.")
    NOT_IN_IT = (
        "not_in_it",
        _("Chỉ người chủ trì, người phối hợp và người theo dõi ghi được vào đây."),
    )
    STARTED_ALREADY = "started_already", _("Việc này đã bắt đầu rồi.")
    IN_ALREADY = "in_already", _("Đã báo cáo hoàn thành, đang chờ người giao xác nhận.")
    NOT_IN_YET = "not_in_yet", _("Người chủ trì chưa báo cáo hoàn thành.")
    NO_RESULT = "no_result", _("Hãy ghi kết quả: đã làm gì, sản phẩm nào.")
    PARTS_OPEN = (
        "parts_open",
        _("Còn việc chia nhỏ chưa xong; hãy hoàn thành hoặc thôi các việc ấy trước."),
    )
    NOT_DECIDER = (
        "not_decider",
        _("Chỉ người giao việc, thường trực hoặc lãnh đạo làm được việc này."),
    )
    OWN_WORK = (
        "own_work",
        _("Người chủ trì không tự xác nhận hay tự gia hạn việc người khác giao cho mình."),
    )
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    NO_TEXT = "no_text", _("Hãy ghi nội dung hoặc đính kèm tệp.")
    BAD_PERCENT = "bad_percent", _("Mức hoàn thành là số từ 0 đến 100.")
    NOT_LATER = "not_later", _("Hạn mới phải muộn hơn hạn đang có.")
    NO_DUE_TO_MOVE = "no_due_to_move", _("Việc này không có hạn nên không cần gia hạn.")
    NOTHING_ASKED = "nothing_asked", _("Không có đề nghị gia hạn nào đang chờ.")
    SAME_LEAD = "same_lead", _("Người này đang chủ trì rồi; hãy chọn người khác.")
    NOT_YOURS_TO_MOVE = (
        "not_yours_to_move",
        _(
            "Chỉ người giao việc, người đứng đầu của người chủ trì, thường trực hoặc lãnh đạo đổi được."
        ),
    )
    NOT_YOURS_TO_SPLIT = (
        "not_yours_to_split",
        _("Chỉ người chủ trì, người giao việc, thường trực hoặc lãnh đạo chia được việc này."),
    )
    TOO_DEEP = "too_deep", _("Việc đã chia nhỏ ba lớp; hãy ghi thêm vào việc đang có.")
    NOT_YOURS_TO_HAND_OVER = (
        "not_yours_to_hand_over",
        _(
            "Chỉ người đứng đầu, tổ chức cán bộ, thường trực hoặc lãnh đạo bàn giao được việc người khác."
        ),
    )
    TO_THEMSELVES = "to_themselves", _("Không bàn giao cho chính người đó.")
    STALE = "stale", _("Nhiệm vụ đã thay đổi sau khi anh/chị mở trang. Hãy xem lại rồi làm tiếp.")
    BAD_RHYTHM = "bad_rhythm", _("Hãy chọn ngày giao phù hợp với chu kỳ.")
    STOPPED_ALREADY = "stopped_already", _("Việc định kỳ này đã thôi giao.")
    NOT_MAKER = "not_maker", _("Chỉ người đặt việc định kỳ, thường trực hoặc lãnh đạo thôi được.")
    NOT_A_SPAN = "not_a_span", _("Ngày kết thúc phải sau ngày bắt đầu.")
    OUT_OF_ORDER = "out_of_order", _("Đã có việc ghi sau thời điểm này; không ghi lùi được.")
    AFTER_WHOLE = (
        "after_whole",
        _("Hạn của phần việc không được sau hạn của việc lớn; hãy gia hạn việc lớn trước."),
    )
