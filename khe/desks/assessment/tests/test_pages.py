"""The pages by hand: who finds what, nothing typed is lost, and how many statements they take."""

import io

import openpyxl
import pytest
from django.urls import reverse

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.journal.models import Entry
from khe.base.waiting import waiting_for
from khe.desks.assessment import actions, queries
from khe.desks.assessment.models import Assessment, Campaign, Frame
from khe.desks.assessment.testing import IN_APRIL, IN_MARCH, make_proposal, scores
from khe.desks.assessment.tests.test_deciding import decide

pytestmark = pytest.mark.usefixtures("at_the_desk")


def page(name, *args):
    return reverse(f"assessment:{name}", args=args)


@pytest.fixture
def ready(campaign, people, of, who, office, board):
    """A campaign on its way: Lan scored, the office and area 3 decided, the others proposed or not."""
    actions.self_assess(
        of(people.lan).pk,
        scores=scores(campaign.member_frame, 0.9),
        by=who(people.lan),
        at=IN_MARCH,
    )
    make_proposal(of(people.lan), who(people.duc))
    make_proposal(of(people.ha), who(people.duc))
    make_proposal(of(people.duc), who(people.tin))
    make_proposal(of(office), who(people.tin))
    make_proposal(of(board.area), who(people.tin), share=0.55, band="completed")
    actions.begin_deciding(campaign.pk, by=who(people.ha), at=IN_APRIL)
    decide(of(office), who(people.tin), reason="Theo báo cáo quý")
    decide(of(board.area), who(people.tin), "completed", reason="Theo kiểm tra")
    return campaign


def test_strangers_find_no_assessment(ready, people, of, desk):
    minh = desk(people.minh)
    for name in ("subject", "self_assess", "propose", "decide", "opinion", "leave_out", "notice"):
        assert minh.get(page(name, of(people.lan).pk)).status_code == 404
    assert minh.get(page("deciding", ready.pk)).status_code == 404
    assert minh.get(page("campaign_new")).status_code == 404
    assert minh.get(page("frame_new")).status_code == 404


def test_another_authority_is_never_seen(ready, people, of, who):
    other = Authority.objects.create(code="kia", name="Phường Kia")
    with acting_for(other):
        assert not Assessment.objects.exists()
        assert not queries.visible_to(who(people.sen), IN_APRIL.date()).exists()


@pytest.mark.parametrize("name", ["lan", "minh", "duc", "nga", "tin", "sen", "ha"])
def test_everybody_sees_their_pages(ready, people, of, desk, name):
    user = getattr(people, name)
    sat = desk(user)
    assert sat.get(page("list")).status_code == 200
    assert sat.get(page("campaign", ready.pk)).status_code == 200
    assert sat.get(page("subject", of(user).pk)).status_code == 200
    assert sat.get(page("frames")).status_code == 200
    assert sat.get(page("frame", ready.member_frame_id)).status_code == 200


def test_every_view_of_a_personal_page_is_on_record_but_ones_own(ready, people, of, desk):
    seen = Entry.objects.filter(event="staff.record_seen", subject_id=people.lan.member.pk)
    desk(people.lan).get(page("subject", of(people.lan).pk))
    assert not seen.exists()
    desk(people.duc).get(page("subject", of(people.lan).pk))
    desk(people.sen).get(page("decide", of(people.lan).pk))
    desk(people.sen).get(page("campaign", ready.pk))
    assert [e.facts["what"] for e in seen] == ["assessment", "assessment"]
    assert {e.by_name for e in seen} == {people.duc.member.name, people.sen.member.name}


def test_a_decided_area_is_open_to_all_but_its_scores_are_not(ready, people, of, desk, board):
    shown = desk(people.minh).get(page("subject", of(board.area).pk)).content.decode()
    assert "54,9" in shown
    assert "Tự chấm" not in shown
    assert "Theo kiểm tra" not in shown
    assert (
        "Theo kiểm tra" in desk(people.nga).get(page("subject", of(board.area).pk)).content.decode()
    )


# ---- every list, search, export, count and figure is a subset of what the page allows ---------------


