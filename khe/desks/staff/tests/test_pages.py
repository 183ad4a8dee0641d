"""Every page of the organisation, looked at by a real browser and axe."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from khe.base.authorities.models import Area
from khe.base.people.models import Body, Delegation, Member, Post, Tenure
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KHE_SHOTS_DIR")


@pytest.fixture
def organisation(office, other_office, thoa, lan, minh, binh, an):
    """A ward with a tree of bodies, an empty seat, areas and a delegation."""
    top = Body.objects.create(name="Ủy ban nhân dân phường", short_name="UBND", kind="committee")
    Body.objects.update(parent=top)
    top.parent = None
    top.save()
    Post.objects.create(title="Công chức kế toán", body=other_office, roles=[], seats=2)
    post = Tenure.objects.get(member=lan.member).post
    old = Member.objects.create(name="Nguyễn Hữu Tài", sort_name="tai nguyen huu")
    Tenure.objects.create(
        member=old, post=post, began=date(2023, 1, 3), ended=date(2025, 7, 1), act="03/QĐ-UBND"
    )
    zone = Area.objects.create(name="Khu vực Bến Khế", code="KV01")
    Area.objects.create(name="Tổ 1", code="KV01-1", parent=zone)
    now = Tenure.objects.get(member=lan.member).began
    Delegation.objects.create(
        giver=lan.member, taker=minh.member, roles=["officer"], document="12/GUQ-UBND",
        began=f"{now}T00:00+07:00", ended="2030-01-01T00:00+07:00",
    )  # fmt: skip
    return {
        "don-vi": reverse("staff:list"),
        "nguoi": reverse("staff:people"),
        "lan": reverse("staff:person", args=[lan.member.pk]),
        "tai": reverse("staff:person", args=[old.pk]),
        "chuc-danh": reverse("staff:post", args=[post.pk]),
        "dia-ban": reverse("staff:areas"),
        "uy-quyen": reverse("staff:delegations"),
        "uy-quyen-moi": reverse("staff:delegate"),
        "chuc-danh-moi": reverse("staff:post_new"),
        "toi": reverse("staff:me"),
    }


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_it_has_no_accessibility_fault(organisation, an, open_page, phone, dark):
    page = open_page("/to-chuc/toi/", an, phone=phone, dark=dark)
    for name, url in organisation.items():
        page.goto(url)
        assert axe(page) == [], name
        assert wider_than_screen(page) == 0, name
        if SHOTS:
            shot = f"staff-{name}-{390 if phone else 1280}{'-dark' if dark else ''}.png"
            page.screenshot(path=Path(SHOTS) / shot, full_page=True)


def test_a_form_says_what_to_put_right_and_keeps_what_was_typed(organisation, an, open_page):
    page = open_page(organisation["lan"], an)
    page.fill("[name=number]", "9/QĐ-UBND")
    page.click("main form[action$='bo-nhiem/'] button")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("[name=number]") == "9/QĐ-UBND"
    assert axe(page) == []


def test_lan_gives_her_work_into_minhs_hands_by_keyboard(organisation, lan, minh, open_page):
    Delegation.objects.all().delete()
    page = open_page(reverse("staff:me"), lan, phone=True)
    page.click("text=Ủy quyền công việc của tôi")
    page.select_option("[name=taker]", label="Trần Văn Minh")
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 - what the calendar field would give
    page.fill("[name=first]", tomorrow.isoformat())
    page.fill("[name=last]", (tomorrow + timedelta(days=2)).isoformat())
    page.fill("[name=document]", "5/GUQ")
    assert axe(page) == []
    page.press("[name=document]", "Enter")
    page.wait_for_selector("text=Đã ghi ủy quyền.")
    assert Delegation.objects.get().taker == minh.member
