"""Why attendance is not taken: a code, and a sentence that says what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_ORGANISER = "not_organiser", _("Chỉ người tổ chức học tập (tuyên giáo) làm được việc này.")
    NOT_OPEN = (
        "not_open",
        _("Lớp này chưa mở điểm danh bằng mã; hãy nhờ người tổ chức mở màn hình điểm danh."),
    )
    CODE_OLD = (
        "code_old",
        _("Mã đã hết hạn. Mã đổi 10 giây một lần: hãy quét lại mã đang hiện trên màn hình."),
    )
    CODE_WRONG = (
        "code_wrong",
        _("Mã không đúng. Hãy quét mã đang hiện trên màn hình của lớp."),
    )
    BAD_MINUTES = (
        "bad_minutes",
        _("Số phút phải từ 0 đến 240, và giờ tính muộn phải trước khi lớp kết thúc."),
    )
    TOO_EARLY = (
        "too_early",
        _("Chưa đến giờ điểm danh của lớp; hãy quay lại khi điểm danh mở."),
    )
    TOO_LATE = (
        "too_late",
        _("Lớp đã kết thúc, không điểm danh được nữa; nếu có mặt, hãy báo người tổ chức sửa lại."),
    )
    CANCELLED = "cancelled", _("Lớp này đã hủy.")
    CLOSED = (
        "closed",
        _("Điểm danh của lớp đã chốt; chỉ còn sửa lại được, có ghi lý do."),
    )
    BOOKS_CLOSED = "books_closed", _("Đợt học đã khóa sổ, không thay đổi được nữa.")
    NOT_A_LEARNER = (
        "not_a_learner",
        _("Người này không có trong danh sách học của đợt; hãy hỏi người tổ chức."),
    )
    NO_SEAT = "no_seat", _("Người này chưa được xếp lớp trong đợt; hãy hỏi người tổ chức.")
    WRONG_CLASS = (
        "wrong_class",
        _("Người này được xếp vào lớp khác của đợt, không phải lớp này."),
    )
    EXEMPT = "exempt", _("Người này được miễn học trong đợt nên không điểm danh.")
    TWICE = "twice", _("Đã ghi có mặt rồi.")
    SAME_PHONE = (
        "same_phone",
        _(
            "Điện thoại này đã điểm danh cho một người khác của lớp;"
            " hãy nhờ người tổ chức điểm danh theo danh sách."
        ),
    )
    IS_PRESENT = "is_present", _("Người này đã ghi có mặt; nếu nhầm, hãy sửa lại và ghi lý do.")
    EXCUSED_ALREADY = "excused_already", _("Đã ghi vắng có phép rồi.")
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    NOT_A_STATE = "not_a_state", _("Không có cách ghi điểm danh này.")
    NOTHING_CHANGED = "nothing_changed", _("Điểm danh đang ghi như vậy rồi.")
    NOT_BEGUN = "not_begun", _("Lớp chưa bắt đầu, chưa thể chốt điểm danh.")
    NOBODY_ABSENT = "nobody_absent", _("Không còn ai vắng chưa học bù trong đợt này.")
    TOO_FEW_SEATS = (
        "too_few_seats",
        _("Hội trường không đủ chỗ cho những người cần học bù."),
    )
    HALL_TAKEN = "hall_taken", _("Hội trường đã có lớp khác trong giờ này.")
    SPEAKER_TAKEN = "speaker_taken", _("Báo cáo viên đã có lớp khác trong giờ này.")
    NOT_A_PERIOD = "not_a_period", _("Giờ kết thúc phải sau giờ bắt đầu.")
    IN_THE_PAST = "in_the_past", _("Lớp học bù phải bắt đầu sau lúc này.")
    # a door device
    CLOCK_UNSET = (
        "clock_unset",
        _("Ngày giờ của máy sai quá hai ngày; hãy chỉnh lại giờ máy rồi chuẩn bị lại."),
    )
    EMPTY_BATCH = "empty_batch", _("Không có lượt nào trong lần gửi.")
    TOO_MANY = "too_many", _("Một lần gửi nhiều nhất 500 lượt; hãy gửi thành nhiều lần.")
    BAD_MARK = "bad_mark", _("Lần gửi có lượt không đọc được; không lượt nào được ghi.")
    GAP = (
        "gap",
        _("Thiếu lượt trước đó: các lượt phải đến theo đúng thứ tự; hãy gửi lại từ lượt thiếu."),
    )
    CHANGED = (
        "changed",
        _("Một lượt đã gửi nay khác nội dung lần trước; không lượt nào được ghi."),
    )
    CLOCK_AHEAD = (
        "clock_ahead",
        _(
            "Giờ của máy chạy trước giờ máy chủ; hãy chuẩn bị lại máy, ghi người này theo danh sách."
        ),
    )
    CLOCK_BACK = (
        "clock_back",
        _("Giờ của máy đã bị lùi so với lượt trước; hãy ghi người này theo danh sách."),
    )
    CLOCK_BEFORE = (
        "clock_before",
        _("Giờ của lượt này trước lúc chuẩn bị máy; hãy ghi người này theo danh sách."),
    )
    NOTHING_TO_UNDO = (
        "nothing_to_undo",
        _("Không có lượt có mặt nào của máy này để bỏ."),
    )
