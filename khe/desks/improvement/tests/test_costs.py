"""Every page costs the same number of queries, whatever stands on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.people.actor import system
from khe.desks.improvement import actions, queries
from khe.desks.improvement.models import PlanItem
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming
from khe.desks.improvement.tests.conftest import AFTER
from khe.desks.indicators import actions as indicators

DECEMBER = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def grow(son, lan, who, attendance):
    """Return a function that names and remedies so many more shortcomings, each with two measures."""

    def do(many):
        by = {"by": who(son), "at": MONDAY}
        for number in range(many):
            one = make_shortcoming(
                *by.values(), title=f"Việc {number}", answers_member_id=lan.member.pk
            )
            for _two in range(2):
                make_measure(one, lan.member.pk, **by)
            make_link(one, attendance.pk, **by)
            actions.add_evidence(one.pk, label="Sổ", **by)

    return do


def cost(client, url):
    """Return how many statements a page costs, once it has been opened before."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "query", ["", "?dang=bang", "?mo_den=2026-03-31", "?cua_toi=1", "?q=viec&trang_thai=watched"]
)
def test_the_board(grow, desk, son, query):
    grow(2)
    few = cost(desk(son), f"/khac-phuc/{query}")
    grow(8)
    assert cost(desk(son), f"/khac-phuc/{query}") == few


def test_the_page_of_one_with_its_line_of_time(grow, watched, desk, son, lan, who, attendance):
    url = watched.get_absolute_url()
    actions.add_evidence(watched.pk, label="Sổ", by=who(son), at=MONDAY)
    make_shortcoming(who(son), MONDAY, recurrence_of_id=watched.pk)
    few = cost(desk(son), url)
    for number in range(6):
        later = MONDAY + timedelta(days=number)
        make_measure(watched, lan.member.pk, by=who(son), at=later, content=f"Việc {number}")
        actions.add_evidence(watched.pk, label=f"Sổ {number}", by=who(son), at=later)
        make_shortcoming(who(son), later, recurrence_of_id=watched.pk)
    assert cost(desk(son), url) == few


def test_the_plan_and_the_list_of_plans(grow, desk, son, who):
    grow(2)
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    ahead = Period(date(2027, 1, 1), date(2027, 12, 31))
    by = {"by": who(son), "at": DECEMBER}
    plan = actions.draft_plan(closes=period, ahead=ahead, **by)
    urls = (plan.get_absolute_url(), "/khac-phuc/ke-hoach/")
    few = [cost(desk(son), url) for url in urls]
    grow(8)
    actions.renew_plan(plan.pk, **by)
    assert PlanItem.objects.filter(plan=plan).count() == 30
    for year in (2028, 2029):
        later = Period(date(year, 1, 1), date(year, 12, 31))
        actions.draft_plan(closes=later.before(), ahead=later, **by)
    assert [cost(desk(son), url) for url in urls] == few


def test_the_board_of_an_authority_that_is_no_more_counts_nothing_after_its_last_day(
    ward, named, desk, son, who
):
    """Its figures end with it: the months since then are neither drawn nor counted from records."""
    moves = indicators.define(source="staff.changes", kind="month", by=who(son), at=MONDAY)
    make_link(named, moves.pk, target=3, by=who(son), at=MONDAY)
    ward.valid_to = date(2026, 4, 1)
    ward.save()
    ends = queries.series_of(who(son), list(named.links.all()), date(2026, 4, 1))[moves.pk]
    years_on = queries.series_of(who(son), list(named.links.all()), date(2031, 4, 1))[moves.pk]
    assert years_on == ends
    assert ends.points[-1].period.last == date(2026, 3, 31)
    indicators.roll_up(at=AFTER, since=date(2024, 1, 1), by=system(ward))
    with CaptureQueriesContext(connection) as seen:
        assert desk(son).get("/khac-phuc/").status_code == 200
    assert not [one for one in seen if "staff_act" in one["sql"]]
