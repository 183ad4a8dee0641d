"""Is this a spreadsheet we may open? Asked before anything is unpacked."""

import io
import re
import zipfile
import zlib
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from khe.base.files import media

UNPACKED = 32 * 1024 * 1024  # bytes of XML in all: 5,000 rows of 30 long cells are less than half
MOST_TAGS = 1_300_000  # of a tab or of the shared texts: 4 to 6 a cell; some seconds of reading
FEW_TAGS = 100_000  # of any other part, whose elements take ten times as long
MANY = re.compile(rb"\s*(?:<\?[^>]*>\s*|<!--[^>]*-->\s*)*<(?:\w+:)?(?:worksheet|sst)[\s>]")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Unusable(Exception):
    """The file as a whole cannot be read; the message is a sentence for people."""


def opened(content: bytes | BinaryIO) -> BinaryIO:
    """Return the content at its beginning if it is an .xlsx of a bearable size; else Unusable."""
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    size = stream.seek(0, io.SEEK_END)
    if not size:
        raise Unusable(_("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp gốc."))
    if size > settings.FILE_MAX_BYTES:
        megabytes = max(settings.FILE_MAX_BYTES // 1_048_576, 1)
        raise Unusable(_("Tệp lớn hơn mức cho phép là %(n)s MB.") % {"n": megabytes})
    _look(stream)
    _weigh(stream)
    stream.seek(0)
    return stream


def _look(stream: BinaryIO) -> None:
    """Refuse what is no .xlsx, saying what it is."""
    stream.seek(0)
    if stream.read(8) == media.OLE and ENCRYPTED in _rest(stream):
        raise Unusable(
            _("Tệp được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi.")
        )
    try:
        media.sniff(stream, "x.xlsx")
    except media.Unreadable as wrong:
        raise Unusable(_sentence(wrong)) from wrong


def _rest(stream: BinaryIO) -> bytes:
    return stream.read(settings.FILE_MAX_BYTES)


def _sentence(wrong: media.Unreadable) -> str:
    if wrong.code == "file_has_macros":
        return _("Tệp có macro nên không nhận. Hãy lưu lại dạng Excel (.xlsx) không có macro.")
    if wrong.code == "file_broken":
        return _("Không đọc được tệp, có thể tệp đã hỏng. Hãy mở bằng Excel rồi lưu lại.")
    if wrong.code == "file_name_mismatch":
        return _(
            "Đây là tệp %(inside)s, không phải Excel (.xlsx). Hãy dùng tệp mẫu, hoặc lưu lại"
            " dạng .xlsx."
        ) % {"inside": wrong.inside}
    return _("Đây không phải tệp Excel (.xlsx). Hãy dùng tệp mẫu, hoặc lưu lại dạng .xlsx.")


def _weigh(stream: BinaryIO) -> None:
    """Refuse a bomb: by the sizes it declares, beyond which zipfile never reads, then by its tags."""
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise Unusable(
                _("Tệp được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi.")
            )
        parts = [m for m in members if m.filename.lower().endswith((".xml", ".rels"))]
        if sum(m.file_size for m in parts) > UNPACKED or any(_is_bomb(archive, m) for m in parts):
            raise Unusable(
                _("Bảng quá lớn khi mở ra. Hãy chép riêng phần dữ liệu cần nhập sang tệp mẫu.")
            )


def _is_bomb(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Say whether reading a part would take more than some seconds. Raises Unusable if it is broken."""
    try:
        xml = archive.read(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as wrong:
        raise Unusable(_sentence(media.Unreadable("file_broken"))) from wrong
    is_list = part.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))
    most = MOST_TAGS if is_list and MANY.match(xml[:4096]) else FEW_TAGS
    return xml.count(b"<") > most
