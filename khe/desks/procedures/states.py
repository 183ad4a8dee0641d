"""The life of a procedure version, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    DRAFT = "draft", _("Bản nháp")  # being written; no dossier may use it
    PUBLISHED = "published", _("Đã công bố")  # in force from–to; never edited again
    RETIRED = "retired", _("Đã bãi bỏ")  # withdrawn; dossiers taken in under it keep it


class Confidence(TextChoices):
    HIGH = "high", _("Đã đối chiếu")
    MEDIUM = "medium", _("Khá chắc")
    LOW = "low", _("Chưa chắc")
    UNVERIFIED = "unverified", _("Chưa đối chiếu")


class Channel(TextChoices):
    DIRECT = "direct", _("Trực tiếp")
    POST = "post", _("Dịch vụ bưu chính")
    ONLINE = "online", _("Trực tuyến")


class StartRule(TextChoices):
    MINUTE = "minute", _("Tính từ phút tiếp nhận")
    NEXT_DAY = "next_day", _("Không tính ngày tiếp nhận")


class Unit(TextChoices):
    WORKING_DAY = "working_day", _("ngày làm việc")
    DAY = "day", _("ngày")
    WORKING_HOUR = "working_hour", _("giờ làm việc")
    HOUR = "hour", _("giờ")
    MONTH = "month", _("tháng")


class Why(TextChoices):
    """Why something of the source waits for an officer. The last ones are only to be checked."""

    NOT_STATED = "not_stated", _("Nguồn không ghi")
    NO_UNIT = "no_unit", _("Có số nhưng không có đơn vị thời gian")
    GLUED = "glued", _("Các số dính liền, không tách chắc chắn được")
    OTHER_UNIT = "other_unit", _("Đơn vị thời gian chưa dùng được")
    FRACTION = "fraction", _("Số lẻ không dùng được với đơn vị này")
    RANGE = "range", _("Một khoảng, không phải một thời hạn")
    NOT_A_NUMBER = "not_a_number", _("Không phải con số")
    NOTE_ONLY = "note_only", _("Chỉ có trong phần mô tả")
    SEVERAL = "several", _("Nhiều trường hợp cho cùng một hình thức nộp")
    BY_COUNCIL = "by_council", _("Mức thu do Hội đồng nhân dân hoặc văn bản khác quy định")
    FEE_CONTRADICTS = "fee_contradicts", _("Số tiền mâu thuẫn với phần ghi chú")
    OTHER_CURRENCY = "other_currency", _("Không phải tiền đồng")
    NO_TABLE = "no_table", _("Không có bảng để đọc")
    FORM_GLUED = "form_glued", _("Tên tệp mẫu dính vào tên giấy tờ")
    NOTE_DIFFERS = "note_differs", _("Phần mô tả ghi khác – cần kiểm tra")
    SHIPPED_DIFFERS = "shipped_differs", _("Dữ liệu kèm theo ghi khác – cần kiểm tra")
    FROM_SHIPPED = "from_shipped", _("Lấy từ dữ liệu kèm theo – cần kiểm tra")


# To be checked: the value in use is what a source states. All other reasons leave a gap.
CHECKS = frozenset({Why.NOTE_DIFFERS, Why.SHIPPED_DIFFERS, Why.FROM_SHIPPED, Why.FORM_GLUED})


class Refusal(TextChoices):
    NOT_ALLOWED = "not_allowed", _("Chỉ người giữ danh mục thủ tục mới được làm việc này.")
    NOT_YOURS = "not_yours", _("Thủ tục này thuộc danh mục của cơ quan khác.")
    NOT_A_DRAFT = "not_a_draft", _("Chỉ bản nháp mới sửa hoặc công bố được.")
    DRAFT_OPEN = (
        "draft_open",
        _("Thủ tục này đang có một bản nháp; hãy công bố hoặc bỏ bản đó trước."),
    )
    NOT_PUBLISHED = "not_published", _("Chỉ bản đã công bố mới bãi bỏ được.")
    ALREADY_RETIRED = "already_retired", _("Thủ tục này đã bãi bỏ.")
    NO_NAME = "no_name", _("Thủ tục chưa có tên.")
    NO_CHANNEL = "no_channel", _("Thủ tục chưa có hình thức nộp hồ sơ nào.")
    NO_START = "no_start", _("Chưa có ngày bắt đầu áp dụng.")
    STARTS_TOO_EARLY = (
        "starts_too_early",
        _("Ngày áp dụng phải từ ngày bản đang công bố bắt đầu áp dụng trở đi."),
    )


class Event(TextChoices):
    DRAFTED = "procedures.drafted", _("Tạo bản nháp thủ tục")
    DRAFT_SAVED = "procedures.draft_saved", _("Lưu bản nháp thủ tục")
    DRAFT_DROPPED = "procedures.draft_dropped", _("Bỏ bản nháp thủ tục")
    PUBLISHED = "procedures.published", _("Công bố thủ tục")
    RETIRED = "procedures.retired", _("Bãi bỏ thủ tục")
    IMPORTED = "procedures.imported", _("Nhập danh mục thủ tục")
