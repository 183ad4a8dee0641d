"""Signatures on PDF files (PAdES): made with a certificate file or a PKCS#11 token, and looked at.

A signature only appends to the file: what was signed before stays byte for byte.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner, fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from khe.base.documents.dates import to_local
from khe.base.documents.sight import line_of, seen, spot

DIGEST = "sha256"
# It logs the names of signers whose certificates it does not trust; `verify` says so to who asked instead.
for library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(library).setLevel(logging.CRITICAL + 1)


class SigningError(Exception):
    """A file could not be signed. The text is a sentence for who asked."""


@dataclass(frozen=True)
class FileSigner:
    """A certificate with its key in a PKCS#12 file."""

    p12: bytes
    password: str

    @contextmanager
    def open(self) -> Iterator[Any]:
        """Give the key; SigningError when the file or its password is wrong."""
        try:
            found = SimpleSigner.load_pkcs12_data(
                self.p12, other_certs=[], passphrase=self.password.encode() or None
            )
        except ValueError as error:
            raise SigningError(_("Tệp chứng thư số hoặc mật khẩu không đúng.")) from error
        yield found


@dataclass(frozen=True)
class TokenSigner:
    """A key that never leaves its token (PKCS#11). `label` names the certificate and its key."""

    module: str  # path of the maker's library
    slot: int | None
    pin: str
    label: str
    token: str = ""  # label of the token, when the slot's number is not known

    @contextmanager
    def open(self) -> Iterator[Any]:
        """Log in and give the key; SigningError when the token or the PIN is wrong."""
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

        try:
            session = open_pkcs11_session(
                self.module, self.slot, TokenCriteria(self.token) if self.token else None, self.pin
            )
        except Exception as error:  # each maker's library fails in its own way
            raise SigningError(
                _("Không mở được thiết bị ký số; hãy xem thiết bị, mã PIN và cấu hình.")
            ) from error
        try:
            yield PKCS11Signer(session, cert_label=self.label, key_label=self.label)
        finally:
            session.close()


Signer = FileSigner | TokenSigner


@dataclass(frozen=True)
class Signature:
    """What is said of one signature. `at` is the time the signer's machine wrote (aware).

    `intact`: the bytes it covers are as signed. `covers_whole`: nothing but further signatures came after.
    `trusted`: a certificate we were told to trust stands behind it. `why`: what is wrong, in a sentence.
    """

    name: str
    at: datetime | None
    intact: bool
    covers_whole: bool
    trusted: bool
    why: str


def configured() -> Signer | None:
    """Return the key the server was given by its settings, or None. SigningError when it cannot be read."""
    if path := getattr(settings, "KHE_SIGN_P12", ""):
        secret = getattr(settings, "KHE_SIGN_P12_PASSWORD_FILE", "")
        try:
            return FileSigner(Path(path).read_bytes(), _secret(secret))
        except OSError as error:
            raise SigningError(_("Không đọc được tệp chứng thư số của máy chủ.")) from error
    if module := getattr(settings, "KHE_SIGN_PKCS11_MODULE", ""):
        slot = getattr(settings, "KHE_SIGN_PKCS11_SLOT", "")
        try:
            pin = _secret(getattr(settings, "KHE_SIGN_PKCS11_PIN_FILE", ""))
        except OSError as error:
            raise SigningError(_("Không đọc được mã PIN của thiết bị ký số.")) from error
        label = getattr(settings, "KHE_SIGN_PKCS11_LABEL", "")
        token = getattr(settings, "KHE_SIGN_PKCS11_TOKEN", "")
        return TokenSigner(module, int(slot) if slot else None, pin, label, token)
    return None


def _secret(path: str) -> str:
    return Path(path).read_text(encoding="utf-8").rstrip("\r\n") if path else ""


def sign(
    pdf: bytes, signer: Signer, *, reason: str, place: str, at: datetime, field: str,
    post: str = "",
) -> bytes:  # fmt: skip
    """Return the PDF with one more signature, named `field`, and a line that shows who signed, as what
    (`post`), and when, over the signer's name on the last page.

    `at` is the aware moment written as the time of signing. Raises SigningError.
    """
    with signer.open() as key:
        try:
            return _signed(pdf, key, reason, place, at, field, post)
        except SigningError:
            raise
        except Exception as error:  # pyHanko, the token's library, a damaged file
            raise SigningError(_("Không ký được tệp này.")) from error


