"""Every paper as a PDF: what it says, on what page, in which font."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from khe.base.documents import papers, testing
from khe.base.documents.qr import qr_svg
from khe.base.documents.render import DocumentError

pytestmark = pytest.mark.skipif(
    not testing.fonts_present(), reason="fonts of paper are not installed; run make setup"
)

A5 = (148, 210)
A4 = (210, 297)
A4_LANDSCAPE = (297, 210)
SAMPLES = {paper.template: paper for paper in testing.sample_papers()}


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """Return all the text with every run of spaces as one, and break marks dropped."""
    text = " ".join(page.extract_text() for page in read(pdf).pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\xa0", " "))


def sizes_mm(pdf: bytes) -> set[tuple[int, int]]:
    return {
        (round(float(p.mediabox.width) * 25.4 / 72), round(float(p.mediabox.height) * 25.4 / 72))
        for p in read(pdf).pages
    }


@pytest.mark.parametrize(
    "template, size",
    [
        ("receipt.typ", A5),
        ("supplement.typ", A5),
        ("refusal.typ", A5),
        ("apology.typ", A5),
        ("stop.typ", A5),
        ("control_slip.typ", A5),
        ("register.typ", A4_LANDSCAPE),
        ("guidance.typ", A5),
        ("due_explained.typ", A4),
    ],
)
def test_it_fits_a_usual_paper_on_one_page_of_its_size(template, size):
    pdf = papers.print_paper(SAMPLES[template])
    assert len(read(pdf).pages) == 1
    assert sizes_mm(pdf) == {size}


HEAD = [
    "ỦY BAN NHÂN DÂN PHƯỜNG BẾN KHẾ",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bến Khế, ngày 05 tháng 02 năm 2026",
]
HOA = [
    "Bà Phạm Thị Ngọc Hoa",
    "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    "1.013225",
]
ADDRESS = ["Số 24 đường Số 7, Khu vực 3, phường Bến Khế", "0900 000 218", "hoa@example.org"]
WORDS = {
    "receipt.typ": [
        "Mẫu số 01",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Số: 0042/TNHS",
        "Mã hồ sơ: H99.17-260205-0042",
        "Liên 2: Giao người nộp",
        *ADDRESS,
        "000 000 000 123",
        "1. Thành phần hồ sơ",
        "Cam kết bảo đảm an toàn công trình liền kề",
        "2. Số lượng hồ sơ: 01 bộ",
        "75.000 đ (bảy mươi lăm nghìn đồng; đã thu)",
        "3. Thời gian giải quyết hồ sơ theo quy định: 07 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 07 giờ 30 phút, ngày 05 tháng 02 năm 2026",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, Thứ Hai, ngày 23/02/2026",
        "6. Nhận kết quả tại: Quầy 2",
        "quyển số: 01/2026, số thứ tự: 42",
        "Vì sao hẹn ngày này?",
        "ben-khe.example/tra-cuu",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Huỳnh Thị Kim Lan",
    ],
    "supplement.typ": [
        "Mẫu số 02",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        *ADDRESS,
        "Bản vẽ mặt bằng móng tỷ lệ 1/50",
        "Hồ sơ mới có mặt bằng các tầng",
        "Khoản 3 Điều 46",
        "Lý do: Thành phần hồ sơ chưa đủ",
        "Căn cứ pháp lý: Quy trình nội bộ số 12/QT-UBND",
        "ngày 09 tháng 3 năm 2026",
        "Thời gian chờ bổ sung không tính",
        "0292 000 0118",
        "NGƯỜI HƯỚNG DẪN",
    ],
    "refusal.typ": [
        "Mẫu số 03",
        "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ",
        *ADDRESS,
        "Thời gian nộp hồ sơ: 07 giờ 30 phút",
        "1. Thửa đất nằm trong hành lang",
        "2. Công trình thuộc thẩm quyền",
        "Luật Xây dựng số 135/2025/QH15",
        "Nộp hồ sơ điều chỉnh vị trí",
        "NGƯỜI TỪ CHỐI",
    ],
    "apology.typ": [
        "Mẫu số 04",
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "giấy tiếp nhận số 0042/TNHS",
        "17 giờ 00 phút, ngày 23 tháng 02 năm 2026",
        "Lý do: Bộ phận chuyên môn chưa hoàn thành",
        "xin lỗi Bà",
        "thêm 05 ngày làm việc",
        "17 giờ 00 phút, ngày 03 tháng 3 năm 2026",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Trần Thanh Bình",
        "Nơi nhận:",
    ],
    "stop.typ": [
        "Mẫu số 05",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "kể từ 09 giờ 00 phút, ngày 10 tháng 02 năm 2026",
        "Lý do: Đã quá thời hạn bổ sung",
        "Nghị định số 118/2025/NĐ-CP",
        "Giấy tờ đã nộp được trả lại",
        "Trần Thanh Bình",
    ],
    "control_slip.typ": [
        "Mẫu số 06",
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Phòng Văn hóa – Xã hội",
        "1. Giao: Trung tâm PVHCC (Huỳnh Thị Kim Lan)",
        "2. Nhận: Phòng Kinh tế, Hạ tầng và Đô thị (Lê Văn Minh)",
        "08 giờ 15 phút, ngày 05 tháng 02 năm 2026",
        "Trước hạn",
        "Đúng hạn",
        "Quá hạn",
        "Đủ 4 giấy tờ",
        "Người giao",
        "Người nhận",
    ],
    "guidance.typ": [
        "PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ",
        "Lấy mẫu tại Quầy 1",
        "Trực tuyến 07 ngày làm việc 37.500 đ",
        "07:00–11:00 và 13:00–17:00",
        "- Mang theo căn cước để đối chiếu.",
        "NGƯỜI HƯỚNG DẪN",
    ],
    "due_explained.typ": [
        "GIẢI THÍCH HẠN TRẢ KẾT QUẢ",
        "07 ngày làm việc, tính từ ngày làm việc tiếp theo ngày nhận",
        "Thứ Bảy, 14/02/2026 Nghỉ Tết Nguyên đán đến hết ngày 22/02/2026 – 48 giờ",
        "Thứ Hai, 23/02/2026 Cả ngày làm việc 8 giờ 56 giờ",
        "17 giờ 00 phút, Thứ Hai, ngày 23 tháng 02 năm 2026",
    ],
}


@pytest.mark.parametrize("template", WORDS)
def test_it_prints_every_field_with_its_diacritics(template):
    text = text_of(papers.print_paper(SAMPLES[template]))
    missing = [words for words in HEAD + HOA + WORDS[template] if words not in text]
    assert missing == []
    assert text == unicodedata.normalize("NFC", text)


def test_it_prints_the_register_with_every_column():
    text = text_of(papers.print_paper(testing.sample_register(2)))
    for words in [
        *HEAD,
        "SỔ THEO DÕI HỒ SƠ",
        "Từ ngày 01 tháng 02 năm 2026 đến ngày 28 tháng 02 năm 2026",
        "H99.17-260205-0002",
        "05/02/2026 07:30",
        "23/02/2026 17:00",
        "23/02/2026 10:05",
        "Trực tiếp Bưu chính",
        "(14)",
        "Tổng số: 2 hồ sơ",
    ]:
        assert words in text


@pytest.mark.parametrize("template", SAMPLES)
def test_it_embeds_tinos_and_nothing_else(template):
    fonts = {}
    for page in read(papers.print_paper(SAMPLES[template])).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[inner["/BaseFont"]] = inner["/FontDescriptor"].get_object().keys()
    assert fonts
    for name, descriptor in fonts.items():
        assert re.fullmatch(r"/[A-Z]{6}\+Tinos(-\w+)?", name)
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_it_names_the_document_and_its_language():
    reader = read(papers.print_paper(SAMPLES["receipt.typ"]))
    assert reader.metadata.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert reader.trailer["/Root"]["/Lang"] == "vi"


def test_it_prints_the_same_bytes_again():
    paper = SAMPLES["apology.typ"]
    assert papers.print_paper(paper) == papers.print_paper(paper)


def test_it_flows_thirty_papers_onto_a_second_page_with_its_number():
    parts = tuple(papers.Part(name=f"Bản vẽ số {n}", originals=1) for n in range(1, 31))
    pdf = papers.print_paper(testing.sample_receipt(parts=parts))
    pages = [page.extract_text() for page in read(pdf).pages]
    assert len(pages) == 2
    assert "Trang 2/2" in pages[1]
    assert "Tên giấy tờ" in pages[1], "the heading row comes again"
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in pages[1]
    assert all(f"Bản vẽ số {n}" in "".join(pages) for n in range(1, 31))


def test_it_gives_each_hand_over_a_row_across_pages():
    pdf = papers.print_paper(testing.sample_control_slip(12))
    assert text_of(pdf).count("Người giao") == 13, "twelve and the blank one"
    assert len(read(pdf).pages) > 1


def test_it_keeps_a_very_long_hand_over_on_the_paper():
    row = papers.HandOver(giver="Lan", receiver="Minh", note="Chờ xác minh thực địa. " * 60)
    pdf = papers.print_paper(replace(testing.sample_control_slip(1), hand_overs=(row,)))
    lowest = []

    def visit(text, outer, inner, _font, _size):
        if "minh" in text:
            lowest.append(inner[4] * outer[1] + inner[5] * outer[3] + outer[5])

    for page in read(pdf).pages:
        page.extract_text(visitor_text=visit)
    assert text_of(pdf).replace(" ", "").count("Chờxácminh") == 60
    assert min(lowest) > 25, "points from the foot of the page"


def test_it_refuses_a_register_too_long_to_print():
    row = testing.register_row(1)
    with pytest.raises(DocumentError, match="in từng tháng hoặc xuất bảng tính"):
        papers.print_paper(replace(testing.sample_register(1), rows=(row,) * 1001))


def test_it_leaves_out_what_nobody_filled_in():
    applicant = papers.Applicant(name="Công ty TNHH Bến Xanh", organisation=True)
    receipt = replace(
        testing.sample_receipt(applicant=applicant),
        fee=None,
        explanation="",
        register_number="",
        copy_label="",
        number="",
    )
    text = text_of(papers.print_paper(receipt))
    assert "Tiếp nhận hồ sơ của: Công ty TNHH Bến Xanh" in text
    assert re.search(r"Địa chỉ: \.{20,}", text), "a demanded field is a dotted line"
    for absent in ("Email", "lệ phí", "Vì sao", "Sổ theo dõi", "Liên", "Ông/Bà", "none"):
        assert absent not in text


def test_it_addresses_people_and_organisations_properly():
    nobody = papers.Applicant(name="Lê Thị Mai")
    text = text_of(papers.print_paper(replace(SAMPLES["apology.typ"], applicant=nobody)))
    assert "Kính gửi: Ông/Bà Lê Thị Mai" in text
    company = papers.Applicant(name="Công ty TNHH Bến Xanh", organisation=True)
    text = text_of(papers.print_paper(replace(SAMPLES["apology.typ"], applicant=company)))
    assert "xin lỗi Quý cơ quan, tổ chức" in text


def test_its_qr_code_changes_with_the_dossier_code():
    assert qr_svg("H99.17-260205-0042").startswith("<svg")
    assert qr_svg("H99.17-260205-0042") != qr_svg("H99.17-260205-0043")
    assert "<script>" not in qr_svg("<script>")
