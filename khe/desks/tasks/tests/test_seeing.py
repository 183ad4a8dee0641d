"""Who sees what: every list, search, count, export and figure is a subset of what may be opened."""

import random
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from conftest import MONDAY, make_person
from khe.base.figures import Period
from khe.base.people.actor import system
from khe.base.people.models import Body
from khe.base.waiting import waiting_for
from khe.desks.tasks import actions, figures, queries, rules
from khe.desks.tasks.models import Task
from khe.desks.tasks.states import Kind, Source, State

pytestmark = pytest.mark.usefixtures("at_the_desk")
CONTENTS = ("Rà soát hộ kinh doanh", "Đo đạc thửa đất", "Báo cáo giao ban", "Vận động tháo mái che")


@pytest.fixture
def ward_at_work(ward, office, other_office, thoa, lan, minh, binh, hai, who):
    """Forty tasks between nine people with every role, in every state; by a fixed seed."""
    dice = random.Random(20260302)  # noqa: S311 - a fixed seed, not a secret
    cell = Body.objects.create(name="Tổ đo đạc", parent=other_office)
    people = [
        thoa, lan, minh, binh, hai,
        make_person("Ngô Thị Yến", "yen", "Cán bộ đo đạc", ["officer"], cell),
        make_person("Lý Thị Tâm", "tam", "Phó Bí thư Thường trực", ["standing"], office),
        make_person("Tạ Văn Soát", "soat", "Thanh tra", ["supervisor"], office),
        make_person("Vũ Thị Học", "hoc", "Tuyên giáo", ["study"], office),
    ]  # fmt: skip
    boss = system(ward)
    for number in range(40):
        lead, *co = dice.sample(people, dice.choice([1, 1, 2, 3]))
        kind = dice.choice([Kind.WORD, Kind.DOCUMENT, Kind.CONCLUSION])
        by = who(lead) if number % 8 == 0 else dice.choice([boss, who(binh)])
        task = actions.assign(
            content=f"{dice.choice(CONTENTS)} {number}", lead_id=lead.member.pk, by=by,
            limit=f"{dice.randint(1, 20)} working_day", co_ids=[p.member.pk for p in co],
            source=Source(kind), at=MONDAY - timedelta(days=14),
        )  # fmt: skip
        _live(task, who(lead), boss, dice)
    return people


def _live(task, lead, boss, dice):
    """Let something happen to a task."""
    at = MONDAY - timedelta(days=dice.randint(1, 13))
    fate = dice.randrange(7)
    if fate in (1, 2, 3):
        actions.start(task.code, by=lead, at=at)
    if fate == 2:
        day = (MONDAY + timedelta(days=40)).date()
        actions.extend(task.code, due_day=day, reason="Mưa", by=boss, at=at)
    if fate in (3, 4, 5):
        actions.hand_in(task.code, result="Xong", by=lead, at=at)
    if fate in (4, 5) and not rules.is_own(task):
        actions.confirm(task.code, by=boss, at=at + timedelta(hours=1))
    if fate == 6:
        actions.drop(task.code, reason="Trùng việc", by=boss, at=at)


def may_open(browser):
    """Return the codes of all tasks whose page answers."""
    codes = Task.objects.values_list("code", flat=True)
    return {code for code in codes if browser.get(f"/nhiem-vu/{code}/").status_code == 200}


def test_the_page_opens_for_those_the_rules_name(ward_at_work, desk, who):
    for user in ward_at_work:
        actor = who(user)
        led = queries.led_of(actor, MONDAY)
        expected = set()
        for task in Task.objects.all():
            people = {row.member_id for row in queries.members_of(task)}
            sees = actor.can(*rules.SEES_ALL) or actor.member_id in people
            sees = sees or task.lead_id in led or rules.keeps(actor, task.source_kind)
            expected |= {task.code} if sees else set()
        assert set(queries.visible_to(actor, MONDAY).values_list("code", flat=True)) == expected
        if user.username in ("minh", "hai", "hoc"):
            assert may_open(desk(user)) == expected


def codes_of(page):
    return {row.task.code for group in page.context["groups"] for row in group.rows}


def test_lists_searches_counts_exports_and_figures_hold_no_more(ward_at_work, desk, who):
    for user in ward_at_work:
        browser, actor = desk(user), who(user)
        allowed = set(queries.visible_to(actor, MONDAY).values_list("code", flat=True))
        whole = browser.get("/nhiem-vu/", {"xem": "all", "trang_thai": ""})
        assert codes_of(whole) == allowed
        assert sum(whole.context["counts"].values()) == len(allowed)
        for tab in ("mine", "given", "people", "all"):
            for state in ("", "open", "done_late"):
                asked = {"xem": tab, "trang_thai": state, "q": "do dac"}
                page = browser.get("/nhiem-vu/", asked)
                assert codes_of(page) <= allowed
                assert page.context["total"] == len(codes_of(page))
        for figure in figures.of(actor, Period(MONDAY.date() - timedelta(days=60), MONDAY.date())):
            ids = {*figure.records, *figure.of}
            assert set(Task.objects.filter(pk__in=ids).values_list("code", flat=True)) <= allowed
        waits = {w.url for w in waiting_for(actor, MONDAY)}
        assert waits <= {f"/nhiem-vu/{code}/" for code in allowed}
        file = browser.get("/nhiem-vu/xuat/", {"xem": "all", "trang_thai": ""})
        cells = [row[0].value for row in load_workbook(BytesIO(file.content)).active.iter_rows()]
        assert {c for c in cells if str(c).startswith("NV-")} == allowed


