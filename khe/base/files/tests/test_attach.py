"""Attaching files: stored once, named, refused with a sentence."""

from datetime import UTC, datetime

import pytest

from khe.base.authorities.tenant import uuid7
from khe.base.files import actions, queries, store, testing
from khe.base.files.models import Attachment
from khe.base.files.names import clean_name
from khe.base.files.tests.test_clamd import Scanner
from khe.base.refusal import Refused

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.KHE_CLAMD = ""
    settings.FILE_MAX_BYTES = 200_000
    return settings.FILES_DIR


@pytest.fixture
def attach(thoa, who):
    by, subject = who(thoa), uuid7()

    def act(name, content, **more):
        more.setdefault("subject", subject)
        upload = testing.upload(name, content)
        return actions.attach(more.pop("subject"), upload, by=by, at=MONDAY, **more)

    return act


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_stores_the_content_under_its_hash(attach, ward, folder):
    file = attach("Đơn đề nghị.pdf", testing.PDF, part="form", kind="original")
    assert store.path_of(file.sha256) == folder / str(ward.pk) / file.sha256[:2] / file.sha256
    with queries.content(file) as content:
        assert content.read() == testing.PDF
    assert (file.media_type, file.size, file.kind) == (
        "application/pdf",
        len(testing.PDF),
        "original",
    )
    assert (file.added_by, file.scan) == ("Huỳnh Kim Thoa", "unscanned")
    assert list(queries.of(file.subject_id)) == [file]


def test_the_same_content_lies_there_once(attach, folder):
    first, second = attach("a.pdf", testing.PDF), attach("b.pdf", testing.PDF, subject=uuid7())
    assert first.sha256 == second.sha256
    assert len(stored(folder)) == 1
    assert queries.of_many([first.subject_id, second.subject_id])[second.subject_id] == [second]


def test_a_file_attached_twice_is_said_so(attach):
    attach("a.pdf", testing.PDF)
    with pytest.raises(Refused) as refused:
        attach("lần hai.pdf", testing.PDF)
    assert str(refused.value) == "Tệp “lần hai.pdf” đã được đính kèm rồi."


def test_a_photo_is_stored_without_its_place(attach):
    file = attach("nhà.jpg", testing.jpeg())
    with queries.content(file) as content:
        assert testing.PLACE not in content.read()


REFUSED = [
    ("rỗng.pdf", b"", "Tệp “rỗng.pdf” rỗng (0 byte). Hãy kiểm tra lại tệp gốc."),
    ("a.pdf", testing.png(), "có đuôi tên không khớp nội dung; bên trong là PNG."),
    ("a.exe", b"MZ" + bytes(99), "Không nhận tệp “a.exe”."),
    ("a.docm", testing.office(macros=True), "chứa macro"),
    ("lớn.pdf", testing.PDF + bytes(200_000), "lớn hơn mức cho phép"),
    ("hỏng.jpg", testing.jpeg()[:200], "có thể tệp đã hỏng"),
]


@pytest.mark.parametrize(("name", "content", "says"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_not_taken_is_named_and_nothing_is_kept(attach, folder, name, content, says):
    with pytest.raises(Refused) as refused:
        attach(name, content)
    assert says in str(refused.value)
    assert stored(folder) == []
    assert not Attachment.objects.exists()


def test_a_kind_that_does_not_exist_is_refused(attach):
    with pytest.raises(Refused):
        attach("a.pdf", testing.PDF, kind="x")


def test_a_scanner_is_asked_where_there_is_one(attach, settings, folder):
    scanner = Scanner()
    settings.KHE_CLAMD = scanner.address
    assert attach("a.pdf", testing.PDF).scan == "clean"
    scanner.close()

    scanner = Scanner()
    settings.KHE_CLAMD = scanner.address
    with pytest.raises(Refused) as refused:
        attach("vi-rút.txt", testing.EICAR)
    scanner.close()
    assert "Eicar-Signature" in str(refused.value)
    assert len(stored(folder)) == 1

    settings.KHE_CLAMD = "127.0.0.1:1"
    with pytest.raises(Refused) as refused:
        attach("b.txt", b"abc")
    assert refused.value.reason.value == "file_not_scanned"


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\đơn.pdf", "đơn.pdf"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\x00\n b.pdf", "a b.pdf"),
        ("", "tep"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, clean):
    assert clean_name(given) == clean
