"""In a browser: a task from giving to accepting, and the main pages on a desk and on a phone."""

from datetime import timedelta

import pytest

from conftest import MONDAY
from khe.base.files.testing import PDF
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.tasks import actions
from khe.desks.tasks.models import Task
from khe.desks.tasks.testing import make_task

__all__ = ["browser", "open_page", "site"]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("at_the_desk")]


def is_sound(page):
    return axe(page) == [] and wider_than_screen(page) == 0


def test_a_task_goes_from_giving_to_accepting(binh, lan, minh, thoa, an, open_page, tmp_path):
    leader = open_page("/nhiem-vu/moi/", binh)
    leader.get_by_label("Việc cần làm").fill("Rà soát 40 hộ kinh doanh trên đường số 7")
    leader.get_by_role("group", name="Chủ trì").get_by_text("Lê Thị Lan").click()
    leader.get_by_role("group", name="Phối hợp").get_by_text("Trần Văn Minh").click()
    leader.get_by_label("Số ngày làm việc").fill("3")
    leader.get_by_text("09:00 Thứ Năm, 05/03/2026").wait_for()
    assert axe(leader) == []
    leader.get_by_role("button", name="Giao việc").click()
    leader.get_by_text("Đã giao việc.").wait_for()

    lead = open_page("/nhiem-vu/ban-viec/", lan)
    lead.get_by_role("link", name="Rà soát 40 hộ kinh doanh trên đường số 7", exact=True).click()
    lead.get_by_role("button", name="Bắt đầu làm").click()
    lead.get_by_text("Đã ghi là bắt đầu làm.").wait_for()

    paper = tmp_path / "danh-sach-ho.pdf"
    paper.write_bytes(PDF)
    lead.get_by_role("link", name="Ghi tiến độ").click()
    lead.get_by_label("Đã làm gì").fill("Xong 20 hộ đầu")
    lead.get_by_label("Mức hoàn thành").fill("50")
    lead.get_by_label("Minh chứng").set_input_files(paper)
    assert axe(lead) == []
    lead.locator("#ask").get_by_role("button", name="Ghi tiến độ").click()
    lead.get_by_role("link", name="danh-sach-ho.pdf").wait_for()
    lead.get_by_role("link", name="Báo cáo hoàn thành").click()
    lead.get_by_label("Kết quả, sản phẩm").fill("40 hộ, 3 hộ cần nhắc nhở")
    lead.locator("#ask").get_by_role("button", name="Báo cáo hoàn thành").click()
    lead.get_by_text("đã báo cáo, chờ xác nhận").wait_for()

    leader.goto("/nhiem-vu/ban-viec/")
    leader.get_by_role("link", name="Xác nhận").click()
    leader.get_by_role("link", name="Xác nhận hoàn thành").click()
    leader.locator("#ask").get_by_role("button", name="Xác nhận hoàn thành").click()
    leader.get_by_text("Xong đúng hạn").first.wait_for()
    assert is_sound(leader)
    assert Task.objects.get().status == "done"


@pytest.fixture
def a_week(binh, lan, minh, hai, thoa, who):
    """What a week leaves behind: overdue, due today, later, extended, handed in, done, dropped."""
    ago = MONDAY - timedelta(days=10)
    words = {
        "late": ("Báo cáo kết quả vận động tháo dỡ mái che trên vỉa hè đường số 3", "3 working_day"),
        "today": ("Tổng hợp ý kiến cử tri khu vực 2 gửi Thường trực HĐND", "6.5 working_day"),
        "week": ("Rà soát hộ kinh doanh chưa đăng ký trên đường số 7", "9 working_day"),
        "later": ("Lập danh sách đối tượng bồi dưỡng lý luận chính trị năm 2026", "30 working_day"),
        "extended": ("Đo đạc, cắm mốc 6 thửa đất công khu vực 5", "4 working_day"),
        "handed": ("Chuẩn bị hội trường và mời báo cáo viên đợt học tập tháng 3", "8 working_day"),
        "done": ("Nộp bản tự kiểm điểm quý I", "5 working_day"),
    }  # fmt: skip
    made = {
        key: make_task(lan, by=who(binh), at=ago, content=content, limit=limit,
                       product="Báo cáo có số liệu kèm danh sách", co_ids=[minh.member.pk])
        for key, (content, limit) in words.items()
    }  # fmt: skip
    actions.start(made["week"].code, by=who(lan), at=ago + timedelta(days=1))
    day = (MONDAY + timedelta(days=9)).date()
    actions.extend(made["extended"].code, due_day=day, reason="Mưa kéo dài, không đo được",
                   document="12/TB-UBND", by=who(binh), at=ago + timedelta(days=2))  # fmt: skip
    actions.ask_extension(made["week"].code, due_day=day, reason="Chờ số liệu của thuế",
                          by=who(lan), at=ago + timedelta(days=3))  # fmt: skip
    for key in ("handed", "done"):
        actions.hand_in(made[key].code, result="Đã xong, có biên bản kèm theo.", by=who(lan),
                        at=ago + timedelta(days=4))  # fmt: skip
    actions.confirm(made["done"].code, text="Tốt", by=who(binh), at=ago + timedelta(days=5))
    actions.make_recurring(
        content="Báo cáo tuần của bộ phận tư pháp", lead_id=lan.member.pk, limit="2 working_day",
        rhythm="weekly", weekday=3, first_on=MONDAY.date(), by=who(binh), at=MONDAY,
    )  # fmt: skip
    return made


@pytest.mark.parametrize("phone", [False, True], ids=["1280", "390"])
@pytest.mark.parametrize(
    ("name", "address", "whom"),
    [
        ("list", "/nhiem-vu/?xem=all&trang_thai=", "binh"),
        ("mine", "/nhiem-vu/", "lan"),
        ("desk", "/nhiem-vu/ban-viec/", "lan"),
        ("desk-leader", "/nhiem-vu/ban-viec/", "binh"),
        ("detail", "/nhiem-vu/NV-26-0005/", "lan"),
        ("detail-leader", "/nhiem-vu/NV-26-0003/", "binh"),
        ("detail-done", "/nhiem-vu/NV-26-0007/", "binh"),
        ("extend", "/nhiem-vu/NV-26-0003/gia-han/", "binh"),
        ("new", "/nhiem-vu/moi/", "binh"),
        ("load", "/nhiem-vu/tai-viec/", "binh"),
        ("recurring", "/nhiem-vu/dinh-ky/", "binh"),
        ("recurring-new", "/nhiem-vu/dinh-ky/moi/", "binh"),
        ("person", "/nhiem-vu/ban-viec/{lan}/", "binh"),
        ("home", "/", "lan"),
    ],
)
def test_pages_are_sound(a_week, request, open_page, name, address, whom, phone, lan):
    user = request.getfixturevalue(whom)
    page = open_page(address.format(lan=lan.member.pk), user, phone=phone)
    shots(page, f"{name}-{'390' if phone else '1280'}")
    assert axe(page) == []
    assert wider_than_screen(page) == 0


def shots(page, name):
    import os

    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
