"""In a browser: dashboard, one indicator, catalogue, kept figures and sums, on a desk and a phone."""

import os
from datetime import date

import pytest

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.indicators import actions
from khe.desks.indicators.testing import make_entry, make_indicator
from khe.desks.indicators.tests.conftest import AUTUMN
from khe.desks.tasks.testing import make_task

__all__ = ["browser", "open_page", "site"]
pytestmark = [pytest.mark.browser]


@pytest.fixture
def full(son, lan, who, satisfaction, overdue, read):
    """Indicators of three fields: better, worse, quiet, without numbers; targets, a kept figure, sums."""
    by = who(son)
    read("tasks.on_time", [(46, 50), (45, 50), (47, 50)] * 6 + [(40, 50), (38, 50), (39, 50)] * 2)
    on_time = actions.define(
        source="tasks.on_time", field="Điều hành", owner_id=son.member.pk, by=by, at=MONDAY
    )
    actions.set_target(
        satisfaction.pk, value=0.95, due=date(2026, 12, 31), baseline=Period.parse("2025"),
        document="Nghị quyết 05-NQ/ĐU", by=by, at=AUTUMN,
    )  # fmt: skip
    for number in range(3):
        make_task(lan, content=f"Rà soát khu vực {number}", by=by, at=MONDAY)
    parts = [("Hồ sơ nhận", 6061), ("Đã giải quyết", 5581), ("Còn lại", 398)]
    ids = []
    for name, value in parts:
        one = make_indicator(by, MONDAY, name=name, unit="dossier", kind="year", better="")
        make_entry(one, "2025", value=value, by=by, at=AUTUMN)
        make_entry(one, "2024", value={6061: 10, 5581: 7, 398: 3}[value], by=by, at=AUTUMN)
        ids.append(one.pk)
    actions.save_partition(
        name="Hồ sơ nhận = đã giải quyết + còn lại", total_id=ids[0], part_ids=ids[1:], by=by,
        at=AUTUMN,
    )  # fmt: skip
    kept = actions.keep(
        on_time.pk, period=Period.parse("2026-03"), purpose="Báo cáo quý I", by=by, at=AUTUMN
    )
    actions.define(source="study.attendance_rate", field="Học tập", by=by, at=MONDAY)
    return [
        "/chi-tieu/", satisfaction.get_absolute_url(), on_time.get_absolute_url(),
        overdue.get_absolute_url() + "?ky=quarter", "/chi-tieu/danh-muc/", kept.get_absolute_url(),
        "/chi-tieu/chot/", "/chi-tieu/kiem-tra-tong/?tong=6.061&phan=5.581+%2B+398",
        f"/chi-tieu/{satisfaction.pk}/nhap/", "/chi-tieu/dat/?nguon=staff.changes",
        "/chi-tieu/kiem-tra-tong/dat/",
    ]  # fmt: skip


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_pages_are_read_on_a_desk_and_a_phone(full, son, autumn, open_page, phone):
    for number, path in enumerate(full):
        page = open_page(path, son, phone=phone)
        if folder := os.environ.get("KHE_SHOTS_DIR"):
            page.screenshot(path=f"{folder}/{'p' if phone else 'd'}{number}.png", full_page=True)
        assert axe(page) == [], path
        assert wider_than_screen(page) == 0, path
