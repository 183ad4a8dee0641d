"""The pages: bad input is answered with a sentence and nothing is lost; two people at one task."""

from datetime import UTC, datetime, timedelta

import pytest

from conftest import MONDAY
from khe.base.files.models import Attachment
from khe.base.files.testing import upload
from khe.base.messages.models import Message
from khe.base.waiting import waiting_for
from khe.desks.tasks import actions, queries
from khe.desks.tasks.models import Recurring, Task
from khe.desks.tasks.pages.rows import due_words
from khe.desks.tasks.testing import make_task

pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def task(binh, lan, who):
    return make_task(lan, by=who(binh), at=MONDAY - timedelta(days=1), limit="5 working_day")


def give(browser, lan, **facts):
    asked = {"content": "Rà soát hộ kinh doanh", "lead_ids": [lan.member.pk], "days": "3"}
    return browser.post("/nhiem-vu/moi/", asked | facts)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"days": ""}, "Hãy ghi hạn"),
        ({"due_day": "2026-03-20"}, "Chỉ ghi một trong hai"),
        ({"days": "", "due_day": "2026-02-20"}, "Hạn phải ở sau lúc này"),
        ({"days": "0"}, ""),
        ({"days": "chín"}, ""),
        ({"content": "   "}, ""),
        ({"lead_ids": []}, ""),
        ({"lead_ids": ["x"]}, ""),
    ],
)
def test_bad_input_is_said_on_the_form_and_nothing_is_lost(facts, sentence, binh, lan, desk):
    answer = give(desk(binh), lan, product="Danh sách 40 hộ", **facts)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Danh sách 40 hộ" in page
    assert not Task.objects.exists()


def test_one_gives_each_of_several_a_task(binh, lan, minh, desk):
    give(desk(binh), lan, lead_ids=[lan.member.pk, minh.member.pk])
    assert Task.objects.count() == 2
    both = {"lead_ids": [lan.member.pk, minh.member.pk], "co_ids": [binh.member.pk]}
    assert give(desk(binh), lan, **both).status_code == 422


def test_an_officer_is_offered_only_themselves(lan, minh, desk):
    form = desk(lan).get("/nhiem-vu/moi/").context["form"]
    assert [label for _, label in form.fields["lead_ids"].choices] == ["Lê Thị Lan"]
    assert give(desk(lan), minh).status_code == 422


def test_it_says_when_it_would_be_due(binh, desk):
    said = desk(binh).get("/nhiem-vu/han/", {"days": "3"}).content.decode()
    assert "09:00 Thứ Năm, 05/03/2026" in said
    said = desk(binh).get("/nhiem-vu/han/", {"due_day": "06/03/2026"}).content.decode()
    assert "17:00 Thứ Sáu, 06/03/2026" in said
    for wrong in ({"days": "-1"}, {"due_day": "hôm nay"}, {"days": "9" * 50}, {}):
        assert "Hạn sẽ là" not in desk(binh).get("/nhiem-vu/han/", wrong).content.decode()


@pytest.mark.parametrize(
    "slug", ["xac-nhan", "tra-lai", "gia-han", "thoi", "doi-chu-tri", "sua", "phoi-hop", "tien-do"]
)
def test_strangers_find_no_verb_of_it(task, minh, desk, slug):
    address = f"/nhiem-vu/{task.code}/{slug}/"
    assert desk(minh).get(address).status_code == 404
    assert desk(minh).post(address, {"reason": "x"}).status_code == 404


def test_a_verb_that_may_not_be_done_says_why(task, lan, desk):
    answer = desk(lan).get(f"/nhiem-vu/{task.code}/xac-nhan/")
    assert answer.status_code == 409
    assert "Chỉ người giao việc, thường trực hoặc lãnh đạo" in answer.content.decode()


def test_the_second_of_two_people_is_told(task, binh, lan, desk, who):
    seen = task.journal_seq
    actions.note(task.code, text="Cần thêm người", by=who(lan), at=MONDAY)
    asked = {"seen": seen, "due_day": "2026-03-20", "reason": "Đồng ý"}
    answer = desk(binh).post(f"/nhiem-vu/{task.code}/gia-han/", asked)
    assert answer.status_code == 409
    assert "đã thay đổi sau khi anh/chị mở trang" in answer.content.decode()
    assert "Đồng ý" in answer.content.decode()
    task.refresh_from_db()
    assert task.extensions == 0


def test_evidence_that_cannot_be_taken_leaves_the_words_on_the_form(task, lan, desk):
    bad = upload("so-lieu.pdf", b"MZ\x90\x00 program")
    asked = {"text": "Xong 20 hộ", "percent": "50", "evidence": [bad]}
    answer = desk(lan).post(f"/nhiem-vu/{task.code}/tien-do/", asked)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "so-lieu.pdf" in page
    assert "Xong 20 hộ" in page
    task.refresh_from_db()
    assert (task.percent, Attachment.objects.count()) == (0, 0)


