"""In a browser: the board and one shortcoming, on a desk, on a phone, on paper."""

import os
from datetime import date
from pathlib import Path

import pytest

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.improvement import actions
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming
from khe.desks.improvement.tests.conftest import AFTER

__all__ = ["browser", "open_page", "site"]
pytestmark = [pytest.mark.browser]
SHOTS = os.environ.get("KHE_SHOTS_DIR")
TITLES = [
    ("education", "Dự học nghị quyết chưa đầy đủ"), ("education", "Nắm bắt dư luận còn chậm"),
    ("cadres", "Cán bộ dự nguồn yếu nghiệp vụ"), ("cadres", "Khu vực hoạt động kém hiệu quả"),
    ("order", "Vỉa hè bị lấn chiếm trở lại"), ("order", "Hồ sơ trả trễ hẹn"),
    ("order", "Xây dựng không phép, sai phép"), ("order", "Đất công bị chiếm dụng"),
    ("leadership", "Giao ban thường trực chưa đều"), ("leadership", "Phát hiện kiểm tra để kéo dài"),
]  # fmt: skip


@pytest.fixture
def full(son, hanh, lan, who, attendance, enter):
    """Ten shortcomings: one closed and come back, some watched, some without an indicator."""
    made = []
    for number, (field, title) in enumerate(TITLES):
        one = make_shortcoming(who(son), MONDAY, field=field, title=title)
        if number != 7:
            make_measure(one, lan.member.pk, by=who(son), at=MONDAY)
        if number not in (7, 8):
            last = date(2026, 6, 30) if number < 3 else date(2026, 12, 31)
            make_link(
                one, attendance.pk, by=who(son), at=MONDAY, window=Period(date(2026, 3, 1), last)
            )
        made.append(one)
    for month, part in enumerate((182, 185, 190, 196, 195, 196, 197, 190), 1):
        enter(attendance, 2026, month, part, 200)
    for one in made[:2]:
        actions.judge(one.pk, by=who(hanh), at=AFTER)
    actions.add_evidence(made[0].pk, label="Sổ điểm danh", by=who(hanh), at=AFTER)
    return made


def test_the_board_is_read_on_a_desk_a_phone_and_paper(full, son, open_page, tmp_path):
    page = open_page("/khac-phuc/", son)
    assert axe(page) == []
    assert wider_than_screen(page) == 0
    phone = open_page("/khac-phuc/", son, phone=True)
    assert axe(phone) == []
    assert wider_than_screen(phone) == 0
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1, "it is printed on one page"
    table = open_page("/khac-phuc/?dang=bang", son)
    assert axe(table) == []
    assert wider_than_screen(table) == 0


def test_one_shortcoming_is_read_on_a_desk_and_a_phone(full, son, open_page):
    for one in (full[0], full[8]):
        page = open_page(one.get_absolute_url(), son)
        assert axe(page) == []
        assert wider_than_screen(page) == 0
    phone = open_page(full[0].get_absolute_url(), son, phone=True)
    assert axe(phone) == []
    assert wider_than_screen(phone) == 0


@pytest.mark.parametrize("many", [10, 20, 48, 72])
def test_it_is_printed_on_one_page_however_many_there_are(full, son, who, open_page, many):
    for number in range(many - len(full)):
        field, title = TITLES[number % len(TITLES)]
        make_shortcoming(who(son), MONDAY, field=field, title=f"{title}, khu vực {number}")
    page = open_page("/khac-phuc/", son)
    assert page.locator(".k-sc").count() == many
    pdf = page.pdf(prefer_css_page_size=True)
    if SHOTS:
        (Path(SHOTS) / f"print-{many}.pdf").write_bytes(pdf)
    assert pdf.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_plans_and_forms_have_no_fault_anyone_can_see(full, son, who, open_page, phone):
    plan = actions.draft_plan(
        closes=Period(date(2026, 1, 1), date(2026, 12, 31)),
        ahead=Period(date(2027, 1, 1), date(2027, 12, 31)), by=who(son, AFTER), at=AFTER,
    )  # fmt: skip
    items = {one.kind: one for one in plan.items.all()}
    for address in (
        "/khac-phuc/ke-hoach/", "/khac-phuc/ke-hoach/moi/", plan.get_absolute_url(),
        f"{plan.get_absolute_url()}muc/{items['measure'].pk}/",
        f"{plan.get_absolute_url()}muc/{items['target'].pk}/", "/khac-phuc/neu/",
        full[2].get_absolute_url() + "chi-tieu/", "/khac-phuc/?dang=bang",
        "/khac-phuc/?mo_den=2026-06-30&trang_thai=watched",
    ):  # fmt: skip
        page = open_page(address, son, phone=phone)
        assert wider_than_screen(page) == 0, address
        assert axe(page) == [], address
