"""What an indicator is measured in, and what happens to it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How often an indicator is read."""

    DAY = "day", _("ngày")
    WEEK = "week", _("tuần")
    MONTH = "month", _("tháng")
    QUARTER = "quarter", _("quý")
    YEAR = "year", _("năm")


class Better(TextChoices):
    UP = "up", _("Càng cao càng tốt")
    DOWN = "down", _("Càng thấp càng tốt")
    NEITHER = "", _("Không có chiều tốt hơn")


class Unit(TextChoices):
    """What is counted. The unit of a counted indicator is that of its source."""

    SHARE = "share", _("tỷ lệ phần trăm")
    PERSON = "person", _("người")
    PARTICIPATION = "participation", _("lượt")
    ACT = "act", _("quyết định")
    TASK = "task", _("nhiệm vụ")
    CLASS = "class", _("lớp")
    ESSAY = "essay", _("bài")
    DEED = "deed", _("việc làm")
    DOSSIER = "dossier", _("hồ sơ")
    REVIEW = "review", _("đơn vị")
    SHORTCOMING = "shortcoming", _("hạn chế")
    DAYS = "day", _("ngày làm việc")
    CASE = "case", _("vụ việc")
    POINT = "point", _("điểm")
    VND = "vnd", _("đồng")


LEVELS = (Unit.POINT, Unit.DAYS)  # do not add up over periods, unless an indicator says so


class Event(TextChoices):
    DEFINED = "indicator.defined", _("Đưa vào theo dõi")
    CHANGED = "indicator.changed", _("Sửa tên, lĩnh vực, người phụ trách")
    TARGET_SET = "indicator.target_set", _("Đặt mục tiêu")
    ENTERED = "indicator.entered", _("Nhập số liệu")
    PHASE_BEGUN = "indicator.phase_begun", _("Ghi mốc thay đổi")
    PHASE_DROPPED = "indicator.phase_dropped", _("Bỏ mốc thay đổi")
    RETIRED = "indicator.retired", _("Thôi theo dõi")
    FROZEN = "figure.frozen", _("Chốt số liệu")
    WEIGHED = "pack.weighed", _("Sửa điểm tối đa của một chỉ số")
    ITEM_OPENED = "pack.opened", _("Mở chỉ tiêu nhập tay cho một chỉ số")
    PARTITION_SAVED = "partition.saved", _("Đặt phép kiểm tra tổng")
