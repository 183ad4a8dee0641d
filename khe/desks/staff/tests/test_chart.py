"""The chart of any day: every colleague may know who holds which office."""

from datetime import date
from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from khe.desks.staff import actions
from khe.desks.staff.states import ActData
from khe.desks.staff.testing import (
    MONDAY,
    SINCE,
    TODAY,
    make_body,
    make_member,
    make_post,
    make_tenure,
)

URL = "staff:chart"


def test_everybody_sees_offices_holders_and_empty_seats(lan, minh, other_office, desk):
    make_post(other_office, "Công chức kế toán", seats=2)
    page = desk(minh).get(reverse(URL), {"day": "02/03/2026"})
    told = page.content.decode()
    assert "Lê Thị Lan" in told
    assert "còn trống 2 chỗ" in told
    assert (page.context["posts"], page.context["held"], page.context["free"]) == (3, 2, 2)


def test_it_shows_the_names_and_holders_of_the_day_asked_for(lan, an, minh, office, who, desk):
    old = make_member("Nguyễn Hữu Tài")
    post = lan.member.tenures.get().post
    make_tenure(old, post, began=date(2020, 1, 1), ended=SINCE)
    actions.save_body(
        id=office.pk, name="Văn phòng mới", since=date(2027, 1, 1), by=who(an), at=MONDAY
    )
    sat = desk(minh)
    past = sat.get(reverse(URL), {"day": "01/06/2024"}).content.decode()
    assert "Nguyễn Hữu Tài" in past
    assert "Lê Thị Lan" not in past.split("so-chart")[1]
    future = sat.get(reverse(URL), {"day": "01/01/2027"}).content.decode()
    assert "Văn phòng mới" in future
    assert "Văn phòng HĐND và UBND" not in future.split("so-chart")[1]


def test_it_lists_what_changed_between_two_days(lan, office, an, who, desk):
    seat = lan.member.tenures.get()
    new = make_post(office, "Phó Chánh văn phòng")
    act = ActData("transfer", "1/QĐ", TODAY)
    actions.transfer(
        seat.pk, to_post_id=new.pk, day=date(2026, 5, 1), act=act, by=who(an), at=MONDAY
    )
    page = desk(lan).get(reverse(URL), {"day": "01/05/2026", "other": "02/03/2026"})
    assert len(page.context["differences"]) == 2
    assert "Thay đổi từ 02/03/2026 đến 01/05/2026" in page.content.decode()


def test_what_is_not_a_day_is_said_and_today_is_shown(lan, desk):
    page = desk(lan).get(reverse(URL), {"day": "31/02/2026"})
    assert page.status_code == 200
    assert page.context["is_today"]
    assert "k-field" in page.content.decode()


def test_an_office_that_is_gone_is_not_on_the_chart(lan, desk):
    make_body("Phòng cũ", valid_to=SINCE)
    make_body("Phòng mai sau", valid_from=date(2027, 1, 1))
    told = desk(lan).get(reverse(URL), {"day": "02/03/2026"}).content.decode()
    assert "Phòng cũ" not in told
    assert "Phòng mai sau" not in told


def test_it_is_printed_on_one_page_of_a4_landscape(lan, minh, ward, desk):
    top = make_body("Ủy ban nhân dân phường", kind="committee")
    for n in range(1, 13):
        board = make_body(f"Ban điều hành Khu vực {n}", kind="area_board", parent=top, position=n)
        for title in ("Trưởng khu vực", "Phó Trưởng khu vực", "Bí thư đoàn khu vực"):
            make_tenure(make_member(f"Người {title[-1]} {n}"), make_post(board, title))
    answer = desk(lan).get(reverse("staff:chart_pdf"), {"day": "02/03/2026"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    found = PdfReader(BytesIO(answer.content)).pages
    assert len(found) == 1
    assert (round(found[0].mediabox.width), round(found[0].mediabox.height)) == (842, 595)
    text = found[0].extract_text()
    assert "Lê Thị Lan" in text
    assert "SƠ ĐỒ TỔ CHỨC" in text
