"""Signatures on files: made here, or elsewhere and brought back; a changed byte is found."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import MONDAY
from khe.base.documents import signing
from khe.base.documents.testing import certificate
from khe.desks.reports import actions, queries
from khe.desks.reports.actions.signing import issued_pdf
from khe.desks.reports.states import Refusal
from khe.desks.reports.tests.test_life import TUESDAY
from khe.testing import refused


@pytest.fixture
def key():
    """A certificate of somebody invented."""
    return signing.FileSigner(certificate("Phạm Thanh Bình", "bi-mat")[0], "bi-mat")


def brought(content):
    return SimpleUploadedFile("ky.pdf", content)


def signed(document, key):
    facts = {"reason": "01/BC-VP", "place": "Bến Khế", "at": TUESDAY, "field": "Ky1"}
    return signing.sign(issued_pdf(document), key, **facts)


def test_a_pdf_signed_elsewhere_is_kept_and_names_who_signed(issued, key, thoa, who):
    content = signed(issued, key)
    actions.attach_signed(issued.pk, brought(content), by=who(thoa), at=TUESDAY)
    kept = queries.files_of(issued)["signed"]
    with queries.files.content(kept) as stored:
        (found,) = signing.verify(stored.read())
    assert (found.name, found.intact, found.covers_whole) == ("Phạm Thanh Bình", True, True)


def test_a_changed_byte_is_found_and_the_file_not_kept(issued, key, thoa, who):
    content = signed(issued, key)
    whole = len(issued_pdf(issued))
    place = content.index(b"/Type", whole) + 6
    bad = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    facts = {"by": who(thoa), "at": TUESDAY}
    refused(Refusal.BROKEN_SIGNATURE, actions.attach_signed, issued.pk, brought(bad), **facts)
    assert "signed" not in queries.files_of(issued)


def test_an_unsigned_or_foreign_file_is_not_the_signed_one(issued, key, thoa, who):
    facts = {"by": who(thoa), "at": TUESDAY}
    same = brought(issued_pdf(issued))
    refused(Refusal.NOT_SIGNED_FILE, actions.attach_signed, issued.pk, same, **facts)
    foreign = brought(b"%PDF-1.7 khac")
    refused(Refusal.OTHER_CONTENT, actions.attach_signed, issued.pk, foreign, **facts)
    refused(Refusal.NOT_A_PDF, actions.attach_signed, issued.pk, brought(b"PK"), **facts)
    assert sorted(queries.files_of(issued)) == ["docx", "pdf"]


def test_the_server_signs_with_its_own_key_several_times(issued, binh, who, settings, tmp_path):
    p12, secret = tmp_path / "key.p12", tmp_path / "secret"
    p12.write_bytes(certificate("Phường Bến Khế", "bi-mat")[0])
    secret.write_text("bi-mat\n")
    settings.KHE_SIGN_P12, settings.KHE_SIGN_P12_PASSWORD_FILE = str(p12), str(secret)
    actions.sign_file(issued.pk, by=who(binh), at=MONDAY)
    actions.sign_file(issued.pk, by=who(binh), at=TUESDAY)
    with queries.files.content(queries.files_of(issued)["signed"]) as stored:
        found = signing.verify(stored.read())
    assert [one.name for one in found] == ["Phường Bến Khế"] * 2
    assert all(one.intact for one in found)


def test_without_a_key_the_server_says_so(issued, binh, who):
    refused(Refusal.NO_KEY, actions.sign_file, issued.pk, by=who(binh), at=TUESDAY)
    assert "signed" not in queries.files_of(issued)


def looked_at(client, content):
    return client.post(reverse("reports:verify"), {"file": brought(content)}).content.decode()


def test_the_page_says_what_a_brought_file_is(issued, key, thoa, who, desk):
    client, content = desk(thoa), signed(issued, key)
    actions.attach_signed(issued.pk, brought(content), by=who(thoa), at=TUESDAY)
    page = looked_at(client, content)
    for said in ("Phạm Thanh Bình", "Còn nguyên vẹn", "Ký trên toàn bộ tệp", issued.code):
        assert said in page


def test_the_page_says_that_a_signed_file_was_changed(issued, key, thoa, desk):
    content = signed(issued, key)
    place = content.index(b"/Type", len(issued_pdf(issued))) + 6
    bad = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    page = looked_at(desk(thoa), bad)
    assert "Đã bị sửa sau khi ký" in page
    assert "Tệp không trùng với văn bản nào" in page


def test_the_page_says_that_a_file_is_strange_unsigned_or_broken(issued, thoa, desk):
    client = desk(thoa)
    page = looked_at(client, b"%PDF-1.7 khong phai cua phuong")
    assert "không có chữ ký số nào" in page
    assert "Tệp không trùng với văn bản nào" in page
    page = looked_at(client, issued_pdf(issued))
    assert "không có chữ ký số nào" in page
    assert issued.code in page


def test_a_wrong_password_of_the_key_is_said_and_nothing_is_kept(
    issued, binh, desk, settings, tmp_path
):
    p12 = tmp_path / "key.p12"
    p12.write_bytes(certificate("Phường Bến Khế", "bi-mat")[0])
    settings.KHE_SIGN_P12, settings.KHE_SIGN_P12_PASSWORD_FILE = str(p12), ""
    answer = desk(binh).post(reverse("reports:sign_file", args=[issued.pk]))
    assert answer.status_code == 409
    assert "Chưa ký số được: " in answer.content.decode()
    assert "ật khẩu" in answer.content.decode()
    assert "signed" not in queries.files_of(issued)


def test_without_a_key_the_button_says_why(issued, binh, desk):
    page = desk(binh).get(issued.get_absolute_url()).content.decode()
    assert 'aria-describedby="sao-ky-so"' in page
    assert "chưa được cấu hình chứng thư số" in page
