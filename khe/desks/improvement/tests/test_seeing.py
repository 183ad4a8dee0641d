"""Who sees what: list, board, search, counts, export, timeline, chart and relapses ⊆ what may be opened."""

from io import BytesIO

from django.urls import reverse
from openpyxl import load_workbook

from conftest import MONDAY
from khe.base.waiting import waiting_for
from khe.desks.improvement import queries
from khe.desks.improvement.models import Measure, Shortcoming
from khe.desks.improvement.pages import cards
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.testing import task_of
from khe.desks.tasks import actions as work
from khe.desks.tasks import queries as tasks


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
        assert sum(queries.counts(row.state for row in whole).values()) == len(may), (
            "the tabs are a partition"
        )
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
