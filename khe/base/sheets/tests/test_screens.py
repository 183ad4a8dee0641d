"""The import page in a browser, on a desk and a telephone."""

import pytest

from khe.base.people.models import Member
from khe.base.sheets.testing import xlsx
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen

__all__ = ["browser", "open_page", "site"]  # fixtures

pytestmark = pytest.mark.browser
HEADS = ("Mã số", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ")
GOOD = [(f"CB-{n:02}", f"Nguyễn Thị Mẫu {n}", "05/02/1980", "Nữ") for n in range(2, 8)]


@pytest.fixture(autouse=True)
def _desk(settings, tmp_path, ward):
    settings.ROOT_URLCONF = "khe.base.sheets.tests.desk"
    settings.FILES_DIR = tmp_path
    Member.objects.create(code="CB-02", name="Nguyễn Thị Mẫu", sort_name="mau nguyen thi")


@pytest.mark.parametrize("phone", [False, True])
def test_a_file_is_chosen_seen_and_imported(an, open_page, phone):
    page = open_page("/nhap-thu/", an, phone=phone)
    assert (axe(page), wider_than_screen(page)) == ([], 0)
    content = xlsx(HEADS, *GOOD)
    page.set_input_files("#tep", {"name": "a.xlsx", "mimeType": "", "buffer": content})
    page.click('button:has-text("Xem trước")')
    page.wait_for_selector("text=Nhập 6 dòng")
    assert (axe(page), wider_than_screen(page)) == ([], 0)
    page.click('button:has-text("Nhập 6 dòng")')
    page.wait_for_url("**/to-chuc/toi/")
    assert Member.objects.exclude(code="").count() == 6


@pytest.mark.parametrize("phone", [False, True])
def test_faults_are_a_list_of_cells(an, open_page, phone):
    page = open_page("/nhap-thu/", an, phone=phone)
    content = xlsx(HEADS, *GOOD, ("CB-09", None, "31/02/1980", "khác"))
    page.set_input_files("#tep", {"name": "a.xlsx", "mimeType": "", "buffer": content})
    page.click('button:has-text("Xem trước")')
    page.wait_for_selector("text=Còn 3 ô phải sửa")
    assert (axe(page), wider_than_screen(page)) == ([], 0)
