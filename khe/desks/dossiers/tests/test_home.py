"""The page of the day opens on what must be done now, for each role."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from khe.base.journal import queries as journal
from khe.base.waiting import waiting_for
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.pages import today
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Status
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version
from khe.desks.tasks import actions as tasks

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def work(thoa, lan, who):
    """Lan's: one dossier late, one due today, one later, one waiting. And one nobody holds."""
    version = make_version(supplement_limit=None)
    ages = {"late": 9, "today": 5, "coming": 3, "waiting": 4}
    made = {
        name: make_dossier(who(thoa), version, MONDAY - days * DAY, lan.member)
        for name, days in ages.items()
    }
    made["free"] = make_dossier(who(thoa), version, MONDAY - HOUR)
    actions.request_supplement(
        made["waiting"].code, by=who(lan), at=MONDAY - 3 * DAY, papers=["Ảnh"], reason="Thiếu"
    )
    return made


def shown(page):
    return {g.key: [row.dossier.code for row in g.rows] for g in page.context["groups"]}


def test_it_answers_in_words_first(work, desk, lan):
    page = desk(lan).get("/").content.decode()
    assert '<b class="tx-late">1 việc quá hạn</b>' in page
    assert '<b class="tx-soon">1 việc đến hạn</b> trước 17:00.' in page


def test_it_groups_by_remaining_working_time(work, desk, lan):
    found = shown(desk(lan).get("/"))
    assert found == {
        key: [work[key].code] for key in ("late", "today", "coming", "waiting", "free")
    }
    assert list(found) == ["late", "today", "coming", "waiting", "free"]


@pytest.mark.parametrize("key", ["late", "today", "coming", "waiting", "free"])
def test_a_chip_shows_one_group(work, desk, lan, key):
    assert shown(desk(lan).get("/", {"xem": key})) == {key: [work[key].code]}


def test_a_row_says_how_much_is_left(work, desk, lan):
    rows = {g.key: g.rows[0] for g in desk(lan).get("/").context["groups"]}
    assert rows["late"].left.text == "Quá hạn 2,2 ngày"
    assert rows["today"].left.text == "Đến hạn bây giờ"
    assert rows["coming"].left.text == "Còn 2 ngày làm việc"
    assert rows["waiting"].left.text == "Tạm dừng"
    assert rows["late"].next.name == "apologise"
    assert rows["free"].next.name == "claim"


def test_today_s_ruler_bears_what_is_due(work, desk, lan, at_the_desk):
    at_the_desk(MONDAY - HOUR)
    ruler = desk(lan).get("/").context["ruler"]
    assert [(mark.time, mark.x, mark.shown) for mark in ruler.marks] == [("09:00", 20.0, True)]
    assert ruler.now == 10.0
    assert ruler.shifts == [(0.0, 40.0), (60.0, 40.0)]


def test_a_day_off_has_no_ruler_and_says_so(work, desk, lan, at_the_desk):
    at_the_desk(MONDAY - DAY)
    page = desk(lan).get("/")
    assert page.context["ruler"] is None
    assert "hôm nay là ngày nghỉ" in page.content.decode()


def test_names_on_the_ruler_do_not_cover_each_other(dossiers_at):
    calendar, due = dossiers_at(["09:00", "09:05", "09:10", "14:00"])
    marks = today.ruler(calendar, MONDAY, due).marks
    assert [mark.shown for mark in marks] == [True, False, False, True]


@pytest.fixture
def dossiers_at(ward):
    from khe.base.calendar.vn import vn

    def make(times):
        due = [
            Dossier(code=t, applicant_name="Phạm Thị Hoa", due_at=_local(f"2026-03-02T{t}+07:00"))
            for t in times
        ]
        return vn(), due

    return make


