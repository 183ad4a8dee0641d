"""Word files that are refused before anything reads them: no document, macros, outside links, bombs."""

import re
import zipfile
from io import BytesIO

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from khe.base.documents.render import DocumentError

BIGGEST_FILE = 10_000_000  # bytes
BIGGEST_INSIDE = 60_000_000  # bytes, unpacked
MOST_PARTS = 2_000
STEEPEST = 200  # times smaller a part may be than what it unpacks to, once it is large
LARGE = 1_000_000
ACTIVE = re.compile(r"vbaproject|vbadata|activex|embeddings/|oleobject|macro", re.IGNORECASE)
HARMLESS = ("/hyperlink",)  # a link in a text is followed by a reader's click only


def refuse_unsafe(content: bytes) -> None:
    """Raise DocumentError, in words, for a Word file that must not be opened."""
    if len(content) > BIGGEST_FILE:
        raise _refused(_("Mẫu Word lớn hơn 10 MB."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _sizes(packed)
            _parts(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _refused(
            _("Tệp này không phải tệp Word (.docx); hãy lưu lại bằng Word rồi thử lại.")
        ) from error


def _sizes(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    is_bomb = (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > BIGGEST_INSIDE
        or any(
            part.file_size > LARGE and part.file_size > STEEPEST * max(part.compress_size, 1)
            for part in parts
        )
    )
    if is_bomb:
        raise _refused(_("Mẫu Word khi mở ra lớn bất thường nên không được nhận."))


def _parts(packed: zipfile.ZipFile) -> None:
    names = packed.namelist()
    if "word/document.xml" not in names:
        raise _refused(_("Tệp này không phải tệp Word (.docx); hãy lưu lại bằng Word rồi thử lại."))
    if any(ACTIVE.search(name) for name in names) or b"macroEnabled" in packed.read(
        "[Content_Types].xml"
    ):
        raise _refused(
            _("Mẫu Word chứa macro hoặc tệp nhúng; hãy bỏ đi, lưu lại dạng .docx rồi thử lại.")
        )
    for name in names:
        if name.endswith((".xml", ".rels")):
            _xml(packed.read(name), name)


def _xml(content: bytes, name: str) -> None:
    """Refuse entities, and parts that lie outside the file."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except Exception as error:  # defusedxml and expat name many; each means the same here
        raise _refused(_("Mẫu Word bị hỏng ở phần “%(part)s”.") % {"part": name}) from error
    if not name.endswith(".rels"):
        return
    for relation in root:
        is_outside = relation.get("TargetMode") == "External"
        if is_outside and not relation.get("Type", "").endswith(HARMLESS):
            raise _refused(
                _("Mẫu Word lấy nội dung từ nơi khác (%(target)s); hãy chèn hẳn vào tệp.")
                % {"target": relation.get("Target", "")[:100]}
            )


def _refused(message: str) -> DocumentError:
    return DocumentError(message, template="mẫu Word")
