"""What the parser may take apart, and what it must leave for an officer."""

import pytest

from khe.desks.procedures.source.channels import HEADER, channels_of
from khe.desks.procedures.source.fees import fee_of
from khe.desks.procedures.source.laws import LAW_HEAD, legal_basis_of, results_of
from khe.desks.procedures.source.limits import limit_of, mentions
from khe.desks.procedures.source.parts import HEAD, parts_of
from khe.desks.procedures.source.records import BadRecord, read
from khe.desks.procedures.testing import raw


def one_row(text):
    rows, left = channels_of(HEADER + text)
    assert len(rows) == 1
    return rows[0], {gap["path"].split(".")[-1]: gap["why"] for gap in left}


@pytest.mark.parametrize(
    ("text", "limit", "why"),
    [
        ("7 Ngày", "7 day", None),
        ("7 Ngày làm việc", "7 working_day", None),
        ("07 ngày  làm việc", "7 working_day", None),
        ("7,5 Ngày làm việc", "7.5 working_day", None),
        ("7.5 Ngày làm việc", "7.5 working_day", None),
        ("30 Ngày làm việc", "30 working_day", None),
        ("8 Giờ làm việc", "8 working_hour", None),
        ("24 Giờ", "24 hour", None),
        ("2 Tháng", "2 month", None),
        ("7,5 Ngày", None, "fraction"),
        ("1.500 Ngày", None, "glued"),
        ("0 Ngày", None, "not_a_number"),
        ("3 - 5 Ngày", None, "range"),
        ("3 đến 5 ngày làm việc", None, "range"),
        ("30 Phút", None, "other_unit"),
        ("5", None, "no_unit"),
        ("Trong ngày", None, "not_a_number"),
        ("Không có thông tin", None, "not_stated"),
        ("Không quy định", None, "not_stated"),
        ("12 Ngày 3 Giờ", None, "glued"),
    ],
)
def test_a_limit_is_read_or_refused(text, limit, why):
    assert limit_of(text) == (limit, why)


@pytest.mark.parametrize(
    ("text", "note", "fee", "why"),
    [
        ("Miễn phí", "", 0, None),
        ("Miễn phí", "Không", 0, None),
        ("Miễn phí", "Không có.", 0, None),
        ("Miễn phí", "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định", None, "by_council"),
        ("Miễn phí", "Không quy định.", None, "by_council"),
        ("50,000 Việt Nam Đồng", "/giao dịch", 50000, None),
        ("70,000 VNĐ", "70.000 đồng/Giấy chứng nhận", 70000, None),
        ("40 Việt Nam Đồng", "4.000 đ/giấy thông hành", None, "fee_contradicts"),
        ("5,000 VNĐ", "thu 7.000 đồng/lần", None, "fee_contradicts"),
        ("10 USD", "/bản", None, "other_currency"),
        ("Không có thông tin", "", None, "not_stated"),
    ],
)
def test_a_fee_is_read_or_refused(text, note, fee, why):
    assert fee_of(text, note) == (fee, why)


def test_rows_are_told_apart_from_the_same_words_in_a_description():
    rows, left = channels_of(
        HEADER + "Trực tuyến3 Ngày làm việc5,000 Việt Nam ĐồngNộp Trực tuyến qua cổng: Trực tiếp"
        "Trực tiếp7 NgàyKhông có thông tinTrực tiếp tại trụ sở. Dịch vụ bưu chính công ích"
    )
    assert [(r["channel"], r["limit"], r["fee"]) for r in rows] == [
        ("online", "3 working_day", 5000),
        ("direct", "7 day", None),
    ]
    assert rows[1]["note"] == "Trực tiếp tại trụ sở. Dịch vụ bưu chính công ích"
    assert [gap["path"] for gap in left] == ["channels.1.fee"]


def test_a_number_without_a_unit_is_kept_and_listed():
    row, left = one_row("Trực tiếp1Miễn phí")
    assert (row["limit"], row["limit_text"], row["fee"]) == (None, "1", 0)
    assert left == {"limit": "no_unit"}


def test_a_number_glued_to_a_fee_is_not_taken_apart():
    row, left = one_row("Trực tuyến120 VNĐ(20.000 đ/tờ khai)")
    assert (row["limit"], row["fee"], row["limit_text"]) == (None, None, "120 VNĐ")
    assert left == {"limit": "glued", "fee": "glued"}


def test_a_limit_only_in_the_description_is_a_hint_not_a_fact():
    row, left = one_row("Trực tiếpKhông có thông tinMiễn phíTrong 05 ngày làm việc kể từ ngày nhận")
    assert row["limit"] is None
    assert left == {"limit": "note_only"}


