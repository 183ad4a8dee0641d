"""Why something may not be done to a shortcoming: a code, and a sentence people understand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_YOURS_TO_NAME = (
        "not_yours_to_name",
        _("Chỉ thường trực, lãnh đạo và bộ phận kiểm tra, tổ chức, tuyên giáo nêu được hạn chế."),
    )
    NOT_YOURS_TO_REMEDY = (
        "not_yours_to_remedy",
        _("Chỉ người chịu trách nhiệm, thường trực và lãnh đạo đặt được biện pháp, chỉ tiêu đo."),
    )
    NOT_YOURS_TO_JUDGE = (
        "not_yours_to_judge",
        _("Chỉ thường trực, lãnh đạo hoặc bộ phận kiểm tra kết luận được."),
    )
    NOT_STANDING = "not_standing", _("Chỉ thường trực đóng hoặc mở lại được hạn chế.")
    OWN_SHORTCOMING = (
        "own_shortcoming",
        _("Người chịu trách nhiệm không tự kết luận hay tự đóng hạn chế của mình."),
    )
    NO_TITLE = "no_title", _("Hãy ghi hạn chế bằng một câu ngắn.")
    TOO_LONG = "too_long", _("Dài quá 300 ký tự; phần còn lại hãy ghi vào mô tả.")
    FIELD_GONE = "field_gone", _("Lĩnh vực này không còn dùng; hãy chọn lĩnh vực khác.")
    BAD_SEVERITY = "bad_severity", _("Mức độ là nhẹ, vừa hoặc nặng.")
    FOUND_AHEAD = "found_ahead", _("Ngày phát hiện không thể ở sau hôm nay.")
    NO_SUCH_PERSON = "no_such_person", _("Không có người hoặc đơn vị này; hãy chọn lại.")
    NO_SUCH_REVIEW = "no_such_review", _("Không có lần kiểm điểm này; hãy mở lại trang kiểm điểm.")
    NO_SUCH_EARLIER = "no_such_earlier", _("Không có hạn chế cũ này; hãy chọn lại.")
    DROPPED_ALREADY = "dropped_already", _("Hạn chế này đã thôi theo dõi.")
    CLOSED_ALREADY = (
        "closed_already",
        _("Hạn chế này đã đóng; muốn làm tiếp, hãy mở lại trước."),
    )
    # measuring
    RETIRED = "retired", _("Chỉ tiêu này đã thôi dùng: %(why)s. Hãy chọn chỉ tiêu khác.")
    NO_INDICATOR = "no_indicator", _("Hãy chọn một chỉ tiêu đang dùng.")
    NO_BASELINE = (
        "no_baseline",
        _("Kỳ ban đầu chưa có gì để đếm (mẫu số bằng 0 hoặc chưa có số liệu); hãy chọn kỳ khác."),
    )
    BASELINE_AHEAD = "baseline_ahead", _("Kỳ ban đầu phải kết thúc trước kỳ theo dõi.")
    BASELINE_BACKWARDS = (
        "baseline_backwards",
        _("Kỳ ban đầu kết thúc trước khi bắt đầu; hãy xem lại hai ngày."),
    )
    SAME_AS_BASELINE = (
        "same_as_baseline",
        _(
            "Đích bằng đúng mức ban đầu (%(baseline)s) thì không có gì để khắc phục; hãy đặt đích khác."
        ),
    )
    WRONG_DIRECTION = (
        "wrong_direction",
        _("Đích kém hơn mức ban đầu (%(baseline)s); hãy đặt đích tốt hơn."),
    )
    BAD_SHARE = "bad_share", _("Đích của một tỷ lệ nằm từ 0 đến 100 %.")
    WINDOW_BACKWARDS = (
        "window_backwards",
        _("Kỳ theo dõi kết thúc trước khi bắt đầu; hãy xem lại hai ngày."),
    )
    WINDOW_PAST = (
        "window_past",
        _("Kỳ theo dõi đã qua rồi; hãy chọn kỳ kết thúc từ hôm nay trở đi."),
    )
    # measures
    NO_CONTENT = "no_content", _("Hãy ghi biện pháp.")
    NO_SUCH_MEASURE = "no_such_measure", _("Biện pháp này không còn.")
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    # judging and closing
    NO_MEASURES = "no_measures", _("Chưa có biện pháp nào; hãy thêm biện pháp trước.")
    NO_LINKS = (
        "no_links",
        _("Chưa gắn chỉ tiêu đo nào, nên không kết luận được bằng số đo; hãy gắn chỉ tiêu trước."),
    )
    WINDOW_RUNS = "window_runs", _("Kỳ theo dõi đến hết ngày %(last)s; sau ngày đó mới kết luận.")
    WINDOW_USED = (
        "window_used",
        _("Kỳ theo dõi này đã dùng để kết luận; hãy đặt kỳ theo dõi mới trước."),
    )
    NOTHING_MEASURED = (
        "nothing_measured",
        _(
            "Chưa kết luận được: trong kỳ theo dõi, chỉ tiêu “%(label)s” không có gì để đếm"
            " (mẫu số bằng 0). Hãy đặt kỳ theo dõi khác hoặc bổ sung số liệu."
        ),
    )
    SOURCE_RETIRED = (
        "source_retired",
        _("Chưa kết luận được: chỉ tiêu “%(label)s” đã thôi dùng. Hãy gắn chỉ tiêu khác."),
    )
    NOT_JUDGED = "not_judged", _("Chưa có kết luận theo số đo; hãy kết luận trước khi đóng.")
    NOT_OVERCOME = (
        "not_overcome",
        _(
            "Số đo chưa cho thấy đã khắc phục, nên chưa đóng được; hãy làm tiếp với kỳ theo dõi mới."
        ),
    )
    NO_EVIDENCE = (
        "no_evidence",
        _("Chưa có minh chứng; hãy thêm ít nhất một minh chứng trước khi đóng."),
    )
    NO_LABEL = "no_label", _("Hãy ghi tên minh chứng.")
    BAD_URL = "bad_url", _("Đường dẫn phải bắt đầu bằng / (trang trong hệ thống) hoặc https://.")
    NOT_CLOSED = "not_closed", _("Hạn chế này đang mở.")
    TOLD_ALREADY = "told_already", _("Lần tái diễn này đã báo rồi.")
