"""Sample papers with invented people: for tests, and for whoever edits a template."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from khe.base.documents import papers as p
from khe.base.documents.dates import HO_CHI_MINH
from khe.base.documents.render import FONTS

if TYPE_CHECKING:
    from khe.base.documents.official import Paper


def fonts_present(folder: Path = FONTS) -> bool:
    """Say whether npm has installed the fonts of paper on this machine."""
    return any(folder.rglob("*.ttf"))


def at(day: int, hour: int, minute: int = 0, month: int = 2) -> datetime:
    """Return a moment of 2026 in local time."""
    return datetime(2026, month, day, hour, minute, tzinfo=HO_CHI_MINH)


OFFICE = p.Office(
    superior="Ủy ban nhân dân phường Bến Khế",
    name="Trung tâm Phục vụ hành chính công",
    place="Bến Khế",
    address="số 1 đường Bờ Kè, phường Bến Khế",
    phone="0292 000 0117",
    website="ben-khe.example/tra-cuu",
)
HOA = p.Applicant(
    name="Phạm Thị Ngọc Hoa",
    title="Bà",
    address="Số 24 đường Số 7, Khu vực 3, phường Bến Khế",
    phone="0900 000 218",
    email="hoa@example.org",
    id_number="000 000 000 123",
)
BUILDING = p.ProcedureName(
    code="1.013225", name="Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ"
)
PARTS = (
    p.Part(name="Đơn đề nghị cấp giấy phép xây dựng", originals=1),
    p.Part(name="Giấy tờ chứng minh quyền sử dụng đất", copies=1, electronic=1),
    p.Part(name="Bản vẽ thiết kế xây dựng", originals=2),
    p.Part(name="Cam kết bảo đảm an toàn công trình liền kề", originals=1),
)
LAN = p.Contact(name="Huỳnh Thị Kim Lan", phone="0292 000 0118")
BINH = p.Signer(capacity=("KT. Giám đốc", "Phó Giám đốc"), name="Trần Thanh Bình")
CODE = "H99.17-260205-0042"
HEAD = {"office": OFFICE, "issued_at": at(5, 7, 30), "dossier_code": CODE}
CASE = {"applicant": HOA, "procedure": BUILDING}


def sample_papers() -> tuple[p.Paper, ...]:
    """Return one filled paper of each kind, as a usual day gives them."""
    return (
        sample_receipt(),
        _supplement(),
        _refusal(),
        _apology(),
        _stop(),
        sample_control_slip(3),
        sample_register(12),
        sample_guidance(),
        _due_explained(),
    )


def sample_receipt(*, parts: tuple[p.Part, ...] = PARTS, applicant: p.Applicant = HOA) -> p.Receipt:
    """Return form 01 of Hoa's building permit."""
    return p.Receipt(
        **HEAD,
        number="0042/TNHS",
        applicant=applicant,
        procedure=BUILDING,
        parts=parts,
        received_at=at(5, 7, 30),
        due_at=at(23, 17),
        limit="07 ngày làm việc",
        receiver="Huỳnh Thị Kim Lan",
        return_place="Quầy 2, số 1 đường Bờ Kè, phường Bến Khế",
        fee=75_000,
        fee_paid=True,
        register_book="01/2026",
        register_number="42",
        explanation=(
            "Ngày nhận không tính. Bảy ngày làm việc là 06, 09, 10, 11, 12, 13 và 23/02; "
            "nghỉ Tết từ 14 đến 22/02. "
            "Nếu phải bổ sung giấy tờ, ngày hẹn lùi đúng bằng thời gian chờ bổ sung."
        ),
        copy_label="Liên 2: Giao người nộp",
    )