def test_the_states_partition_the_total_and_queries_agree_with_the_rule(ward_at_work):
    for days in (-10, 0, 3, 30):
        at = MONDAY + timedelta(days=days)
        counts = queries.counts(Task.objects.all(), at)
        assert sum(counts.values()) == 40
        assert set(counts) == set(State.values)
        for state in State:
            found = set(Task.objects.filter(queries.in_state(state, at)))
            assert found == {t for t in Task.objects.all() if rules.state_of(t, at) == state}
            assert counts[state] == len(found)


def test_the_seven_states_are_all_there(ward_at_work):
    assert all(queries.counts(Task.objects.all(), MONDAY).values())


def test_figures_agree_with_a_plain_count(ward_at_work, who, binh):
    first, last = MONDAY.date() - timedelta(days=10), MONDAY.date() + timedelta(days=10)
    found = {f.id: f for f in figures.of(who(binh), Period(first, last))}
    begin, end = MONDAY - timedelta(days=10, hours=9), MONDAY + timedelta(days=10, hours=15)
    due = [
        t for t in Task.objects.all()
        if t.due_at and begin <= t.due_at < end and t.status != "dropped" and not rules.is_own(t)
    ]  # fmt: skip
    kept = [t for t in due if (t.done_at or t.handed_at) and (t.done_at or t.handed_at) <= t.due_at]
    on_time = found["tasks.on_time"]
    assert (on_time.numerator, on_time.denominator) == (len(kept), len(due))
    assert set(on_time.of) == {t.pk for t in due}
    assert 0 < on_time.value < 1
    still = [t for t in Task.objects.all() if t.closed_at is None and not rules.is_own(t)]
    late = [t for t in still if t.due_at and (t.handed_at or end) > t.due_at]
    assert set(found["tasks.overdue"].records) == {t.pk for t in late}
    assert found["tasks.open_age"].numerator > 0


def test_the_load_is_of_those_one_heads_by_name_and_adds_up(ward_at_work, desk, hai, minh, binh):
    page = desk(hai).get("/nhiem-vu/tai-viec/")
    names = [row.member.name for row in page.context["rows"]]
    assert names == ["Đỗ Văn Hải", "Trần Văn Minh", "Ngô Thị Yến"]
    whole = desk(binh).get("/nhiem-vu/tai-viec/").context
    assert whole["sums"]["open"] == Task.objects.filter(status="open").count()
    assert [r.member.sort_name for r in whole["rows"]] == sorted(
        r.member.sort_name for r in whole["rows"]
    )


def test_a_head_opens_the_desk_of_their_people_only(ward_at_work, desk, hai, minh, lan, binh):
    page = "/nhiem-vu/ban-viec/{}/"
    assert desk(hai).get(page.format(minh.member.pk)).status_code == 200
    assert desk(hai).get(page.format(lan.member.pk)).status_code == 404
    assert desk(lan).get(page.format(minh.member.pk)).status_code == 404
    assert desk(binh).get(page.format(lan.member.pk)).status_code == 200


@pytest.mark.parametrize(
    ("address", "most"),
    [("/nhiem-vu/?xem=all&trang_thai=", 14), ("/nhiem-vu/ban-viec/", 20),
     ("/nhiem-vu/tai-viec/", 9), ("/nhiem-vu/NV-26-0001/", 16)],
)  # fmt: skip
def test_pages_cost_the_same_however_much_there_is(
    ward_at_work, desk, hai, binh, ward, statements, address, most
):
    few = {user: statements(desk(user), address) for user in (binh,)}
    actions.assign_each(
        content="Nộp bản tự kiểm điểm", lead_ids=[p.member.pk for p in ward_at_work] ,
        limit="30 working_day", by=system(ward), at=MONDAY,
    )  # fmt: skip
    for user, before in few.items():
        after = statements(desk(user), address)
        assert len(after) == len(before) <= most, "\n".join(after)


def test_a_page_holds_fifty(ward, lan, binh, desk, who):
    for _ in range(11):
        actions.assign_each(
            content="Việc", lead_ids=[lan.member.pk], limit="3 working_day", by=who(binh), at=MONDAY
        )
    actions_made = [
        actions.assign(content=f"Việc {n}", lead_id=lan.member.pk, limit="2 working_day",
                       by=who(binh), at=MONDAY)
        for n in range(41)
    ]  # fmt: skip
    page = desk(lan).get("/nhiem-vu/")
    assert sum(len(g.rows) for g in page.context["groups"]) == 50
    second = desk(lan).get("/nhiem-vu/" + page.context["turner"]["after"])
    assert sum(len(g.rows) for g in second.context["groups"]) == 2
    assert len(actions_made) == 41