def test_evidence_opens_for_those_who_may_open_the_task(task, lan, binh, minh, desk, who):
    actions.note(task.code, text="x", files=[upload("a.txt", b"abc")], by=who(lan), at=MONDAY)
    address = f"/nhiem-vu/{task.code}/tep/{Attachment.objects.get().pk}/"
    assert b"".join(desk(binh).get(address).streaming_content) == b"abc"
    assert desk(minh).get(address).status_code == 404


def test_a_task_is_found_without_diacritics_by_words_in_any_order(task, lan, desk):
    for words in ("ra soat", "SỐ 7 hộ", task.code.lower()):
        found = desk(lan).get("/nhiem-vu/", {"q": words})
        assert found.context["total"] == 1
    assert desk(lan).get("/nhiem-vu/", {"q": "mai che"}).context["total"] == 0
    hostile = {"q": "%_' OR 1=1", "nguoi": "x", "don_vi": "x", "tu": "x", "trang": "-1", "xem": "x"}
    assert desk(lan).get("/nhiem-vu/", hostile | {"trang_thai": "x"}).status_code == 200


def test_a_body_s_list_holds_those_who_serve_in_it(task, lan, minh, binh, office, desk, who):
    make_task(minh, by=who(binh), at=MONDAY)
    page = desk(binh).get("/nhiem-vu/", {"xem": "all", "don_vi": str(office.pk)})
    codes = [row.task.code for group in page.context["groups"] for row in group.rows]
    assert codes == [task.code]


def test_what_waits_is_what_one_has_to_do(task, lan, binh, minh, who):
    def steps(user):
        return [(w.what, str(w.next_step)) for w in waiting_for(who(user), MONDAY)]

    assert steps(lan) == [(task.content, "Bắt đầu")]
    assert steps(binh) == []
    actions.change_co(task.code, co_ids=[minh.member.pk], by=who(lan), at=MONDAY)
    assert steps(minh) == [(task.content, "Phối hợp")]
    day = (MONDAY + timedelta(days=20)).date()
    actions.ask_extension(task.code, due_day=day, reason="Mưa", by=who(lan), at=MONDAY)
    assert steps(binh) == [(task.content, "Trả lời gia hạn")]
    actions.hand_in(task.code, result="Xong", by=who(lan), at=MONDAY)
    assert (steps(lan), steps(minh)) == ([], [])
    assert steps(binh) == [(task.content, "Xác nhận")]


def test_recurring_work_is_set_up_and_stopped_on_its_pages(lan, binh, minh, desk):
    asked = {
        "content": "Báo cáo tuần", "lead_id": lan.member.pk, "days": "2", "rhythm": "weekly",
        "weekday": "0", "day": "1", "month": "1", "first_on": "2026-03-02",
    }  # fmt: skip
    assert desk(binh).post("/nhiem-vu/dinh-ky/moi/", asked | {"days": ""}).status_code == 422
    assert desk(binh).post("/nhiem-vu/dinh-ky/moi/", asked).status_code == 302
    made = Recurring.objects.get()
    assert "Báo cáo tuần" in desk(lan).get("/nhiem-vu/dinh-ky/").content.decode()
    assert desk(minh).post(f"/nhiem-vu/dinh-ky/{made.pk}/thoi/").status_code == 404
    assert desk(lan).post(f"/nhiem-vu/dinh-ky/{made.pk}/thoi/").status_code == 409
    assert desk(binh).post(f"/nhiem-vu/dinh-ky/{made.pk}/thoi/").status_code == 302
    assert queries.recurring_due(MONDAY + timedelta(days=30)) == []


def test_messages_lead_to_the_task_in_vietnamese_whatever_the_giver_reads(lan, binh, desk):
    browser = desk(binh)
    browser.cookies["django_language"] = "en"
    give(browser, lan)
    told = Message.objects.get(member=lan.member)
    assert told.subject == "Việc mới: Rà soát hộ kinh doanh"
    assert told.url == Task.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (datetime(2026, 3, 20, 3, 0, tzinfo=UTC), "10:00 Thứ Sáu 20/03"),
        (datetime(2026, 3, 20, 17, 0, tzinfo=UTC), "T6 20/03"),
        (datetime(2015, 3, 20, 17, 0, tzinfo=UTC), "Thứ Sáu, 20/03/2015"),
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), "Thứ Tư, 31/12/2025"),
        (datetime(2015, 3, 20, 3, 0, tzinfo=UTC), "10:00 Thứ Sáu, 20/03/2015"),
    ],
)
def test_it_says_the_year_of_another_year_and_the_day_that_ends_at_midnight(due, said):
    assert due_words(due, MONDAY) == said