@pytest.mark.parametrize("name", ["lan", "minh", "duc", "nga", "tin", "sen", "ha"])
def test_lists_exports_counts_and_figures_are_subsets_of_the_pages(ready, people, desk, who, name):
    from khe.base.figures import Period
    from khe.desks.assessment import figures

    user = getattr(people, name)
    sat, actor = desk(user), who(user, IN_APRIL)
    opened = {
        row.name for row in Assessment.objects.select_related("member", "body", "area")
        if sat.get(page("subject", row.pk)).status_code == 200
    }  # fmt: skip
    visible = list(queries.visible_to(actor, IN_APRIL.date()))
    assert {row.name for row in visible} == opened
    shown = sat.get(page("campaign", ready.pk)).content.decode()
    everybody = {row.name for row in Assessment.objects.select_related("member", "body", "area")}
    main = shown.split("<main", 1)[1]
    assert not [n for n in everybody - opened if f">{n}<" in main]
    sheet = openpyxl.load_workbook(
        io.BytesIO(sat.get(page("export", ready.pk)).content)
    ).active  # fmt: skip
    exported = {str(row[1].value) for row in sheet.iter_rows()}  # the column of names
    assert not exported & (everybody - opened)
    counted = queries.progress(queries.visible_to(actor, IN_APRIL.date()), [ready.pk])[ready.pk]
    assert counted.total == len(visible)
    ids = {row.pk for row in visible}
    for figure in figures.of(actor, Period.parse("2026")):
        assert set(figure.records) <= ids
        assert set(figure.of) <= ids
        assert name in ("ha", "sen", "tin") or not figure.id.startswith("assessment.members")


def test_the_figures_count_areas_by_band(ready, people, who):
    from khe.base.figures import Period
    from khe.desks.assessment import figures

    found = {f.id: f for f in figures.of(who(people.ha, IN_APRIL), Period.parse("2026"))}
    area = found["assessment.areas.completed"]
    assert (area.numerator, area.denominator) == (1, 1)
    assert found["assessment.bodies.good"].numerator == 1
    assert found["assessment.members.good"].value is None
    earlier = figures.of(who(people.ha, IN_APRIL), Period.parse("2025"))
    assert all(f.denominator == 0 for f in earlier)


def test_few_people_are_not_counted_for_others_than_readers(ready, people, of, who, desk):
    decide(of(people.ha), who(people.tin), reason="Theo báo cáo")
    told = "Nhóm dưới 5 người"
    assert told in desk(people.duc).get(page("campaign", ready.pk)).content.decode()
    assert told not in desk(people.ha).get(page("campaign", ready.pk)).content.decode()


# ---- forms: nothing typed is lost ---------------------------------------------------------------------


def typed_in(frame, points="8", **other):
    data = {}
    for c in frame.criteria:
        data |= {f"p-{c['key']}": points, f"e-{c['key']}": "Báo cáo quý"}
    return {**data, "note": "Nhận xét", **other}


