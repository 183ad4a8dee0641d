"""The year, the edit and its preview in a real browser."""

import os
from pathlib import Path

import pytest

from khe.base.calendar.models import CalendarVersion
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.testing import make_dossier

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KHE_SHOTS_DIR")


def look(page, name, phone, dark):
    assert axe(page) == [], name
    assert wider_than_screen(page) == 0, name
    if SHOTS:
        shot = f"calendar-{name}-{390 if phone else 1280}{'-dark' if dark else ''}.png"
        page.screenshot(path=Path(SHOTS) / shot, full_page=True)


@pytest.mark.parametrize(
    "phone, dark", [(False, False), (True, False), (False, True), (True, True)]
)
def test_a_day_is_added_seen_and_saved(thoa, binh, who, open_page, phone, dark):
    made = make_dossier(who(thoa))
    page = open_page("/lich/?nam=2026", binh, phone=phone, dark=dark)
    look(page, "year", phone, dark)
    page.goto("/lich/sua/gio/")
    look(page, "shifts", phone, dark)
    page.goto("/lich/sua/ngay/?nam=2026")
    row = page.locator("tr.is-spare").first
    row.locator("[name$=-date]").fill("2026-03-04")
    row.locator("[name$=-name]").fill("Lễ hội vườn khế")
    page.fill("[name=document]", "77/TB-UBND ngày 20/02/2026")
    with page.expect_navigation():
        page.press("[name=document]", "Enter")  # the keyboard looks, it does not save
    assert made.code in page.inner_text("#moves")
    look(page, "seen", phone, dark)
    with page.expect_navigation():
        page.click("button[value=save]")
    assert "1 hồ sơ đổi ngày hẹn" in page.inner_text("#notice")
    assert CalendarVersion.objects.get().number == 1
    assert Dossier.objects.get().due_at != made.due_at
    look(page, "saved", phone, dark)
