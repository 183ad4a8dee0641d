"""The pages of documents, looked at by a real browser and axe."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.reports.testing import make_document, make_issued
from khe.desks.reports.tests.test_improvement import AFTER, HALF, attendance, story

__all__ = ["attendance", "browser", "open_page", "site", "story"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KHE_SHOTS_DIR")


def look(page, name):
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    assert axe(page) == []
    assert wider_than_screen(page) == 0


@pytest.fixture
def shelf(story, party, trung, tuyen, binh, who):
    """An issued report on shortcomings, one that waits to be checked."""
    facts = {"kind": "improvement", "period": HALF, "by": who(trung), "at": AFTER}
    issued = make_issued(party, checker=who(tuyen), signer=who(binh), **facts)
    draft = make_document(party, **facts)
    return issued, draft


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_every_page_of_documents(shelf, trung, tuyen, open_page, phone):
    issued, draft = shelf
    end = "-390" if phone else ""
    pages = {
        "list": reverse("reports:list"), "issued": issued.get_absolute_url(),
        "edit": reverse("reports:edit", args=[draft.pk]), "new": reverse("reports:new"),
        "register": reverse("reports:register"), "verify": reverse("reports:verify"),
        "templates": reverse("reports:templates"),
    }  # fmt: skip
    for name, address in pages.items():
        look(open_page(address, trung, phone=phone), f"{name}{end}")
    look(open_page(draft.get_absolute_url(), tuyen, phone=phone), f"draft{end}")


def test_an_issued_page_is_held_against_the_records_once_it_is_read(shelf, trung, open_page):
    issued, _draft = shelf
    page = open_page(issued.get_absolute_url(), trung)
    page.get_by_text("Mọi số liệu vẫn khớp với hồ sơ gốc").wait_for()
    page.get_by_text("Đối chiếu lúc").wait_for()
    assert page.locator("#so-lieu").get_by_text("Như cũ").count()
    look(page, "compared")


def test_without_a_script_a_link_holds_it_against_the_records(shelf, trung, open_page):
    issued, _draft = shelf
    page = open_page(issued.get_absolute_url(), trung, java_script_enabled=False)
    page.get_by_role("link", name="Đối chiếu với hồ sơ gốc").click()
    assert page.get_by_text("Mọi số liệu vẫn khớp với hồ sơ gốc").count() == 1


def test_the_edit_keeps_the_figures_and_says_what_was_lost(shelf, trung, open_page):
    _issued, draft = shelf
    page = open_page(reverse("reports:edit", args=[draft.pk]), trung)
    box = page.locator("textarea", has_text="[[1]]").first
    box.fill(box.input_value().replace("[[1]]", "99 %"))
    page.get_by_role("button", name="Ghi dự thảo").click()
    page.get_by_text("thiếu ô số liệu [[1]]").wait_for()
    assert "99 %" in page.locator("textarea", has_text="99 %").first.input_value()
