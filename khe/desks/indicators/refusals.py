"""Why something may not be done to an indicator: a code, and a sentence that says what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_YOURS = (
        "not_yours",
        _("Chỉ thường trực, lãnh đạo và bộ phận kiểm tra, tổ chức, tuyên giáo đặt được chỉ tiêu."),
    )
    NOT_YOURS_TO_ENTER = (
        "not_yours_to_enter",
        _("Chỉ người phụ trách chỉ tiêu hoặc người đặt chỉ tiêu nhập được số liệu."),
    )
    NO_NAME = "no_name", _("Hãy ghi tên chỉ tiêu.")
    NO_UNIT = "no_unit", _("Hãy chọn đơn vị tính có trong danh sách.")
    NO_KIND = "no_kind", _("Kỳ đo là ngày, tuần, tháng, quý hoặc năm.")
    NO_BETTER = (
        "no_better",
        _("Hãy chọn: càng cao càng tốt, càng thấp càng tốt, hoặc không có chiều."),
    )
    NO_SOURCE = (
        "no_source",
        _("Hệ thống không đếm số liệu này; hãy chọn số liệu có trong danh mục."),
    )
    SOURCE_GONE = "source_gone", _("Nguồn của số liệu này không còn: %(why)s")
    KNOWN_ALREADY = (
        "known_already",
        _("Số liệu này đã được theo dõi theo kỳ này (%(name)s); hãy mở chỉ tiêu đó."),
    )
    RETIRED = "retired", _("Chỉ tiêu này đã thôi theo dõi: %(why)s")
    NO_WHY = "no_why", _("Hãy ghi lý do.")
    NO_OWNER = "no_owner", _("Không có người này; hãy chọn lại người phụ trách.")
    # targets
    EMPTY_BASELINE = (
        "empty_baseline",
        _("Kỳ ban đầu chưa có gì để đếm (mẫu số bằng 0 hoặc chưa có số liệu); hãy chọn kỳ khác."),
    )
    BASELINE_AHEAD = (
        "baseline_ahead",
        _("Kỳ ban đầu chưa kết thúc; hãy chọn một kỳ đã qua."),
    )
    SAME_AS_BASELINE = (
        "same_as_baseline",
        _(
            "Mục tiêu bằng đúng mức ban đầu (%(baseline)s) thì không có gì để làm; hãy đặt mức khác."
        ),
    )
    WRONG_DIRECTION = (
        "wrong_direction",
        _("Mục tiêu kém hơn mức ban đầu (%(baseline)s); hãy đặt mức tốt hơn."),
    )
    BAD_SHARE = "bad_share", _("Mục tiêu của một tỷ lệ nằm từ 0 đến 100 %.")
    BELOW_ZERO = "below_zero", _("Mục tiêu không thể nhỏ hơn 0.")
    DUE_PAST = "due_past", _("Hạn của mục tiêu đã qua; hãy chọn ngày từ hôm nay trở đi.")
    # figures typed in
    COUNTED = (
        "counted",
        _(
            "Chỉ tiêu này do hệ thống đếm từ hồ sơ, không nhập tay; số liệu sai thì sửa ở hồ sơ gốc."
        ),
    )
    NO_DOCUMENT = "no_document", _("Hãy ghi văn bản, sổ sách có số liệu này.")
    NO_NUMBER = "no_number", _("Hãy ghi số liệu.")
    EMPTY_DENOMINATOR = (
        "empty_denominator",
        _("Mẫu số bằng 0 thì không tính được tỷ lệ; không có gì để đếm thì đừng nhập kỳ này."),
    )
    NOT_A_SHARE = "not_a_share", _("Tử số phải từ 0 đến mẫu số (%(whole)s).")
    NEGATIVE = "negative", _("Số liệu không thể nhỏ hơn 0.")
    AHEAD = "ahead", _("Kỳ này chưa kết thúc; chỉ nhập số liệu của kỳ đã qua.")
    OVERLAPS = (
        "overlaps",
        _("Đã có số liệu nhập cho %(period)s, trùng một phần với kỳ này; hãy sửa kỳ hoặc số đó."),
    )
    # figures that are kept
    NOT_OVER = "not_over", _("Kỳ này chưa kết thúc; chỉ chốt số liệu của kỳ đã qua.")
    NOTHING_COUNTED = (
        "nothing_counted",
        _("Kỳ này hệ thống không đếm được gì để chốt; hãy chọn kỳ khác."),
    )
    TYPED = "typed", _("Chỉ tiêu này nhập tay: số liệu đã có văn bản kèm theo, không cần chốt.")
    NO_PURPOSE = "no_purpose", _("Hãy ghi chốt số liệu để làm gì, ví dụ tên báo cáo.")
    # known changes
    PHASE_AHEAD = "phase_ahead", _("Mốc thay đổi phải là một ngày đã đến.")
    PHASE_KNOWN = "phase_known", _("Ngày này đã được ghi là mốc thay đổi.")
    NO_PHASE = "no_phase", _("Không có mốc thay đổi nào vào ngày này.")
    # packs
    BAD_WEIGHT = "bad_weight", _("Điểm tối đa nằm từ 0 đến 100.")
    BAD_FULL = "bad_full", _("Mức đạt điểm tối đa nằm trên 0 và đến 100 %.")
    # sums
    NO_PARTS = "no_parts", _("Hãy chọn ít nhất hai phần, khác với tổng.")
    UNLIKE_PARTS = "unlike_parts", _("Tổng và các phần phải cùng đơn vị tính, không phải tỷ lệ.")
    DROPPED = "dropped", _("Phép kiểm tra này đã bỏ.")