def test_a_description_that_says_otherwise_is_to_be_checked():
    row, left = one_row("Trực tiếp7 NgàyMiễn phí07 ngày làm việc, kể từ ngày nhận đủ hồ sơ")
    assert row["limit"] == "7 day"
    assert left == {"limit": "note_differs"}


def test_several_limits_of_one_channel_are_all_kept():
    rows, left = channels_of(
        HEADER + "Trực tiếp30 NgàyMiễn phíthường Trực tiếp40 NgàyMiễn phíphải kiểm tra"
    )
    assert [row["limit"] for row in rows] == ["30 day", "40 day"]
    assert {"path": "channels.direct", "raw": "30 day | 40 day", "why": "several"} in left


def test_dates_and_articles_are_not_limits():
    assert mentions("Nghị định ngày 25 tháng 5 năm 2025, Điều 12, 280/2025/NĐ-CP") == []
    assert mentions("trong 02 (hai) giờ làm việc, hoặc 01 tháng") == ["2 working_hour", "1 month"]


def test_text_without_a_table_is_kept_whole():
    assert channels_of("Nộp ở đâu cũng được")[1] == [
        {"path": "channels", "raw": "Nộp ở đâu cũng được", "why": "no_table"}
    ]


def test_papers_with_their_counts():
    parts, left = parts_of(
        "* Giấy tờ phải nộp:" + HEAD + "Tờ khai (mẫu NA17)NA17.doc1 bản chính"
        "Người khai nộp 02 bản chính tờ khai1 bản chính,2 bản saoẢnh (nếu có)0 bản chính,1 bản sao"
        "Trường hợp ủy quyền:" + HEAD + "Văn bản ủy quyền1 bản chính"
    )
    assert [(p["original"], p["copy"], p["required"]) for p in parts] == [
        (1, 0, True), (1, 2, True), (0, 1, False), (1, 0, False),
    ]  # fmt: skip
    assert (parts[0]["name"], parts[0]["form"]) == ("Tờ khai (mẫu NA17)", "NA17.doc")
    assert parts[1]["name"] == "Người khai nộp 02 bản chính tờ khai"
    assert parts[3]["condition"] == "Trường hợp ủy quyền"
    assert left == []


def test_a_count_glued_to_a_year_is_left_open():
    parts, left = parts_of("--" + HEAD + "Báo cáo năm 20251 bản chính")
    assert (parts[0]["original"], parts[0]["copy"]) == (0, 0)
    assert left == [{"path": "parts.0.count", "raw": "Báo cáo năm 20251 bản chính", "why": "glued"}]


def test_the_legal_basis_is_cut_where_a_number_ends():
    found, left = legal_basis_of(
        LAW_HEAD + "Luật Quản lý thuế38/2019/QH14Nghị định 126/2020/NĐ-CP126/2020/NĐ-CP"
        "Thông tư số 53/2025/TT-BCAngày 01/7/2025 của Bộ Công an53/2025/TT-BCA"
        "Luật Cư trú 202068/2020/QH14Luật nhập cảnhLuật 47/2014/QH13Thông báo miệng"
    )
    assert [one["number"] for one in found] == [
        "38/2019/QH14", "126/2020/NĐ-CP", "53/2025/TT-BCA", "68/2020/QH14", "Luật 47/2014/QH13", "",
    ]  # fmt: skip
    assert found[1]["title"] == "Nghị định 126/2020/NĐ-CP"
    assert found[3]["title"] == "Luật Cư trú 2020"
    assert [gap["raw"] for gap in left] == ["Thông báo miệng"]


def test_results_lose_the_words_of_the_page():
    text = "Giấy AMã: KQ.G01.00263Giấy BMã: KQ.G01.000065Từ khóaKhông có thông tinMô tảNộp hồ sơ"
    assert results_of(text) == [
        {"name": "Giấy A", "code": "KQ.G01.00263"},
        {"name": "Giấy B", "code": "KQ.G01.000065"},
    ]


def test_nothing_of_a_record_is_lost():
    found = read(raw(so_quyet_dinh="QĐ/1", yeu_cau_dieu_kien="Đủ 18 tuổi"))
    assert found.fields["about"]["decision"] == "QĐ/1"
    assert found.fields["about"]["conditions"] == "Đủ 18 tuổi"
    assert found.fields["field_code"] == "ho-tich"
    assert found.unparsed == []


@pytest.mark.parametrize(
    "record",
    [
        [], "chữ", raw(code=""), raw(code="1.00'; DROP"), raw(name=" "), raw(name="x" * 1001),
        raw(linh_vuc=5), raw(linh_vuc="a\x00b"),
    ],
)  # fmt: skip
def test_what_is_no_procedure_is_refused(record):
    with pytest.raises(BadRecord):
        read(record)
