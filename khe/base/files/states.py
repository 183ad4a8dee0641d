"""What a file may be, and why one is not taken."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    ORIGINAL = "original", _("Quét từ bản chính")
    COPY = "copy", _("Quét từ bản sao")
    ELECTRONIC = "electronic", _("Bản điện tử")


class Scan(TextChoices):
    UNSCANNED = "unscanned", _("Chưa quét vi-rút")
    CLEAN = "clean", _("Đã quét, sạch")


class Refusal(TextChoices):
    NO_FILE = "no_file", _("Chưa chọn tệp nào.")
    EMPTY = "empty_file", _("Tệp “%(name)s” rỗng (0 byte). Hãy kiểm tra lại tệp gốc.")
    TOO_LARGE = (
        "file_too_large",
        _("Tệp “%(name)s” lớn hơn mức cho phép là %(limit)s MB. Hãy quét lại ở 200–300 dpi."),
    )
    NOT_ALLOWED = (
        "file_type_not_allowed",
        _("Không nhận tệp “%(name)s”. Chỉ nhận PDF, ảnh (JPG, PNG, WebP, HEIC), Word, Excel, chữ."),
    )
    MISMATCH = (
        "file_name_mismatch",
        _("Tệp “%(name)s” có đuôi tên không khớp nội dung; bên trong là %(inside)s."),
    )
    MACROS = (
        "file_has_macros",
        _("Tệp “%(name)s” chứa macro nên không nhận. Hãy lưu lại dạng PDF rồi gửi."),
    )
    BROKEN = "file_broken", _("Không đọc được tệp “%(name)s”, có thể tệp đã hỏng.")
    NOT_UTF8 = (
        "file_not_utf8",
        _("Tệp chữ “%(name)s” không ở mã UTF-8. Hãy lưu lại với mã UTF-8 hoặc dạng PDF."),
    )
    INFECTED = "file_infected", _("Tệp “%(name)s” có mã độc (%(virus)s) nên không nhận.")
    NOT_SCANNED = (
        "file_not_scanned",
        _("Chưa quét được vi-rút cho tệp “%(name)s” nên chưa nhận. Hãy thử lại sau ít phút."),
    )
    BAD_KIND = "bad_file_kind", _("Hãy chọn tệp quét từ bản chính, từ bản sao hay bản điện tử.")
    TWICE = "file_twice", _("Tệp “%(name)s” đã được đính kèm rồi.")
