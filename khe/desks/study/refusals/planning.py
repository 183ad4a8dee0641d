"""How planning says no, in sentences."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_ORGANISER = "not_organiser", _("Chỉ người được giao tổ chức học tập mới làm được việc này.")
    NO_TITLE = "no_title", _("Cần có trích yếu hoặc tên gọi.")
    NO_ISSUER = "no_issuer", _("Cần ghi cơ quan ban hành.")
    DAY_AHEAD = "day_ahead", _("Ngày ký chưa đến.")
    # programmes
    NOT_DRAFT = "not_draft", _("Chương trình đã mở: chỉ sửa được khi đang soạn.")
    NOT_OPEN = "not_open", _("Chương trình không còn mở.")
    NOBODY = "nobody", _("Hãy chọn ít nhất một nhóm người phải học.")
    BAD_LIMIT = "bad_limit", _("Thời hạn phải viết như “15 ngày làm việc”.")
    NO_GROUND = "no_ground", _("Cần ghi văn bản quy định thời hạn.")
    LIMIT_WITHOUT_SESSION = (
        "limit_without_session", _("Có thời hạn thì phải có ngày hội nghị của cấp trên, và ngược lại."),
    )  # fmt: skip
    SESSION_BEFORE_DOCUMENT = (
        "session_before_document", _("Hội nghị của cấp trên không thể trước ngày ký văn bản."),
    )  # fmt: skip
    ROUNDS_OPEN = "rounds_open", _("Còn đợt chưa học xong.")
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    HELD_ALREADY = "held_already", _("Đã có lớp học rồi, không hủy được nữa.")
    # rounds
    NOT_A_PERIOD = "not_a_period", _("Ngày cuối phải từ ngày đầu trở đi.")
    TOO_LONG = "too_long", _("Một đợt dài nhất 92 ngày.")
    BEFORE_SESSION = "before_session", _("Đợt học không thể bắt đầu trước hội nghị của cấp trên.")
    AFTER_DEADLINE = "after_deadline", _("Đợt học không thể kết thúc sau hạn của phường.")
    NO_PARTS = "no_parts", _("Hãy chọn ít nhất một buổi trong ngày.")
    PARTS_OVERLAP = "parts_overlap", _("Giờ các buổi không được chồng lên nhau.")
    NO_WORKING_DAY = "no_working_day", _("Trong những ngày này không có buổi nào học được.")
    CLASSES_OUTSIDE = "classes_outside", _("Có lớp đã xếp nằm ngoài những ngày này.")
    ROUND_OVER = "round_over", _("Đợt này đã học xong.")
    NO_LEARNERS = "no_learners", _("Đợt này chưa có danh sách người học.")
    NO_CLASSES = "no_classes", _("Đợt này chưa có lớp nào.")
    UNSEATED = (
        "unseated",
        _("Còn người chưa có chỗ. Hãy xếp chỗ, ghi miễn học, hoặc đánh dấu để họ học bù sau."),
    )
    NOBODY_TO_INVITE = "nobody_to_invite", _("Không còn ai có chỗ mà chưa được mời.")
    NOT_ANNOUNCED = "not_announced", _("Đợt này chưa triệu tập.")
    NOT_OVER = "not_over", _("Còn lớp chưa học.")
    NOT_HELD = "not_held", _("Đợt này chưa học xong.")
    HAS_SEAT = "has_seat", _("Người này đã có chỗ trong một lớp: hãy bỏ chỗ trước.")
    LIST_CHANGED = (
        "list_changed",
        _("Danh sách đã thay đổi trong lúc anh/chị xem. Hãy xem lại rồi xác nhận."),
    )
    # halls and speakers
    NO_NAME = "no_name", _("Cần có tên.")
    NO_SEATS = "no_seats", _("Hội trường phải có ít nhất một chỗ ngồi.")
    NEGATIVE = "negative", _("Số tiền và quãng đường không được âm.")
    BAD_WINDOW = (
        "bad_window",
        _("Có khoảng thời gian kết thúc trước khi bắt đầu, hoặc không đọc được."),
    )
    # classes
    NOT_A_TIME = "not_a_time", _("Giờ kết thúc phải sau giờ bắt đầu, trong cùng một ngày.")
    OUTSIDE_ROUND = "outside_round", _("Lớp nằm ngoài những ngày của đợt.")
    OVER_CAPACITY = "over_capacity", _("Lớp có nhiều chỗ hơn số ghế của hội trường.")
    BELOW_SEATED = "below_seated", _("Số người đã xếp vào lớp nhiều hơn số chỗ này.")
    HALL_GONE = "hall_gone", _("Hội trường này không còn dùng.")
    HALL_CLOSED = "hall_closed", _("Hội trường không mở vào buổi đó.")
    HALL_TAKEN = "hall_taken", _("Hội trường đã có lớp khác vào giờ đó.")
    SPEAKER_GONE = "speaker_gone", _("Báo cáo viên này không còn trong danh sách.")
    SPEAKER_BUSY = "speaker_busy", _("Báo cáo viên không nhận lịch vào buổi đó.")
    SPEAKER_TAKEN = "speaker_taken", _("Báo cáo viên đã có lớp khác vào giờ đó.")
    CLASS_OVER = "class_over", _("Lớp này đã học hoặc đã hủy.")
    IN_THE_PAST = "in_the_past", _("Thời gian này đã qua.")
    # seats
    FULL = "full", _("Lớp đã đủ người.")
    EXEMPT = "exempt", _("Người này được miễn học.")
    OTHER_ROUND = "other_round", _("Người học và lớp không cùng một đợt.")
    SEATED_TWICE = "seated_twice", _("Người này đã có chỗ trong một lớp chính của đợt.")
    CANNOT_COME = "cannot_come", _("Người này không học được vào buổi đó.")
    CHECKED_ALREADY = "checked_already", _("Đã điểm danh: không chuyển chỗ được nữa.")
    # proposals
    NO_HALLS = "no_halls", _("Chưa có hội trường nào để xếp.")
    STALE_PLAN = (
        "stale_plan",
        _("Người học, hội trường hoặc lớp đã thay đổi từ khi có phương án này. Hãy đề xuất lại."),
    )
    ACCEPTED_ALREADY = "accepted_already", _("Phương án này đã được nhận.")
