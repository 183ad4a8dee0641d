"""Why something may not be done in training: a code, and a sentence people understand."""

from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from khe.base.refusal import Refused


class Refusal(TextChoices):
    NOT_KEEPER = "not_keeper", _("Chỉ người làm tổ chức cán bộ ghi được việc đào tạo.")
    NOT_STANDING = "not_standing", _("Chỉ thường trực duyệt được kế hoạch và cho vượt dự toán.")
    NOT_YOUR_PEOPLE = (
        "not_your_people",
        _("Anh/chị chỉ đề xuất được nhu cầu của mình và của người thuộc quyền."),
    )
    # plans
    NO_TITLE = "no_title", _("Hãy ghi tên kế hoạch.")
    BAD_YEAR = "bad_year", _("Năm của kế hoạch phải từ 2000 đến 2100.")
    YEAR_TAKEN = "year_taken", _("Năm này đã có kế hoạch; mỗi năm một kế hoạch.")
    BAD_MONEY = "bad_money", _("Số tiền không thể âm.")
    PLAN_NOT_DRAFT = "plan_not_draft", _("Kế hoạch này không còn là dự thảo.")
    PLAN_NOT_APPROVED = "plan_not_approved", _("Kế hoạch này chưa duyệt hoặc đã khép.")
    PLAN_CLOSED = "plan_closed", _("Kế hoạch này đã khép.")
    NO_APPROVAL = "no_approval", _("Hãy ghi số, ngày của văn bản duyệt.")
    NO_OVERRUN_REASON = (
        "no_overrun_reason",
        _("Nhu cầu ước tính nhiều hơn kinh phí; người duyệt phải ghi lý do vẫn duyệt."),
    )
    OVER_BUDGET = (
        "over_budget",
        _(
            "Cử thêm người sẽ vượt kinh phí của kế hoạch; thường trực cần ghi lý do cho vượt trên"
            " trang kế hoạch trước."
        ),
    )
    STILL_RUNNING = "still_running", _("Kế hoạch còn lớp chưa kết thúc; chưa khép được.")
    # needs
    UNKNOWN_NEED = "unknown_need", _("Hãy chọn trình độ, hoặc ghi tên kỹ năng, chứng chỉ cần có.")
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    MEMBER_GONE = "member_gone", _("Người này đã thôi việc hoặc bị khóa; không cử đi học.")
    NEED_STANDS = "need_stands", _("Nhu cầu này của người đó đã được ghi và chưa xong.")
    NEED_DECIDED = "need_decided", _("Nhu cầu này đã được quyết định rồi.")
    HELD_ALREADY = "held_already", _("Người này đã có trình độ, chứng chỉ đó.")
    # courses
    NO_NAME = "no_name", _("Hãy ghi tên lớp.")
    BAD_LEVEL = "bad_level", _("Lớp đào tạo phải ghi trình độ; lớp bồi dưỡng thì không.")
    NOT_A_PERIOD = "not_a_period", _("Ngày kết thúc không thể trước ngày khai giảng.")
    BAD_MOVE = "bad_move", _("Lớp đang ở tình trạng không chuyển sang bước này được.")
    TOO_EARLY = "too_early", _("Chưa đến ngày khai giảng.")
    NOT_BEGUN = "not_begun", _("Lớp chưa được ghi là đã khai giảng nên chưa có kết quả.")
    ENDS_LATER = "ends_later", _("Chưa đến ngày kết thúc của lớp.")
    RESULTS_MISSING = (
        "results_missing",
        _("Còn người chưa có kết quả; hãy ghi kết quả trước khi kết thúc lớp."),
    )
    COURSE_OVER = "course_over", _("Lớp đã kết thúc hoặc đã hủy.")
    LEVEL_KEPT = (
        "level_kept",
        _("Lớp đã có người được ghi kết quả; không đổi loại, trình độ hay thời gian nữa."),
    )
    FEWER_SEATS = "fewer_seats", _("Số chỗ ít hơn số người đã được cử.")
    # people in courses
    ENROLLED_ALREADY = "enrolled_already", _("Người này đã ở trong lớp.")
    NO_SEAT_LEFT = "no_seat_left", _("Lớp đã đủ chỗ.")
    AWAY_ALREADY = (
        "away_already",
        _("Người này đang được cử học tập trung ở lớp khác trong thời gian ấy."),
    )
    NOT_ATTENDING = "not_attending", _("Người này không còn học ở lớp.")
    HAS_RESULT = "has_result", _("Đã ghi kết quả rồi; nếu sai thì dùng “Sửa kết quả”.")
    NO_RESULT = "no_result", _("Chưa ghi kết quả nên chưa có gì để sửa.")
    BAD_OUTCOME = "bad_outcome", _("Kết quả là hoàn thành hoặc không đạt.")
    OUTSIDE_COURSE = "outside_course", _("Ngày học xong phải trong thời gian của lớp.")
    IN_THE_FUTURE = "in_the_future", _("Ngày này chưa đến.")
    BAD_CERTIFICATE = (
        "bad_certificate",
        _("Văn bằng, chứng chỉ phải có số và ngày, và không cấp trước ngày học xong."),
    )
    NOT_EARNED = "not_earned", _("Không đạt thì không có văn bằng, chứng chỉ.")
    ROWS_DO_NOT_FIT = "rows_do_not_fit", _("Có dòng chưa đúng nên chưa nhập dòng nào.")
    NOTHING_CHANGED = "nothing_changed", _("Không có gì thay đổi.")


class RowsRefused(Refused):
    """Several rows of one table were not taken: `rows` gives each its reason, by the row's id."""

    def __init__(self, rows: dict[UUID, Refusal]) -> None:
        super().__init__(next(iter(rows.values())))
        self.rows = rows


class Warning(TextChoices):
    """What does not stop anything, but should be known."""

    BELOW_MISSING = "below_missing", _("chưa có trình độ liền dưới")
    HELD = "held", _("đã có trình độ này")
    ALSO_STUDIES = "also_studies", _("cùng lúc học lớp khác")
