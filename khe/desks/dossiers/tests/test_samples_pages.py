"""The pages of a check by sample, in a real browser."""

import os
from pathlib import Path

import pytest

from conftest import make_person
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.dossiers import actions
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KHE_SHOTS_DIR")


def look(page, name, phone, dark):
    assert axe(page) == [], name
    assert wider_than_screen(page) == 0, name
    if SHOTS:
        shot = f"sample-{name}-{390 if phone else 1280}{'-dark' if dark else ''}.png"
        page.screenshot(path=Path(SHOTS) / shot, full_page=True)


@pytest.mark.parametrize("phone, dark", [(False, False), (True, True)])
def test_a_sample_is_drawn_checked_and_put_right(
    office, thoa, lan, binh, who, open_page, phone, dark
):
    ngan = make_person("Đỗ Kim Ngân", "ngan", "Công chức kiểm tra", ["supervisor"], office)
    version = make_version()
    for _n in range(4):
        one = make_dossier(who(thoa), version, officer=lan.member)
        actions.reject(one.code, by=who(binh), at=MONDAY, reason="Không đủ điều kiện")
    page = open_page("/mau-kiem-tra/", ngan, phone=phone, dark=dark)
    look(page, "none", phone, dark)
    page.fill("[name=first]", "2026-03-01")
    page.fill("[name=size]", "3")
    with page.expect_navigation():
        page.press("[name=seed]", "Enter")
    look(page, "drawn", phone, dark)
    with page.expect_navigation():
        page.click("tbody a.btn >> nth=0")
    for group in page.locator("span.k-seg").all():
        group.locator("label >> nth=0").click()
    page.locator("span.k-seg").nth(1).locator("label >> nth=1").click()
    page.fill("[name=correction]", "Gửi thư xin lỗi")
    with page.expect_navigation():
        page.click("main form .btn-primary")
    assert page.locator("[role=alert]").count() == 1  # until when?
    look(page, "check", phone, dark)
    page.fill("[name=due]", "2030-01-01")
    with page.expect_navigation():
        page.click("main form .btn-primary")
    look(page, "checked", phone, dark)
    with page.expect_navigation():
        page.click("text=Đã sửa xong")
    assert page.locator("tbody >> text=Đã sửa").count() >= 1
    page.goto("/mau-kiem-tra/")
    look(page, "list", phone, dark)