def _signed(
    pdf: bytes, key: Any, reason: str, place: str, at: datetime, field: str, post: str
) -> bytes:
    page, box = spot(pdf)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    where = fields.SigFieldSpec(field, on_page=page, box=box)
    fields.append_signature_field(writer, where)
    meta = PdfSignatureMetadata(
        field_name=field, md_algorithm=DIGEST, subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason, location=place, name=line_of(key.signing_cert),
    )  # fmt: skip
    out = BytesIO()
    with NamedTemporaryFile(suffix=".pdf") as picture:
        style = seen(line_of(key.signing_cert), post, at, picture.name)
        signer = AtSigner(at, meta, signer=key, stamp_style=style)
        _apart(signer.sign_pdf, writer, output=out)
    return out.getvalue()


def _apart(do: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Do it on a thread of its own: pyHanko starts an event loop, and a thread has one at most."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(do, *args, **kwargs).result()


class AtSigner(PdfSigner):
    """Writes the moment it is given as the time of signing, not the clock of the machine."""

    def __init__(self, at: datetime, *args: Any, **kwargs: Any) -> None:
        """Keep the moment."""
        super().__init__(*args, **kwargs)
        self.at = to_local(at)

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        """Begin a signature at the moment."""
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def verify(pdf: bytes) -> list[Signature]:
    """Return what can be said of each signature, in the order they were made; [] for a file without one.

    A file that cannot be read gives [] too. Nothing is asked of the network.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        found = list(reader.embedded_signatures)
    except (PdfReadError, ValueError, KeyError, OSError):
        return []
    return [_look(one) for one in found]


def _trust() -> ValidationContext:
    """Return whom we trust: the certificates of the folder KHE_SIGN_TRUST, and nobody else."""
    from pyhanko.keys import load_certs_from_pemder

    folder = getattr(settings, "KHE_SIGN_TRUST", "")
    paths = sorted(Path(folder).glob("*")) if folder else []
    roots = list(load_certs_from_pemder([str(path) for path in paths if path.is_file()]))
    return ValidationContext(trust_roots=roots, allow_fetching=False)


def _look(one: Any) -> Signature:
    try:
        status = _apart(validate_pdf_signature, one, signer_validation_context=_trust())
    except Exception:
        why = _("Chữ ký bị hỏng nên không kiểm tra được.")
        return Signature("", None, intact=False, covers_whole=False, trusted=False, why=why)
    intact = bool(status.intact and status.valid)
    whole = intact and bool(status.bottom_line or _covers(status))
    trusted = intact and bool(status.trusted)
    return Signature(
        line_of(status.signing_cert), status.signer_reported_dt, intact=intact, covers_whole=whole,
        trusted=trusted, why=_why(status, intact=intact, whole=whole, trusted=trusted),
    )  # fmt: skip


def _covers(status: Any) -> bool:
    """Say whether all that came after a signature is further signatures."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel as Level

    if status.coverage == Level.ENTIRE_FILE:
        return True
    return bool(
        status.coverage == Level.ENTIRE_REVISION
        and status.docmdp_ok
        and status.modification_level is not None
        and status.modification_level <= ModificationLevel.FORM_FILLING
    )


def _why(status: Any, *, intact: bool, whole: bool, trusted: bool) -> str:
    if not intact:
        return _("Nội dung đã bị thay đổi sau khi ký.")
    if not whole:
        return _("Tệp đã được thêm nội dung sau khi ký; chữ ký không bao trùm phần thêm.")
    if trusted:
        return ""
    if status.revoked:
        return _("Chứng thư số đã bị thu hồi.")
    day = status.signing_cert["tbs_certificate"]["validity"]
    signed = status.signer_reported_dt
    if signed and not day["not_before"].native <= signed <= day["not_after"].native:
        return _("Chứng thư số không có hiệu lực vào lúc ký.")
    return _("Chưa tin cậy: nơi cấp chứng thư số này không có trong danh sách của máy chủ.")
