"""The screens in a real browser: readable, reachable, usable on a desk and on a phone."""

import os
from pathlib import Path

import pytest

from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.procedures import actions
from khe.desks.procedures.models import ProcedureVersion
from khe.desks.procedures.testing import make_version

__all__ = ["browser", "open_page", "site"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def shelf(ward, binh, who):
    """A small catalogue: one procedure with everything, one with gaps, one open draft."""
    from datetime import UTC, datetime

    at = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    actions.load_common(at=at)
    gaps = [
        {"path": "channels.0.limit", "raw": "1", "why": "no_unit", "hint": ["3 working_day"]},
        {"path": "channels.0.fee", "raw": "Miễn phí (Theo quy định)", "why": "by_council"},
    ]
    full = make_version(
        "9.000001", name="Cấp giấy xác nhận tình trạng chỗ ở " * 3, unparsed=gaps,
        channels=[{"channel": "direct", "limit": None, "limit_text": "1", "fee": None,
                   "fee_text": "Miễn phí (Theo quy định)", "per": "", "note": "Nộp tại trụ sở"}],
        legal_basis=[{"title": "Luật Hộ tịch", "number": "60/2014/QH13"}],
        result=[{"name": "Giấy xác nhận", "code": "KQ.G15.000031"}], cutoff="15:00",
    )  # fmt: skip
    draft = actions.draft_version(full.pk, by=who(binh), at=at)
    return {
        "list": "/thu-tuc/", "found": "/thu-tuc/?q=lam+giay+khai+sinh", "left": "/thu-tuc/con-thieu/",
        "drafts": "/thu-tuc/ban-nhap/", "add": "/thu-tuc/them/", "detail": "/thu-tuc/9.000001/",
        "edit": f"/thu-tuc/ban-nhap/{draft.pk}/", "nothing": "/thu-tuc/?q=zzzz",
    }  # fmt: skip


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits(shelf, binh, open_page, phone):
    shots = os.environ.get("KHE_SHOTS")
    for name, url in shelf.items():
        page = open_page(url, user=binh, phone=phone)
        if shots:
            kind = "390" if phone else "1280"
            page.screenshot(path=Path(shots) / f"procedures-{name}-{kind}.png", full_page=True)
        assert axe(page) == [], name
        assert not wider_than_screen(page), name
    assert axe(open_page(shelf["edit"], user=binh, dark=True)) == []


def test_a_keeper_edits_and_publishes_by_keyboard_without_javascript(
    shelf, binh, open_page
):  # fmt: skip
    page = open_page("/thu-tuc/1.001193/", user=binh, java_script_enabled=False)
    page.get_by_role("button", name="Sửa thành phiên bản mới").press("Enter")
    page.get_by_label("Áp dụng từ ngày").fill("2026-03-02")
    page.locator("#id_channels-0-number").fill("2")
    page.locator("button[name=add][value=steps]").press("Enter")
    page.get_by_label("Tên bước").last.fill("Trả kết quả")
    page.get_by_role("button", name="Lưu và công bố").press("Enter")

    assert page.get_by_text("Đã công bố phiên bản mới.").is_visible()
    assert page.get_by_role("rowheader", name="3. Trả kết quả").is_visible()
    own = ProcedureVersion.objects.get(code="1.001193", procedure__owner=binh.authority_id)
    assert own.channels[0]["limit"] == "2 working_day"
