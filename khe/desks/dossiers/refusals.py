"""Why something may not be done to a dossier: a code, and a sentence a clerk understands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_CLERK = "not_clerk", _("Chỉ người của bộ phận tiếp nhận làm được việc này.")
    NOT_LEADER = "not_leader", _("Chỉ lãnh đạo phụ trách làm được việc này.")
    NOT_YOURS = (
        "not_yours",
        _("Hồ sơ đang do người khác giữ; chỉ người đó hoặc người được ủy quyền làm được."),
    )
    NOT_STAFF = "not_staff", _("Tài khoản này chưa giữ chức vụ nào nên chưa xử lý được hồ sơ.")
    NOT_HANDLER = "not_handler", _("Chỉ công chức xử lý hồ sơ hoặc lãnh đạo làm được việc này.")
    NOT_REGISTERED = (
        "not_registered",
        _("Chỉ hồ sơ mới đăng ký, chưa tiếp nhận mới làm được việc này."),
    )
    NOT_RUNNING = "not_running", _("Chỉ làm được khi hồ sơ đang được giải quyết.")
    NOT_OPEN = "not_open", _("Hồ sơ đã kết thúc nên không làm được việc này.")
    PROCEDURE_NOT_IN_FORCE = (
        "procedure_not_in_force",
        _("Thủ tục này chưa công bố hoặc không còn hiệu lực vào ngày tiếp nhận."),
    )
    CHANNEL_CLOSED = "channel_closed", _("Thủ tục này không nhận qua hình thức đã chọn.")
    NO_LIMIT = (
        "no_limit",
        _("Thủ tục chưa có thời hạn cho hình thức này; người giữ danh mục cần bổ sung trước."),
    )
    BAD_LIMIT = "bad_limit", _("Thời hạn không đúng dạng, ví dụ đúng: “3 working_day”.")
    NO_APPLICANT = "no_applicant", _("Chưa có họ tên người nộp.")
    PARTS_MISSING = (
        "parts_missing",
        _("Còn thiếu giấy tờ bắt buộc; hãy nhận đủ hoặc in phiếu hướng dẫn."),
    )
    BEFORE_LAST = "before_last", _("Thời điểm này sớm hơn việc gần nhất đã ghi của hồ sơ.")
    NO_REASON = "no_reason", _("Hãy ghi rõ lý do.")
    NO_PAPERS = "no_papers", _("Hãy ghi giấy tờ cần bổ sung.")
    NO_GROUND = "no_ground", _("Hãy ghi căn cứ pháp lý của việc tạm dừng tính hạn.")
    SUPPLEMENT_LIMIT = "supplement_limit", _("Thủ tục này không cho yêu cầu bổ sung thêm lần nữa.")
    NOT_AWAITING_SUPPLEMENT = "not_awaiting_supplement", _("Hồ sơ không ở trạng thái chờ bổ sung.")
    NOTHING_DUE = "nothing_due", _("Hồ sơ này không có khoản phí nào chưa thu.")
    BAD_AMOUNT = "bad_amount", _("Số tiền phải là số nguyên dương, tính bằng đồng.")
    NO_BODY = "no_body", _("Hãy ghi tên cơ quan.")
    ALREADY_CONSULTING = "already_consulting", _("Đang chờ một cơ quan khác trả lời rồi.")
    NOT_CONSULTING = "not_consulting", _("Không có cơ quan nào đang được lấy ý kiến.")
    NOT_TRANSFERRED = "not_transferred", _("Hồ sơ không ở cơ quan cấp trên.")
    NOT_SENDER = "not_sender", _("Người nhận phân công phải đang giữ chức vụ xử lý hồ sơ.")
    SAME_OFFICER = "same_officer", _("Hồ sơ đã do người này giữ.")
    UNASSIGNED = "unassigned", _("Hồ sơ chưa có người xử lý; hãy nhận việc hoặc phân công trước.")
    ALREADY_ASSIGNED = "already_assigned", _("Hồ sơ đã có người xử lý; dùng “Chuyển người xử lý”.")
    NO_STEP = "no_step", _("Hồ sơ không còn bước nào để bắt đầu.")
    STEP_RUNNING = "step_running", _("Bước này đã bắt đầu rồi.")
    STEP_NOT_RUNNING = "step_not_running", _("Chưa bước nào bắt đầu.")
    WAITING = "waiting", _("Hồ sơ đang tạm dừng chờ công dân; hãy nhận bổ sung hoặc thu phí trước.")
    STEPS_LEFT = "steps_left", _("Còn bước chưa xong trước bước quyết định.")
    EXTENDED_ALREADY = (
        "extended_already",
        _("Hồ sơ đã được hẹn lại một lần; quy định chỉ cho một lần."),
    )
    BAD_EXTENSION = (
        "bad_extension",
        _("Thời gian hẹn thêm không đúng, ví dụ đúng: “3 working_day”."),
    )
    NOT_LATE = "not_late", _("Hồ sơ không quá hạn nên không cần thư xin lỗi.")
    APOLOGY_MISSING = (
        "apology_missing",
        _("Hồ sơ trả quá hạn: cần gửi thư xin lỗi trước khi trả kết quả."),
    )
    NOT_DECIDED = "not_decided", _("Hồ sơ chưa có kết quả.")
    FEE_UNPAID = "fee_unpaid", _("Còn khoản phí chưa thu; hãy thu trước khi trả kết quả.")
    NOT_FINISHED = "not_finished", _("Chỉ hồ sơ đã kết thúc mới mở lại được.")
    DUPLICATE = "duplicate", _("Mã hồ sơ bên ngoài này đã được tiếp nhận.")
    STALE = "stale", _("Hồ sơ vừa được người khác thay đổi; hãy xem lại rồi làm tiếp.")
