"""The life of a document on one screen: draft → checked → signed → issued → withdrawn or replaced."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    IMPROVEMENT = "improvement", _("Báo cáo kết quả khắc phục hạn chế")
    MONTHLY = "monthly", _("Báo cáo tháng")
    QUARTERLY = "quarterly", _("Báo cáo quý")


class Layout(TextChoices):
    """Which family of layouts: its rules are data of base.documents."""

    PARTY = "party", _("Văn bản của Đảng")
    ADMINISTRATIVE = "administrative", _("Văn bản hành chính")


class Status(TextChoices):
    DRAFT = "draft", _("Đang soạn")  # its text and figures may change
    CHECKED = "checked", _("Đã kiểm tra")  # by a second person; waits for the signature
    SIGNED = "signed", _("Đã ký")  # waits for its number
    ISSUED = "issued", _("Đã ban hành")  # has a number; its figures are frozen
    WITHDRAWN = "withdrawn", _("Đã thu hồi")  # the number stays in the register, with why
    REPLACED = "replaced", _("Đã được thay thế")  # by another, issued one


STATUS_KIND = {
    Status.DRAFT: "wait", Status.CHECKED: "soon", Status.SIGNED: "work", Status.ISSUED: "done",
    Status.WITHDRAWN: "late", Status.REPLACED: "idle",
}  # fmt: skip
OPEN = (Status.DRAFT, Status.CHECKED, Status.SIGNED)  # not yet anybody's but the office's
OUT = (Status.ISSUED, Status.WITHDRAWN, Status.REPLACED)  # has been issued: has a number, for good
LIFE = (Status.DRAFT, Status.CHECKED, Status.SIGNED, Status.ISSUED)


class File(TextChoices):
    """The files of an issued document: the part of its attachments."""

    DOCX = "docx", _("Bản Word")
    PDF = "pdf", _("Bản PDF")
    SIGNED = "signed", _("Bản PDF đã ký số")


class Event(TextChoices):
    DRAFTED = "document.drafted", _("Soạn dự thảo")
    EDITED = "document.edited", _("Sửa dự thảo")
    RECOUNTED = "document.recounted", _("Đếm lại số liệu")
    CHECKED = "document.checked", _("Kiểm tra, trình ký")
    SENT_BACK = "document.sent_back", _("Trả lại dự thảo")
    SIGNED = "document.signed", _("Duyệt, ký")
    ISSUED = "document.issued", _("Ban hành")
    FILE_SIGNED = "document.file_signed", _("Gắn bản ký số")
    WITHDRAWN = "document.withdrawn", _("Thu hồi")
    REPLACED = "document.replaced", _("Được thay thế")
    TEMPLATE_UPLOADED = "template.uploaded", _("Nạp mẫu Word")
    TEMPLATE_DROPPED = "template.dropped", _("Thôi dùng mẫu Word")


class Refusal(TextChoices):
    NOT_A_DRAFTER = (
        "not_a_drafter",
        _("Việc soạn văn bản dành cho thường trực, lãnh đạo, tổ chức, tuyên giáo và văn thư."),
    )
    NOT_OF_THIS = (
        "not_of_this",
        _("Báo cáo khắc phục hạn chế do người theo dõi hạn chế soạn; văn thư vào số khi đã ký."),
    )
    NOT_A_SIGNER = "not_a_signer", _("Chỉ thường trực hoặc lãnh đạo ký văn bản.")
    NOT_A_DRAFT = "not_a_draft", _("Văn bản không còn là dự thảo nên không sửa được nữa.")
    STALE = (
        "stale",
        _(
            "Người khác đã sửa dự thảo này sau khi anh/chị mở trang. Nội dung anh/chị gõ còn nguyên"
            " dưới đây; hãy xem chỗ khác nhau rồi ghi lại."
        ),
    )
    OWN_DRAFT = (
        "own_draft",
        _("Người soạn hoặc sửa dự thảo không tự kiểm tra; cần người thứ hai xem lại."),
    )
    NOT_CHECKED = "not_checked", _("Văn bản chưa được người thứ hai kiểm tra nên chưa ký được.")
    NOT_SIGNED = "not_signed", _("Văn bản chưa ký nên chưa vào số, ban hành được.")
    NOT_ISSUED = "not_issued", _("Văn bản chưa ban hành hoặc không còn hiệu lực.")
    ISSUED_ALREADY = "issued_already", _("Văn bản đã ban hành nên không trả lại được.")
    NO_REASON = "no_reason", _("Hãy ghi lý do.")
    EMPTY = "empty_document", _("Văn bản phải có trích yếu và nội dung.")
    LOST_FIELD = (
        "lost_field",
        _(
            "Trong đoạn bắt đầu bằng “%(start)s” thiếu ô số liệu [[%(place)s]] (%(label)s). Ô số liệu"
            " không gõ tay được: hãy trả ô về chỗ cũ, hoặc xóa cả đoạn."
        ),
    )
    UNKNOWN_FIELD = (
        "unknown_field",
        _("Không có ô số liệu [[%(place)s]] trong văn bản này; các ô có sẵn là: %(known)s."),
    )
    FIGURES_CHANGED = (
        "figures_changed",
        _(
            "Hồ sơ gốc đã thay đổi nên %(n)s số liệu không còn như lúc ký: %(which)s. Hãy trả lại dự thảo,"
            " đếm lại rồi trình ký lại."
        ),
    )
    BAD_PERIOD = "bad_period", _("Kỳ báo cáo không hợp với loại báo cáo này.")
    IN_THE_FUTURE = "in_the_future", _("Kỳ báo cáo chưa bắt đầu.")
    BEING_REPLACED = "being_replaced", _("Đã có dự thảo thay thế văn bản này.")
    NOT_A_PDF = "not_a_pdf", _("Tệp này không phải PDF.")
    NOT_SIGNED_FILE = "not_signed_file", _("Tệp PDF này không có chữ ký số nào.")
    OTHER_CONTENT = (
        "other_content",
        _(
            "Tệp này không phải bản PDF đã ban hành của văn bản: nội dung khác bản đang lưu. Hãy tải bản"
            " PDF ở trang văn bản, ký số rồi nạp lại."
        ),
    )
    BROKEN_SIGNATURE = (
        "broken_signature",
        _("Chữ ký số trong tệp không còn nguyên vẹn: tệp đã bị sửa sau khi ký."),
    )
    NO_BODY = (
        "no_body",
        _("%(name)s chưa khai cơ quan nào ban hành được văn bản theo thể thức này."),
    )
    NO_KEY = "no_key", _("Máy chủ chưa được cấu hình chứng thư số; hãy ký trên máy của người ký.")
    NOT_SIGNABLE = "not_signable", _("Chưa ký số được: %(why)s")
    BAD_TEMPLATE = "bad_template", _("Mẫu Word này chưa dùng được: %(why)s")
