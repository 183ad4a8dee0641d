"""The gallery shows every part; a real browser and axe look at it."""

import pytest

from khe.base.web.testing import axe, browser, open_page, site, until, wider_than_screen

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser


@pytest.fixture
def developer(an):
    """An, who may also see the pages for developers."""
    an.is_staff = True
    an.save()
    return an


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_it_has_no_accessibility_fault(developer, open_page, phone, dark):
    page = open_page("/kieu-mau/", developer, phone=phone, dark=dark)

    assert page.inner_text("h1") == "Bộ thành phần"
    assert axe(page) == []
    assert wider_than_screen(page) == 0


def test_large_text_stays_on_the_screen_and_is_remembered(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    page.click(".k-top [data-toggle=size]")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.size") == "lon"
    assert wider_than_screen(page) == 0
    assert axe(page) == []


def test_the_dark_theme_is_remembered_before_the_first_paint(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    page.click(".k-top [data-toggle=theme]")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_attribute(".k-top [data-toggle=theme]", "aria-pressed") == "true"


def test_the_keyboard_finds_and_moves(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "tim"

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".sel").count() == 1
    assert page.evaluate("document.activeElement.closest('.sel') !== null")


def test_the_combobox_moves_with_arrows(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    page.focus("#chon")
    page.keyboard.press("ArrowDown")

    chosen = page.locator("#ket-qua [aria-selected=true]")
    assert chosen.get_attribute("data-value") == "2"
    assert page.get_attribute("#chon", "aria-activedescendant") == chosen.get_attribute("id")


def test_a_draft_survives_the_power_cut_and_can_be_dropped(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    page.fill("#id_reason", "đang gõ dở thì mất điện")
    until(page, "() => Object.keys(localStorage).some(k => k.startsWith('khe.draft.'))")
    page.reload()
    assert page.input_value("#id_reason") == "đang gõ dở thì mất điện"

    page.click("form[data-draft] .k-note button")
    until(page, "() => document.querySelector('#id_reason').value === ''")


def test_the_language_is_switched_and_kept(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    page.click(".k-top .k-lang")
    page.wait_for_load_state()

    assert page.get_attribute("html", "lang") == "en"


def test_only_developers_see_it(lan, desk):
    assert desk(lan).get("/kieu-mau/").status_code == 404


def test_the_login_page_has_no_accessibility_fault(db, open_page):
    page = open_page("/tai-khoan/login/", phone=True)
    assert axe(page) == []

    page.fill("[name=login]", "ai-do")
    page.fill("[name=password]", "sai-mat-khau")
    page.click("[data-default]")
    page.wait_for_selector("[role=alert]")
    assert axe(page) == []
    assert page.input_value("[name=login]") == "ai-do"


def test_a_refusal_is_swapped_in_and_a_fault_is_explained(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    refusal = '<div id="notice"><div role="alert">Chưa làm được.</div></div>'
    retarget = {"HX-Retarget": "#notice", "HX-Reswap": "outerHTML"}
    page.route("**/tu-choi/", lambda r: r.fulfill(status=409, body=refusal, headers=retarget))
    page.route("**/hong/", lambda r: r.fulfill(status=500, body="<h1>?</h1>"))

    page.evaluate("() => { htmx.ajax('POST', '/tu-choi/', '#noi-dung') }")
    page.wait_for_selector("#notice [role=alert]")
    assert page.inner_text("#notice") == "Chưa làm được."
    assert page.locator("h1").count() == 1

    page.evaluate("() => { htmx.ajax('POST', '/hong/', '#noi-dung') }")
    page.wait_for_selector("#notice .late")
    assert "lỗi do hệ thống" in page.inner_text("#notice")
    assert page.inner_text("h1") == "Bộ thành phần"


def test_a_form_is_sent_once(developer, open_page):
    page = open_page("/kieu-mau/", developer)
    sent = []
    page.route("**/gui/", lambda r: (sent.append(r.request.method), r.fulfill(status=204)))
    page.evaluate(
        """() => {
            const form = document.querySelector('form[data-draft]');
            form.action = '/gui/'; form.noValidate = true;
            form.requestSubmit(); form.requestSubmit(); form.requestSubmit();
        }"""
    )
    page.wait_for_selector("form[data-sent]")

    assert sent == ["POST"]
