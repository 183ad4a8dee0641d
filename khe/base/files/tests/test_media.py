"""What a file is, by its content."""

import io

import pytest

from khe.base.files import media, testing
from khe.base.files.media import Unreadable, sniff

GOOD = [
    ("don.pdf", testing.PDF, "application/pdf"),
    ("ảnh.JPG", testing.jpeg(), "image/jpeg"),
    ("a.png", testing.png(), "image/png"),
    ("a.webp", testing.webp(), "image/webp"),
    ("a.heic", testing.heic(), "image/heic"),
    ("a.docx", testing.office("docx"), media.DOCX.type),
    ("a.xlsx", testing.office("xlsx"), media.XLSX.type),
    ("a.doc", testing.old_office("WordDocument"), "application/msword"),
    ("a.xls", testing.old_office("Workbook"), "application/vnd.ms-excel"),
    ("a.txt", "Đơn đề nghị\r\n".encode(), "text/plain"),
]
BAD = [
    ("a.pdf", testing.png(), "file_name_mismatch"),
    ("a.docx", testing.office("xlsx"), "file_name_mismatch"),
    ("a.jpg.pdf", testing.jpeg(), "file_name_mismatch"),
    ("a", testing.PDF, "file_name_mismatch"),
    ("a.exe", b"MZ" + bytes(200), "file_type_not_allowed"),
    ("a.pdf", b"MZ" + bytes(200), "file_type_not_allowed"),
    ("a.svg", b"<svg onload=alert(1)>", "file_type_not_allowed"),
    ("a.html", b"<html><script>", "file_type_not_allowed"),
    ("a.gif", b"GIF89a" + bytes(20), "file_type_not_allowed"),
    ("a.docx", testing.office("docx", macros=True), "file_has_macros"),
    ("a.docm", testing.office("docx", macros=True), "file_has_macros"),
    ("a.doc", testing.old_office("WordDocument_VBA_PROJECT"), "file_has_macros"),
    ("a.docx", testing.office("docx")[:60], "file_broken"),
    ("a.docx", b"PK\x03\x04" + bytes(300), "file_broken"),
    ("a.doc", testing.old_office("Nothing"), "file_type_not_allowed"),
    ("a.txt", "Đơn".encode("utf-16"), "file_not_utf8"),
    ("a.txt", b"\xd0\xee\xf2 \xff", "file_not_utf8"),
    ("a.txt", b"\x00\x01\x02", "file_type_not_allowed"),
]


@pytest.mark.parametrize(("name", "content", "expected"), GOOD, ids=[g[0] for g in GOOD])
def test_it_knows_what_it_takes(name, content, expected):
    assert sniff(io.BytesIO(content), name).type == expected


@pytest.mark.parametrize(("name", "content", "code"), BAD)
def test_it_says_why_it_does_not_take_the_rest(name, content, code):
    with pytest.raises(Unreadable) as wrong:
        sniff(io.BytesIO(content), name)
    assert wrong.value.code == code


def test_an_archive_that_is_no_document_is_not_taken():
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"x")
    for name in ("a.zip", "a.docx"):
        with pytest.raises(Unreadable) as wrong:
            sniff(out, name)
        assert wrong.value.code == "file_type_not_allowed"


def test_a_bomb_is_never_unpacked():
    """Ten megabytes of zeros in 10 kB; only the list of members is read."""
    import time
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bytes(10_000_000))
        archive.writestr("word/document.xml", bytes(10_000_000))
    began = time.perf_counter()
    assert sniff(out, "a.docx") is media.DOCX
    assert time.perf_counter() - began < 1


def test_too_many_members_are_not_a_document():
    with pytest.raises(Unreadable):
        sniff(io.BytesIO(testing.office(extra=media.MOST_MEMBERS)), "a.docx")