def _supplement() -> p.SupplementRequest:
    return p.SupplementRequest(
        **HEAD,
        **CASE,
        number="0007/YCBS",
        missing=(
            p.Missing(
                what="Bản vẽ mặt bằng móng tỷ lệ 1/50",
                reason="Hồ sơ mới có mặt bằng các tầng",
                basis="Khoản 3 Điều 46",
            ),
            p.Missing(
                what="Cam kết an toàn với nhà số 26", reason="Nhà xây sát ranh", basis="Điều 47"
            ),
        ),
        reason="Thành phần hồ sơ chưa đủ để thẩm định kết cấu móng.",
        legal_basis="Quy trình nội bộ số 12/QT-UBND của Ủy ban nhân dân phường.",
        contact=LAN,
        signer=p.Signer(capacity=("Người hướng dẫn",), name=LAN.name),
        respond_by=date(2026, 3, 9),
        clock_note="Thời gian chờ bổ sung không tính vào thời gian giải quyết hồ sơ.",
    )


def _refusal() -> p.Rejection:
    return p.Rejection(
        **HEAD,
        **CASE,
        number="0003/TCTN",
        submitted_at=at(5, 7, 30),
        reasons=(
            "Thửa đất nằm trong hành lang bảo vệ bờ sông, không thuộc diện được cấp phép.",
            "Công trình thuộc thẩm quyền cấp phép của Sở Xây dựng.",
        ),
        legal_basis="Luật Xây dựng số 135/2025/QH15.",
        remedy="Nộp hồ sơ điều chỉnh vị trí công trình hoặc nộp tại Sở Xây dựng.",
        contact=LAN,
        signer=p.Signer(capacity=("Người từ chối",), name=LAN.name),
    )


def _apology() -> p.Apology:
    return p.Apology(
        **HEAD,
        **CASE,
        number="0002/XL-TTPVHCC",
        receipt_number="0042/TNHS",
        received_at=at(5, 7, 30),
        due_at=at(23, 17),
        new_due_at=at(3, 17, month=3),
        extension="05 ngày làm việc",
        reason="Bộ phận chuyên môn chưa hoàn thành việc kiểm tra thực địa do mưa lớn kéo dài.",
        contact=LAN,
        signer=BINH,
        legal_basis="Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ.",
        recipients=("Phòng Kinh tế, Hạ tầng và Đô thị",),
    )


def _stop() -> p.StopNotice:
    return p.StopNotice(
        **HEAD,
        **CASE,
        number="0001/TB-TTPVHCC",
        received_at=at(5, 7, 30),
        stopped_at=at(10, 9),
        reason="Đã quá thời hạn bổ sung hồ sơ mà không nhận được giấy tờ bổ sung.",
        contact=LAN,
        signer=BINH,
        legal_basis="Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ.",
        aftermath="Giấy tờ đã nộp được trả lại tại Quầy 2; lệ phí chưa thu.",
        recipients=("Phòng Kinh tế, Hạ tầng và Đô thị",),
    )


def sample_control_slip(hand_overs: int) -> p.ControlSlip:
    """Return form 06 with that many hand-overs and one blank."""
    return p.ControlSlip(
        **HEAD,
        **CASE,
        received_at=at(5, 7, 30),
        due_at=at(23, 17),
        handled_by="Phòng Kinh tế, Hạ tầng và Đô thị",
        cooperating="Phòng Văn hóa – Xã hội",
        hand_overs=tuple(
            p.HandOver(
                giver="Trung tâm PVHCC (Huỳnh Thị Kim Lan)",
                receiver="Phòng Kinh tế, Hạ tầng và Đô thị (Lê Văn Minh)",
                given_at=at(5, 8, 15) + timedelta(hours=row),
                received_at=at(5, 8, 40) + timedelta(hours=row),
                result=("Trước hạn", "Đúng hạn", "Quá hạn")[row % 3],
                note="" if row % 2 else "Đủ 4 giấy tờ",
            )
            for row in range(hand_overs)
        ),
        blank_rows=1,
    )


def sample_register(rows: int) -> p.Register:
    """Return form 07 with that many dossiers."""
    return p.Register(
        **{**HEAD, "dossier_code": ""},
        number="",
        first_day=date(2026, 2, 1),
        last_day=date(2026, 2, 28),
        book="01/2026",
        keeper=LAN.name,
        rows=tuple(register_row(number) for number in range(1, rows + 1)),
    )


