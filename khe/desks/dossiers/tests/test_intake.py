"""Thoa takes dossiers in at the counter."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khe.base.authorities.models import Area
from khe.base.authorities.tenant import uuid7
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.models import Applicant, Dossier
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Event, Payment, Status
from khe.desks.dossiers.testing import make_dossier, make_version

URL = "/tiep-nhan/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def sheet(version, **more):
    """Return what the browser sends for a complete sheet of Hoa."""
    return {
        "phieu": str(uuid7()), "version": str(version.pk), "channel": "direct", "case": "0",
        "kind": "person", "name": "Phạm Thị Hoa", "phone": "0900 114 085",
        "id_number": "092190002085", "address": "Số 8 hẻm 12 Bờ Kè", "area": "", "email": "",
        "part": ["form", "id"], "kind-form": "original", "count-form": "1", "kind-id": "presented",
        "count-id": "1", "officer": "", "note": "", "extra": "", **more,
    }  # fmt: skip


@pytest.fixture
def version(ward):
    return make_version()


def test_it_is_for_people_of_the_counter_only(desk, lan, version):
    answer = desk(lan).get(URL)
    assert answer.status_code == 409
    assert str(Refusal.NOT_CLERK.label) in answer.content.decode()


def test_it_opens_on_the_search_for_a_procedure(desk, thoa):
    page = desk(thoa).get(URL).content.decode()
    assert 'id="tt"' in page
    assert re.search(r'id="tt"[^>]*autofocus', page)


def test_it_finds_procedures_without_diacritics(desk, thoa, version):
    answer = desk(thoa).get("/tiep-nhan/thu-tuc/", {"q": "tinh trang hon"}, **HTMX)
    page = answer.content.decode()
    assert str(version.pk) in page
    assert "<mark>tình</mark>" in page
    assert "3 ngày làm việc" in page


def test_choosing_a_procedure_shows_papers_date_and_fee(desk, thoa, lan, version):
    sent = {"phieu": str(uuid7()), "pick": str(version.pk), "name": "Đỗ Thanh Nhàn"}
    page = desk(thoa).post("/tiep-nhan/phieu/", sent, **HTMX).content.decode()
    assert "Tờ khai" in page
    assert "15.000 đ" in page
    assert "Đỗ Thanh Nhàn" in page  # what was typed stays
    assert "Lê Thị Lan (0)" in page  # suggested
    assert "<html" not in page


def test_another_procedure_forgets_the_papers_of_the_former_one(desk, thoa, version):
    other = make_version("2.000815", name="Chứng thực bản sao")
    sent = sheet(version) | {"pick": str(other.pk)}
    page = desk(thoa).post("/tiep-nhan/phieu/", sent, **HTMX).content.decode()
    assert "Mới có 0 / 2" in " ".join(page.split())


def test_it_takes_the_dossier_in_and_goes_to_the_receipt(desk, thoa, lan, version):
    sent = sheet(version, officer=str(lan.member.pk), note="Để vay vốn", extra="Giấy ủy quyền")
    answer = desk(thoa).post(URL, sent)

    dossier = Dossier.objects.get()
    assert answer.url == f"/ho-so/{dossier.code}/giay-hen/"
    assert answer.cookies["khe_saved"].value == f"intake-{sent['phieu']}"
    assert str(dossier.pk) == sent["phieu"]
    assert (dossier.status, dossier.officer_name, dossier.fee) == ("received", "Lê Thị Lan", 15000)
    assert dossier.body.name == "Văn phòng HĐND và UBND"
    kinds = [(p["key"], p["kind"]) for p in dossier.parts]
    assert kinds == [("form", "original"), ("id", "presented"), ("x1", "original")]
    assert dossier.applicant.phone == "0900 114 085"


def test_htmx_is_sent_on_to_the_receipt(desk, thoa, version):
    answer = desk(thoa).post(URL, sheet(version), **HTMX)
    assert answer["HX-Redirect"] == f"/ho-so/{Dossier.objects.get().code}/giay-hen/"
    assert "khe:saved" in answer["HX-Trigger"]


def test_a_mistake_keeps_everything_that_was_typed(desk, thoa, version):
    sent = sheet(version, phone="0900 22", note="ghi chú dài", part=["id"], extra="Giấy ủy quyền")
    answer = desk(thoa).post(URL, sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert not Dossier.objects.exists()
    for typed in ("Phạm Thị Hoa", "0900 22", "092190002085", "ghi chú dài", "Giấy ủy quyền"):
        assert typed in page
    assert sent["phieu"] in page
    assert "Số điện thoại cần 8 đến 15 chữ số." in page
    assert "Chưa có giấy này" in page
    assert re.search(r'name="phone"[^>]*autofocus', page)  # the cursor is on the first mistake
    assert re.search(r'value="id" id="p-id" checked', page)


def test_sending_twice_makes_one_dossier(desk, thoa, version):
    counter, sent = desk(thoa), sheet(version)
    first = counter.post(URL, sent)
    second = counter.post(URL, sent | {"name": "Người Khác"})
    assert first.url == second.url
    assert Dossier.objects.get().applicant_name == "Phạm Thị Hoa"


def test_two_tabs_make_two_dossiers(desk, thoa, version):
    counter = desk(thoa)
    counter.post(URL, sheet(version))
    counter.post(URL, sheet(version))
    assert Dossier.objects.count() == 2


def test_the_same_person_is_not_written_down_twice(desk, thoa, version):
    counter = desk(thoa)
    counter.post(URL, sheet(version))
    counter.post(URL, sheet(version))
    assert Applicant.objects.count() == 1
    counter.post(URL, sheet(version, phone="0900 999 999"))
    assert Applicant.objects.count() == 2
    first = Dossier.objects.order_by("id").first()
    assert first.applicant.phone == "0900 114 085"  # older dossiers keep what was true then


@pytest.mark.parametrize("typed", ["0900114085", "092190002085", "hoa", "Phạm Thị", "pham"])
def test_a_person_is_found_again(desk, thoa, who, version, typed):
    make_dossier(who(thoa), version)
    page = desk(thoa).post("/tiep-nhan/nguoi-nop/", {"find": typed}, **HTMX).content.decode()
    assert "Phạm Thị Hoa" in page
    assert "092190002085" not in page  # masked
    assert "2085" in page


def test_choosing_a_person_fills_in_the_fields_and_not_this_one_empties_them(
    desk, thoa, who, version
):
    khu_vuc = Area.objects.create(name="Khu vực 2", code="kv2")
    person = Person("Đỗ Thanh Nhàn", phone="0900 000 111", address="Hẻm 12", area_id=khu_vuc.pk)
    known = make_dossier(who(thoa), version, person=person).applicant
    counter = desk(thoa)
    sent = {"phieu": str(uuid7()), "version": str(version.pk), "who": str(known.pk)}
    page = counter.post("/tiep-nhan/phieu/", sent, **HTMX).content.decode()
    assert 'value="Đỗ Thanh Nhàn"' in page
    assert 'value="Hẻm 12"' in page
    assert "Đã nộp 1 hồ sơ" in page
    assert "Khu vực 2" in page

    sent |= {"who": "khong", "name": "Đỗ Thanh Nhàn", "person": str(known.pk)}
    page = counter.post("/tiep-nhan/phieu/", sent, **HTMX).content.decode()
    assert 'value="Đỗ Thanh Nhàn"' not in page


def test_it_suggests_the_least_loaded_officer_of_the_body_of_the_first_step(
    desk, thoa, lan, minh, who
):
    steps = [{"name": "Thẩm định", "role": "officer", "body": "Phòng Kinh tế, Hạ tầng và Đô thị"}]
    version = make_version(steps=steps)
    make_dossier(who(thoa), version, officer=minh.member)
    page = desk(thoa).get(URL, {"version": str(version.pk)}).content.decode()
    assert page.index("Trần Văn Minh (1)") < page.index("Lê Thị Lan (0)")
    assert re.search(rf'value="{minh.member.pk}" selected', page)


def test_a_procedure_with_cases_asks_which(desk, thoa):
    channels = [
        {"channel": "direct", "limit": "1 working_day", "fee": 0, "note": "Không xác minh"},
        {"channel": "direct", "limit": "5 working_day", "fee": 8000, "note": "Phải xác minh"},
    ]
    version = make_version(channels=channels)
    page = desk(thoa).get(URL, {"version": str(version.pk)}).content.decode()
    assert "Phải xác minh" in page

    desk(thoa).post(URL, sheet(version, case="1"))
    dossier = Dossier.objects.get()
    assert (dossier.limit, dossier.fee) == ("5 working_day", 8000)


def test_a_fee_per_page_is_multiplied(desk, thoa):
    channels = [{"channel": "direct", "limit": "1 working_day", "fee": 2000, "per": "trang"}]
    desk(thoa).post(URL, sheet(make_version(channels=channels), quantity="7"))
    assert Dossier.objects.get().fee == 14000


def test_an_unknown_fee_is_asked_for_and_may_be_nothing(desk, thoa):
    version = make_version(channels=[{"channel": "direct", "limit": "1 working_day", "fee": None}])
    assert desk(thoa).post(URL, sheet(version)).status_code == 422
    desk(thoa).post(URL, sheet(version, fee="0"))
    dossier = Dossier.objects.get()
    assert (dossier.fee, dossier.payment) == (0, Payment.FREE)


def test_a_procedure_without_a_limit_says_why_it_cannot_be_taken_in(desk, thoa):
    version = make_version(channels=[{"channel": "direct", "limit": None, "fee": 0}])
    counter = desk(thoa)
    page = counter.get(URL, {"version": str(version.pk)}).content.decode()
    assert str(Refusal.NO_LIMIT.label) in page
    answer = counter.post(URL, sheet(version))
    assert answer.status_code == 422
    assert str(Refusal.NO_LIMIT.label) in answer.content.decode()
    assert "Phạm Thị Hoa" in answer.content.decode()


def test_a_refusal_of_the_action_is_a_sentence_on_the_sheet(desk, thoa):
    version = make_version(effective_to="2026-01-01")
    answer = desk(thoa).post(URL, sheet(version))
    assert answer.status_code == 422
    assert str(Refusal.PROCEDURE_NOT_IN_FORCE.label) in answer.content.decode()
    assert not Dossier.objects.exists()


def test_guidance_prints_what_is_missing_and_keeps_nothing(desk, thoa, version):
    answer = desk(thoa).post("/tiep-nhan/huong-dan/", sheet(version, part=["form"]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert not Dossier.objects.exists()


def test_a_hand_in_is_written_down_although_a_paper_is_missing(desk, thoa, version):
    answer = desk(thoa).post("/tiep-nhan/ghi-nhan/", sheet(version, part=["form"]))
    assert answer.url == "/tiep-nhan/cho/"
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.due_at) == (Status.REGISTERED, None)
    assert dossier.code in desk(thoa).get("/tiep-nhan/cho/").content.decode()


def registered(desk, thoa, version):
    desk(thoa).post("/tiep-nhan/ghi-nhan/", sheet(version, part=["form"]))
    return Dossier.objects.get()


def test_what_was_registered_is_accepted_when_it_is_complete(desk, thoa, version):
    counter, dossier = desk(thoa), registered(desk, thoa, version)
    url = f"/ho-so/{dossier.code}/tiep-nhan/"
    assert re.search(r'id="p-form" checked', counter.get(url).content.decode())
    assert counter.post(url, {"part": ["form"], "case": "0"}).status_code == 422
    answer = counter.post(url, {"part": ["form", "id"], "kind-id": "copy", "case": "0"})
    assert answer.url == f"/ho-so/{dossier.code}/giay-hen/"
    dossier.refresh_from_db()
    assert dossier.status == Status.RECEIVED


def test_what_was_registered_is_refused_with_a_reason_on_form_03(desk, thoa, version):
    counter, dossier = desk(thoa), registered(desk, thoa, version)
    url = f"/ho-so/{dossier.code}/tu-choi-tiep-nhan/"
    assert counter.post(url, {"reason": " "}).status_code == 422
    counter.post(url, {"reason": "Không thuộc thẩm quyền của phường"})
    dossier.refresh_from_db()
    assert dossier.status == Status.REFUSED
    slip = counter.get(f"/ho-so/{dossier.code}/giay/tu-choi.pdf")
    assert slip.content.startswith(b"%PDF")
    again = counter.post(url, {"reason": "Lần nữa"})
    assert again.status_code == 409
    assert str(Refusal.NOT_REGISTERED.label) in again.content.decode()


BAD = [
    ({"name": "A" * 5000}, "Dài quá 200 ký tự"),
    ({"name": "Hoa\x00"}, "Có ký tự"),
    ({"name": "Hoa\x1b[31m"}, "ký tự điều khiển"),
    ({"name": "Hoa\u202eaoH"}, "ký tự điều khiển"),
    ({"name": "Ph\ufffdm Hoa"}, "sai bảng mã"),
    ({"name": "   "}, "Không được để trống"),
    ({"name": "12345"}, "chữ cái"),
    ({"phone": "gọi sau"}, "8 đến 15 chữ số"),
    ({"id_number": "<script>"}, "5 đến 20"),
    ({"email": "khong-phai-email"}, "Email chưa đúng"),
    ({"area": "00000000-0000-0000-0000-000000000000"}, "trong danh sách"),
    ({"channel": "online"}, "trong danh sách"),
    ({"officer": "1; DROP TABLE"}, "trong danh sách"),
    ({"fee": "-5"}, ""),
    ({"version": "không phải mã"}, "Chưa chọn thủ tục."),
    ({"version": "00000000-0000-0000-0000-000000000000"}, "Chưa chọn thủ tục."),
    ({"phieu": "x"}, ""),
]


@pytest.mark.parametrize(("change", "says"), BAD)
def test_bad_input_is_answered_with_a_sentence(desk, thoa, version, change, says):
    answer = desk(thoa).post(URL, sheet(version) | change)
    assert answer.status_code == 422
    assert says.lower() in answer.content.decode().lower()
    assert not Dossier.objects.exists()


def test_a_name_in_another_encoding_is_not_stored(desk, thoa, version):
    lines = [("version", str(version.pk).encode()), ("phieu", str(uuid7()).encode())]
    lines.append(("name", "Phạm Thị Hoa".encode("utf-16-le")[:9]))
    head = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n'
    body = b"".join(head % k.encode() + value + b"\r\n" for k, value in lines) + b"--x--\r\n"
    answer = desk(thoa).post(URL, body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "sai bảng mã" in answer.content.decode()


def test_a_foreign_draft_version_cannot_be_used(desk, thoa):
    draft = make_version(state="draft", effective_from=None)
    assert desk(thoa).post(URL, sheet(draft)).status_code == 422


def test_the_page_asks_few_questions_of_the_database(desk, thoa, lan, who, version):
    for _ in range(3):
        make_dossier(who(thoa), version, officer=lan.member)
    counter = desk(thoa)
    counter.get(URL)
    with CaptureQueriesContext(connection) as few:
        counter.get(URL, {"version": str(version.pk)})
    assert len(few) <= 13, [q["sql"][:90] for q in few.captured_queries]


def test_the_journal_tells_who_took_it_in(desk, thoa, version):
    from khe.base.journal import queries as journal

    desk(thoa).post(URL, sheet(version))
    entry = journal.of(Dossier.objects.get().pk).get()
    assert (entry.event, entry.by_name) == (Event.RECEIVED, "Huỳnh Kim Thoa")


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_instant_makes_one_dossier():
    """Two requests of one sheet, on two connections, held at the same point of the race."""
    from khe.desks.dossiers.tests.race import send_at_once

    codes, dossiers = send_at_once(sheet)
    assert len(set(codes)) == 1
    assert dossiers == 1
