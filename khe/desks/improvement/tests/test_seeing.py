"""Who sees what: list, board, search, counts, export, timeline, chart and relapses ⊆ what may be opened."""

import random
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from conftest import MONDAY, make_person
from khe.base.waiting import waiting_for
from khe.desks.improvement import actions, queries
from khe.desks.improvement.models import Measure, Shortcoming
from khe.desks.improvement.pages import cards
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming, task_of
from khe.desks.tasks import actions as work
from khe.desks.tasks import queries as tasks

TITLES = ("Dự học chưa đầy đủ", "Trả hồ sơ trễ", "Vỉa hè bị lấn chiếm", "Giao ban chưa đều")


@pytest.fixture
def people(son, hanh, lan, minh, thoa, sau, binh, tuyen, other_office):
    """Nine people with every role, and one who heads the other office."""
    lead = make_person("Trần Thị Bé", "be", "Trưởng phòng", ["head"], other_office)
    return [son, hanh, lan, minh, thoa, sau, binh, tuyen, lead]


@pytest.fixture
def ward_at_work(people, who, attendance, office, other_office):
    """Thirty shortcomings that somebody answers for, some with measures of others; by a fixed seed."""
    dice = random.Random(20260302)  # noqa: S311 - a fixed seed, not a secret
    boss = who(people[0])
    for number in range(30):
        who_answers = dice.choice([None, *people[2:]])
        body = dice.choice([None, None, office, other_office])
        one = make_shortcoming(
            boss, MONDAY, title=f"{dice.choice(TITLES)} {number}",
            answers_member_id=who_answers.member.pk if who_answers else None,
            answers_body_id=body.pk if body else None,
        )  # fmt: skip
        for lead in dice.sample(people[2:], dice.randrange(3)):
            made = make_measure(one, lead.member.pk, by=boss, at=MONDAY)
            if dice.random() < 0.2:
                actions.drop_measure(made.pk, why="Thôi", by=boss, at=MONDAY)
        if dice.random() < 0.4:
            make_link(one, attendance.pk, by=boss, at=MONDAY)
        if number > 2 and dice.random() < 0.3:
            earlier = Shortcoming.objects.order_by("code")[dice.randrange(number)]
            make_shortcoming(boss, MONDAY, title=f"Lại: {number}", recurrence_of_id=earlier.pk)
    return people


def opened(actor):
    """Return what an actor may open by the pure rule."""
    led = tasks.led_of(actor, MONDAY)
    found = set()
    for one in Shortcoming.objects.all():
        leads = Measure.objects.filter(shortcoming=one, dropped_at=None)
        if rules.may_see(one, actor, set(leads.values_list("lead_id", flat=True)), led):
            found.add(one.pk)
    return found


def test_every_way_shows_a_subset_of_what_may_be_opened(
    ward_at_work, who, desk, django_assert_max_num_queries
):
    seen_by_some_only = 0
    for person in ward_at_work:
        actor, client = who(person), desk(person)
        may = opened(actor)
        assert {s.pk for s in queries.visible_to(actor, MONDAY)} == may
        assert {c.shortcoming.pk for c in cards.board(actor, MONDAY)} == may
        whole = queries.wholes(queries.listed(actor, MONDAY), MONDAY)
        assert sum(queries.counts(whole).values()) == len(may), "the tabs are a partition"
        found = queries.listed(actor, MONDAY, text="via he")
        assert {s.pk for s in found} <= may
        mine = queries.listed(actor, MONDAY, mine=True)
        assert {s.pk for s in mine} <= may
        for pk in may:
            one = Shortcoming.objects.get(pk=pk)
            assert {s.pk for s in queries.family(actor, MONDAY, one)} <= may
        urls = {str(w.url) for w in waiting_for(actor, MONDAY) if "/khac-phuc/" in str(w.url)}
        assert urls <= {Shortcoming(pk=pk).get_absolute_url() for pk in may}
        book = load_workbook(BytesIO(client.get(reverse("improvement:export")).content))
        codes = {str(row[0].value) for row in book.worksheets[0].iter_rows()}
        hidden = Shortcoming.objects.exclude(pk__in=may)
        assert not codes & set(hidden.values_list("code", flat=True))
        page = client.get(reverse("improvement:board")).content.decode()
        assert not [s.code for s in hidden if f"{s.code}<" in page]
        seen_by_some_only += bool(hidden)
    assert seen_by_some_only >= 5, "the test shows something only if people see different things"


def test_a_stranger_gets_404_everywhere(watched, minh, desk):
    client = desk(minh)
    pk, measure = watched.pk, watched.measures.get().pk
    for name in ("shortcoming", "edit", "link", "add_measure", "judge", "close", "reopen", "drop",
                 "add_evidence"):  # fmt: skip
        assert client.get(reverse(f"improvement:{name}", args=[pk])).status_code == 404, name
        assert client.post(reverse(f"improvement:{name}", args=[pk])).status_code in (404, 405), (
            name
        )
    assert client.get(reverse("improvement:drop_measure", args=[pk, measure])).status_code == 404
    assert client.get(reverse("improvement:name")).status_code == 404
    assert watched.code not in client.get(reverse("improvement:board")).content.decode()


def test_whoever_the_task_was_passed_to_sees_why(watched, son, minh, who):
    assert not queries.visible_to(who(minh), MONDAY).exists()
    task = task_of(watched.measures.get())
    work.reassign(task.code, lead_id=minh.member.pk, reason="Đổi việc", by=who(son), at=MONDAY)
    assert list(queries.visible_to(who(minh), MONDAY)) == [watched]


def test_the_board_costs_the_same_for_three_and_for_thirty(
    ward_at_work, who, desk, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    actor = who(ward_at_work[0])
    rows = queries.listed(actor, MONDAY)
    few = rows.filter(
        pk__in=list(rows.filter(links__isnull=False).values_list("pk", flat=True)[:3])
    )
    with CaptureQueriesContext(
        connection,
    ) as small:
        assert len(cards.cards(actor, MONDAY, queries.wholes(few, MONDAY))) == 3
    with CaptureQueriesContext(connection) as large:
        assert len(cards.cards(actor, MONDAY, queries.wholes(rows, MONDAY))) >= 30
    assert len(large) == len(small)
    client = desk(ward_at_work[0])
    with django_assert_max_num_queries(30):
        client.get(reverse("improvement:board"))