def register_row(number: int) -> p.RegisterRow:
    """Return one line of the register; every third dossier is still open."""
    done = number % 3 != 0
    return p.RegisterRow(
        dossier_code=f"H99.17-260205-{number:04d}",
        procedure=BUILDING.name,
        applicant=HOA.name,
        received_at=at(5, 7, 30),
        due_at=at(23, 17),
        address=HOA.address,
        phone=HOA.phone,
        handled_by="Phòng Kinh tế, Hạ tầng và Đô thị",
        received_via="Trực tiếp",
        result_at=at(23, 10, 5) if done else None,
        returned_at=at(23, 15) if done else None,
        returned_via="Bưu chính" if done else "",
        note="" if done else "Đang giải quyết",
    )


def sample_guidance(*, parts: tuple[p.Part, ...] = PARTS) -> p.Guidance:
    """Return the slip that tells Hoa what to bring."""
    return p.Guidance(
        **{**HEAD, "dossier_code": ""},
        applicant=HOA,
        procedure=BUILDING,
        parts=(p.Part(name="Tờ khai", originals=1, note="Lấy mẫu tại Quầy 1"), *parts),
        brought=(0, 2),
        contact=LAN,
        channels=(
            p.Channel(name="Trực tiếp", limit="07 ngày làm việc", fee="75.000 đ"),
            p.Channel(name="Trực tuyến", limit="07 ngày làm việc", fee="37.500 đ"),
            p.Channel(name="Dịch vụ bưu chính", limit="07 ngày làm việc", fee="75.000 đ"),
        ),
        hours="Thứ Hai đến Thứ Sáu, 07:00–11:00 và 13:00–17:00",
        advice=("Mang theo căn cước để đối chiếu.",),
        legal_basis="Luật Xây dựng số 135/2025/QH15.",
    )


def _due_explained() -> p.DueExplained:
    lines = [
        p.ClockLine(
            day=date(2026, 2, day), text="Cả ngày làm việc", minutes=480, cumulative=480 * count
        )
        for count, day in enumerate((6, 9, 10, 11, 12, 13, 23), start=1)
    ]
    holiday = p.ClockLine(
        day=date(2026, 2, 14),
        text="Nghỉ Tết Nguyên đán đến hết ngày 22/02/2026",
        minutes=None,
        cumulative=2880,
    )
    return p.DueExplained(
        **HEAD,
        **CASE,
        start_at=at(6, 7),
        due_at=at(23, 17),
        limit="07 ngày làm việc, tính từ ngày làm việc tiếp theo ngày nhận",
        lines=(*lines[:-1], holiday, lines[-1]),
        remarks=("Một ngày làm việc là 8 giờ: 07:00–11:00 và 13:00–17:00.",),
    )


def sample_official(kind: str = "administrative") -> "Paper":
    """Return a short official document."""
    from khe.base.documents import layouts
    from khe.base.documents.official import Paper, Para

    day = date(2026, 6, 5)
    return Paper(
        layout=layouts.layout(kind, day), kind_code="BC", kind_name="BÁO CÁO", number=5,
        symbol="BC-UBND", issuer="Ủy ban nhân dân phường Bến Khế", place="Bến Khế", day=day,
        title="kết quả công tác tháng 5", blocks=(Para("Trên đây là báo cáo."),),
        signer_capacity="TM. ỦY BAN NHÂN DÂN", signer_title="CHỦ TỊCH",
        signer_name="Phạm Thanh Bình", recipients=("Lưu: VT",),
    )  # fmt: skip


def certificate(name: str, password: str = "", *, days: int = 3650) -> tuple[bytes, bytes]:
    """Return a self-signed certificate with its key as PKCS#12, and the certificate as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=HO_CHI_MINH))
        .not_valid_after(datetime(2026, 1, 1, tzinfo=HO_CHI_MINH) + timedelta(days=days))
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    secret = (
        serialization.BestAvailableEncryption(password.encode())
        if password
        else serialization.NoEncryption()
    )
    p12 = pkcs12.serialize_key_and_certificates(b"khe", key, made, None, secret)
    return p12, made.public_bytes(serialization.Encoding.PEM)
