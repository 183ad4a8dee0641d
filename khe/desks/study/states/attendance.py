"""The life of attendance: how presence is taken, what a mark did, what is written down."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Method(TextChoices):
    QR = "qr", _("Quét mã")
    LIST = "list", _("Danh sách")
    DEVICE = "device", _("Máy ở cửa")  # may have no network
    IMPORT = "import", _("Bảng tính")
    CORRECTION = "correction", _("Sửa lại")
    CLOSING = "closing", _("Chốt điểm danh")


class Outcome(TextChoices):
    """What became of a mark."""

    APPLIED = "applied", _("Đã ghi")
    KEPT = "kept", _("Giữ ghi nhận sớm hơn")  # an earlier valid one stands
    REFUSED = "refused", _("Không ghi")


class What(TextChoices):
    """What a door device says of a seat."""

    PRESENT = "present", _("Có mặt")
    UNDO = "undo", _("Bấm nhầm")


class Event(TextChoices):
    ROLL_OPENED = "roll.opened", _("Mở điểm danh")
    MINUTES_SET = "roll.minutes_set", _("Đặt giờ điểm danh")
    CHECKED_IN = "roll.checked_in", _("Ghi có mặt")
    EXCUSED = "roll.excused", _("Ghi vắng có lý do")
    CORRECTED = "roll.corrected", _("Sửa điểm danh")
    ROLL_CLOSED = "roll.closed", _("Chốt điểm danh")
    DEVICE_PREPARED = "roll.device_prepared", _("Chuẩn bị máy ở cửa")
    MARKS_RECEIVED = "roll.marks_received", _("Nhận điểm danh từ máy ở cửa")
    IMPORTED = "roll.imported", _("Nhập điểm danh từ bảng tính")
    ROUND_HELD = "round.held", _("Đã học xong")
    MAKEUP_ARRANGED = "round.makeup_arranged", _("Lập lớp học bù")


STEP = 10  # seconds that a code stands on the screen; the one before is still taken
TICKET = 120  # seconds between scanning and confirming
OPENS_BEFORE = 45  # minutes before the class begins; check-in opens
LATE_AFTER = 15  # minutes after it began; present, but noted as late
CLOSES_AFTER = 0  # minutes after it ended
LONGEST = 240  # minutes; no roll opens earlier or closes later than that
LEAST = 5  # smaller groups are not shown
