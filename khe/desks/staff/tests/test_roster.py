"""The staff list as a spreadsheet: a preview with the faults by cell, all or nothing, and back again."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from khe.base.journal import queries as journal
from khe.base.people.models import Act, Member, Tenure
from khe.base.sheets.testing import upload, xlsx
from khe.desks.staff.states import Event
from khe.desks.staff.testing import make_body, make_member, make_post

HEADS = ("Mã cán bộ", "Họ và tên", "Diện", "Ngày sinh", "Điện thoại", "Đơn vị", "Chi bộ", "Chức danh",
         "Giữ từ ngày", "Số quyết định", "Ngày ký")  # fmt: skip
URL = "staff:import"


@pytest.fixture
def board(zone):
    """Posts of an area, and a cell."""
    make_body("Chi bộ Khu vực 3", kind="cell", area=zone.area)
    return [make_post(zone, "Trưởng khu vực"), make_post(zone, "Bí thư đoàn", seats=2)]


def line(code="", name="Hà Văn Đông", phone="", **facts):
    usual = dict.fromkeys(HEADS, None) | {
        "Mã cán bộ": code, "Họ và tên": name, "Điện thoại": phone, "Diện": "Cán bộ khu vực",
    }  # fmt: skip
    return list((usual | facts).values())


def post(title, began="01/03/2026", number="1/QĐ", signed="01/03/2026"):
    return {
        "Chức danh": title, "Giữ từ ngày": began, "Số quyết định": number, "Ngày ký": signed
    }  # fmt: skip


HEAD = "Trưởng khu vực – Ban điều hành Khu vực 3"
YOUTH = "bí thư đoàn - ban điều hành khu vực 3"


def send(desk, user, *rows):
    return desk(user).post(reverse(URL), {"file": upload(xlsx(HEADS, *rows))})


def faults(answer):
    return [(f.cell, f.sentence) for f in answer.context["preview"].faults]


def confirm(desk, user, answer):
    return desk(user).post(reverse(URL), {"confirm": answer.context["preview"].token})


def test_a_list_is_shown_first_and_then_taken_in(board, tuyen, desk):
    answer = send(
        desk, tuyen,
        line("CB01", "Hà Văn Đông", "0912000001", **post(HEAD), **{"Chi bộ": "Chi bộ Khu vực 3"}),
        line("CB01", "Hà Văn Đông", "0912000001", **post(YOUTH)),
        line("CB02", "Hà Thị Xuân", "0912000002", **{"Ngày sinh": "05/02/1980"}),
    )  # fmt: skip
    assert faults(answer) == []
    assert not Member.objects.filter(code="CB01").exists()
    assert confirm(desk, tuyen, answer).status_code == 302
    dong = Member.objects.get(code="CB01")
    assert sorted(t.post.title for t in dong.tenures.all()) == ["Bí thư đoàn", "Trưởng khu vực"]
    assert {t.began_by.number for t in dong.tenures.all()} == {"1/QĐ"}
    assert (dong.cell.name, dong.phone, dong.kind) == ("Chi bộ Khu vực 3", "0912000001", "area")
    assert Member.objects.get(code="CB02").born == date(1980, 2, 5)
    assert [e.event for e in journal.of(dong.pk)] == [
        Event.MEMBER_SAVED, Event.APPOINTED, Event.APPOINTED,
    ]  # fmt: skip
    assert journal.broken() == []


def test_one_fault_and_nothing_is_done(board, tuyen, desk):
    make_member("Bùi Thị Sen", phone="0912000009")
    answer = send(
        desk, tuyen,
        line("CB01", "Một", "0912000001", **post(HEAD)),
        line("CB02", "Hai", "0912000002", **post(HEAD)),
        line("CB03", "Ba", "+84912000001"),
        line("CB04", "Bốn", "0912000009", **{"Đơn vị": "Phòng Trên Mây"}),
        line("CB05", "Năm", "12"),
        line("CB06", "Sáu", "", **post(YOUTH, began=None)),
        line("CB07", "Bảy", "", **post("Chúa đảo")),
    )  # fmt: skip
    assert answer.status_code == 422
    found = dict(faults(answer))
    assert set(found) == {"H3", "E4", "F5", "E6", "I7", "H8"}
    assert "đã đủ người" in found["H3"]
    assert "Một" in found["E4"]
    assert "Phòng Trên Mây" in found["F5"]
    assert "ngày bắt đầu" in found["I7"]
    assert answer.context["preview"].token == ""
    assert Member.objects.filter(code__startswith="CB").count() == 0
    assert (Tenure.objects.filter(post__in=board).count(), Act.objects.count()) == (0, 0)


def test_people_are_found_by_code_then_by_telephone(board, tuyen, desk):
    sen = make_member("Bùi Thị Sen", code="CB09", phone="0912000009")
    tai = make_member("Võ Văn Tài", phone="0912000008")
    answer = send(
        desk, tuyen,
        line("cb09", "Bùi Thị Sen"), line("CB08", "Võ Văn Tài", "0912 000 008"),
    )  # fmt: skip
    assert faults(answer) == []
    kinds = [c.kind for c in answer.context["preview"].plan.changes]
    assert kinds == ["change", "change"]
    confirm(desk, tuyen, answer)
    sen.refresh_from_db()
    tai.refresh_from_db()
    assert (sen.code, sen.phone) == ("cb09", "0912000009")  # blank cells leave what is known
    assert tai.code == "CB08"
    assert Member.objects.filter(name__in=["Bùi Thị Sen", "Võ Văn Tài"]).count() == 2


def test_two_lines_of_one_person_say_the_same(board, tuyen, desk):
    answer = send(
        desk, tuyen,
        line("CB01", "Một", "0912000001"), line("CB01", "Một", "0912000002", **post(HEAD)),
    )  # fmt: skip
    assert [cell for cell, _ in faults(answer)] == ["A3"]


def test_what_is_exported_changes_nothing_when_it_comes_back(board, lan, sau, tuyen, desk):
    make_member(
        "Bùi Thị Sen", code="CB09", phone="0912000009", born=date(1980, 2, 5), gender="female"
    )
    out = desk(tuyen).post(reverse("staff:export")).content
    page = load_workbook(BytesIO(out)).worksheets[0]
    assert page.max_row == 5  # the headings, Lan, Sáu, Sen, Tuyền
    answer = desk(tuyen).post(reverse(URL), {"file": upload(out)})
    assert faults(answer) == []
    assert {c.kind for c in answer.context["preview"].plan.changes} == {"same"}


def test_an_administrators_post_is_not_given_by_a_list(office, tuyen, desk):
    make_post(office, "Quản trị hai", roles=["admin"])
    answer = send(desk, tuyen, line("CB01", "Một", **post(f"Quản trị hai – {office.name}")))
    assert [cell for cell, _ in faults(answer)] == ["H2"]


def test_only_the_keepers_of_records_import(board, an, trung, lan, desk):
    for user in (an, trung, lan):
        assert desk(user).get(reverse(URL)).status_code == 404
        assert send(desk, user, line("CB01", "Một")).status_code == 404


def test_a_ward_is_taken_in_in_a_bounded_number_of_statements(
    board, tuyen, desk, django_assert_max_num_queries
):
    rows = [line(f"CB{n}", f"Người Thứ {n}", f"0912{n:06d}") for n in range(300)]
    with django_assert_max_num_queries(40):
        answer = send(desk, tuyen, *rows)
    with django_assert_max_num_queries(60):
        assert confirm(desk, tuyen, answer).status_code == 302
    assert Member.objects.filter(code__startswith="CB").count() == 300
