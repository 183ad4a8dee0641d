"""Why something may not be done to an assessment: a code, and a sentence with its numbers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    # frames
    NOT_KEEPER = "not_keeper", _("Chỉ bộ phận tổ chức cán bộ làm được việc này.")
    NO_NAME = "no_name", _("Hãy ghi tên.")
    NO_CRITERIA = "no_criteria", _("Khung phải có ít nhất một tiêu chí.")
    CRITERION_NAMELESS = (
        "criterion_nameless", _("Có một tiêu chí chưa ghi tên hoặc trùng mã với tiêu chí khác.")
    )  # fmt: skip
    BAD_MAX = "bad_max", _("Điểm tối đa của “%(title)s” phải lớn hơn 0.")
    NOT_100 = "not_100", _("Tổng điểm tối đa là %(sum)s; phải đúng 100.")
    UNKNOWN_SOURCE = "unknown_source", _("Không có số liệu nào mang mã “%(source)s”.")
    BANDS_WRONG = (
        "bands_wrong",
        _("Bốn mức phải có điểm sàn giảm dần, mức thấp nhất từ 0 và mức cao nhất không quá 100."),
    )
    BAD_CONDITION = (
        "bad_condition", _("Điều kiện kèm theo “%(text)s” thiếu mức, số liệu hoặc giá trị.")
    )  # fmt: skip
    BAD_CEILING = "bad_ceiling", _("Tỷ lệ xuất sắc tối đa phải lớn hơn 0 và không quá 100%%.")
    BAD_WEAK = "bad_weak", _("Ngưỡng yếu phải từ 0 đến 100 điểm.")
    # campaigns
    NO_FRAME = "no_frame", _("Hãy chọn ít nhất một khung đánh giá.")
    WRONG_FRAME = "wrong_frame", _("Khung “%(name)s” không dùng cho đối tượng hoặc kỳ này.")
    FRAME_NOT_YET = "frame_not_yet", _("Khung “%(name)s” chỉ dùng từ ngày %(day)s.")
    NOT_A_PERIOD = "not_a_period", _("Kỳ đánh giá không đúng: %(kind)s phải trọn từ đầu đến cuối.")
    OVERLAPS = "overlaps", _("Kỳ này trùng với đợt “%(name)s” đã mở cho cùng loại đối tượng.")
    DUE_WRONG = (
        "due_wrong", _("Hạn nộp phải từ hôm nay trở đi và không trước ngày đầu của kỳ đánh giá.")
    )  # fmt: skip
    NOBODY = "nobody", _("Không có ai, tập thể hoặc khu vực nào để đánh giá trong kỳ này.")
    NOT_DECIDER = "not_decider", _("Chỉ thường trực quyết định xếp loại.")
    NOT_OPEN = "not_open", _("Đợt này không còn nhận tự đánh giá.")
    CLOSED = "closed", _("Đợt này đã kết thúc; chỉ thường trực quyết định lại, kèm văn bản mới.")
    DECIDING_ALREADY = "deciding_already", _("Đợt này đã chuyển sang quyết định.")
    NOTHING_PROPOSED = "nothing_proposed", _("Chưa có đề xuất nào để quyết định.")
    NOT_ALL_DECIDED = "not_all_decided", _("Còn %(n)s đối tượng chưa quyết định.")
    # scores
    NO_POINTS = "no_points", _("Hãy cho điểm; không thực hiện thì ghi 0.")
    NOT_A_NUMBER = "not_a_number", _("“%(text)s” không phải là số điểm.")
    ABOVE_MAX = "above_max", _("Điểm từ 0 đến %(max)s; đã ghi %(points)s.")
    NO_EVIDENCE = "no_evidence", _("Tiêu chí này phải nêu minh chứng (văn bản, số liệu, sản phẩm).")
    SCORES_WRONG = "scores_wrong", _("Có điểm chưa đúng: %(title)s. %(why)s")
    FACT_WRONG = "fact_wrong", _("“%(title)s” phải là một số từ 0 trở lên, kèm căn cứ.")
    # who
    NOT_YOURS = "not_yours", _("Chỉ người được đánh giá tự cho điểm mình.")
    NOT_THEIR_HEAD = (
        "not_their_head",
        _("Chỉ người đứng đầu trực tiếp hoặc cấp trên của đối tượng đề xuất được."),
    )
    HAS_A_HEAD = "has_a_head", _("Đối tượng này có người đứng đầu; để người đó đề xuất trước.")
    OWN = (
        "own", _("Không đề xuất, không quyết định cho chính mình; hãy để một người khác làm việc này.")
    )  # fmt: skip
    IS_DECIDED = "is_decided", _("Đã quyết định; chỉ thay đổi bằng quyết định mới có số văn bản.")
    IS_LEFT_OUT = "is_left_out", _("Đối tượng này không thuộc diện đánh giá kỳ này.")
    NOT_PROPOSED = "not_proposed", _("Chưa có đề xuất nên chưa quyết định được.")
    NOT_DECIDING = "not_deciding", _("Đợt này chưa chuyển sang bước quyết định.")
    # bands
    UNKNOWN_BAND = "unknown_band", _("Hãy chọn một trong bốn mức.")
    ABOVE_POINTS = (
        "above_points", _("%(points)s điểm chỉ ứng với mức “%(band)s”; không xếp cao hơn.")
    )  # fmt: skip
    CONDITION_UNMET = (
        "condition_unmet", _("Không xếp được “%(band)s”: %(text)s. Thực tế: %(fact)s.")
    )  # fmt: skip
    OVER_CEILING = (
        "over_ceiling",
        _(
            "Đã đủ %(limit)s “Xuất sắc”: tối đa %(share)s%% của %(group)s đối tượng là %(limit)s."
            " Muốn thêm phải hạ một đối tượng khác."
        ),
    )
    COLLECTIVE_FIRST = (
        "collective_first", _("Hãy quyết định cho %(collective)s trước, rồi mới đến người đứng đầu.")
    )  # fmt: skip
    ABOVE_COLLECTIVE = (
        "above_collective",
        _("Người đứng đầu không xếp cao hơn tập thể mình: %(collective)s được xếp “%(band)s”."),
    )
    BELOW_HEAD = (
        "below_head",
        _(
            "%(head)s, người đứng đầu, đã được xếp “%(band)s”; hãy quyết định lại cho người đó trước."
        ),
    )
    NO_REASON = "no_reason", _("Khác với đề xuất hoặc thấp hơn mức đạt được thì phải ghi lý do.")
    UNKNOWN_UNEXPLAINED = (
        "unknown_unexplained", _("Chưa có số liệu cho điều kiện: %(text)s. Hãy ghi căn cứ vào lý do.")
    )  # fmt: skip
    NO_DOCUMENT = "no_document", _("Hãy ghi số và ngày của văn bản quyết định.")
    DAY_WRONG = "day_wrong", _("Ngày văn bản phải từ ngày đầu của kỳ đánh giá đến hôm nay.")
    CHANGES_NOTHING = "changes_nothing", _("Quyết định mới phải khác quyết định đang có.")
    # the rest
    NOTHING_SAID = "nothing_said", _("Hãy ghi ý kiến.")
    BAD_VOTES = "bad_votes", _("Số phiếu tán thành không thể nhiều hơn số người dự.")
    NOT_WEAK = "not_weak", _("Chỉ khu vực, tập thể xếp yếu mới cần kế hoạch khắc phục.")
    NOT_PLANNER = (
        "not_planner", _("Chỉ người đứng đầu đơn vị, cấp trên hoặc thường trực lập kế hoạch này.")
    )  # fmt: skip

    def told(self, **facts: Any) -> "Why":
        """Return the reason with its sentence filled in."""
        return Why(self.value, str(self.label) % facts)


@dataclass(frozen=True, slots=True)
class Why:
    """A refusal whose sentence names the numbers: what `Refused` wants."""

    value: str
    label: str


Reason = Refusal | Why