def test_points_above_the_maximum_come_back_with_what_was_typed(ready, people, of, desk):
    row = of(people.minh)
    sent = typed_in(ready.member_frame, "8,5", **{
        "p-c1": "11", "band": "completed", "v-typed-beyond": "0", "v-typed-discipline": "0",
    })  # fmt: skip
    answer = desk(people.tin).post(page("propose", row.pk), sent)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'value="11"' in shown
    assert 'value="8,5"' in shown
    assert "Điểm từ 0 đến 10; đã ghi 11." in shown
    assert of(people.minh).status == "waiting"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"p-c1": "mười"}, "không phải là số điểm"),
        ({"p-c1": ""}, "Hãy cho điểm"),
        ({"e-r2": ""}, "phải nêu minh chứng"),
        ({"band": ""}, "Hãy chọn một trong bốn mức"),
        ({"band": "excellent"}, "không xếp cao hơn"),
        ({"v-typed-beyond": "-1"}, "từ 0 trở lên"),
        ({"v-typed-beyond": "30"}, "Hãy ghi căn cứ"),
        ({"v-typed-discipline": "1", "w-typed-discipline": "QĐ 3"}, "không bị kỷ luật"),
        ({"band": "failed", "note": ""}, "hãy ghi lý do"),
    ],
)
def test_a_proposal_says_what_is_wrong_with_it(ready, people, of, desk, change, said):
    sent = typed_in(ready.member_frame, "8", **{
        "p-r1": "25", "p-r2": "20", "band": "good", "v-typed-beyond": "0",
        "v-typed-discipline": "0", **change,
    })  # fmt: skip
    answer = desk(people.tin).post(page("propose", of(people.minh).pk), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert of(people.minh).status == "waiting"


def test_a_proposal_is_sent(ready, people, of, desk):
    sent = typed_in(ready.member_frame, "8", **{
        "p-r1": "25", "p-r2": "20,5", "band": "good", "v-typed-beyond": "0",
        "v-typed-discipline": "0",
    })  # fmt: skip
    answer = desk(people.tin).post(page("propose", of(people.minh).pk), sent)
    assert answer.status_code == 302
    assert (of(people.minh).points, of(people.minh).proposed_band) == (77.5, "good")


def test_a_period_that_is_open_already_is_refused_on_the_form(ready, people, desk):
    frame = ready.member_frame_id
    sent = {"year": "2026", "quarter": "1", "due_on": "30/04/2026", "member_frame": frame}
    answer = desk(people.ha).post(page("campaign_new"), sent)
    assert answer.status_code == 422
    assert "trùng với đợt “Quý I/2026”" in answer.content.decode()
    sent["quarter"] = "2"
    assert desk(people.ha).post(page("campaign_new"), sent).status_code == 302
    assert Campaign.objects.filter(name="Quý II/2026").exists()


def test_a_year_is_opened_by_the_frames_of_years_only(ready, people, desk):
    url = page("campaign_new") + "?ky=year"
    sent = {"year": "2026", "due_on": "30/04/2026", "member_frame": ready.member_frame_id}
    assert desk(people.ha).post(url, sent).status_code == 422
    sent["member_frame"] = Frame.objects.get(key="member-year").pk
    assert desk(people.ha).post(url, sent).status_code == 302
    assert Campaign.objects.get(name="Năm 2026").last.month == 12


def test_a_frame_whose_points_do_not_sum_to_100_comes_back_whole(ready, people, desk):
    sent = {
        "name": "Khung riêng", "kind": "member", "period_kind": "quarter",
        "valid_from": "01/01/2026", "excellent": "90", "good": "70", "completed": "50",
        "ceiling": "20", "ceiling_by": "all", "head_not_above": "on",
        "c-TOTAL_FORMS": "2", "c-INITIAL_FORMS": "0", "k-TOTAL_FORMS": "0", "k-INITIAL_FORMS": "0",
        "c-0-title": "Kết quả", "c-0-max": "60", "c-0-source": "manual",
        "c-1-title": "Ý thức", "c-1-max": "30", "c-1-source": "manual",
    }  # fmt: skip
    answer = desk(people.ha).post(page("frame_new"), sent)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Tổng điểm tối đa là 90; phải đúng 100." in shown
    assert "Ý thức" in shown
    sent["c-1-max"] = "40"
    assert desk(people.ha).post(page("frame_new"), sent).status_code == 302
    made = Frame.objects.get(name="Khung riêng")
    assert [c["max"] for c in made.criteria] == ["60", "40"]
    assert str(made.ceiling) == "0.2000"


def test_many_are_decided_on_the_page(ready, people, of, desk):
    shown = desk(people.tin).get(page("deciding", ready.pk)).content.decode()
    assert "Quyết định riêng" not in shown
    sent = {"document": "9-TB/ĐU", "ids": [of(people.lan).pk, of(people.ha).pk]}
    answer = desk(people.tin).post(page("deciding", ready.pk), sent)
    assert answer.status_code == 422
    assert "9-TB/ĐU" in answer.content.decode()
    sent["signed_on"] = "03/04/2026"
    assert desk(people.tin).post(page("deciding", ready.pk), sent).status_code == 302
    assert of(people.lan).status == of(people.ha).status == "decided"
    assert of(people.duc).status == "proposed"


def test_one_is_decided_on_the_page_and_refused_with_the_reason(ready, people, of, desk):
    sent = {"band": "completed", "document": "16-TB/ĐU", "signed_on": "03/04/2026"}
    url = page("decide", of(people.ha).pk)
    answer = desk(people.tin).post(url, sent)
    assert answer.status_code == 422
    assert "16-TB/ĐU" in answer.content.decode()
    assert desk(people.tin).post(url, {**sent, "reason": "Theo báo cáo"}).status_code == 302
    assert of(people.ha).decided_band == "completed"


def test_the_notice_is_a_pdf_of_a_decided_result_only(ready, people, of, who, desk):
    assert desk(people.ha).get(page("notice", of(people.ha).pk)).status_code == 404
    decide(of(people.ha), who(people.tin), reason="Theo báo cáo")
    answer = desk(people.ha).get(page("notice", of(people.ha).pk))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_reason_stands_on_the_notice_of_those_concerned_only(ready, of, who, people, board):
    from pypdf import PdfReader

    from khe.desks.assessment.pages.papers import notice
    from khe.desks.assessment.pages.subject import line_of

    area = of(board.area)
    printed = {}
    for user in (people.minh, people.nga):
        pdf = notice(line_of(area, who(user, IN_APRIL), IN_APRIL), user.authority, IN_APRIL)
        printed[user.username] = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Theo kiểm tra" in printed["nga"]
    assert "Theo kiểm tra" not in printed["minh"]
    assert "54,9" in printed["minh"]


def test_the_download_is_on_record(ready, people, desk):
    desk(people.ha).get(page("export", ready.pk))
    assert Entry.objects.filter(event="assessment.exported", subject_id=ready.pk).count() == 1


def test_a_task_of_the_plan_is_given_on_the_page(ready, people, of, desk, board):
    url = page("plan", of(board.area).pk)
    assert desk(people.minh).get(url).status_code == 404
    sent = {"content": "Lập tổ tự quản", "lead": people.nga.member.pk, "due_on": "08/05/2026"}
    assert desk(people.nga).post(url, {**sent, "due_on": "01/01/2026"}).status_code == 422
    assert desk(people.nga).post(url, sent).status_code == 302
    shown = desk(people.nga).get(page("subject", of(board.area).pk)).content.decode()
    assert "0 trong 1 việc" in shown
    assert "Lập tổ tự quản" in shown
    kept = desk(people.ha).get(page("subject", of(board.area).pk)).content.decode()
    assert "Lập tổ tự quản" in kept  # personnel keep what comes from an assessment
    assert (
        "Lập tổ tự quản"
        not in desk(people.minh).get(page("subject", of(board.area).pk)).content.decode()
    )


def test_the_record_of_a_person_shows_their_assessments(ready, people, of, who, desk):
    decide(of(people.ha), who(people.tin))
    shown = (
        desk(people.sen).get(reverse("staff:record", args=[people.ha.member.pk])).content.decode()
    )
    assert page("subject", of(people.ha).pk) in shown
    assert of(people.ha).campaign.name in shown


# ---- what waits -----------------------------------------------------------------------------------------


def waits(user, who, at=IN_APRIL):
    return [w.what for w in waiting_for(who(user, at), at) if w.kind == "Đánh giá"]


def test_each_is_told_what_waits_for_them(campaign, people, of, who, board):
    assert waits(people.lan, who, IN_MARCH) == [f"Tự đánh giá: {people.lan.member.name}"]
    assert waits(people.nga, who, IN_MARCH) == [
        "Tự đánh giá: Khu vực 3", f"Tự đánh giá: {people.nga.member.name}",
    ]  # fmt: skip
    assert "Đề xuất xếp loại cho 2 đối tượng" in waits(people.duc, who, IN_MARCH)


def test_decisions_and_plans_wait_for_who_must_make_them(ready, people, who):
    assert "Quyết định xếp loại 3 đối tượng" in waits(people.sen, who)
    assert "Kế hoạch khắc phục của Khu vực 3" in waits(people.nga, who)
    for user in (people.duc, people.sen, people.tin):  # it waits for the nearest head
        assert "Kế hoạch khắc phục của Khu vực 3" not in waits(user, who)


# ---- statements ------------------------------------------------------------------------------------------


def test_a_campaign_of_sixty_takes_the_statements_of_a_small_one(
    people, who, desk, many, statements
):
    from khe.desks.assessment.testing import make_campaign

    many(60)
    big = make_campaign(who(people.ha))
    assert Assessment.objects.filter(campaign=big).count() > 66
    for row in Assessment.objects.filter(campaign=big, member__name__startswith="Nguyễn Văn Thử"):
        row = Assessment.objects.select_related("campaign").get(pk=row.pk)
        make_proposal(row, who(people.duc))
    actions.begin_deciding(big.pk, by=who(people.ha), at=IN_APRIL)
    for user in (people.sen, people.ha, people.duc):
        assert len(statements(desk(user), page("campaign", big.pk))) <= 25
        assert len(statements(desk(user), page("list"))) <= 18
    assert len(statements(desk(people.sen), page("deciding", big.pk))) <= 22
    assert len(statements(desk(people.sen), page("export", big.pk))) <= 22
