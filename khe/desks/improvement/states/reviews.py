"""The life of a review ("kiểm điểm"), on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewKind(TextChoices):
    COLLECTIVE = "collective", _("Tập thể")
    PERSON = "person", _("Cá nhân")


class ReviewStatus(TextChoices):
    PREPARING = "preparing", _("Đang chuẩn bị")  # the self-review is not written yet
    COLLECTING = "collecting", _("Đang lấy ý kiến")  # self-review there; opinions come in
    HELD = "held", _("Đã họp kiểm điểm")  # the session was held
    CONCLUDED = "concluded", _("Đã có kết luận")  # completed once somebody confirms it


class GiverKind(TextChoices):
    BODY = "body", _("Cơ quan, đơn vị")
    RESIDENTS = "residents", _("Đại diện nhân dân")
    FRONT = "front", _("Mặt trận và đoàn thể")
    SUPERIOR = "superior", _("Cấp trên")
    OTHER = "other", _("Khác")


class ReviewEvent(TextChoices):
    CAMPAIGN_OPENED = "campaign.opened", _("Mở đợt kiểm điểm")
    UNITS_ADDED = "campaign.units_added", _("Thêm đơn vị kiểm điểm")
    ADDED = "review.added", _("Giao kiểm điểm")
    PREPARED = "review.prepared", _("Ghi báo cáo tự kiểm điểm")
    OPINION = "review.opinion", _("Ghi ý kiến góp ý")
    ANSWERED = "review.answered", _("Trả lời ý kiến")
    HELD = "review.held", _("Họp kiểm điểm")
    CONCLUDED = "review.concluded", _("Kết luận")
    COMPLETED = "review.completed", _("Hoàn thành kiểm điểm")
    SET_ASIDE = "proposal.set_aside", _("Gác lại gợi ý")
    ACCEPTED = "proposal.accepted", _("Nhận gợi ý thành hạn chế")
