"""The counter in a real browser: from the first key to the printed receipt; and a refusal."""

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from khe.base.authorities.models import Area
from khe.base.files import testing as files
from khe.base.files.models import Attachment
from khe.base.web.testing import axe, browser, open_page, site, until, wider_than_screen
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Status
from khe.desks.dossiers.testing import make_dossier, make_version

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KHE_SHOTS_DIR")  # a folder: keep pictures of what is seen on the way


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def catalogue(ward, lan, minh, thoa, who):
    """A few procedures, a person who has handed in before."""
    Area.objects.create(name="Khu vực 1", code="kv1")
    area = Area.objects.create(name="Khu vực 2", code="kv2")
    version = make_version()
    make_version("1.004873.02", name="Cấp lại giấy xác nhận tình trạng hôn nhân")
    make_version("1.004859", name="Sửa thông tin tình trạng hôn nhân trong sổ hộ tịch")
    steps = [{"name": "Thẩm tra", "role": "officer", "budget": "5 working_hour"}]
    make_version("2.000815", name="Chứng thực bản sao từ bản chính", steps=steps)
    person = Person(
        "Đỗ Thanh Nhàn", phone="0900 114 085", id_number="092190002085",
        address="Số 8 hẻm 12 Bờ Kè, Khu vực 2", area_id=area.pk,
    )  # fmt: skip
    make_dossier(who(thoa), version, person=person, officer=lan.member)
    return version


