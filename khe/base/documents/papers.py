"""What each paper says: one dataclass a form of circular 03/2025/TT-VPCP, annex I, and our own two.

Fill one and give it to `print_paper`. All moments are aware datetimes (shown in Asia/Ho_Chi_Minh),
all texts are plain text as people typed them. An empty text or None prints as a dotted line where
the form demands the field, and is left out where it does not.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from django.utils.translation import gettext as _

from khe.base.documents.numbers import dong_in_words, format_dong
from khe.base.documents.qr import qr_svg
from khe.base.documents.render import DocumentError, plain, render_pdf

# A longer register is a spreadsheet (register.py): a page takes memory while it is set.
MOST_ROWS = 1_000


@dataclass(frozen=True, kw_only=True)
class Office:
    """The body that issues the paper. Caps are made by the template."""

    superior: str  # Ủy ban nhân dân phường Cái Khế
    name: str  # Trung tâm Phục vụ hành chính công
    place: str  # Cái Khế (before the date)
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""  # where a citizen looks the dossier up


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Whose dossier it is. `title` is Ông, Bà or empty; an organisation has none."""

    name: str
    title: str = ""
    organisation: bool = False
    address: str = ""
    phone: str = ""
    email: str = ""
    id_number: str = ""
    submitter: str = ""  # who handed the papers in, when it is someone else


