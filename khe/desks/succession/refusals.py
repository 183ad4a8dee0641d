"""Why something may not be done to a pool, a rotation plan or a handover: a code and a sentence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_PERSONNEL = "not_personnel", _("Chỉ bộ phận tổ chức cán bộ đề xuất được.")
    NOT_STANDING = "not_standing", _("Chỉ thường trực quyết định được việc này.")
    NO_NAME = "no_name", _("Hãy ghi tên.")
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    NO_DOCUMENT = "no_document", _("Hãy ghi số và ngày của văn bản.")
    # pools
    NOT_A_PERIOD = "not_a_period", _("Ngày kết thúc phải sau ngày bắt đầu.")
    NO_LIMIT = "no_limit", _("Số người và số chức danh tối đa phải từ 1 trở lên.")
    TERM_TAKEN = "term_taken", _("Đã có nhiệm kỳ quy hoạch với tên này.")
    TERM_CLOSED = "term_closed", _("Nhiệm kỳ quy hoạch này đã khép lại.")
    POST_ENDED = "post_ended", _("Chức danh này không còn trong tổ chức.")
    MEMBER_GONE = "member_gone", _("Người này không còn công tác ở đây.")
    LISTED_ALREADY = (
        "listed_already",
        _("Người này đã có trong quy hoạch, hoặc đang được đề xuất, cho chức danh đó."),
    )
    HOLDS_IT = "holds_it", _("Người này đang giữ chính chức danh đó.")
    TOO_MANY_POSTS = (
        "too_many_posts",
        _("Người này đã quy hoạch đủ số chức danh mà nhiệm kỳ cho phép."),
    )
    POOL_FULL = "pool_full", _("Chức danh này đã đủ số người quy hoạch mà nhiệm kỳ cho phép.")
    OUT_OF_TERM = "out_of_term", _("Ngày này không nằm trong nhiệm kỳ quy hoạch.")
    IN_THE_FUTURE = "in_the_future", _("Ngày văn bản không thể ở sau hôm nay.")
    NOT_PROPOSED = "not_proposed", _("Đề xuất này đã được quyết định rồi.")
    NOT_IN_POOL = "not_in_pool", _("Người này không còn trong quy hoạch.")
    NO_GAPS = "no_gaps", _("Người này đã đủ những gì chức danh yêu cầu; không có gì phải đào tạo.")
    REVIEW_EXISTS = "review_exists", _("Năm này đã mở rà soát rồi.")
    YEAR_OUT_OF_TERM = "year_out_of_term", _("Năm này không nằm trong nhiệm kỳ quy hoạch.")
    YEAR_AHEAD = "year_ahead", _("Chưa đến năm đó; hãy rà soát trong chính năm ấy.")
    NOTHING_TO_REVIEW = (
        "nothing_to_review",
        _("Nhiệm kỳ này chưa có ai trong quy hoạch để rà soát."),
    )
    REVIEW_DECIDED = "review_decided", _("Lần rà soát này đã có quyết định; không sửa được nữa.")
    LINES_LEFT = "lines_left", _("Còn người chưa có ý kiến giữ hay đưa ra.")
    WRONG_VERDICT = (
        "wrong_verdict",
        _(
            "Người đang trong quy hoạch thì giữ hoặc đưa ra; người mới đề xuất thì bổ sung hoặc không."
        ),
    )
    # plans
    PLAN_CLOSED = "plan_closed", _("Phương án này đã khép lại.")
    NOT_A_HORIZON = "not_a_horizon", _("Hãy xem trước từ 1 đến 60 tháng.")
    DAY_PAST = "day_past", _("Không ghi lùi ngày: hãy chọn từ hôm nay trở đi.")
    TOO_FAR = "too_far", _("Ngày hiệu lực không quá một năm sau hôm nay.")
    BEFORE_SIGNED = "before_signed", _("Quyết định không có hiệu lực trước ngày ký.")
    TO_THEMSELVES = "to_themselves", _("Người nhận không thể là chính người giao.")
    SAME_POST = "same_post", _("Người này đang giữ chính chức danh đó.")
    NOTHING_CHANGES = "nothing_changes", _("Hãy chọn chức danh thôi giữ hoặc chức danh nhận.")
    NOT_THEIR_TENURE = "not_their_tenure", _("Người này không giữ chức danh đó.")
    TENURE_OVER = "tenure_over", _("Người này đã thôi giữ chức danh đó rồi.")
    MOVES_ALREADY = "moves_already", _("Người này đã có một thay đổi khác trong phương án.")
    SEAT_PROMISED = "seat_promised", _("Chỗ này đã xếp cho người khác trong phương án.")
    MUST_AVOID = "must_avoid", _("Có điều cần tránh đã ghi giữa người này và đơn vị đó.")
    RECEIVER_GONE = "receiver_gone", _("Người nhận việc không còn công tác ở đây.")
    NO_RECEIVER = (
        "no_receiver",
        _("Người này còn hồ sơ hoặc nhiệm vụ đang mở; hãy chọn người nhận việc."),
    )
    NOT_A_HANDLER = (
        "not_a_handler",
        _("Người nhận việc không giữ chức danh xử lý hồ sơ vào ngày đó, nên chưa nhận hồ sơ được."),
    )
    UNCOVERED = (
        "uncovered",
        _(
            "Có đơn vị không đủ số người tối thiểu; nếu vẫn quyết định, hãy ghi lý do và cách bố trí."
        ),
    )
    NOT_OPEN_MOVE = "not_open_move", _("Thay đổi này đã được quyết định rồi.")
    NOTHING_TO_DECIDE = "nothing_to_decide", _("Không còn thay đổi nào chờ quyết định ở đây.")
    PART_OF_MORE = (
        "part_of_more",
        _("Thay đổi này gắn với thay đổi của người khác; hãy quyết định cả nhóm một lần."),
    )
    ONE_TO_AVOID = "one_to_avoid", _("Hãy chọn hoặc một đơn vị, hoặc một người cần tránh.")
    NO_ACT = "no_act", _("Hãy ghi số và ngày của quyết định.")
    WRONG_KIND = "wrong_kind", _("Loại quyết định này không dùng cho thay đổi như vậy.")
    # handovers
    NOT_YET = "not_yet", _("Chưa đến ngày hiệu lực; việc chưa chuyển.")
    MOVED_ALREADY = "moved_already", _("Việc đã chuyển rồi.")
    NOT_GIVER = "not_giver", _("Chỉ bên giao làm được việc này.")
    NOT_RECEIVER = "not_receiver", _("Chỉ người nhận xác nhận được bàn giao này.")
    SIGNED_ALREADY = "signed_already", _("Bên giao đã ký; danh mục không sửa được nữa.")
    DONE_ALREADY = "done_already", _("Bàn giao này đã xác nhận xong.")
    NOT_AN_ASSET = "not_an_asset", _("Chỉ bỏ được tài sản, giấy tờ ghi bằng tay.")
    NOT_REFUSED = "not_refused", _("Mục này không phải mục bị từ chối nhận.")
    NOTHING_CHOSEN = "nothing_chosen", _("Hãy chọn ít nhất một mục.")
