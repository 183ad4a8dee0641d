"""From naming to closing, and back."""

from datetime import date, timedelta

import pytest

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.journal import queries as journal
from khe.base.messages.models import Message
from khe.desks.improvement import actions, queries
from khe.desks.improvement.models import Evidence, Judgement, Relapse, Shortcoming, ShortcomingLink
from khe.desks.improvement.refusals import Refusal
from khe.desks.improvement.states import State, Status
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming, task_of
from khe.desks.improvement.tests.conftest import AFTER, AUTUMN
from khe.desks.indicators import actions as indicators
from khe.desks.tasks import actions as tasks
from khe.testing import refused


def state(shortcoming, at):
    return queries.whole(shortcoming, at).state


def test_a_shortcoming_has_a_code_of_its_year_without_gaps(ward, son, who):
    first = make_shortcoming(who(son), MONDAY, found_on=date(2025, 12, 20))
    second = make_shortcoming(who(son), MONDAY, title="Nắm bắt dư luận còn chậm")
    third = make_shortcoming(who(son), MONDAY, title="Trả hồ sơ trễ", field="order")

    assert [first.code, second.code, third.code] == ["HC-2025-01", "HC-2026-01", "HC-2026-02"]
    assert [f.code for f in queries.fields()] == ["education", "cadres", "order", "leadership"]


def test_a_measure_becomes_a_task_of_its_lead(named, son, lan, who):
    made = make_measure(named, lan.member.pk, by=who(son), at=MONDAY)

    task = task_of(made)
    assert (task.lead_id, task.source_kind, task.source_id) == (lan.member.pk, "measure", made.pk)
    assert task.source_url == named.get_absolute_url()
    assert state(named, MONDAY) == State.REMEDIED
    named.refresh_from_db()
    assert named.status == Status.NAMED, "it has no indicator yet"


def test_who_answers_for_it_sets_measures_for_themselves(named, lan, who):
    assert make_measure(named, lan.member.pk, by=who(lan), at=MONDAY).lead_id == lan.member.pk


def test_a_dropped_measure_takes_its_task_with_it(watched, son, who):
    measure = watched.measures.get()
    actions.drop_measure(measure.pk, why="Trùng với biện pháp khác", by=who(son), at=MONDAY)

    assert task_of(measure).status == "dropped"
    watched.refresh_from_db()
    assert (watched.status, state(watched, MONDAY)) == (Status.NAMED, State.NO_MEASURES)


def test_the_baseline_is_counted_never_typed(watched, attendance):
    link = watched.links.get()
    assert (link.baseline_numerator, link.baseline_denominator) == (2160, 2400)
    assert link.baseline_value == pytest.approx(0.9)
    assert link.relapse_at == pytest.approx(0.935)


def test_it_is_watched_in_its_window_and_waits_after_it(watched):
    assert watched.status == Status.REMEDIED
    assert state(watched, MONDAY) == State.WATCHED
    assert state(watched, AFTER) == State.AWAITING


def test_it_is_not_judged_before_the_window_ends(watched, measured, son, hanh, who):
    measured(195)
    last_day = AFTER - timedelta(hours=10)  # 23:00 on 30 June
    said = refused(Refusal.WINDOW_RUNS, actions.judge, watched.pk, by=who(hanh), at=last_day)
    assert "30/06/2026" in str(said)
    assert Judgement.objects.count() == 0
    assert actions.judge(watched.pk, by=who(hanh), at=AFTER).verdict == "overcome"


@pytest.mark.parametrize(
    ("part", "verdict", "why"),
    [(195, "overcome", "Kết luận: đã khắc phục."),
     (190, "partly", "còn thiếu 2,0 điểm phần trăm so với đích"),
     (182, "not_yet", "chưa vượt ra ngoài dao động thường"),
     (170, "not_yet", "Số đo không tốt hơn ban đầu.")],
)  # fmt: skip
def test_it_is_judged_by_the_measured_value(watched, measured, hanh, who, part, verdict, why):
    measured(part)
    made = actions.judge(watched.pk, by=who(hanh), at=AFTER)

    assert made.verdict == verdict
    assert why in made.reasoning
    row = made.rows[0]
    assert (row["numerator"], row["denominator"]) == (part * 4, 800)
    assert row["low"] < row["value"] < row["high"]
    watched.refresh_from_db()
    assert watched.status == Status.JUDGED
    assert state(watched, AFTER) == State(verdict)


