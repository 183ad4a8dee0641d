"""The account pages in a browser: usable, in our language, without accessibility faults."""

import pytest

from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
PASSWORD = "cay-khe-ngot-2026"


@pytest.fixture
def lan_with_password(lan):
    """Lan, who knows her password."""
    lan.set_password(PASSWORD)
    lan.save()
    return lan


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "path, heading",
    [
        ("/tai-khoan/password/change/", "Đổi mật khẩu"),
        ("/tai-khoan/mfa/", "Đăng nhập hai bước"),
        ("/tai-khoan/phien/", "Phiên đang mở"),
        ("/tai-khoan/logout/", "Đăng xuất khỏi máy này?"),
    ],
)
def test_it_has_no_accessibility_fault(lan_with_password, open_page, path, heading, phone):
    page = open_page(path, lan_with_password, phone=phone)

    assert page.inner_text("h1") == heading
    assert axe(page) == []
    assert wider_than_screen(page) == 0


def test_she_turns_two_step_sign_in_on(lan_with_password, open_page):
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    page = open_page("/tai-khoan/mfa/totp/activate/", lan_with_password)
    if page.locator("[name=password]").count():
        assert page.inner_text("h1") == "Xác nhận đúng là anh/chị"
        assert axe(page) == []
        page.fill("[name=password]", PASSWORD)
        page.click("main .btn-primary")
    assert page.inner_text("h1") == "Bật đăng nhập hai bước"
    assert axe(page) == []

    secret = page.inner_text(".k-mono")
    counter = next(iter(yield_hotp_counters_from_time()))
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, counter)))
    page.click("main .btn-primary")
    page.wait_for_url("**/recovery-codes/**")
    assert page.locator(".k-codes li").count() == 10
    assert axe(page) == []


def test_a_wrong_repetition_keeps_the_page_and_says_so(lan_with_password, open_page):
    page = open_page("/tai-khoan/password/change/", lan_with_password)
    page.fill("[name=oldpassword]", PASSWORD)
    page.fill("[name=password1]", "mot-cau-that-dai-2026")
    page.fill("[name=password2]", "mot-cau-khac-han-2026")
    page.click("main .btn-primary")
    page.wait_for_selector("[aria-invalid=true]")

    assert axe(page) == []
    described = page.get_attribute("[aria-invalid=true]", "aria-describedby")
    assert page.locator(f"#{described.split()[0]}").is_visible()
    assert page.locator("main .btn-primary").is_enabled()


def test_she_changes_her_password_and_the_drafts_are_gone_on_logout(lan_with_password, open_page):
    page = open_page("/tai-khoan/password/change/", lan_with_password)
    page.evaluate("() => localStorage.setItem('khe.draft.1.x', '{}')")
    page.fill("[name=oldpassword]", PASSWORD)
    page.fill("[name=password1]", "mot-cau-that-dai-2026")
    page.fill("[name=password2]", "mot-cau-that-dai-2026")
    page.click("main .btn-primary")
    page.wait_for_selector("#notice .k-note.done")
    page.goto("/tai-khoan/logout/")
    page.click("main .btn-primary")
    page.wait_for_load_state()

    assert page.evaluate("() => Object.keys(localStorage).filter(k => k.includes('draft'))") == []
    lan_with_password.refresh_from_db()
    assert lan_with_password.check_password("mot-cau-that-dai-2026")


def test_a_wrong_password_is_said_in_vietnamese(db, open_page):
    page = open_page("/tai-khoan/login/")
    page.fill("[name=login]", "lan")
    page.fill("[name=password]", "khong-phai-mat-khau")
    page.click("[data-default]")
    page.wait_for_selector("[role=alert]")

    assert "Tên đăng nhập hoặc mật khẩu" in page.inner_text("[role=alert]")
