"""A dossier's life in a real browser: steps, supplement, decision, result; and a refusal."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from khe.base.journal import queries as journal
from khe.base.people import middleware
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen  # noqa: F401
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event, Status
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

pytestmark = pytest.mark.browser
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHOTS = os.environ.get("KHE_SHOTS")  # a folder: keep pictures of what is seen on the way


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings, tmp_path):
    """Set the clock that requests bring in; Monday 09:00 to begin with."""
    settings.FILES_DIR = tmp_path

    def be(moment):
        monkeypatch.setattr(middleware, "now", lambda: moment)

    be(MONDAY)
    return be


@pytest.fixture
def dossier(thoa, lan, who):
    version = make_version(channels=[{"channel": "direct", "limit": "3 working_day", "fee": 15000}])
    return make_dossier(who(thoa), version, MONDAY - HOUR, lan.member)


def sound(page, name):
    """Look at the page: no accessibility fault, nothing wider than the screen."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"life-{name}.png", full_page=True)
    assert axe(page) == []
    assert wider_than_screen(page) == 0


CODE = "H99.17-260302-0001"


def begin(officer):
    """By keyboard from the list; then the page of the dossier, and why its date is what it is."""
    sound(officer, "officer")
    officer.keyboard.press("j")
    officer.keyboard.press("e")  # starts the step
    officer.get_by_text("Đã bắt đầu bước của hồ sơ").wait_for()
    officer.get_by_role("link", name="Phạm Thị Hoa").click()
    sound(officer, "dossier")
    officer.get_by_role("link", name="Xem cách tính từng ngày").click()
    officer.get_by_role("cell", name="Hẹn trả", exact=True).wait_for()
    sound(officer, "explained")


def ask_for_papers(officer):
    """In place, on the page of the dossier."""
    officer.get_by_role("link", name="Yêu cầu bổ sung").click()
    officer.get_by_label("Quyết định ly hôn").check()
    sound(officer, "asking")
    officer.get_by_label("Lý do").fill("Đã từng kết hôn")
    officer.keyboard.press("Control+Enter")
    officer.get_by_text(f"đồng hồ hồ sơ {CODE} tạm dừng").wait_for()
    assert Dossier.objects.get().status == Status.AWAITING_SUPPLEMENT


def take_papers_in(clerk):
    """At the counter, a day later."""
    clerk.get_by_role("link", name="Nhận bổ sung").click()
    clerk.get_by_label("Quyết định ly hôn", exact=True).wait_for()
    sound(clerk, "receiving")
    clerk.get_by_role("button", name="Nhận bổ sung").click()
    clerk.get_by_text(f"đồng hồ hồ sơ {CODE} chạy lại").wait_for()


def hand_over(clerk):
    """Take the fee, then give the result."""
    clerk.goto("/")
    sound(clerk, "clerk")
    clerk.get_by_role("link", name="Thu phí – Phạm Thị Hoa").click()
    sound(clerk, "paying")
    clerk.get_by_role("button", name="Thu phí").click()
    clerk.get_by_role("link", name="Trả kết quả – Phạm Thị Hoa").click()
    clerk.get_by_role("button", name="Trả kết quả").click()
    clerk.get_by_text("Đã trả kết quả hồ sơ").wait_for()


def test_from_the_first_step_to_the_result(dossier, open_page, lan, thoa, binh, clock):  # noqa: F811
    officer = open_page("/", lan)
    begin(officer)
    ask_for_papers(officer)

    clock(MONDAY + DAY)
    clerk = open_page(dossier.get_absolute_url(), thoa)
    take_papers_in(clerk)

    officer.goto("/")
    officer.get_by_role("button", name="Xong bước – Phạm Thị Hoa").click()
    officer.get_by_text("sang bước sau").wait_for()

    leader = open_page("/", binh)
    sound(leader, "leader")
    leader.get_by_role("button", name="Ký kết quả – Phạm Thị Hoa").click()
    leader.get_by_text("Đã ký kết quả hồ sơ").wait_for()

    hand_over(clerk)
    done = Dossier.objects.get()
    assert done.status == Status.RETURNED
    assert done.settled_at < done.due_at
    assert journal.broken() == []
    clerk.goto(done.get_absolute_url())
    sound(clerk, "done")


