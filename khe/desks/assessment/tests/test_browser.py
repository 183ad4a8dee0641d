"""Every page of assessment, looked at by a real browser and axe."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.assessment import actions
from khe.desks.assessment.testing import IN_APRIL, IN_MARCH, make_proposal, scores, typed
from khe.desks.assessment.tests.test_deciding import decide, on_the_book

__all__ = ["browser", "open_page", "site"]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("at_the_desk")]
SHOTS = os.environ.get("KHE_SHOTS_DIR")


@pytest.fixture
def full(campaign, people, of, who, office, other_office, board):
    """A campaign with everything in it: scored, proposed, decided, weak, in the way."""
    frame = campaign.member_frame
    for user in (people.lan, people.ha, people.duc):
        given = scores(frame, 0.9)
        actions.self_assess(of(user).pk, scores=given, by=who(user), at=IN_MARCH)
    on_the_book(people.duc, who(people.tin), who(people.duc), range(5, 11), done=range(5, 10))
    high = {"share": 0.95, "band": "excellent", "typed": typed(beyond=40)}
    make_proposal(of(people.lan), who(people.duc), **high)
    make_proposal(of(people.ha), who(people.duc), **high)
    make_proposal(
        of(people.duc),
        who(people.tin),
        note="Chỉ đạo quyết liệt, còn một việc trễ hạn.",
    )
    make_proposal(of(people.nga), who(people.tin))
    make_proposal(of(people.tin), who(people.sen))
    make_proposal(of(office), who(people.tin))
    make_proposal(of(other_office), who(people.tin), share=0.6, band="completed")
    make_proposal(of(board.area), who(people.tin), share=0.55, band="completed")
    facts = {"by": who(people.duc), "at": IN_MARCH}
    actions.note_opinion(of(people.lan).pk, text="Nhất trí", votes_for=8, votes_of=9, **facts)
    actions.begin_deciding(campaign.pk, by=who(people.ha), at=IN_APRIL)
    decide(of(office), who(people.tin), reason="Theo báo cáo quý")
    decide(of(board.area), who(people.tin), "completed", reason="Theo kiểm tra")
    decide(of(people.lan), who(people.tin), "excellent", reason="Theo báo cáo")
    actions.leave_out(
        of(people.sen).pk, reason="Thành phố đánh giá", by=who(people.ha), at=IN_APRIL
    )
    return campaign


@pytest.fixture
def pages(full, people, of, board):
    """The address of every page, by the name of its picture."""

    def at(name, subject):
        return reverse(f"assessment:{name}", args=[of(subject).pk])

    return {
        "dot": reverse("assessment:list"),
        "dot-moi": reverse("assessment:campaign_new"),
        "mot-dot": reverse("assessment:campaign", args=[full.pk]),
        "quyet-dinh": reverse("assessment:deciding", args=[full.pk]),
        "khung": reverse("assessment:frames"),
        "mot-khung": reverse("assessment:frame", args=[full.member_frame_id]),
        "sua-khung": reverse("assessment:frame_edit", args=[full.member_frame_id]),
        "lan": at("subject", people.lan),
        "khu-vuc": at("subject", board.area),
        "de-xuat": at("propose", people.minh),
        "quyet-dinh-mot": at("decide", people.ha),
        "ke-hoach": at("plan", board.area),
        "y-kien": at("opinion", people.minh),
    }


@pytest.fixture
def ly(committee):
    """Lý may do everything: heads the Committee, keeps records, is one of the standing."""
    from conftest import make_person

    roles = ["head", "standing", "personnel"]
    return make_person("Lưu Thị Lý", "ly", "Phó Chủ tịch UBND", roles, committee)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_it_has_no_accessibility_fault(pages, ly, open_page, phone, dark):
    page = open_page("/danh-gia/", ly, phone=phone, dark=dark)
    for name, url in pages.items():
        page.goto(url)
        if SHOTS:
            size = "phone" if phone else "desk"
            path = Path(SHOTS) / f"{name}-{size}{'-dark' if dark else ''}.png"
            page.screenshot(path=path, full_page=True)
        assert axe(page) == [], name
        assert page.evaluate("innerWidth") == (390 if phone else 1280), name
        assert wider_than_screen(page) == 0, name


def test_points_are_summed_while_one_types_and_tab_goes_on(pages, people, ly, open_page):
    page = open_page(pages["de-xuat"], people.tin)
    boxes = page.locator("[data-points]")
    boxes.nth(0).fill("10")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") in ("SUMMARY", "INPUT")
    for n in range(1, boxes.count()):
        boxes.nth(n).fill("8,5")
    assert page.locator("[data-total]").inner_text() == "52,5"
    assert page.locator("[data-band-word]").inner_text() == "Hoàn thành"


def test_on_the_phone_everything_to_press_is_large_enough(pages, ly, open_page):
    page = open_page(pages["de-xuat"], ly, phone=True)
    small = page.evaluate(
        "[...document.querySelectorAll('main .btn, main input[type=text]')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 40).map(e => e.outerHTML)"
    )
    assert small == []
