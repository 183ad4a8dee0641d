"""The overview counts records, names its denominators, and its states partition the total."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khe.base.figures import Period
from khe.base.people.actor import system
from khe.base.statistics import wilson, xmr
from khe.desks.dossiers import actions, figures, queries
from khe.desks.dossiers.actions.tallies import tally_months
from khe.desks.dossiers.models import Dossier, Tally
from khe.desks.dossiers.states import GONE, OPEN, SETTLED
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

DAY = timedelta(days=1)


@pytest.fixture
def many(thoa, lan, binh, who):
    """Ten dossiers over three months: settled on time, late, waiting, withdrawn, stopped, open."""
    version = make_version()
    for n in range(10):
        at = MONDAY + n * 7 * DAY
        d = make_dossier(who(thoa, at), version, at=at, officer=lan.member)
        actions.start_step(d.code, by=who(lan, at), at=at)
        if n == 6:
            actions.request_supplement(d.code, by=who(lan, at), at=at, papers=["A"], reason="r")
        elif n == 7:
            actions.withdraw(d.code, by=who(thoa, at), at=at)
        elif n == 8:
            actions.stop(d.code, by=who(binh, at), at=at, reason="r")
        elif n < 6:
            late = at + (9 if n % 3 == 0 else 1) * DAY
            actions.finish_step(d.code, by=who(lan, at), at=late)
            actions.decide(d.code, by=who(binh, at), at=late)
    return MONDAY + 70 * DAY


def test_it_partitions_what_was_received(many):
    found = figures.overview(date(2026, 1, 1), date(2026, 5, 1), many)

    parts = found.partition
    assert parts["received"] == 10 == Dossier.objects.count()
    assert parts == {"received": 10, "settled": 6, "in_progress": 1, "waiting": 1, "gone": 2}
    assert parts["settled"] == Dossier.objects.filter(status__in=SETTLED).count()
    assert {*OPEN, *SETTLED, *GONE} >= set(Dossier.objects.values_list("status", flat=True))


def test_it_counts_on_time_by_the_moment_of_settling(many):
    total = figures.overview(date(2026, 1, 1), date(2026, 5, 1), many).total
    assert (total.settled, total.on_time, total.late) == (6, 4, 2)
    assert (total.open, total.overdue) == (2, 1)  # a stopped clock is never overdue


def test_tallies_change_nothing_but_the_cost(many):
    before = figures.overview(date(2026, 1, 1), date(2026, 5, 1), many)
    assert tally_months(now=many) == 2  # March and April; May is not over
    after = figures.overview(date(2026, 1, 1), date(2026, 5, 1), many)
    assert (after.total, after.months, after.groups, after.partition) == (
        before.total, before.months, before.groups, before.partition,
    )  # fmt: skip
    assert tally_months(now=many) == 0


def test_reopening_forgets_the_month_it_changes(many, binh, who):
    tally_months(now=many)
    settled = Dossier.objects.filter(status="decided").order_by("settled_at").first()
    actions.reopen(settled.code, by=who(binh), at=many, reason="Sai tên")
    assert not Tally.objects.filter(month=date(2026, 3, 1)).exists()
    total = figures.overview(date(2026, 1, 1), date(2026, 5, 1), many).total
    assert total.settled == 5


def test_it_asks_the_same_number_of_questions_however_many_dossiers(many):
    tally_months(now=many)
    with CaptureQueriesContext(connection) as asked:
        figures.overview(date(2026, 3, 1), date(2026, 5, 1), many)
    assert len(asked) <= 5


def test_the_page_shows_the_figures_with_their_denominator(many, binh, desk):
    page = desk(binh).get("/toan-canh/", {"period_of": "all"}).content.decode()
    assert 'data-total="10"' in page
    assert "66,7%" in page
    assert "4 trong 6" in page


def test_wilson_of_nothing_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(97, 100)
    assert 0.91 < low < 0.92
    assert 0.98 < high < 1


def test_six_points_are_needed_to_speak_of_variation():
    assert xmr([1, 2, 3, 4, 5]) is None
    found = xmr([90, 92, 90, 92, 90, 92])
    assert (found.mean, round(found.low, 2), round(found.high, 2)) == (91, 85.68, 96.32)


def test_the_late_ones_of_an_archive_open_as_of_the_end_of_its_log(many, ward, binh, desk):
    ward.settings = {"log_end": many.isoformat()}
    ward.save()
    page = desk(binh).get("/toan-canh/", {"period_of": "all"}).context
    listed = desk(binh).get(page["late_url"]).context["rows"]
    assert page["found"].total.overdue == len(listed) == 1


SPRING = Period(date(2026, 3, 1), date(2026, 5, 31))


def registered(actor, period=SPRING):
    return {figure.id: figure for figure in figures.of(actor, period)}


def test_the_registered_figures_are_those_of_the_overview(many, binh, who):
    for _tallied in (False, True):
        total = figures.overview(date(2026, 3, 1), date(2026, 5, 1), many).total
        found = registered(who(binh, many))
        assert found["dossiers.received"].numerator == total.received == 10
        assert found["dossiers.settled"].numerator == total.settled == 6
        assert found["dossiers.on_time"].numerator == total.on_time == 4
        assert found["dossiers.on_time"].denominator == total.on_time + total.late == 6
        tally_months(now=many)


def test_a_registered_figure_opens_as_many_records_as_it_counts(many, binh, who):
    tally_months(now=many)
    for figure in registered(who(binh, many)).values():
        for part in (figure, *figure.breakdown):
            assert len(part.records) == part.numerator
            assert len(part.of) == (part.denominator or 0)
        for axis in ("field", "channel"):
            parts = [p.numerator for p in figure.breakdown if f".{axis}:" in p.id]
            assert sum(parts) == figure.numerator


def test_whole_months_and_single_days_count_alike(many, binh, who):
    days = [
        registered(who(binh, many), Period(SPRING.first + n * DAY, SPRING.first + n * DAY))
        for n in range(92)
    ]
    for name, whole in registered(who(binh, many)).items():
        assert sum(day[name].numerator for day in days) == whole.numerator


def test_registered_figures_are_a_subset_of_what_the_actor_may_open(many, lan, an, who):
    for person in (lan, an):
        actor = who(person, many)
        seen = set(queries.visible_to(actor).values_list("pk", flat=True))
        for figure in registered(actor).values():
            assert {*figure.records, *figure.of} <= seen
            assert len(figure.records) == figure.numerator


def test_tallied_figures_read_no_dossier_until_their_records_are_opened(many, ward):
    actor = system(ward)
    tally_months(now=many)
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    with CaptureQueriesContext(connection) as asked:
        registered(actor, march)
    assert len(asked) == 1
    assert '"dossiers_tally"' in asked[0]["sql"]
