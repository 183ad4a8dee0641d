"""Signatures on PDF: several, seen on the page, checked afterwards; a changed byte is noticed."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader, PdfWriter

from khe.base.documents import official, signing, testing
from khe.base.documents.papers import print_paper

pytestmark = pytest.mark.skipif(
    not testing.fonts_present(), reason="fonts of paper are not installed; run make setup"
)
AT = testing.at(5, 9)
NAME = "Phạm Thanh Bình"
SOFTHSM = next(
    (
        p
        for p in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so")
        if Path(p).exists()
    ),
    "",
)


@pytest.fixture(scope="module")
def key():
    p12, pem = testing.certificate(NAME, "mật khẩu")
    return signing.FileSigner(p12, "mật khẩu"), pem


@pytest.fixture(scope="module")
def paper():
    return print_paper(testing.sample_receipt())


@pytest.fixture(scope="module")
def signed(paper, key):
    return signed_by(key[0], paper, "Khe1")


def signed_by(signer, pdf, field):
    facts = {"reason": "05/BC-UBND", "place": "Bến Khế", "at": AT, "post": "Chủ tịch"}
    return signing.sign(pdf, signer, field=field, **facts)


def test_it_says_who_signed_and_that_the_file_is_whole(signed):
    (found,) = signing.verify(signed)
    assert (found.name, found.at) == (NAME, AT)
    assert (found.intact, found.covers_whole, found.trusted) == (True, True, False)
    assert "Chưa tin cậy" in found.why


def test_it_shows_name_post_and_local_time_on_the_last_page(signed):
    page = PdfReader(BytesIO(signed)).pages[-1]
    (note,) = [one.get_object() for one in page["/Annots"] if one.get_object()["/FT"] == "/Sig"]
    left, low, right, high = [float(side) for side in note["/Rect"]]
    assert right > left
    assert high > low


def test_the_first_stands_between_post_and_name_of_an_official_paper(key):
    pdf = official.pdf(testing.sample_official(), AT)
    page = PdfReader(BytesIO(signed_by(key[0], pdf, "Khe1"))).pages[-1]
    notes = [one.get_object() for one in page["/Annots"]]
    room = next(one["/Rect"] for one in notes if one["/Subtype"] == "/Link")
    box = next(one["/Rect"] for one in notes if one.get("/FT") == "/Sig")
    assert float(room[1]) - 1 <= float(box[1])
    assert float(box[3]) <= float(room[3]) + 1


def test_it_appends_to_what_was_signed_and_changes_no_byte_of_it(paper, signed):
    assert signed.startswith(paper)


def test_a_second_signature_leaves_the_first_whole(signed, key):
    twice = signed_by(key[0], signed, "Khe2")
    assert twice.startswith(signed)
    found = signing.verify(twice)
    assert [(one.intact, one.covers_whole) for one in found] == [(True, True)] * 2


def test_a_certificate_of_the_folder_of_trust_is_trusted(signed, key, tmp_path, settings):
    (tmp_path / "binh.pem").write_bytes(key[1])
    settings.KHE_SIGN_TRUST = str(tmp_path)
    (found,) = signing.verify(signed)
    assert (found.trusted, found.why) == (True, "")


def test_a_changed_byte_is_noticed(signed):
    at = signed.index(b"/MediaBox")
    broken = bytearray(signed)
    broken[at + 12 : at + 13] = b"9" if signed[at + 12 : at + 13] != b"9" else b"8"
    (found,) = signing.verify(bytes(broken))
    assert (found.intact, found.covers_whole, found.trusted) == (False, False, False)
    assert found.why


def test_a_document_that_was_extended_afterwards_is_not_covered_whole(signed):
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = PdfWriter()
    page.add_blank_page(width=200, height=200)
    other = BytesIO()
    page.write(other)
    added = writer.import_object(
        PdfFileReader(BytesIO(other.getvalue())).root["/Pages"]["/Kids"][0]
    )
    added["/Parent"] = writer.root.raw_get("/Pages")
    pages = writer.root["/Pages"]
    pages["/Kids"].append(writer.add_object(added))
    pages["/Count"] = NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages)
    out = BytesIO()
    writer.write(out)
    (found,) = signing.verify(out.getvalue())
    assert (found.intact, found.covers_whole) == (True, False)
    assert "thêm nội dung sau khi ký" in found.why


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 hong", b"PK"])
def test_a_file_without_a_signature_has_none(content, paper):
    assert signing.verify(content) == []
    assert signing.verify(paper) == []


def test_a_wrong_password_is_said(paper, key):
    with pytest.raises(signing.SigningError, match="mật khẩu"):
        signed_by(signing.FileSigner(key[0].p12, "sai"), paper, "Khe1")


def test_without_settings_the_server_has_no_key():
    assert signing.configured() is None


def test_the_server_takes_its_key_from_files(tmp_path, settings, key):
    (tmp_path / "key.p12").write_bytes(key[0].p12)
    (tmp_path / "password").write_text("mật khẩu\n", encoding="utf-8")
    settings.KHE_SIGN_P12 = str(tmp_path / "key.p12")
    settings.KHE_SIGN_P12_PASSWORD_FILE = str(tmp_path / "password")
    assert signing.configured() == key[0]


@pytest.mark.skipif(
    not (SOFTHSM and shutil.which("softhsm2-util")), reason="SoftHSM is not installed (softhsm2)"
)
def test_a_key_that_never_leaves_its_token_signs(paper, tmp_path):
    conf = tmp_path / "softhsm2.conf"
    (tmp_path / "tokens").mkdir()
    conf.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)  # read once, when the library is loaded
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "khe", "--so-pin", "1234", "--pin", "1234"],
        check=True, capture_output=True,
    )  # fmt: skip
    _store_key("khe", "1234")
    token = signing.TokenSigner(SOFTHSM, None, "1234", "khe", token="khe")
    (found,) = signing.verify(signed_by(token, paper, "Khe1"))
    assert (found.name, found.intact, found.covers_whole) == ("Token của phường", True, True)
    with pytest.raises(signing.SigningError, match="PIN"):
        signed_by(signing.TokenSigner(SOFTHSM, None, "0000", "khe", token="khe"), paper, "Khe1")


def _store_key(label, pin):
    """Put a key and its certificate into the token."""
    import pkcs11
    from asn1crypto import pem, x509
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        pkcs12,
    )
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    p12, certificate = testing.certificate("Token của phường")
    key = pkcs12.load_pkcs12(p12, None).key
    der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    token = pkcs11.lib(SOFTHSM).get_token(token_label=label)
    facts = {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True}
    assert x509.Certificate.load(pem.unarmor(certificate)[2])
    with token.open(user_pin=pin, rw=True) as session:
        session.create_object(decode_rsa_private_key(der) | facts)
        session.create_object(decode_x509_certificate(pem.unarmor(certificate)[2]) | facts)
