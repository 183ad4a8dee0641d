"""The chart, the records and the forms of the organisation over time, in a real browser."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from khe.base.people.models import Qualification
from khe.base.sheets.testing import xlsx
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.staff import actions
from khe.desks.staff.testing import MONDAY, make_body, make_member, make_post, make_tenure

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KHE_SHOTS_DIR")


@pytest.fixture
def pages(lan, minh, binh, an, sau, tuyen, trung, zone, office, who):
    """A ward with areas, a cell, a person of the area with a past, and somebody who looked."""
    top = make_body("Ủy ban nhân dân phường", kind="committee")
    type(top).objects.filter(pk__in=[office.pk, zone.pk]).update(parent=top)
    cell = make_body("Chi bộ Khu vực 3", kind="cell", area=zone.area, parent=zone)
    sen = make_member(
        "Bùi Thị Sen", code="CB07", phone="0912345678", email="sen@ben-khe.vn", cell=cell,
        born=date(1980, 2, 5), gender="female", area=zone.area, kind="area",
        party_since=date(2005, 5, 19),
    )  # fmt: skip
    youth = make_post(
        zone, "Bí thư đoàn khu vực", kind="area_youth_secretary", term_years=5, longest_years=10,
        requires={"theory": "intermediate", "skills": ["Tin học văn phòng"]},
    )  # fmt: skip
    make_post(zone, "Phó Trưởng khu vực", seats=2)
    make_tenure(
        sen, make_post(cell, "Phó Bí thư chi bộ"), ended=date(2025, 12, 1), end_kind="rotation"
    )
    make_tenure(sen, youth, began=date(2015, 3, 1))
    Qualification.objects.create(member=sen, kind="theory", level="elementary", issuer="Trường CT")
    Qualification.objects.create(member=sen, kind="skill", name="Nghiệp vụ công tác đoàn")
    actions.look(sen.pk, what="record", by=who(trung), at=MONDAY)
    actions.look_at_many([sen.pk], what="export", by=who(tuyen), at=MONDAY)
    return {
        "so-do": reverse("staff:chart"),
        "so-sanh": reverse("staff:chart") + "?day=01/06/2026&other=01/06/2025",
        "ho-so": reverse("staff:records"),
        "ho-so-mot": reverse("staff:record", args=[sen.pk]),
        "ho-so-sua": reverse("staff:record_edit", args=[sen.pk]),
        "nhap": reverse("staff:import"),
    }


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_it_has_no_accessibility_fault(pages, tuyen, open_page, phone, dark):
    page = open_page("/to-chuc/toi/", tuyen, phone=phone, dark=dark)
    for name, url in pages.items():
        page.goto(url)
        if SHOTS:
            shot = f"org-{name}-{390 if phone else 1280}{'-dark' if dark else ''}.png"
            page.screenshot(path=Path(SHOTS) / shot, full_page=True)
        assert axe(page) == [], name
        assert wider_than_screen(page) == 0, name


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_administrators_forms_have_none_either(pages, an, office, lan, open_page, phone):
    page = open_page("/to-chuc/toi/", an, phone=phone)
    tenure = lan.member.tenures.get()
    urls = {
        "don-vi-sua": reverse("staff:body", args=[office.pk]),
        "giai-the": reverse("staff:dissolve", args=[office.pk]),
        "chuc-danh": reverse("staff:post", args=[tenure.post_id]),
        "chuyen": reverse("staff:transfer", args=[tenure.pk]),
        "to-chuc": reverse("staff:list") + "?day=01/06/2025",
    }
    for name, url in urls.items():
        page.goto(url)
        if SHOTS:
            shot = f"org-{name}-{390 if phone else 1280}.png"
            page.screenshot(path=Path(SHOTS) / shot, full_page=True)
        assert axe(page) == [], name
        assert wider_than_screen(page) == 0, name


def test_tuyen_shows_a_telephone_and_sen_is_told(pages, tuyen, open_page):
    page = open_page(pages["ho-so-mot"], tuyen)
    assert "0912345678" not in page.content()
    page.click("text=Hiện đầy đủ")
    page.wait_for_selector("text=0912345678")
    assert page.locator("#ai-da-xem >> text=điện thoại, thư điện tử").count() == 1


def test_the_chart_fits_one_sheet_of_a4_landscape(pages, lan, open_page, tmp_path):
    from pypdf import PdfReader

    page = open_page(pages["so-do"], lan)
    paper = tmp_path / "so-do.pdf"
    page.pdf(path=str(paper), prefer_css_page_size=True)
    sheets = PdfReader(paper).pages
    assert len(sheets) == 1
    assert sheets[0].mediabox.width > sheets[0].mediabox.height


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_list_is_looked_at_before_it_is_taken_in(pages, tuyen, open_page, tmp_path, phone):
    heads = [
        "Mã cán bộ",
        "Họ và tên",
        "Điện thoại",
        "Chức danh",
        "Giữ từ ngày",
        "Số quyết định",
        "Ngày ký",
    ]
    post = "Phó Trưởng khu vực – Ban điều hành Khu vực 3"
    good = ["CB11", "Hà Văn Đông", "0912000011", post, "01/03/2026", "8/QĐ-UBND", "28/02/2026"]
    page = open_page(pages["nhap"], tuyen, phone=phone)
    for name, rows in {
        "sai": [good, ["CB12", "Hà Thị Xuân", "0912000011", "Chúa đảo", None, None, None]],
        "dung": [good, ["CB07", "Bùi Thị Sen", None, None, None, None, None]],
    }.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(xlsx(heads, *rows))
        page.goto(pages["nhap"])
        page.set_input_files("input[type=file]", str(path))
        page.click("main button.btn-primary")
        page.wait_for_selector("text=Hà Văn Đông" if name == "dung" else "text=Chúa đảo")
        if SHOTS:
            shot = Path(SHOTS) / f"org-nhap-{name}-{390 if phone else 1280}.png"
            page.screenshot(path=shot, full_page=True)
        assert axe(page) == [], name
        assert wider_than_screen(page) == 0, name