def _local(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def test_the_leader_signs_and_reads_why_it_is_late(work, desk, binh, lan, who):
    late = work["late"]
    actions.start_step(late.code, by=who(lan), at=MONDAY)
    page = desk(binh).get("/")
    row = next(g for g in page.context["groups"] if g.key == "late").rows[0]
    assert row.reason == (
        "đang ở “Bước 1/2: Thẩm định hồ sơ”, Lê Thị Lan · phường giữ 5 ngày 2 giờ"
    )
    assert "1 / 5" in page.content.decode()  # of Lan's field, late out of open
    actions.finish_step(late.code, by=who(lan), at=MONDAY)
    assert shown(desk(binh).get("/"))["sign"] == [late.code]


def test_the_clerk_finds_what_waits_at_the_counter(work, desk, thoa, binh, who, lan):
    done = work["today"]
    actions.start_step(done.code, by=who(lan), at=MONDAY)
    actions.finish_step(done.code, by=who(lan), at=MONDAY)
    actions.decide(done.code, by=who(binh), at=MONDAY)
    page = desk(thoa).get("/")
    assert shown(page)["results"] == [done.code]
    assert shown(page)["taken"] == [work["free"].code]
    assert "<b>1 kết quả chờ trao</b>. Hôm nay đã tiếp nhận 1." in page.content.decode()


def test_without_a_post_for_dossiers_it_opens_on_everything_that_waits(ward, office, desk):
    from conftest import make_person

    guest = make_person("Lê Văn Khách", "khach", "Cố vấn", [], office)
    assert desk(guest).get("/").url == reverse("tasks:desk")


def test_it_shows_what_waits_at_other_desks_beside_the_dossiers(work, desk, lan, binh, who):
    tasks.assign(
        content="Báo cáo chuyển đổi số", lead_id=lan.member.pk, limit="1 working_day",
        by=who(binh), at=MONDAY - HOUR,
    )  # fmt: skip
    sat, url = desk(lan), reverse("dossiers:others")
    page = sat.get("/").content.decode()
    assert "Việc khác đang chờ" in page
    assert f'hx-get="{url}" hx-trigger="load"' in page  # the dossiers do not wait for it
    card = sat.get(url, headers={"HX-Request": "true"})
    assert [(str(o.thing.kind), o.thing.what) for o in card.context["others"]] == [
        ("Nhiệm vụ", "Báo cáo chuyển đổi số")
    ]
    assert "Xem cả 1 việc" in card.content.decode()
    assert sat.get(url).url == reverse("tasks:desk")  # without JavaScript


def test_nothing_else_that_waits_leaves_no_empty_card(work, desk, minh):
    card = desk(minh).get(reverse("dossiers:others"), headers={"HX-Request": "true"})
    assert card.content.decode().strip() == ""


def test_what_waits_for_a_person_is_what_they_hold_and_is_running(work, lan, who):
    waits = [w.detail.split(" · ")[0] for w in waiting_for(who(lan), MONDAY)]
    assert waits == [work[key].code for key in ("late", "today", "coming")]


def test_minh_sees_nothing_of_lan_s(work, desk, minh):
    assert shown(desk(minh).get("/")) == {"free": [work["free"].code]}


@pytest.mark.parametrize("person", ["lan", "binh", "thoa"])
def test_its_cost_does_not_grow_with_the_rows(work, desk, request, person, statements, thoa, who):
    browser = desk(request.getfixturevalue(person))
    few = statements(browser, "/")
    version = make_version("2.000001")
    for n in range(12):
        make_dossier(who(thoa), version, MONDAY - n * DAY, request.getfixturevalue("lan").member)
    many = statements(browser, "/")
    assert len(few) == len(many) <= 12


# ---- many at once -------------------------------------------------------------------------------


def ticked(*dossiers):
    return [f"{d.code}:{Dossier.objects.get(pk=d.pk).journal_seq}" for d in dossiers]


def test_many_are_claimed_and_each_result_is_told(work, desk, lan):
    words = {"verb": "claim", "d": ticked(work["free"], work["late"])}
    page = desk(lan).post("/hang-loat/", words)
    assert page.context["done"] == 1
    assert [code for code, _ in page.context["refused"]] == [work["late"].code]
    assert str(Refusal.ALREADY_ASSIGNED.label) in page.content.decode()
    assert Dossier.objects.get(pk=work["free"].pk).officer_name == "Lê Thị Lan"


def test_many_are_signed(work, desk, binh, lan, who):
    chosen = [work["late"], work["coming"]]
    for dossier in chosen:
        actions.start_step(dossier.code, by=who(lan), at=MONDAY)
        actions.finish_step(dossier.code, by=who(lan), at=MONDAY)
    page = desk(binh).post("/hang-loat/", {"verb": "decide", "d": ticked(*chosen)})
    assert (page.context["done"], page.context["refused"]) == (2, [])
    assert Dossier.objects.filter(status=Status.DECIDED).count() == 2
    assert journal.broken() == []


def test_many_are_handed_on_with_one_reason(work, desk, lan, minh):
    words = {"verb": "reassign", "d": ticked(work["late"], work["coming"])}
    missing = desk(lan).post("/hang-loat/", words)
    assert missing.context["done"] == 0
    desk(lan).post("/hang-loat/", {**words, "officer": minh.member.pk, "reason": "Nghỉ phép"})
    assert Dossier.objects.filter(officer_name="Trần Văn Minh").count() == 2


def test_nothing_ticked_is_said(work, desk, lan):
    page = desk(lan).post("/hang-loat/", {"verb": "claim"}, follow=True)
    assert "Chưa chọn hồ sơ nào." in page.content.decode()


def test_what_moved_on_meanwhile_is_left_alone(work, desk, lan, thoa, who):
    old = ticked(work["coming"])
    actions.record_payment(work["coming"].code, by=who(thoa), at=MONDAY)
    page = desk(lan).post("/hang-loat/", {"verb": "start_step", "d": old})
    assert page.context["refused"][0][1] == Refusal.STALE


def test_a_dossier_one_may_not_open_is_not_there(work, desk, minh):
    words = {"verb": "claim", "d": ticked(work["late"])}
    assert desk(minh).post("/hang-loat/", words).status_code == 404