@dataclass(frozen=True, kw_only=True)
class ProcedureName:
    """The procedure as the catalogue names it."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One document of a dossier with the number of copies of each kind."""

    name: str
    originals: int = 0
    copies: int = 0
    electronic: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """The officer whom the citizen may ask."""

    name: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs: lines above the name ('KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH') and the name."""

    capacity: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper carries in its head. `issued_at` dates it (and the PDF file)."""

    template: ClassVar[str]

    office: Office
    issued_at: datetime
    number: str = ""  # the whole of it: '0042/TNHS'
    dossier_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt(Paper):
    """Form 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả. The QR code holds `qr` or the dossier code.

    `fee` is in whole đồng, None when there is none to speak of. `explanation` says in a few
    sentences why the appointment falls on that day. `copy_label` is e.g. 'Liên 1: Lưu'.
    """

    template: ClassVar[str] = "receipt.typ"

    applicant: Applicant
    procedure: ProcedureName
    parts: tuple[Part, ...]
    received_at: datetime
    due_at: datetime
    limit: str  # '07 ngày làm việc'
    receiver: str
    return_place: str
    request: str = ""  # what is asked for, when the procedure's name does not say it
    sets: int = 1
    fee: int | None = None
    fee_paid: bool = False
    register_book: str = ""
    register_number: str = ""
    explanation: str = ""
    copy_label: str = ""
    qr: str = ""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing the citizen must add or mend."""

    what: str
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplementRequest(Paper):
    """Form 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.

    `clock_note` says what the wait does to the limit; it depends on the procedure's law.
    """

    template: ClassVar[str] = "supplement.typ"

    applicant: Applicant
    procedure: ProcedureName
    missing: tuple[Missing, ...]
    reason: str
    contact: Contact
    signer: Signer
    legal_basis: str = ""
    respond_by: date | None = None
    clock_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Rejection(Paper):
    """Form 03: Phiếu từ chối tiếp nhận, giải quyết hồ sơ. `remedy` says what the citizen can do."""

    template: ClassVar[str] = "refusal.typ"

    applicant: Applicant
    procedure: ProcedureName
    reasons: tuple[str, ...]
    contact: Contact
    signer: Signer
    legal_basis: str = ""
    submitted_at: datetime | None = None
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Apology(Paper):
    """Form 04: Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết.

    `extension` is the time asked for in words ('05 ngày làm việc').
    """

    template: ClassVar[str] = "apology.typ"

    applicant: Applicant
    procedure: ProcedureName
    receipt_number: str
    received_at: datetime
    due_at: datetime
    new_due_at: datetime
    extension: str
    reason: str
    contact: Contact
    signer: Signer
    legal_basis: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StopNotice(Paper):
    """Form 05: Thông báo dừng giải quyết hồ sơ. `aftermath` says what becomes of papers and fee."""

    template: ClassVar[str] = "stop.typ"

    applicant: Applicant
    procedure: ProcedureName
    received_at: datetime
    stopped_at: datetime
    reason: str
    contact: Contact
    signer: Signer
    legal_basis: str = ""
    aftermath: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """One hand-over: who gave the dossier to whom, when, and how the giver stood to his time.

    `result` is 'Trước hạn', 'Đúng hạn', 'Quá hạn' or empty while it runs.
    """

    giver: str
    receiver: str
    given_at: datetime | None = None
    received_at: datetime | None = None
    result: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ControlSlip(Paper):
    """Form 06: Phiếu kiểm soát quá trình giải quyết hồ sơ. `blank_rows` leaves room for a pen."""

    template: ClassVar[str] = "control_slip.typ"

    applicant: Applicant
    procedure: ProcedureName
    received_at: datetime
    due_at: datetime
    handled_by: str
    hand_overs: tuple[HandOver, ...]
    cooperating: str = ""
    blank_rows: int = 0


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One dossier in the register (form 07)."""

    dossier_code: str
    procedure: str
    applicant: str
    received_at: datetime
    due_at: datetime | None
    sets: int = 1
    address: str = ""
    phone: str = ""
    handled_by: str = ""
    received_via: str = ""  # Trực tiếp, Trực tuyến, Bưu chính
    result_at: datetime | None = None  # the result came back from the handling body
    returned_at: datetime | None = None  # the citizen got it
    returned_via: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Register(Paper):
    """Form 07: Sổ theo dõi hồ sơ, A4 landscape, of the days from..to; at most MOST_ROWS rows."""

    template: ClassVar[str] = "register.typ"

    first_day: date
    last_day: date
    rows: tuple[RegisterRow, ...]
    book: str = ""
    keeper: str = ""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One way to hand in: its limit and fee as the catalogue words them."""

    name: str
    limit: str = ""
    fee: str = ""


@dataclass(frozen=True, kw_only=True)
class Guidance(Paper):
    """Phiếu hướng dẫn hoàn thiện hồ sơ: what to bring, where to, what it costs.

    `brought` names the parts of the list (by position from 0) the citizen already has.
    """

    template: ClassVar[str] = "guidance.typ"

    procedure: ProcedureName
    parts: tuple[Part, ...]
    contact: Contact
    applicant: Applicant | None = None
    brought: tuple[int, ...] = ()
    sets: int = 1
    channels: tuple[Channel, ...] = ()
    hours: str = ""
    legal_basis: str = ""
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClockLine:
    """One line of the count. minutes: those counted on it, None for a holiday or a pause."""

    day: date
    text: str
    minutes: int | None
    cumulative: int


@dataclass(frozen=True, kw_only=True)
class DueExplained(Paper):
    """Giải thích hạn: how the appointment was counted, line by line, in working minutes."""

    template: ClassVar[str] = "due_explained.typ"

    applicant: Applicant
    procedure: ProcedureName
    start_at: datetime
    due_at: datetime
    limit: str
    lines: tuple[ClockLine, ...]
    remarks: tuple[str, ...] = field(default=())


def print_paper(paper: Paper, *, folder: Path | None = None, fonts: Path | None = None) -> bytes:
    """Return the PDF of a paper; folder holds the office's own templates. Raises DocumentError."""
    if isinstance(paper, Register) and len(paper.rows) > MOST_ROWS:
        raise DocumentError(
            _(
                "Sổ có %(rows)d hồ sơ, in được tối đa %(most)d; hãy in từng tháng hoặc xuất bảng tính."
            )
            % {"rows": len(paper.rows), "most": MOST_ROWS},
            template=paper.template,
        )
    pictures = {}
    if isinstance(paper, Receipt):
        pictures["qr.svg"] = qr_svg(paper.qr or paper.dossier_code).encode()
    return render_pdf(
        paper.template,
        paper_data(paper),
        folder=folder,
        pictures=pictures,
        fonts=fonts,
        at=paper.issued_at,
    )


def paper_data(paper: Paper) -> dict[str, object]:
    """Return what the template gets: the paper's fields, a fee also in words."""
    data: dict[str, object] = plain(paper)
    if isinstance(paper, Receipt) and paper.fee is not None:
        data["fee"] = {"figures": format_dong(paper.fee), "words": dong_in_words(paper.fee)}
    return data
