"""The pages of reviews in a real browser, on a desk and on a phone."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MONDAY, make_person
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.dossiers.testing import make_settled
from khe.desks.improvement.actions import reviews as actions
from khe.desks.improvement.actions.reviews import Unit

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.slow
SHOTS = os.environ.get("KHE_SHOTS_DIR")
AT = MONDAY + timedelta(hours=1)


@pytest.fixture
def son(office):
    return make_person(
        "Đỗ Văn Sơn", "son", "Phó Bí thư Thường trực", ["standing", "leader"], office
    )


@pytest.fixture
def review(son, sau, lan, zone, who):
    """A review of an area in a campaign of three units, prepared, with an unnamed opinion."""
    by = {"by": who(son), "at": MONDAY}
    campaign = actions.open_campaign(
        title="Kiểm điểm năm 2025", basis="Nghị quyết Trung ương 4", first=date(2025, 1, 1),
        last=date(2025, 12, 31), deadline=date(2026, 3, 31), **by,
    )  # fmt: skip
    units = [Unit(body_id=zone.pk), Unit(member_id=lan.member.pk), Unit(member_id=sau.member.pk)]
    made, *_others = actions.add_units(campaign.pk, units, **by)
    actions.prepare(made.pk, text="Khu vực tự kiểm điểm việc đôn đốc.", by=who(sau), at=AT)
    return made


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_they_have_no_fault_anyone_can_see(open_page, son, review, minh, lan, phone, at_the_desk):
    at_the_desk(AT)
    make_settled("Hộ tịch", 8, 200, lan.member, "A")
    make_settled("Đất đai", 45, 100, minh.member, "B")
    for address in (
        "/khac-phuc/kiem-diem/",
        f"/khac-phuc/kiem-diem/dot/{review.campaign_id}/",
        f"/khac-phuc/kiem-diem/dot/{review.campaign_id}/giao/",
        f"/khac-phuc/kiem-diem/{review.pk}/",
        f"/khac-phuc/kiem-diem/{review.pk}/y-kien/",
        f"/khac-phuc/kiem-diem/{review.pk}/hop/",
        f"/khac-phuc/kiem-diem/{review.pk}/neu-han-che/",
        "/khac-phuc/goi-y/",
        "/khac-phuc/goi-y/ghi/?khoa=late:field:Đất%20đai",
    ):
        page = open_page(address, son, phone=phone)
        assert page.locator(".k-head").count() == 1, address
        assert wider_than_screen(page) == 0, address
        if SHOTS:
            name = f"{address.strip('/').replace('/', '_')[:60]}{'_phone' if phone else ''}.png"
            page.screenshot(path=Path(SHOTS) / name, full_page=True)
        assert axe(page) == [], address