def test_the_reasoning_is_written_out(watched, measured, hanh, who):
    measured(195)
    said = actions.judge(watched.pk, by=who(hanh), at=AFTER).reasoning

    assert said.startswith(
        "Tỷ lệ dự học, kỳ theo dõi 01/03/2026–30/06/2026: 97,5 % (780 trong 800);"
        " ban đầu 90,0 %, đích 97,0 %. Khoảng tin cậy 95 %: từ 96,2 % đến 98,4 %."
    )
    assert "Sổ theo dõi" in said, "a typed figure names its document"


def test_an_empty_denominator_gives_no_verdict(watched, hanh, who):
    said = refused(Refusal.NOTHING_MEASURED, actions.judge, watched.pk, by=who(hanh), at=AFTER)

    assert "Tỷ lệ dự học" in str(said)
    assert Judgement.objects.count() == 0
    watched.refresh_from_db()
    assert watched.status == Status.REMEDIED


def test_a_retired_indicator_neither_judges_nor_is_linked(
    watched, attendance, measured, son, hanh, who
):
    measured(195)
    indicators.retire(attendance.pk, why="Không còn tổ chức lớp.", by=who(son), at=MONDAY)

    said = refused(Refusal.SOURCE_RETIRED, actions.judge, watched.pk, by=who(hanh), at=AFTER)
    assert "Tỷ lệ dự học" in str(said)
    other = make_shortcoming(who(son), MONDAY, title="Hạn chế khác")
    said = refused(Refusal.RETIRED, make_link, other, attendance.pk, by=who(son), at=MONDAY)
    assert "đã thôi dùng: Không còn tổ chức lớp. Hãy" in str(said)
    assert Judgement.objects.count() == 0
    assert other.links.count() == 0


def _link(named, attendance, by, **facts):
    return make_link(named, attendance.pk, by=by, at=MONDAY, **facts)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"target": 0.9}, Refusal.SAME_AS_BASELINE),
        ({"target": 0.8}, Refusal.WRONG_DIRECTION),
        ({"target": 97.0}, Refusal.BAD_SHARE),
        ({"window": Period(date(2026, 6, 30), date(2026, 3, 1))}, Refusal.WINDOW_BACKWARDS),
        ({"window": Period(date(2026, 1, 1), date(2026, 3, 1))}, Refusal.WINDOW_PAST),
        ({"baseline": Period(date(2024, 1, 1), date(2024, 12, 31))}, Refusal.NO_BASELINE),
        ({"baseline": Period(date(2025, 12, 31), date(2025, 1, 1))}, Refusal.BASELINE_BACKWARDS),
        ({"baseline": Period(date(2026, 1, 1), date(2026, 3, 31))}, Refusal.BASELINE_AHEAD),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(named, attendance, son, who, facts, reason):
    refused(reason, _link, named, attendance, who(son), **facts)
    assert ShortcomingLink.objects.count() == 0


def test_it_closes_with_evidence_and_an_approver(watched, measured, son, hanh, who):
    measured(195)
    refused(Refusal.NOT_JUDGED, actions.close, watched.pk, by=who(son), at=AFTER)
    actions.judge(watched.pk, by=who(hanh), at=AFTER)
    refused(Refusal.NO_EVIDENCE, actions.close, watched.pk, by=who(son), at=AFTER)
    refused(Refusal.NOT_STANDING, actions.close, watched.pk, by=who(hanh), at=AFTER)
    actions.add_evidence(watched.pk, label="Sổ điểm danh", url="/hoc-tap/", by=who(hanh), at=AFTER)

    closed = actions.close(watched.pk, note="Đã kiểm tra lại", by=who(son), at=AFTER)

    assert (closed.status, closed.closed_at) == (Status.CLOSED, AFTER)
    judgement = Judgement.objects.get()
    assert (judgement.approver_name, judgement.approved_at) == ("Đỗ Văn Sơn", AFTER)
    assert state(closed, AFTER) == State.OVERCOME