def look(page, name):
    """Check a page for faults that anyone can see, and keep its picture if asked to."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True, caret="initial")
    assert axe(page) == []
    assert wider_than_screen(page) == 0


def choose(page, text):
    """Type into the search for a procedure, wait for the list, take the first by Enter."""
    page.keyboard.type(text)
    page.wait_for_selector("#kq [role=option]")
    look(page, "intake-results")
    page.keyboard.press("Enter")
    page.wait_for_selector("#p-form")


def test_thoa_takes_a_dossier_in_by_keyboard_alone(open_page, thoa, catalogue):
    page = open_page("/tiep-nhan/", thoa)
    look(page, "intake-empty")
    choose(page, "tinh trang hon")
    until(page, "document.activeElement.id === 'tim-nguoi'")

    page.keyboard.type("0900114085")
    page.wait_for_selector("#kq2 [role=option]")
    look(page, "intake-people")
    page.keyboard.press("Enter")
    page.wait_for_selector(".known")
    until(page, "document.querySelector('#id_name').value === 'Đỗ Thanh Nhàn'")
    until(page, "document.activeElement.id === 'p-form'")

    page.keyboard.press("Space")
    page.focus("#p-id")
    page.keyboard.press("Space")
    until(page, "document.querySelector('#du').innerText.includes('Đủ 2 / 2')")
    look(page, "intake-ready")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/giay-hen/")

    dossier = Dossier.objects.latest("id")
    assert dossier.applicant_name == "Đỗ Thanh Nhàn"
    assert dossier.status == Status.RECEIVED
    assert dossier.code in page.inner_text("main")
    look(page, "receipt")
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(paper) == 1
    width, height = float(paper[0].mediabox.width), float(paper[0].mediabox.height)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (148, 210)  # A5
    page.keyboard.press("n")
    page.wait_for_url("**/tiep-nhan/**")
    until(page, "document.querySelector('#tt').value === ''")
    until(page, "localStorage.length === 0")  # the draft is gone


def test_a_new_citizen_is_typed_in_with_enter_from_field_to_field(
    open_page,
    thoa,
    catalogue,
):
    page = open_page("/tiep-nhan/", thoa)
    choose(page, "1.004873")
    page.keyboard.type("Lâm Thị Bé Sáu")
    page.wait_for_selector("#kq2:not(:empty)")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#id_name').value === 'Lâm Thị Bé Sáu'")
    for _ in range(8):
        if page.evaluate("document.activeElement.id") == "id_phone":
            break
        page.keyboard.press("Enter")
    page.keyboard.type("0900 222 333")
    page.keyboard.press("Alt+3")
    page.keyboard.press("Space")
    page.focus("#p-id")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/giay-hen/")
    assert Dossier.objects.latest("id").applicant.phone == "0900 222 333"


def test_a_mistake_loses_nothing_not_even_the_file(open_page, thoa, catalogue, tmp_path):
    scan = tmp_path / "tờ khai.pdf"
    scan.write_bytes(files.PDF)
    page = open_page(f"/tiep-nhan/?version={catalogue.pk}", thoa)
    page.fill("#id_name", "Lâm Thị Bé Sáu")
    page.fill("#id_phone", "0900 22")
    page.check("#p-form")
    page.set_input_files("#id_scans", str(scan))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#id_phone_error")
    look(page, "intake-mistakes")
    until(page, "document.querySelector('#id_name').value === 'Lâm Thị Bé Sáu'")
    assert page.is_checked("#p-form")
    until(page, "document.activeElement.id === 'id_phone'")

    page.fill("#id_phone", "0900 222 333")
    page.check("#p-id")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/giay-hen/")
    assert Attachment.objects.get().name == "tờ khai.pdf"


def test_a_power_cut_loses_nothing(open_page, thoa, catalogue):
    page = open_page("/tiep-nhan/", thoa)
    choose(page, "tinh trang hon")
    page.fill("#id_name", "Lâm Thị Bé Sáu")
    page.check("#p-form")
    page.evaluate(
        "() => new Promise((kept) => { const look = () => Object.values(localStorage).some((draft) =>"
        " draft.includes('Bé Sáu')) ? kept() : requestAnimationFrame(look); look(); })"
    )
    page.reload()
    page.wait_for_selector("#p-form")
    until(page, "document.querySelector('#id_name').value === 'Lâm Thị Bé Sáu'")
    assert page.is_checked("#p-form")


def test_the_panel_counts_anew_when_the_way_of_handing_in_changes(open_page, thoa, ward):
    channels = [
        {"channel": "direct", "limit": "3 working_day", "fee": 15000},
        {"channel": "post", "limit": "10 working_day", "fee": 8000},
    ]
    version = make_version(channels=channels)
    page = open_page(f"/tiep-nhan/?version={version.pk}", thoa)
    assert "15.000 đ" in page.inner_text("#hen")
    page.click("#hen label:has-text('Bưu chính')")
    page.wait_for_selector("#hen:has-text('8.000 đ')")


def test_a_hand_in_is_refused_on_form_03(open_page, thoa, catalogue):
    page = open_page(f"/tiep-nhan/?version={catalogue.pk}", thoa)
    page.fill("#id_name", "Lâm Thị Bé Sáu")
    page.check("#p-form")
    page.click("summary:has-text('Chưa nhận được?')")
    page.click("button:has-text('Ghi nhận, chưa tính hạn')")
    page.wait_for_url("**/tiep-nhan/cho/")
    look(page, "registered")
    code = Dossier.objects.latest("id").code
    page.click(f"a[href='/ho-so/{code}/tiep-nhan/']")
    look(page, "accept")
    page.click("a:has-text('Từ chối tiếp nhận')")
    page.click("button:has-text('Từ chối và in phiếu')")
    page.wait_for_selector("#id_reason_error")
    look(page, "refuse")
    page.fill("#id_reason", "Không thuộc thẩm quyền của phường")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/da-tu-choi/")
    look(page, "refused")
    assert Dossier.objects.get(code=code).status == Status.REFUSED
    slip = page.request.get(page.get_attribute("a:has-text('In phiếu từ chối')", "href"))
    assert slip.body().startswith(b"%PDF")


def test_every_page_is_right_on_a_telephone_and_in_the_dark(open_page, thoa, catalogue):
    code = Dossier.objects.latest("id").code
    march = "?first=2026-03-01&last=2026-03-31"
    pages = {
        "intake": f"/tiep-nhan/?version={catalogue.pk}", "receipt": f"/ho-so/{code}/giay-hen/",
        "register": f"/so-theo-doi/{march}",
    }  # fmt: skip
    for name, path in pages.items():
        look(open_page(path, thoa), f"{name}-1280")
        look(open_page(path, thoa, phone=True), f"{name}-390")
        look(open_page(path, thoa, dark=True), f"{name}-1280-dark")
        look(open_page(path, thoa, phone=True, dark=True), f"{name}-390-dark")


def test_it_works_without_javascript(open_page, thoa, catalogue):
    page = open_page("/tiep-nhan/", thoa, java_script_enabled=False)
    page.fill("#tt", "tinh trang hon")
    page.click("button:has-text('Tìm')")
    page.click("button:has-text('Cấp giấy xác nhận tình trạng hôn nhân (1.004873)')")
    page.fill("#id_name", "Lâm Thị Bé Sáu")
    page.check("#p-form")
    page.check("#p-id")
    page.click("button:has-text('Nhận và in giấy hẹn')")
    assert re.search(r"/giay-hen/$", page.url)
    assert Dossier.objects.latest("id").applicant_name == "Lâm Thị Bé Sáu"
