"""What a file is, by its content; the name is only a claim that must agree. Pure.

Nothing is unpacked: of a Word or Excel file only the list of its members and the head of one small
member are read, so that a bomb has nothing to explode in.
"""

import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

import filetype

HEAD = 8192  # bytes that say what most files are
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc and .xls
MOST_MEMBERS = 5000
BLOCK = 1 << 20


@dataclass(frozen=True)
class Media:
    """A kind of file that we take: its media type, its endings, and what people call it."""

    type: str
    endings: tuple[str, ...]
    name: str


PDF = Media("application/pdf", ("pdf",), "PDF")
PNG = Media("image/png", ("png",), "PNG")
JPEG = Media("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), "JPEG")
WEBP = Media("image/webp", ("webp",), "WebP")
HEIC = Media("image/heic", ("heic", "heif"), "HEIC")
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Media(f"{OFFICE}wordprocessingml.document", ("docx",), "Word")
XLSX = Media(f"{OFFICE}spreadsheetml.sheet", ("xlsx",), "Excel")
DOC = Media("application/msword", ("doc",), "Word 97–2003")
XLS = Media("application/vnd.ms-excel", ("xls",), "Excel 97–2003")
TXT = Media("text/plain", ("txt",), "TXT")
ALLOWED = (PDF, PNG, JPEG, WEBP, HEIC, DOCX, XLSX, DOC, XLS, TXT)
ENDINGS = tuple(ending for one in ALLOWED for ending in one.endings)
BY_MAGIC = {one.type: one for one in (PDF, PNG, JPEG, WEBP, HEIC)} | {"image/heif": HEIC}
MEMBERS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS}


class Unreadable(Exception):
    """The content is not one of our kinds; `code` is that of a states.Refusal, `inside` names it."""

    def __init__(self, code: str, inside: str = "") -> None:
        super().__init__(code)
        self.code, self.inside = code, inside


def ending_of(name: str) -> str:
    """Return the part of a name after its last dot, in lower case; '' without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def sniff(content: BinaryIO, name: str) -> Media:
    """Return what the content is. Raises Unreadable when it is nothing we take, is broken, carries
    macros, or is something else than its name says."""
    found = _found(content, name)
    if ending_of(name) not in found.endings:
        raise Unreadable("file_name_mismatch", found.name)
    return found


def _found(content: BinaryIO, name: str) -> Media:
    content.seek(0)
    head = content.read(HEAD)
    if head.startswith(b"PK"):
        return _office(content)
    if head.startswith(OLE):
        return _old_office(content, name)
    guess = filetype.guess(head)
    if guess is not None:
        if guess.mime in BY_MAGIC:
            return BY_MAGIC[guess.mime]
        raise Unreadable("file_type_not_allowed", guess.extension)
    if ending_of(name) in TXT.endings:
        return _text(content)
    raise Unreadable("file_type_not_allowed")


def _office(content: BinaryIO) -> Media:
    """Tell a Word or Excel file from any other archive, and refuse macros."""
    try:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
            if len(names) > MOST_MEMBERS or "[Content_Types].xml" not in names:
                raise Unreadable("file_type_not_allowed", "zip")
            with archive.open("[Content_Types].xml") as member:
                types = member.read(64 * 1024)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError) as wrong:  # fmt: skip
        raise Unreadable("file_broken") from wrong
    if b"macroEnabled" in types or any(n.lower().endswith("vbaproject.bin") for n in names):
        raise Unreadable("file_has_macros")
    found = next((media for member, media in MEMBERS.items() if member in names), None)
    if found is None:
        raise Unreadable("file_type_not_allowed", "zip")
    return found


def _old_office(content: BinaryIO, name: str) -> Media:
    """Tell .doc from .xls by the names of the streams inside, and refuse macros."""
    wanted = {stream.encode("utf-16-le"): media for stream, media in STREAMS.items()}
    macros = "_VBA_PROJECT".encode("utf-16-le")
    found: Media | None = None
    content.seek(0)
    tail = b""
    while block := content.read(BLOCK):
        seen = tail + block
        if macros in seen:
            raise Unreadable("file_has_macros")
        for stream, media in wanted.items():
            if found is None and stream in seen:
                found = media
        tail = seen[-64:]
    if found is None:
        raise Unreadable("file_type_not_allowed")
    return found


def _text(content: BinaryIO) -> Media:
    """Take plain text in UTF-8 without control characters."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    content.seek(0)
    try:
        while block := content.read(BLOCK):
            _plain_only(decoder.decode(block))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as wrong:
        raise Unreadable("file_not_utf8") from wrong
    return TXT


def _plain_only(text: str) -> None:
    if any(c < " " and c not in "\t\r\n\f" for c in text):
        raise Unreadable("file_type_not_allowed")