def test_what_is_not_overcome_does_not_close(watched, measured, son, hanh, who):
    measured(190)
    actions.judge(watched.pk, by=who(hanh), at=AFTER)
    actions.add_evidence(watched.pk, label="Sổ điểm danh", by=who(hanh), at=AFTER)

    refused(Refusal.NOT_OVERCOME, actions.close, watched.pk, by=who(son), at=AFTER)
    watched.refresh_from_db()
    assert (watched.status, watched.closed_at) == (Status.JUDGED, None)


def test_nobody_judges_or_closes_their_own(ward, attendance, measured, son, hanh, who):
    own = make_shortcoming(who(hanh), MONDAY, answers_member_id=son.member.pk)
    make_measure(own, son.member.pk, by=who(son), at=MONDAY)
    make_link(own, attendance.pk, by=who(hanh), at=MONDAY)
    measured(195)
    refused(Refusal.OWN_SHORTCOMING, actions.judge, own.pk, by=who(son), at=AFTER)
    actions.judge(own.pk, by=who(hanh), at=AFTER)
    actions.add_evidence(own.pk, label="Sổ", by=who(hanh), at=AFTER)
    refused(Refusal.OWN_SHORTCOMING, actions.close, own.pk, by=who(son), at=AFTER)
    assert Shortcoming.objects.get(pk=own.pk).status == Status.JUDGED


def test_after_partly_the_work_goes_on_with_a_new_window(
    watched, attendance, measured, son, hanh, who
):
    measured(190)
    actions.judge(watched.pk, by=who(hanh), at=AFTER)
    refused(Refusal.WINDOW_USED, actions.judge, watched.pk, by=who(hanh), at=AFTER)

    later = Period(date(2026, 7, 1), date(2026, 9, 30))
    make_link(watched, attendance.pk, by=who(son), at=AFTER, window=later)

    watched.refresh_from_db()
    assert (watched.status, state(watched, AFTER)) == (Status.REMEDIED, State.WATCHED)
    assert ShortcomingLink.objects.count() == 2, "what was promised before stays readable"


def closed(watched, measured, son, hanh, who):
    measured(195)
    actions.judge(watched.pk, by=who(hanh), at=AFTER)
    actions.add_evidence(watched.pk, label="Sổ điểm danh", by=who(hanh), at=AFTER)
    return actions.close(watched.pk, by=who(son), at=AFTER)


def test_it_reopens_by_itself_and_says_so(
    watched, measured, enter, attendance, son, hanh, lan, who, ward
):
    from khe.base.people.actor import system

    closed(watched, measured, son, hanh, who)
    assert actions.check_relapses(by=system(ward), at=AFTER) == []
    enter(attendance, 2026, 9, 182, 200)
    Message.objects.all().delete()

    again = actions.check_relapses(by=system(ward), at=AUTUMN)

    assert [one.pk for one in again] == [watched.pk]
    watched.refresh_from_db()
    assert (watched.status, watched.closed_at, watched.reopened_at) == ("relapsed", None, AUTUMN)
    assert state(watched, AUTUMN) == State.RELAPSED
    row = Relapse.objects.get()
    assert "91,0 % (182 trong 200)" in row.text
    assert {m.member_id for m in Message.objects.all()} == {lan.member.pk, son.member.pk}
    assert actions.check_relapses(by=system(ward), at=AUTUMN) == [], "it is open already"
    assert queries.untold(who(son), AUTUMN) == [row]

    actions.tell_relapse(row.pk, note="Giao ban tuần 41", by=who(son), at=AUTUMN)
    assert queries.untold(who(son), AUTUMN) == []
    refused(Refusal.TOLD_ALREADY, actions.tell_relapse, row.pk, by=who(son), at=AUTUMN)
    assert journal.broken() == []


def test_it_does_not_reopen_by_chance_or_for_a_value_inside_the_window(
    watched, measured, enter, attendance, son, hanh, who, ward
):
    from khe.base.people.actor import system

    closed(watched, measured, son, hanh, who)
    enter(attendance, 2026, 9, 9, 10)  # 90 %, but of ten people
    assert actions.check_relapses(by=system(ward), at=AUTUMN) == []
    assert Relapse.objects.count() == 0


