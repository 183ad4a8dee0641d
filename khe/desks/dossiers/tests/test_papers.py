"""The official papers of a dossier, as Thoa, Lan and Bình print them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from khe.base.documents.testing import fonts_present
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.papers import FORMS, NotYet
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

HOUR = timedelta(hours=1)
needs_fonts = pytest.mark.skipif(not fonts_present(), reason="no fonts of paper: npm has not run")


def text_of(answer):
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def dossier(thoa, lan, who):
    return make_dossier(who(thoa), officer=lan.member)


@pytest.fixture
def printed(desk, dossier):
    def act(user, kind):
        return desk(user).get(f"/ho-so/{dossier.code}/giay/{kind}.pdf")

    return act


@needs_fonts
def test_form_01_promises_what_the_counter_promised(printed, thoa, binh, who, dossier):
    later = MONDAY + HOUR
    actions.extend(dossier.code, by=who(binh), at=later, extension="2 working_day", reason="r")
    text = text_of(printed(thoa, "giay-hen"))
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in text
    assert "H99.17-260302-0001" in text
    assert "09 giờ 00 phút, Thứ Năm, ngày 05/03/2026" in text  # not the extended date
    assert "03 ngày làm việc" in text
    assert "Phạm Thị Hoa" in text
    assert "0900 •••• 085" in text
    assert "15.000 đ" in text
    assert "hôm nay 6 giờ" in text


@needs_fonts
def test_form_02_lists_the_papers_that_were_asked_for(printed, lan, who, dossier):
    actions.request_supplement(
        dossier.code, by=who(lan), at=MONDAY + HOUR, papers=["Quyết định ly hôn"],
        reason="Đã từng kết hôn", ground="Khoản 2 Điều 9", document="07/YCBS",
    )  # fmt: skip
    text = text_of(printed(lan, "bo-sung"))
    assert "Quyết định ly hôn" in text
    assert "Đã từng kết hôn" in text
    assert "Khoản 2 Điều 9" in text
    assert "07/YCBS" in text
    assert "Lê Thị Lan" in text


@needs_fonts
def test_form_03_gives_the_reason_of_a_rejection(printed, binh, who, dossier):
    actions.reject(dossier.code, by=who(binh), at=MONDAY + HOUR, reason="Không đủ điều kiện")
    text = text_of(printed(binh, "tu-choi"))
    assert "Không đủ điều kiện" in text
    assert "CHỦ TỊCH UBND" in text


@needs_fonts
def test_form_04_names_the_old_and_the_new_date(printed, binh, who, dossier):
    actions.extend(
        dossier.code, by=who(binh), at=MONDAY + HOUR, extension="2 working_day", reason="Xác minh"
    )
    text = text_of(printed(binh, "xin-loi"))
    assert "05/03/2026" in text or "05 tháng 3 năm 2026" in text
    assert "09 tháng 3 năm 2026" in text or "09/03/2026" in text
    assert "02 ngày làm việc" in text


@needs_fonts
def test_form_04_without_a_new_date_says_how_late_it_was(printed, lan, binh, who, dossier):
    late = MONDAY + timedelta(days=7)
    actions.start_step(dossier.code, by=who(lan), at=MONDAY)
    actions.apologise(dossier.code, by=who(lan), at=late, reason="Chậm xác minh")
    assert "Chậm xác minh" in text_of(printed(lan, "xin-loi"))


@needs_fonts
def test_form_05_tells_why_it_was_stopped(printed, binh, who, dossier):
    actions.stop(dossier.code, by=who(binh), at=MONDAY + HOUR, reason="Quá hạn bổ sung")
    assert "Quá hạn bổ sung" in text_of(printed(binh, "dung"))


@needs_fonts
def test_form_06_follows_the_hands_it_went_through(printed, lan, binh, who, dossier):
    actions.start_step(dossier.code, by=who(lan), at=MONDAY + HOUR)
    actions.finish_step(
        dossier.code, by=who(lan), at=MONDAY + 2 * HOUR, note="Đủ điều kiện", officer=binh.member
    )
    text = text_of(printed(binh, "kiem-soat"))
    assert "Huỳnh Kim Thoa" in text
    assert "Lê Thị Lan" in text
    assert "Phạm Thanh Bình" in text
    assert "Đủ điều kiện" in text


@needs_fonts
def test_the_date_is_explained_and_guidance_ticks_what_is_there(printed, lan):
    text = text_of(printed(lan, "giai-thich-han"))
    assert "Bắt đầu tính" in text
    assert "Thứ Năm, ngày 05 tháng 3 năm 2026" in text
    assert "Quyết định ly hôn" in text_of(printed(lan, "huong-dan"))


EARLY = [
    ("bo-sung", NotYet.NO_SUPPLEMENT), ("tu-choi", NotYet.NO_REFUSAL),
    ("xin-loi", NotYet.NO_APOLOGY), ("dung", NotYet.NO_STOP),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "reason"), EARLY)
def test_a_paper_of_what_has_not_happened_is_a_sentence(printed, thoa, kind, reason):
    answer = printed(thoa, kind)
    assert answer.status_code == 409
    assert str(reason.label) in answer.content.decode()


def test_minh_of_another_unit_gets_nothing(printed, minh, dossier, desk):
    for kind in [*FORMS, "khong-co"]:
        assert printed(minh, kind).status_code == 404
    assert desk(minh).get(f"/ho-so/{dossier.code}/giay-hen/").status_code == 404


def test_a_paper_that_does_not_exist_is_not_found(printed, thoa):
    assert printed(thoa, "99").status_code == 404


def test_the_paper_speaks_vietnamese_to_english_readers_too(desk, thoa, dossier):
    counter = desk(thoa)
    counter.cookies["django_language"] = "en"
    page = counter.get(f"/ho-so/{dossier.code}/giay-hen/").content.decode()
    assert "Giấy tiếp nhận hồ sơ" in page
    assert "hôm nay 6 giờ" in page


def test_the_receipt_page_shows_what_the_form_says(desk, thoa, dossier):
    page = desk(thoa).get(f"/ho-so/{dossier.code}/giay-hen/").content.decode()
    assert "09 giờ 00 phút, Thứ Năm, ngày 05/03/2026" in page
    assert 'src="data:image/svg+xml' in page  # the QR code
    assert "data-print" in page


# ---- the register, form 07 ----------------------------------------------------------------------

MARCH = {"first": "2026-03-01", "last": "2026-03-31"}
BOOK = "/so-theo-doi/"


def test_the_register_shows_the_period_and_no_other(desk, thoa, who, dossier):
    page = desk(thoa).get(BOOK, MARCH).content.decode()
    assert dossier.code in page
    assert "1 hồ sơ nhận từ 01/03/2026 đến 31/03/2026" in page
    april = {"first": "2026-04-01", "last": "2026-04-30"}
    assert dossier.code not in desk(thoa).get(BOOK, april).content.decode()


def test_the_register_writes_days_as_the_office_does(desk, thoa):
    page = desk(thoa).get(BOOK, {"first": "2026-03-02", "last": "04/03/2026"}).content.decode()
    assert 'value="02/03/2026"' in page
    assert 'value="04/03/2026"' in page
    assert 'type="date"' not in page


def test_the_register_is_filtered(desk, thoa, who, dossier):
    other = make_version("2.000815", field_name="Chứng thực")
    second = make_dossier(who(thoa), other, channel="post")
    page = desk(thoa).get(BOOK, MARCH | {"field": "Chứng thực"}).content.decode()
    assert second.code in page
    assert dossier.code not in page
    page = desk(thoa).get(BOOK, MARCH | {"channel": "direct"}).content.decode()
    assert second.code not in page
    page = desk(thoa).get(BOOK, MARCH | {"state": "settled"}).content.decode()
    assert dossier.code not in page


@needs_fonts
def test_the_register_is_printed_as_form_07(desk, thoa, dossier):
    text = text_of(desk(thoa).get(f"{BOOK}so.pdf", MARCH))
    assert "SỔ THEO DÕI HỒ SƠ" in text
    assert dossier.code in text.replace(" ", "")


def test_the_register_is_a_spreadsheet_that_runs_nothing(desk, thoa, who):
    from khe.desks.dossiers.actions.intake import Person

    make_dossier(who(thoa), person=Person("=HYPERLINK(1)"))
    answer = desk(thoa).get(f"{BOOK}so.xlsx", MARCH)
    row = next(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2))
    assert row[1].value == Dossier.objects.get().code
    assert row[4].data_type == "s"


def test_minh_finds_nothing_of_others_in_the_register(desk, minh, dossier):
    assert dossier.code not in desk(minh).get(BOOK, MARCH).content.decode()
    sheet = load_workbook(BytesIO(desk(minh).get(f"{BOOK}so.xlsx", MARCH).content)).active
    assert sheet.max_row <= 1


BAD = [
    ({"first": "31/02/2026"}, "Ngày chưa đúng"),
    ({"first": "hôm qua"}, "Ngày chưa đúng"),
    ({"first": "2026-03-31", "last": "2026-03-01"}, "Ngày cuối phải từ ngày đầu"),
    ({"first": "0001-01-01", "last": "0001-02-01"}, "Năm phải từ 2000"),
    ({"first": "2024-01-01", "last": "2026-01-01"}, "nhiều nhất một năm"),
    ({"channel": "chim bồ câu"} | MARCH, "sửa"),
    ({"state": "x"} | MARCH, "sửa"),
]


@pytest.mark.parametrize(("asked", "says"), BAD)
@pytest.mark.parametrize("address", [BOOK, f"{BOOK}so.pdf", f"{BOOK}so.xlsx"])
def test_wrong_dates_are_said_and_not_guessed(desk, thoa, asked, says, address):
    answer = desk(thoa).get(address, asked)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_the_register_asks_the_same_few_questions_for_one_dossier_or_thirty(desk, thoa, who):
    version, counter = make_version(), desk(thoa)
    make_dossier(who(thoa), version)
    counter.get(BOOK, MARCH)
    with CaptureQueriesContext(connection) as one:
        counter.get(BOOK, MARCH)
    for _ in range(29):
        make_dossier(who(thoa), version)
    with CaptureQueriesContext(connection) as thirty:
        counter.get(BOOK, MARCH)
    assert len(thirty) <= len(one) <= 12, [q["sql"][:90] for q in one.captured_queries]
