"""The life of a document to be studied, its programme, rounds, classes and seats."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    RESOLUTION = "resolution", _("Nghị quyết")
    DIRECTIVE = "directive", _("Chỉ thị")
    LAW = "law", _("Luật")
    CONCLUSION = "conclusion", _("Kết luận")
    PLAN = "plan", _("Kế hoạch")
    OTHER = "other", _("Văn bản khác")


class Level(TextChoices):
    """Who issued it."""

    CENTRAL = "central", _("Trung ương")
    CITY = "city", _("Thành phố, tỉnh")
    DISTRICT = "district", _("Quận, huyện")  # until July 2025
    WARD = "ward", _("Phường, xã")


class ProgrammeStatus(TextChoices):
    DRAFT = "draft", _("Đang soạn")
    OPEN = "open", _("Đang tổ chức")
    CLOSED = "closed", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")


class RoundStatus(TextChoices):
    PLANNING = "planning", _("Đang xếp lớp")
    ANNOUNCED = "announced", _("Đã triệu tập")
    HELD = "held", _("Đã học xong")
    CLOSED = "closed", _("Đã khóa sổ")


class ClassKind(TextChoices):
    REGULAR = "regular", _("Lớp chính")
    MAKEUP = "makeup", _("Lớp học bù")


class ClassStatus(TextChoices):
    PLANNED = "planned", _("Dự kiến")
    ANNOUNCED = "announced", _("Đã triệu tập")
    HELD = "held", _("Đã học")
    CANCELLED = "cancelled", _("Đã hủy")


class SeatState(TextChoices):
    EXPECTED = "expected", _("Chưa điểm danh")
    PRESENT = "present", _("Có mặt")
    EXCUSED = "excused", _("Vắng có phép")
    UNEXCUSED = "unexcused", _("Vắng không phép")


class Part(TextChoices):
    """A part of the day in which a class may be held; a round says from when to when."""

    MORNING = "am", _("Sáng")
    AFTERNOON = "pm", _("Chiều")
    EVENING = "eve", _("Tối")


# From when to when, local time; a round may say otherwise.
PARTS = {"am": ["07:30", "11:00"], "pm": ["13:30", "17:00"], "eve": ["18:00", "20:30"]}


class Event(TextChoices):
    DOCUMENT_SAVED = "document.saved", _("Đã ghi văn bản")
    FILE_ADDED = "document.file_added", _("Đã đính kèm tệp")
    PROGRAMME_SAVED = "programme.saved", _("Đã ghi chương trình")
    PROGRAMME_OPENED = "programme.opened", _("Đã mở chương trình")
    PROGRAMME_CLOSED = "programme.closed", _("Đã kết thúc chương trình")
    PROGRAMME_CANCELLED = "programme.cancelled", _("Đã hủy chương trình")
    ROUND_SAVED = "round.saved", _("Đã ghi đợt học")
    LEARNERS_DRAWN = "round.learners_drawn", _("Đã lập danh sách người học")
    PLAN_MADE = "round.plan_made", _("Đã có phương án xếp lớp")
    ROUND_PLANNED = "round.planned", _("Đã nhận phương án xếp lớp")
    ROUND_ANNOUNCED = "round.announced", _("Đã triệu tập")
    LEARNERS_REMINDED = "round.learners_reminded", _("Đã nhắc lịch học")
    ROUND_HELD = "round.held", _("Đã học xong")
    ROUND_CLOSED = "round.closed", _("Đã khóa sổ đợt học")
    LEARNER_EXEMPTED = "learner.exempted", _("Đã cho miễn học")
    LEARNER_RECALLED = "learner.recalled", _("Đã thôi miễn học")
    LEARNER_CONSTRAINED = "learner.constrained", _("Đã ghi điều kiện của người học")
    HALL_SAVED = "hall.saved", _("Đã ghi hội trường")
    SPEAKER_SAVED = "speaker.saved", _("Đã ghi báo cáo viên")
    CLASS_SAVED = "class.saved", _("Đã ghi lớp")
    CLASS_PINNED = "class.pinned", _("Đã giữ lớp")
    CLASS_RELEASED = "class.released", _("Đã thôi giữ lớp")
    CLASS_CANCELLED = "class.cancelled", _("Đã hủy lớp")
    CLASS_HELD = "class.held", _("Lớp đã học")
    SEAT_MOVED = "class.seat_moved", _("Đã xếp chỗ bằng tay")
    SEAT_RELEASED = "class.seat_released", _("Đã thôi giữ chỗ")


class WhyUnplaced(TextChoices):
    """Why the planner has no seat for somebody."""

    NO_SLOT = "no_slot", _("Không buổi nào của đợt hợp với lịch của người này")
    NO_HALL = "no_hall", _("Những buổi người này học được thì không có hội trường trống")
    NO_SPEAKER = "no_speaker", _("Những buổi người này học được thì không có báo cáo viên")
    FULL = "full", _("Những buổi người này học được đều đã hết chỗ")
