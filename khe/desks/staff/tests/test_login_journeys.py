"""Coming in: a first password, a second step, guessing kept out. In a real browser."""

import base64
import hmac
import struct
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from khe.base.people.models import User
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
WORD = "cay-khe-ngot-2026"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Guesses are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


def totp(secret, at=None):
    """Return the code of RFC 6238: SHA-1, 30 seconds, six digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    count = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.digest(key, count, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def set_password(user, word=WORD):
    user.set_password(word)
    user.save()


def press(page, what):
    with page.expect_navigation():
        page.click(what)


def log_in(page, name, word=WORD):
    page.goto("/tai-khoan/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", word)
    press(page, "[data-default]")


def test_the_codes_are_those_of_the_standard():
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert totp(secret, 59) == "287082"  # RFC 6238, appendix B
    assert totp(secret, 1111111109) == "081804"


def test_a_handed_out_password_is_changed_before_any_work(an, lan, open_page):
    page = open_page(reverse("staff:person", args=[lan.member.pk]), an)
    press(page, "text=Đặt lại mật khẩu")
    word = page.inner_text("#word")
    assert axe(page) == []

    seat = open_page("/tai-khoan/login/")
    log_in(seat, "lan", word)
    assert seat.url.endswith("/tai-khoan/password/change/")
    seat.goto(reverse("staff:me"))
    assert seat.url.endswith("/tai-khoan/password/change/")  # no way round, and no circle
    assert axe(seat) == []

    seat.fill("[name=oldpassword]", word)
    seat.fill("[name=password1]", "mot-cau-that-dai-2026")
    seat.fill("[name=password2]", "mot-cau-that-dai-2026")
    press(seat, "main button.btn-primary")
    lan.refresh_from_db()
    assert not lan.must_change_password
    seat.goto(reverse("staff:me"))
    assert seat.inner_text("h1") == "Tài khoản của tôi"


def test_the_handed_out_password_cannot_simply_be_kept(lan, open_page):
    set_password(lan)
    User.objects.filter(pk=lan.pk).update(must_change_password=True)
    page = open_page("/tai-khoan/login/")
    log_in(page, "lan")
    page.fill("[name=oldpassword]", WORD)
    page.fill("[name=password1]", WORD)
    page.fill("[name=password2]", WORD)
    press(page, "main button.btn-primary")
    page.wait_for_selector("[role=alert]")
    assert User.objects.get(pk=lan.pk).must_change_password


def test_guessing_is_shut_out_and_told_so(lan, open_page):
    set_password(lan)
    page = open_page("/tai-khoan/login/")
    for n in range(5):
        log_in(page, "lan", f"doan-mo-{n}")
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page.inner_text("[role=alert]")
    log_in(page, "lan")  # the right one, too late

    assert "tạm khóa đăng nhập" in page.inner_text("[role=alert]")
    assert page.input_value("[name=login]") == "lan"
    assert axe(page) == []
    page.goto(reverse("staff:me"))
    assert "/tai-khoan/login/" in page.url


def test_a_name_nobody_has_is_answered_like_a_wrong_password(lan, open_page):
    page = open_page("/tai-khoan/login/")
    log_in(page, "khong-co-ai", "doan-mo")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page.inner_text("[role=alert]")


def test_a_locked_account_does_not_come_in(lan, open_page):
    set_password(lan)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    page = open_page("/tai-khoan/login/")
    log_in(page, "lan")
    page.goto(reverse("staff:me"))
    assert "/tai-khoan/login/" in page.url


def test_the_second_step_is_switched_on_and_asked_for(lan, an, open_page):
    set_password(lan)
    page = open_page("/tai-khoan/login/")
    log_in(page, "lan")
    page.goto("/tai-khoan/mfa/totp/activate/")
    assert "/tai-khoan/reauthenticate/" in page.url  # a seat left unlocked is not enough
    page.fill("[name=password]", WORD)
    press(page, "main button.btn-primary")
    page.fill("[name=code]", "000000")
    press(page, "main button.btn-primary")
    page.wait_for_selector("[role=alert]")
    assert "Mã chưa đúng" in page.inner_text("[role=alert]")
    secret = page.inner_text("main .k-mono")
    page.fill("[name=code]", totp(secret))
    press(page, "main button.btn-primary")
    page.wait_for_selector(".k-codes")  # spare codes, to print
    page.goto("/tai-khoan/mfa/")
    assert axe(page) == []
    assert "Đang bật" in page.inner_text("main")

    cache.clear()  # a code is used once; the cache keeps count of it
    other = open_page("/tai-khoan/login/", phone=True)
    log_in(other, "lan")
    assert other.url.endswith("/tai-khoan/mfa/authenticate/")
    assert (axe(other), wider_than_screen(other)) == ([], 0)
    other.goto(reverse("staff:me"))
    assert other.url.endswith("/tai-khoan/mfa/authenticate/")  # half in is not in
    other.fill("[name=code]", totp(secret))
    press(other, "main button.btn-primary")
    other.goto(reverse("staff:me"))
    assert other.inner_text("h1") == "Tài khoản của tôi"

    desk = open_page(reverse("staff:person", args=[lan.member.pk]), an)
    press(desk, "text=Gỡ đăng nhập hai bước")
    desk.wait_for_selector("text=Đã gỡ đăng nhập hai bước.")
    other.goto(reverse("staff:me"))
    assert "/tai-khoan/login/" in other.url  # her sessions ended with it


def test_lan_sees_where_she_is_signed_in_and_signs_the_others_out(lan, open_page):
    set_password(lan)
    old = open_page("/tai-khoan/login/")
    log_in(old, "lan")
    page = open_page("/tai-khoan/login/")
    log_in(page, "lan")
    page.goto("/tai-khoan/phien/")
    assert page.locator("tbody tr").count() == 2
    assert axe(page) == []
    press(page, "main button.btn-risk")
    page.goto("/tai-khoan/phien/")
    assert page.locator("tbody tr").count() == 1
    old.goto(reverse("staff:me"))
    assert "/tai-khoan/login/" in old.url
