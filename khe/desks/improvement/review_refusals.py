"""Why something may not be done in a review: a code, and a sentence people understand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewRefusal(TextChoices):
    NOT_STANDING = "review_not_standing", _("Chỉ thường trực mở đợt và giao kiểm điểm được.")
    NOT_YOURS = "review_not_yours", _("Chỉ người hoặc tập thể được kiểm điểm ghi được phần này.")
    NOT_COLLECTOR = (
        "not_collector",
        _("Chỉ thường trực, kiểm tra và đứng đầu đơn vị ghi được ý kiến góp ý."),
    )
    OWN_REVIEW = "own_review", _("Không ai tự ghi ý kiến, kết luận về mình.")
    NO_TITLE = "campaign_no_title", _("Hãy ghi tên đợt kiểm điểm.")
    NO_BASIS = "no_basis", _("Hãy ghi nghị quyết hoặc kế hoạch làm căn cứ.")
    PERIOD_BACKWARDS = "period_backwards", _("Ngày cuối của kỳ đứng trước ngày đầu.")
    DEADLINE_PAST = "deadline_past", _("Hạn hoàn thành đã qua; hãy chọn ngày từ hôm nay trở đi.")
    DEADLINE_EARLY = "deadline_early", _("Hạn hoàn thành đứng trước ngày đầu của kỳ kiểm điểm.")
    NO_UNITS = "no_units", _("Hãy chọn ít nhất một đơn vị hoặc một người.")
    UNIT_TWICE = "unit_twice", _("Đơn vị hoặc người này đã có trong đợt.")
    NO_SUCH_UNIT = "no_such_unit", _("Không có đơn vị hoặc người này; hãy chọn lại.")
    BAD_LIMIT = "review_bad_limit", _("Thời hạn chưa đúng; ví dụ: 10 ngày làm việc.")
    NO_TEXT = "review_no_text", _("Hãy ghi nội dung.")
    TOO_EARLY = "review_too_early", _("Chưa đến bước này; hãy làm xong bước trước.")
    TOO_LATE = "review_too_late", _("Bước này đã qua.")
    HELD_AHEAD = "held_ahead", _("Ngày họp không thể ở sau hôm nay.")
    NO_CHAIR = "no_chair", _("Hãy ghi người chủ trì.")
    NO_PART_COLLECTIVE = "no_part_collective", _("Hãy ghi phần trách nhiệm của tập thể.")
    NO_PART_HEAD = (
        "no_part_head",
        _("Hãy ghi riêng phần thẩm quyền, trách nhiệm của người đứng đầu."),
    )
    COLLECTIVE_OF_ONE = (
        "collective_of_one",
        _("Kiểm điểm cá nhân không có phần trách nhiệm của tập thể."),
    )
    RECEIVED_AHEAD = "received_ahead", _("Ngày nhận ý kiến không thể ở sau hôm nay.")
    BAD_GIVER = "bad_giver", _("Hãy chọn loại người góp ý.")
    DONE_ALREADY = "review_done", _("Lần kiểm điểm này đã hoàn thành.")
    NOT_MINER = "not_miner", _("Chỉ thường trực, lãnh đạo và kiểm tra quyết định gợi ý.")
    NO_REASON = "miner_no_reason", _("Hãy ghi lý do gác lại.")
    DECIDED = (
        "proposal_decided",
        _("Gợi ý này đã có người quyết hoặc số liệu đã đổi; hãy mở lại danh sách gợi ý."),
    )
