"""The life of a dossier, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    REGISTERED = "registered", _("Mới đăng ký")  # handed in, not yet checked; no clock
    RECEIVED = "received", _("Đã tiếp nhận")  # valid; the clock runs; nobody has begun
    IN_PROGRESS = "in_progress", _("Đang giải quyết")  # a step is being worked on
    AWAITING_SUPPLEMENT = "awaiting_supplement", _("Chờ bổ sung")  # the clock is stopped
    AWAITING_PAYMENT = "awaiting_payment", _("Chờ nộp phí")  # the clock is stopped
    TRANSFERRED = "transferred", _("Chờ cơ quan khác")  # with a higher authority
    DECIDED = "decided", _("Đã có kết quả")  # settled: the clock's end; the result is prepared
    ISSUED = "issued", _("Chờ trả kết quả")  # the result lies at the counter
    RETURNED = "returned", _("Đã trả kết quả")  # the citizen has it; final
    REFUSED = "refused", _("Không tiếp nhận")  # at intake; final
    WITHDRAWN = "withdrawn", _("Đã rút")  # by the citizen; final
    STOPPED = "stopped", _("Dừng giải quyết")  # by the authority; final


RUNNING = (Status.RECEIVED, Status.IN_PROGRESS, Status.TRANSFERRED)  # the clock runs
WAITING = (Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT)  # the clock is stopped
OPEN = RUNNING + WAITING
SETTLED = (Status.DECIDED, Status.ISSUED, Status.RETURNED)
DONE_AT_COUNTER = (Status.DECIDED, Status.ISSUED)  # the result is there, the citizen not yet
GONE = (Status.WITHDRAWN, Status.STOPPED)  # taken in, but ended without a result
CLOSED = SETTLED + GONE
BEFORE_INTAKE = (Status.REGISTERED, Status.REFUSED)

# Every dossier is in exactly one of these: taken in = running + waiting + settled + gone.
PARTITION = {
    "before": BEFORE_INTAKE, "running": RUNNING, "waiting": WAITING, "settled": SETTLED,
    "gone": GONE,
}  # fmt: skip

# National statuses 1–10 (domain.md 1.4), an axis of its own, mapped and never stored.
NATIONAL: dict[str, int] = {
    Status.REGISTERED: 1,
    Status.RECEIVED: 2,
    Status.REFUSED: 3,
    Status.IN_PROGRESS: 4,
    Status.TRANSFERRED: 4,
    Status.AWAITING_SUPPLEMENT: 5,
    Status.AWAITING_PAYMENT: 6,
    Status.WITHDRAWN: 7,
    Status.STOPPED: 8,
    Status.DECIDED: 9,
    Status.ISSUED: 9,
    Status.RETURNED: 10,
}


class Channel(TextChoices):
    DIRECT = "direct", _("Trực tiếp")
    POST = "post", _("Bưu chính")
    ONLINE = "online", _("Trực tuyến")


class Outcome(TextChoices):
    NONE = "", _("Chưa có")
    GRANTED = "granted", _("Đồng ý")
    REJECTED = "rejected", _("Không đồng ý")


class Payment(TextChoices):
    FREE = "free", _("Không thu")
    DUE = "due", _("Chưa thu")
    PAID = "paid", _("Đã thu")


class PaidBy(TextChoices):
    """How a fee was paid; not known of what was taken before this was asked."""

    UNKNOWN = "", _("Không ghi")
    CASH = "cash", _("Tiền mặt")
    TRANSFER = "transfer", _("Chuyển khoản")
    ONLINE = "online", _("Trực tuyến")


class ResultFile(TextChoices):
    NONE = "", _("Chưa có tệp")
    SCANNED = "scanned", _("Bản quét")
    ELECTRONIC = "electronic", _("Bản điện tử")


class Delivery(TextChoices):
    NONE = "none", _("Chưa có kết quả")
    AT_COUNTER = "at_counter", _("Tại quầy")
    POSTED = "posted", _("Gửi bưu chính")
    ONLINE = "online", _("Gửi điện tử")
    HANDED_OVER = "handed_over", _("Đã trao")


class Exchange(TextChoices):
    LOCAL = "local", _("Tại cơ quan")
    CONSULTING = "consulting", _("Đang lấy ý kiến")  # the clock runs
    SENT = "sent", _("Đã chuyển cơ quan cấp trên")
    ANSWERED = "answered", _("Đã có trả lời")


class StepState(TextChoices):
    PENDING = "pending", _("Chưa đến")
    ACTIVE = "active", _("Đang làm")
    DONE = "done", _("Xong")
    SKIPPED = "skipped", _("Bỏ qua")


class Party(TextChoices):
    """Whose clock it is."""

    AUTHORITY = "authority", _("Phường")
    CITIZEN = "citizen", _("Công dân")
    OTHER = "other", _("Cơ quan khác")


class Event(TextChoices):
    REGISTERED = "dossier.registered", _("Đăng ký hồ sơ")
    RECEIVED = "dossier.received", _("Tiếp nhận hồ sơ")
    INTAKE_REFUSED = "dossier.intake_refused", _("Từ chối tiếp nhận")
    ASSIGNED = "dossier.assigned", _("Phân công")
    REASSIGNED = "dossier.reassigned", _("Chuyển người xử lý")
    STEP_STARTED = "dossier.step_started", _("Bắt đầu bước")
    STEP_FINISHED = "dossier.step_finished", _("Xong bước")
    SUPPLEMENT_REQUESTED = "dossier.supplement_requested", _("Yêu cầu bổ sung")
    SUPPLEMENT_RECEIVED = "dossier.supplement_received", _("Nhận bổ sung")
    PAYMENT_REQUESTED = "dossier.payment_requested", _("Yêu cầu nộp phí")
    PAYMENT_RECORDED = "dossier.payment_recorded", _("Đã thu phí")
    CONSULTED = "dossier.consulted", _("Lấy ý kiến cơ quan khác")
    CONSULTATION_ANSWERED = "dossier.consultation_answered", _("Cơ quan khác trả lời")
    TRANSFERRED = "dossier.transferred", _("Chuyển cơ quan cấp trên")
    TRANSFER_RETURNED = "dossier.transfer_returned", _("Cơ quan cấp trên trả lại")
    EXTENDED = "dossier.extended", _("Xin lỗi và hẹn lại")
    STOPPED = "dossier.stopped", _("Dừng giải quyết")
    WITHDRAWN = "dossier.withdrawn", _("Công dân rút hồ sơ")
    DECIDED = "dossier.decided", _("Có kết quả")
    REJECTED = "dossier.rejected", _("Không đồng ý giải quyết")
    RESULT_ISSUED = "dossier.result_issued", _("Chuyển kết quả ra quầy")
    RESULT_RETURNED = "dossier.result_returned", _("Trả kết quả")
    REOPENED = "dossier.reopened", _("Mở lại hồ sơ")
    APOLOGISED = "dossier.apologised", _("Gửi thư xin lỗi")
    DATE_MOVED = "dossier.date_moved", _("Đổi ngày hẹn do lịch làm việc thay đổi")
    FILE_ATTACHED = "dossier.file_attached", _("Đính kèm tệp")
    PERSONAL_DATA_SEEN = "dossier.personal_data_seen", _("Xem thông tin cá nhân")
    WARNED = "dossier.warned", _("Nhắc sắp đến hạn")
    CHECKED = "dossier.checked", _("Kiểm tra mẫu")


# Written down, but nothing about the dossier has changed: a page opened before is not out of date.
QUIET = (Event.PERSONAL_DATA_SEEN, Event.FILE_ATTACHED, Event.WARNED, Event.CHECKED)