def test_after_a_relapse_it_needs_a_new_window(
    watched, measured, enter, attendance, son, hanh, who, ward
):
    closed(watched, measured, son, hanh, who)
    actions.reopen(watched.pk, why="Lại vắng nhiều", by=who(son), at=AUTUMN)

    refused(Refusal.WINDOW_USED, actions.judge, watched.pk, by=who(hanh), at=AUTUMN)
    make_link(
        watched, attendance.pk, by=who(son), at=AUTUMN,
        window=Period(date(2026, 10, 5), date(2026, 12, 31)),
    )  # fmt: skip
    assert state(watched, AUTUMN) == State.WATCHED


def test_a_recurrence_joins_the_family(watched, son, who):
    again = make_shortcoming(who(son), AFTER, title="Lại vắng học", recurrence_of_id=watched.pk)
    third = make_shortcoming(who(son), AFTER, title="Vẫn vắng", recurrence_of_id=again.pk)

    assert [s.pk for s in queries.family(who(son), AFTER, third)] == [
        watched.pk,
        again.pk,
        third.pk,
    ]


def test_what_is_dropped_says_why_and_can_come_back(watched, son, lan, who):
    refused(Refusal.NOT_STANDING, actions.drop, watched.pk, why="Nhầm", by=who(lan), at=MONDAY)
    refused(Refusal.NO_REASON, actions.drop, watched.pk, why=" ", by=who(son), at=MONDAY)
    actions.drop(watched.pk, why="Nêu nhầm", by=who(son), at=MONDAY)
    assert state(watched, MONDAY) == State.DROPPED
    refused(Refusal.DROPPED_ALREADY, make_measure, watched, lan.member.pk, by=who(son), at=MONDAY)
    actions.reopen(watched.pk, why="Đúng là hạn chế", by=who(son), at=MONDAY)
    watched.refresh_from_db()
    assert (watched.status, state(watched, MONDAY)) == (Status.REMEDIED, State.WATCHED)
    assert Relapse.objects.count() == 0, "what was dropped has not come back"


def test_strangers_name_and_change_nothing(watched, minh, who):
    by = who(minh)
    refused(
        Refusal.NOT_YOURS_TO_NAME,
        actions.name_shortcoming,
        field="order",
        title="X",
        by=by,
        at=MONDAY,
    )
    refused(Refusal.NOT_YOURS_TO_REMEDY, make_measure, watched, minh.member.pk, by=by, at=MONDAY)
    refused(Refusal.NOT_YOURS_TO_JUDGE, actions.judge, watched.pk, by=by, at=AFTER)
    refused(
        Refusal.NOT_YOURS_TO_REMEDY, actions.add_evidence, watched.pk, label="X", by=by, at=MONDAY
    )
    assert (Shortcoming.objects.count(), Evidence.objects.count()) == (1, 0)


@pytest.mark.parametrize("url", ["//xau.example", "javascript:alert(1)", "http://khong-an-toan"])
def test_evidence_leads_to_our_pages_or_secure_ones(watched, son, who, url):
    refused(
        Refusal.BAD_URL,
        actions.add_evidence,
        watched.pk,
        label="X",
        url=url,
        by=who(son),
        at=MONDAY,
    )
    assert Evidence.objects.count() == 0


def test_words_can_be_changed_while_it_is_open(watched, son, who):
    facts = {"title": "Dự học chưa đều", "field": watched.field, "found_on": watched.found_on}
    actions.edit(watched.pk, **facts, by=who(son), at=MONDAY)
    watched.refresh_from_db()
    assert watched.title == "Dự học chưa đều"
    assert list(queries.search(Shortcoming.objects.all(), "du hoc chua deu")) == [watched]


def test_the_work_on_a_measure_is_seen_on_the_shortcoming(watched, lan, who):
    measure = watched.measures.get()
    task = task_of(measure)
    tasks.start(task.code, by=who(lan), at=MONDAY)
    doing = queries.whole(watched, MONDAY).next_doing
    assert (doing.state, doing.task.pk) == ("doing", task.pk)