def test_two_clerks_at_one_dossier(dossier, open_page, lan, binh):  # noqa: F811
    """The second is told what the first has done, and what was typed stays."""
    officer = open_page(dossier.get_absolute_url(), lan)
    officer.get_by_role("link", name="Lấy ý kiến").click()
    officer.get_by_label("Cơ quan được hỏi").fill("Công an phường")

    leader = open_page(dossier.get_absolute_url(), binh)
    leader.get_by_role("link", name="Không đồng ý").click()
    leader.get_by_label("Lý do").fill("Không đủ điều kiện")
    leader.get_by_role("button", name="Không đồng ý").click()
    leader.get_by_text("Đã ghi quyết định không đồng ý").wait_for()

    officer.get_by_role("button", name="Lấy ý kiến").click()
    officer.get_by_text("Hồ sơ vừa được người khác thay đổi").wait_for()
    sound(officer, "stale")
    assert "Quyết định không đồng ý giải quyết" in officer.inner_text("#ask")
    assert officer.get_by_label("Cơ quan được hỏi").input_value() == "Công an phường"
    assert Event.CONSULTED not in [e.event for e in journal.of(dossier.pk)]


def test_a_refusal_says_why_beside_the_button(dossier, open_page, lan, thoa, who):  # noqa: F811
    actions.request_supplement(dossier.code, by=who(lan), at=MONDAY, papers=["Ảnh"], reason="r")
    actions.receive_supplement(dossier.code, by=who(thoa), at=MONDAY, parts=[])
    page = open_page(dossier.get_absolute_url(), lan)
    button = page.get_by_role("button", name="Yêu cầu bổ sung").first
    assert button.get_attribute("aria-disabled") == "true"
    why = page.locator("#" + button.get_attribute("aria-describedby"))
    assert "Thủ tục này không cho yêu cầu bổ sung thêm lần nữa." in why.inner_text()
    page.get_by_text("Những việc khác, và vì sao lúc này chưa làm được").click()
    sound(page, "refused")


def test_personal_data_are_shown_when_asked_for(dossier, open_page, lan):  # noqa: F811
    page = open_page(dossier.get_absolute_url(), lan)
    assert "092190002085" not in page.content()
    page.get_by_role("button", name="Xem đầy đủ").click()
    page.get_by_text("092190002085").wait_for()
    sound(page, "revealed")
    page.reload()
    assert "092190002085" not in page.content()
    assert "Xem thông tin cá nhân của người nộp" in page.content()


def test_many_at_once(dossier, open_page, lan, thoa, who):  # noqa: F811
    free = [make_dossier(who(thoa), make_version(f"2.{n}"), MONDAY - HOUR) for n in range(2)]
    page = open_page("/", lan)
    for one in free:
        page.get_by_label(f"Chọn {one.code}").check()
    page.get_by_label(f"Chọn {dossier.code}").check()
    sound(page, "ticked")
    page.locator("#batch").get_by_role("button", name="Nhận việc").click()
    page.get_by_text("Đã làm 2 hồ sơ, chưa làm được 1.").wait_for()
    sound(page, "batch")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_every_page_is_sound(dossier, open_page, lan, binh, thoa, who, dark, phone, clock):  # noqa: F811
    actions.start_step(dossier.code, by=who(lan), at=MONDAY)
    clock(MONDAY + 5 * DAY + HOUR)
    look = f"{'dark' if dark else 'light'}-{'phone' if phone else 'desk'}"
    page = open_page("/", binh, dark=dark, phone=phone)
    if dark:
        page.evaluate("localStorage.setItem('khe.theme', 'dark')")
    pages = {
        "home": "/", "list": "/ho-so/", "nothing": "/ho-so/?q=khong+ai",
        "detail": dossier.get_absolute_url(), "why": f"{dossier.get_absolute_url()}vi-sao/",
        "extend": f"{dossier.get_absolute_url()}hen-lai/",
        "reassign": f"{dossier.get_absolute_url()}chuyen-nguoi/",
        "refused": f"{dossier.get_absolute_url()}nhan-viec/",
    }  # fmt: skip
    for name, path in pages.items():
        page.goto(path)
        sound(page, f"{name}-{look}")


def test_it_works_without_javascript(dossier, open_page, lan):  # noqa: F811
    page = open_page(dossier.get_absolute_url(), lan, java_script_enabled=False)
    page.get_by_role("button", name="Bắt đầu bước").first.click()
    page.get_by_role("link", name="Xong bước").first.click()
    page.get_by_label("Ghi chú cho bước sau").fill("Đủ điều kiện")
    page.get_by_role("button", name="Xong bước").click()
    assert "Bước" not in page.title()
    assert Dossier.objects.get().step == 2
    page.get_by_role("link", name="Xem cách tính từng ngày").click()
    assert page.get_by_role("cell", name="Hẹn trả", exact=True).is_visible()
