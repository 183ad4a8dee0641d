"""The pages: every verb has its form; what is refused is said there, and nothing typed is lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import MONDAY
from khe.base import figures as base_figures
from khe.base.figures import Definition
from khe.base.files.testing import PDF
from khe.base.waiting import waiting_for
from khe.desks.improvement import actions, queries
from khe.desks.improvement.models import Evidence, Measure, Shortcoming, ShortcomingLink
from khe.desks.improvement.pages import cards, verbs
from khe.desks.improvement.testing import make_shortcoming
from khe.desks.improvement.tests.conftest import AFTER
from khe.desks.indicators.actions import retire
from khe.desks.tasks import queries as tasks
from khe.testing import refused


def at(name, *args):
    return reverse(f"improvement:{name}", args=args)


def test_a_shortcoming_is_named_on_a_form(ward, son, lan, desk, who):
    actions.load_fields(by=who(son), at=MONDAY)
    field = queries.fields()[2]
    typed = {"field": field.pk, "title": "Vỉa hè bị lấn chiếm", "severity": 3,
             "answers_member": lan.member.pk, "found_on": "02/03/2026"}  # fmt: skip
    wrong = desk(son).post(at("name"), typed | {"found_on": "31/12/2099"})
    assert wrong.status_code == 422
    assert "Ngày phát hiện không thể ở sau hôm nay." in wrong.content.decode()
    assert "Vỉa hè bị lấn chiếm" in wrong.content.decode(), "nothing typed is lost"
    assert Shortcoming.objects.count() == 0

    answer = desk(son).post(at("name"), typed)
    made = Shortcoming.objects.get()
    assert answer.status_code == 302
    assert answer.url == made.get_absolute_url()
    assert (made.field, made.severity, made.answers_member_id) == (field, 3, lan.member.pk)


def test_an_indicator_is_set_in_percent(named, attendance, son, desk):
    typed = {"indicator": attendance.pk, "baseline_first": "01/01/2025", "baseline_last": "31/12/2025",
             "target": "97", "window_first": "01/01/2099", "window_last": "31/03/2099"}  # fmt: skip
    same = desk(son).post(at("link", named.pk), typed | {"target": "90"})
    assert same.status_code == 422
    assert "Đích bằng đúng mức ban đầu (90,0 %)" in same.content.decode()
    backwards = desk(son).post(at("link", named.pk), typed | {"window_last": "01/12/2098"})
    assert "kết thúc trước khi bắt đầu" in backwards.content.decode()
    assert ShortcomingLink.objects.count() == 0

    assert desk(son).post(at("link", named.pk), typed).status_code == 302
    assert ShortcomingLink.objects.get().target == 0.97


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"target": "90"}, "Đích bằng đúng mức ban đầu (90,0 %)"),
        ({"target": "80"}, "Đích kém hơn mức ban đầu (90,0 %)"),
        ({"baseline_first": "01/01/2023", "baseline_last": "31/12/2023"}, "mẫu số bằng 0"),
        ({"window_first": "01/01/2026", "window_last": "28/02/2026"}, "Kỳ theo dõi đã qua rồi"),
        ({"retire": True}, "đã thôi dùng: Không còn tổ chức lớp. Hãy chọn chỉ tiêu khác."),
        ({"gone": True}, "đã thôi dùng: phần mềm cũ đã dừng. Hãy chọn chỉ tiêu khác."),
    ],
)
def test_what_cannot_be_measured_is_said_on_the_form_and_what_was_typed_stays(
    named, attendance, son, who, desk, monkeypatch, typed, sentence
):
    given = {"indicator": str(attendance.pk), "baseline_first": "01/01/2025",
             "baseline_last": "31/12/2025", "target": "97", "window_first": "01/03/2026",
             "window_last": "31/03/2099", "relapse_at": "93", **typed}  # fmt: skip
    if given.pop("retire", False):
        retire(attendance.pk, why="Không còn tổ chức lớp.", by=who(son), at=MONDAY)
    if given.pop("gone", False):
        attendance.source = attendance.definition = "old.share"
        attendance.save()
        old = Definition("old.share", "Số cũ", retired="phần mềm cũ đã dừng")
        monkeypatch.setattr(base_figures, "definitions", lambda: {"old.share": old})
    answer = desk(son).post(at("link", named.pk), given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    for name, value in given.items():
        assert str(answer.context["form"][name].value()) == value
    assert f'<option value="{attendance.pk}" selected' in text
    assert ShortcomingLink.objects.count() == 0
    named.refresh_from_db()
    assert named.status == "named"


def test_a_measure_is_given_and_given_up_on_forms(named, son, lan, desk, who):
    typed = {"content": "Mở lớp học bù", "lead": lan.member.pk, "due": "31/03/2020"}
    late = desk(son).post(at("add_measure", named.pk), typed)
    assert late.status_code == 422
    assert not Measure.objects.exists()
    assert not tasks.visible_to(who(son), MONDAY).exists()
    due = date(date.today().year + 1, 3, 2)  # noqa: DTZ011 - views read the clock
    assert (
        desk(son).post(at("add_measure", named.pk), typed | {"due": f"{due:%d/%m/%Y}"}).status_code
        == 302
    )
    measure = Measure.objects.get()
    assert desk(son).post(at("drop_measure", named.pk, measure.pk), {"why": ""}).status_code == 422
    assert (
        desk(son).post(at("drop_measure", named.pk, measure.pk), {"why": "Trùng"}).status_code
        == 302
    )
    measure.refresh_from_db()
    assert measure.dropped_why == "Trùng"


def test_it_is_judged_and_closed_on_its_page(watched, measured, hanh, son, desk):
    measured(195)
    assert desk(hanh).post(at("judge", watched.pk)).status_code == 302
    early = desk(son).post(at("close", watched.pk), {"note": "Đã xem"})
    assert early.status_code == 422
    assert "Chưa có minh chứng" in early.content.decode()
    paper = SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf")
    assert (
        desk(hanh)
        .post(at("add_evidence", watched.pk), {"label": "Biên bản", "upload": paper})
        .status_code
        == 302
    )
    evidence = Evidence.objects.get()
    file = desk(hanh).get(at("paper", watched.pk, evidence.attachment_id))
    assert file.status_code == 200
    assert file["Content-Disposition"].startswith("attachment")

    assert desk(son).post(at("close", watched.pk), {"note": "Đã xem"}).status_code == 302
    page = desk(son).get(watched.get_absolute_url()).content.decode()
    assert "duyệt và đóng lúc" in page
    assert "Kết luận: đã khắc phục." in page


def test_the_page_says_why_a_verb_may_not_be_used(watched, lan, desk):
    page = desk(lan).get(watched.get_absolute_url()).content.decode()
    assert "Chỉ thường trực, lãnh đạo hoặc bộ phận kiểm tra kết luận được." in page
    assert "Chỉ thường trực đóng hoặc mở lại được hạn chế." in page
    assert 'aria-disabled="true"' in page


def test_the_buttons_say_what_the_actions_would(watched, measured, son, hanh, lan, who):
    measured(195)
    for person in (son, hanh, lan):
        whole = queries.whole(watched, AFTER)
        reason = verbs.why_not_judge(whole, who(person))
        if reason:
            refused(reason, actions.judge, watched.pk, by=who(person), at=AFTER)
    assert verbs.choice(queries.whole(watched, AFTER), who(hanh)).first.verb.name == "judge"


def test_the_page_costs_a_fixed_number_of_queries(
    watched, son, desk, django_assert_max_num_queries
):
    client = desk(son)
    with django_assert_max_num_queries(32):
        assert client.get(watched.get_absolute_url()).status_code == 200


def test_a_relapse_is_told_on_its_form(watched, measured, son, hanh, who, desk):
    measured(195)
    actions.judge(watched.pk, by=who(hanh), at=AFTER)
    actions.add_evidence(watched.pk, label="Sổ", by=who(hanh), at=AFTER)
    actions.close(watched.pk, by=who(son), at=AFTER)
    actions.reopen(watched.pk, why="Lại vắng nhiều", by=who(son), at=AFTER)
    board = desk(son).get(at("board")).content.decode()
    assert "Báo tại kỳ giao ban tới" in board
    row = queries.untold(who(son), AFTER)[0]
    assert desk(son).post(at("tell", row.pk), {"note": "Tuần 27"}).status_code == 302
    assert "Báo tại kỳ giao ban tới" not in desk(son).get(at("board")).content.decode()


def test_the_board_is_narrowed_by_state_field_year_and_words(watched, son, who, desk):
    make_shortcoming(
        who(son), MONDAY, field="order", title="Trả hồ sơ trễ", found_on=date(2025, 5, 5)
    )
    fields = {f.code: f.pk for f in queries.fields()}

    def shown(query):
        page = desk(son).get(at("board") + query)
        return {card.shortcoming.title for card in page.context["cards"]}

    assert len(shown("")) == 2
    assert shown("?trang_thai=no_measures") == {"Trả hồ sơ trễ"}
    assert shown(f"?linh_vuc={fields['order']}") == {"Trả hồ sơ trễ"}
    assert shown("?nam=2025") == {"Trả hồ sơ trễ"}
    assert shown("?q=du+hoc") == {"Dự học nghị quyết chưa đầy đủ"}
    assert len(shown("?nam=abc&linh_vuc=xyz&trang_thai=la")) == 2, (
        "what makes no sense narrows nothing"
    )


def test_what_waits_is_said_to_whose_turn_it_is(watched, named, measured, son, hanh, lan, who):
    def waits(user, when):
        return [w.next_step for w in waiting_for(who(user), when) if w.kind == "Hạn chế"]

    other = make_shortcoming(
        who(son), MONDAY, title="Giao ban chưa đều", answers_member_id=lan.member.pk
    )
    assert waits(lan, MONDAY) == ["Đặt biện pháp khắc phục"]
    assert waits(hanh, MONDAY) == []
    assert waits(hanh, AFTER) == ["Kết luận theo số đo"]
    measured(195)
    actions.judge(watched.pk, by=who(hanh), at=AFTER)
    assert waits(son, AFTER) == [], "it needs evidence first"
    actions.add_evidence(watched.pk, label="Sổ", by=who(hanh), at=AFTER)
    assert waits(son, AFTER) == ["Duyệt và đóng"]
    assert waits(hanh, AFTER) == []
    assert other.pk != watched.pk


def test_a_card_says_baseline_now_target_and_what_it_is_made_of(watched, measured, son, who):
    measured(195)
    card = cards.board(who(son), AFTER)[0]
    assert (card.baseline, card.now, card.target, card.unit) == ("90,0", "97,5", "97,0", "%")
    assert card.made_of == "195 trong 200, 6/2026"
    assert (card.owner, card.next_step) == ("Thường trực, lãnh đạo", "Kết luận theo số đo")
    assert card.chart.rows[-2][-1] == "97,5%"
    assert 'class="c-dot hit"' in card.chart.wide
