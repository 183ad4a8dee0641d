"""Attendance in a browser: the roll, the screen, the learner's way in, the door without network."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from khe.base.web.testing import axe, browser, open_page, site, until, wider_than_screen
from khe.desks.study import testing as made
from khe.desks.study.actions import checkin
from khe.desks.study.models import Mark, Seat
from khe.desks.study.queries import attendance as queries
from khe.desks.study.rules import checkin as rules
from khe.desks.study.testing import TUESDAY

__all__ = ["browser", "open_page", "site"]  # fixtures

SHOTS = Path(os.environ.get("KHE_SHOTS", "/nowhere"))  # where to leave pictures, when wanted
NAMES = [
    "Đỗ Thị Tám",
    "Võ Văn Chín",
    "Hồ Thị Mười",
    "Lê Văn Hai",
    "Trịnh Thị Ba",
    "Bùi Văn Tư",
    "Phan Thị Năm",
]
EARLY = TUESDAY - timedelta(minutes=20)


def shot(page, name):
    if SHOTS.exists():
        page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)


@pytest.fixture
def lesson(ward, dung, who, at_moment):
    """A class with seven learners whose screen is open, ten minutes after it began."""
    study_class = made.make_class(status="announced")
    for name in NAMES:
        made.make_seat(study_class, name)
    checkin.open_roll(study_class.pk, by=who(dung), at=EARLY)
    at_moment(TUESDAY + timedelta(minutes=10))
    return study_class


def seat_of(name):
    return Seat.objects.get(learner__member__name=name)


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_roll_is_kept_with_big_buttons(open_page, lesson, dung, phone):
    page = open_page(f"/hoc-tap/diem-danh/lop/{lesson.pk}/", dung, phone=phone)
    page.get_by_role("button", name="Có mặt: Đỗ Thị Tám").click()
    page.get_by_text("1 trong 7 người đã có mặt, còn 6 chưa điểm danh.").wait_for()
    page.get_by_label("Vắng có lý do: Võ Văn Chín").click()
    page.locator(f"#ly-do-{seat_of('Võ Văn Chín').pk}").fill("Đi công tác")
    page.get_by_role("button", name="Ghi vắng").first.click()
    page.get_by_text("còn 5 chưa điểm danh").wait_for()
    assert (seat_of("Đỗ Thị Tám").state, seat_of("Võ Văn Chín").state) == ("present", "excused")
    assert wider_than_screen(page) == 0
    sizes = page.locator(".roll .act .btn:visible").evaluate_all(
        "all => all.map(b => b.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44
    shot(page, f"roll-{'phone' if phone else 'desk'}")
    page.get_by_label("Tìm người").last.fill("muoi")
    page.locator(".roll-line").nth(1).wait_for(state="detached")
    assert page.locator(".roll-line").count() == 1
    assert axe(page) == []


@pytest.mark.browser
def test_the_screen_shows_a_code_that_changes(open_page, lesson, dung, at_moment):
    page = open_page(f"/hoc-tap/diem-danh/lop/{lesson.pk}/man-hinh/", dung)
    page.locator(".qr svg").wait_for()
    before = page.locator(".qr").inner_html()
    assert axe(page) == []
    shot(page, "screen-desk")
    at_moment(TUESDAY + timedelta(minutes=10, seconds=11))
    until(page, "b => document.querySelector('.qr').innerHTML !== b", arg=before)
    page.context.set_offline(True)
    page.locator(".hall-cut").wait_for(state="visible")
    shot(page, "screen-cut")


@pytest.mark.browser
def test_a_learner_scans_confirms_and_is_present(open_page, lesson, lan, at_moment):
    made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    now = TUESDAY + timedelta(minutes=10)
    code = rules.code_of(queries.roll_of(lesson.pk).secret, lesson.pk, rules.step_of(now))
    page = open_page(f"/hoc-tap/vao-lop/{lesson.pk}/?c={code}", lan, phone=True)
    assert axe(page) == []
    shot(page, "enter-phone")
    at_moment(now + timedelta(seconds=60))  # the code is old, the person is not
    page.get_by_role("button", name="Tôi có mặt").click()
    page.get_by_text("Anh/chị đã có mặt").wait_for()
    shot(page, "enter-done-phone")
    assert Seat.objects.get(learner__member=lan.member).method == "qr"


@pytest.mark.browser
def test_the_door_works_without_network_and_sends_in_order_once(open_page, lesson, dung):
    page = open_page(f"/hoc-tap/diem-danh/may/{lesson.pk}/", dung, phone=True)
    page.clock.set_fixed_time(TUESDAY + timedelta(minutes=10))
    shot(page, "door-first-phone")
    page.get_by_role("button", name="Chuẩn bị máy").click()
    page.locator("#door-list li").nth(6).wait_for()
    until(page, "document.getElementById('door').dataset.shell === 'kept'")
    page.context.set_offline(True)
    for name in NAMES[:3]:
        page.get_by_role("button", name=f"Có mặt: {name}").click()
    page.locator("#door-net[data-waiting='3']").wait_for()
    assert "Không có mạng" in page.locator("#door-net").inner_text()
    page.reload()  # with the network still gone
    page.locator("#door-net[data-waiting='3']").wait_for()
    shot(page, "door-offline-phone")
    assert axe(page) == []
    assert wider_than_screen(page) == 0
    assert not Mark.objects.exists()
    page.context.set_offline(False)
    page.locator("#door-net[data-waiting='0']").wait_for()
    marks = list(Mark.objects.order_by("number"))
    assert [(m.number, m.seat.learner.member.name) for m in marks] == list(enumerate(NAMES[:3], 1))
    assert {m.outcome for m in marks} == {"applied"}
    assert set(Seat.objects.filter(state="present").values_list("method", flat=True)) == {"device"}
    page.reload()
    page.get_by_text("3 trong 7 người đã có mặt").wait_for()
    assert Mark.objects.count() == 3
    page.get_by_role("button", name="Bấm nhầm: Đỗ Thị Tám").click()
    page.get_by_text("2 trong 7 người đã có mặt").wait_for()
    page.locator("#door-net[data-waiting='0']").wait_for()
    assert seat_of("Đỗ Thị Tám").state == "expected"
    page.get_by_role("button", name="Xóa danh sách khỏi máy này").click()
    page.get_by_role("button", name="Chuẩn bị máy").wait_for()
