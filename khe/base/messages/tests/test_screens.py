"""The inbox in a browser."""

import pytest

from khe.base.messages.models import Message
from khe.base.messages.testing import INVITATION, MONDAY, make_message
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen

__all__ = ["browser", "open_page", "site"]  # fixtures

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("phone", [False, True])
def test_an_invitation_is_read(lan, open_page, phone):
    make_message(lan.member.pk, "cu", subject="Nhiệm vụ “Tổng vệ sinh khu vực 3” sắp đến hạn")
    Message.objects.update(read_at=MONDAY)
    text = "Lớp thứ nhất, 8 giờ ngày 05/03/2026, tại hội trường phường. Mang theo sổ tay đảng viên."
    make_message(lan.member.pk, "moi", subject="Mời dự lớp học tập nghị quyết",
                 text=text, calendar=INVITATION)  # fmt: skip
    make_message(lan.member.pk, "giao", subject="Được giao nhiệm vụ mới", url="/tin-nhan/")
    page = open_page("/tin-nhan/", lan, phone=phone)
    assert (axe(page), wider_than_screen(page)) == ([], 0)
    page.click("li:has-text('Mời dự lớp') >> button")
    page.wait_for_selector("text=1 tin chưa đọc")
    assert Message.objects.get(key="moi").read_at is not None
