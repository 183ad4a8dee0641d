"""What happens to an organisation and its accounts, and how the accounts stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Account(TextChoices):
    NONE = "none", _("Chưa có tài khoản")
    WAITING = "waiting", _("Chờ đổi mật khẩu lần đầu")  # has the password an administrator gave
    ACTIVE = "active", _("Đang dùng")
    LOCKED = "locked", _("Đã khóa")


class BodyKind(TextChoices):
    COMMITTEE = "committee", _("Cơ quan lãnh đạo")  # People's Council, People's Committee, Party
    OFFICE = "office", _("Văn phòng, phòng, ban")
    CENTRE = "centre", _("Trung tâm, đơn vị sự nghiệp")
    UNION = "union", _("Mặt trận, đoàn thể")
    CELL = "cell", _("Tổ, nhóm, chi bộ")


class Event(TextChoices):
    BODY_SAVED = "staff.body_saved", _("Ghi đơn vị")
    AREA_SAVED = "staff.area_saved", _("Ghi địa bàn")
    POST_SAVED = "staff.post_saved", _("Ghi chức danh")
    MEMBER_SAVED = "staff.member_saved", _("Ghi thông tin người")
    APPOINTED = "staff.appointed", _("Bổ nhiệm")
    TENURE_ENDED = "staff.tenure_ended", _("Thôi giữ chức danh")
    ACCOUNT_MADE = "staff.account_made", _("Tạo tài khoản")
    PASSWORD_RESET = "staff.password_reset", _("Đặt lại mật khẩu")
    ACCOUNT_LOCKED = "staff.account_locked", _("Khóa tài khoản")
    ACCOUNT_UNLOCKED = "staff.account_unlocked", _("Mở khóa tài khoản")
    SECOND_STEP_REMOVED = "staff.second_step_removed", _("Gỡ đăng nhập hai bước")
    DELEGATED = "staff.delegated", _("Ủy quyền")
    DELEGATION_REVOKED = "staff.delegation_revoked", _("Thu hồi ủy quyền")


# What a role lets its holder do, for those who decide which post gets it.
ROLE_MEANS = {
    "clerk": _(
        "Tiếp nhận và trả kết quả: nhận hồ sơ tại quầy, thu phí, nhận bổ sung, trả kết quả;"
        " xem mọi hồ sơ."
    ),
    "officer": _(
        "Xử lý hồ sơ: làm các bước của hồ sơ mình giữ; chỉ xem hồ sơ của mình, của đơn vị mình và"
        " hồ sơ chưa ai giữ."
    ),
    "leader": _(
        "Ký và quyết định: quyết định kết quả, hẹn lại, dừng giải quyết, phân công; xem mọi hồ sơ."
    ),
    "supervisor": _(
        "Kiểm tra, đôn đốc: xem mọi hồ sơ, chọn mẫu kiểm tra, ghi việc cần sửa; không xử lý hồ sơ."
    ),
    "catalogue": _("Danh mục và lịch: sửa thủ tục, sửa lịch làm việc của cơ quan."),
    "admin": _("Quản trị: tạo và khóa tài khoản, sửa đơn vị, chức danh, bổ nhiệm; xem mọi hồ sơ."),
}
ROLE_NAMES = {
    "clerk": _("Một cửa"),
    "officer": _("Xử lý hồ sơ"),
    "leader": _("Lãnh đạo"),
    "supervisor": _("Kiểm tra"),
    "catalogue": _("Danh mục, lịch"),
    "admin": _("Quản trị"),
}
