"""Why something may not be done to the organisation: a code, and a sentence people understand."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_ADMIN = "not_admin", _("Chỉ người quản trị của cơ quan làm được việc này.")
    NO_NAME = "no_name", _("Hãy ghi tên.")
    IN_A_CIRCLE = "in_a_circle", _("Không thể đặt dưới chính nó hoặc dưới đơn vị con của nó.")
    NOT_THERE_THEN = "not_there_then", _("Ngày ấy chưa có, hoặc không còn; hãy chọn ngày khác.")
    OUTSIDE_PARENT = (
        "outside_parent",
        _("Cấp trên đã chọn không tồn tại suốt thời gian ấy; hãy xem lại ngày hoặc chọn cấp khác."),
    )
    OUTSIDE_BODY = (
        "outside_body",
        _("Chức danh chỉ tồn tại trong thời gian của đơn vị; hãy xem lại các ngày."),
    )
    HELD_OUTSIDE = (
        "held_outside",
        _("Có người giữ chức danh này ngoài khoảng thời gian định ghi; hãy ghi thôi giữ trước."),
    )
    GONE_ALREADY = "gone_already", _("Đã giải thể, kết thúc rồi.")
    HOLDERS_REMAIN = (
        "holders_remain",
        _("Còn người giữ chức danh ở đây từ ngày ấy; hãy ghi thôi giữ hoặc chuyển họ trước."),
    )
    CHILDREN_REMAIN = (
        "children_remain",
        _("Còn đơn vị hoặc phần trực thuộc từ ngày ấy; hãy chuyển hoặc giải thể chúng trước."),
    )
    OWN_SUCCESSOR = "own_successor", _("Không thể tự kế thừa chính mình.")
    SUCCESSOR_GONE = "successor_gone", _("Nơi kế thừa không tồn tại vào ngày ấy.")
    CODE_TAKEN = "code_taken", _("Mã này đã dùng cho một địa bàn khác.")
    UNKNOWN_ROLE = "unknown_role", _("Có một quyền không nằm trong danh sách.")
    NO_SEAT = "no_seat", _("Chức danh phải có ít nhất một chỗ.")
    SEATS_HELD = (
        "seats_held",
        _("Số người đang giữ chức danh nhiều hơn số chỗ định ghi; hãy cho thôi giữ trước."),
    )
    NO_ACT = "no_act", _("Hãy ghi số và ngày của quyết định.")
    WRONG_ACT = (
        "wrong_act",
        _("Loại quyết định này không dùng cho việc đang ghi; hãy chọn loại khác."),
    )
    NOT_ACT_KEEPER = (
        "not_act_keeper",
        _("Chỉ quản trị, bộ phận tổ chức cán bộ và thường trực ghi được quyết định về cán bộ."),
    )
    OWN_ACT = "own_act", _("Không tự ghi quyết định về chính mình; hãy để người khác ghi.")
    ADMIN_POST = (
        "admin_post",
        _("Chức danh này có quyền quản trị; chỉ quản trị ghi được người giữ chức danh đó."),
    )
    OUTSIDE_POST = (
        "outside_post",
        _("Chức danh hoặc đơn vị không tồn tại suốt khoảng thời gian ấy; hãy xem lại các ngày."),
    )
    OUTSIDE_TERM = (
        "outside_term",
        _("Thời gian giữ dài hơn một nhiệm kỳ của chức danh; hãy chọn ngày kết thúc sớm hơn."),
    )
    SAME_POST = "same_post", _("Người này đang giữ chính chức danh đó; hãy chọn chức danh khác.")
    NOT_A_PERIOD = "not_a_period", _("Ngày thôi giữ phải sau ngày bắt đầu.")
    HELD_ALREADY = "held_already", _("Người này đã giữ chức danh đó trong khoảng thời gian ấy.")
    SEATS_TAKEN = (
        "seats_taken",
        _("Chức danh đã đủ người trong khoảng thời gian ấy; hãy cho người cũ thôi giữ trước."),
    )
    MEMBER_GONE = "member_gone", _("Người này đã bị khóa; hãy mở khóa trước khi bổ nhiệm.")
    ENDED_ALREADY = "ended_already", _("Người này đã thôi giữ chức danh đó rồi.")
    OWN_LAST_ADMIN = (
        "own_last_admin",
        _(
            "Anh/chị không thể tự bỏ quyền quản trị cuối cùng của mình;"
            " hãy để một quản trị khác làm việc này."
        ),
    )
    NO_ADMIN_LEFT = (
        "no_admin_left",
        _("Làm vậy thì cơ quan không còn ai quản trị; hãy bổ nhiệm một quản trị khác trước."),
    )
    HAS_ACCOUNT = "has_account", _("Người này đã có tài khoản.")
    NO_ACCOUNT = "no_account", _("Người này chưa có tài khoản.")
    LOGIN_TAKEN = "login_taken", _("Tên đăng nhập này đã có người dùng; hãy chọn tên khác.")
    BAD_LOGIN = (
        "bad_login",
        _("Tên đăng nhập chỉ gồm chữ không dấu viết thường, số, dấu chấm hoặc gạch; từ 3 ký tự."),
    )
    NOT_YOURSELF = "not_yourself", _("Không tự làm việc này với tài khoản của chính mình.")
    LOCKED_ALREADY = "locked_already", _("Tài khoản đã khóa rồi.")
    NOT_LOCKED = "not_locked", _("Tài khoản không bị khóa.")
    NO_SECOND_STEP = "no_second_step", _("Tài khoản này không bật đăng nhập hai bước.")
    NOT_YOURS_TO_GIVE = (
        "not_yours_to_give",
        _(
            "Chỉ lãnh đạo hoặc công chức ủy quyền được việc của mình; quản trị ủy quyền hộ người khác."
        ),
    )
    TO_THEMSELVES = "to_themselves", _("Không thể ủy quyền cho chính người đó.")
    NOTHING_TO_GIVE = (
        "nothing_to_give",
        _("Người ủy quyền không đang giữ chức danh nào có quyền để giao."),
    )
    MORE_THAN_HELD = (
        "more_than_held",
        _("Không thể ủy quyền nhiều hơn quyền mà người ủy quyền đang có."),
    )
    TAKER_GONE = "taker_gone", _("Người nhận ủy quyền không còn làm việc ở đây.")
    NO_DOCUMENT = "no_document", _("Hãy ghi số và ngày của văn bản ủy quyền.")
    IN_THE_PAST = "in_the_past", _("Không ủy quyền lùi ngày: hãy chọn từ hôm nay trở đi.")
    TOO_LONG = "too_long", _("Ủy quyền một lần không quá một năm; hãy chọn ngày kết thúc sớm hơn.")
    GIVEN_ALREADY = (
        "given_already",
        _("Đang có ủy quyền giữa hai người này trong khoảng thời gian ấy; hãy thu hồi trước."),
    )
    OVER_ALREADY = "over_already", _("Ủy quyền này đã hết hạn hoặc đã thu hồi.")
    NOT_YOUR_RECORD = (
        "not_your_record",
        _(
            "Hồ sơ cán bộ chỉ mở cho chính người đó, người đứng đầu của họ,"
            " bộ phận tổ chức cán bộ và thường trực."
        ),
    )
    UNKNOWN_KIND = "unknown_kind", _("Giá trị này không nằm trong danh sách.")
    BAD_BIRTH = "bad_birth", _("Ngày sinh chưa đúng; hãy xem lại năm.")
    BAD_PHONE = (
        "bad_phone",
        _("Số điện thoại chưa đúng: bắt đầu bằng 0 hoặc +84, từ 9 đến 11 chữ số."),
    )
    BAD_EMAIL = "bad_email", _("Địa chỉ thư điện tử chưa đúng, ví dụ ten@co-quan.vn.")
    BAD_PARTY_DAY = (
        "bad_party_day",
        _("Ngày vào Đảng không ở tương lai và không trước khi đủ 18 tuổi."),
    )
    MEMBER_CODE_TAKEN = "member_code_taken", _("Mã này đã dùng cho một người khác.")
    PHONE_TAKEN = "phone_taken", _("Số điện thoại này đã ghi cho một người khác.")
    NOT_A_CELL = "not_a_cell", _("Nơi đã chọn không phải là một chi bộ.")
    NOT_HIS_PAPER = "not_his_paper", _("Quyết định này không thuộc hồ sơ đang mở.")
    IN_USE = "in_use", _("Trình độ này do một khóa đào tạo ghi; hãy sửa ở kết quả khóa đó.")
    NO_LEVEL = "no_level", _("Hãy chọn trình độ, hoặc ghi tên chứng chỉ, kỹ năng.")
    NOT_KEEPER = "not_keeper", _("Chỉ bộ phận tổ chức cán bộ ghi được hồ sơ cán bộ.")


@dataclass(frozen=True)
class Told:
    """A refusal with more in its sentence than its code says: what `Refused` wants."""

    value: str
    label: str


def phone_of(name: str) -> Told:
    """Return PHONE_TAKEN with the other person's name, for those who may open that record."""
    said = _("Số điện thoại này đã ghi cho %(name)s; hai người không dùng chung một số.")
    return Told(Refusal.PHONE_TAKEN.value, str(said) % {"name": name})
