"""The figures of improvement: a partition, true of past days, and no more than the pages allow."""

from datetime import date, timedelta

import pytest

from conftest import MONDAY
from khe.base import figures as base
from khe.base.figures import Period
from khe.base.people.actor import whole
from khe.base.people.queries import LOCAL
from khe.desks.improvement import actions, figures, queries
from khe.desks.improvement.actions import reviews
from khe.desks.improvement.actions.reviews import Unit
from khe.desks.improvement.models import Measure, Shortcoming
from khe.desks.improvement.states import State
from khe.desks.improvement.testing import make_measure, make_shortcoming, task_of
from khe.desks.improvement.tests.conftest import AFTER, AUTUMN
from khe.desks.indicators import queries as indicators
from khe.desks.tasks import actions as tasks

TOTAL = "improvement.shortcomings"


def counted(actor, first, last=None):
    period = Period.of("day", first) if last is None else Period(first, last)
    return {one.id: one for one in figures.of(actor, period)}


def states(found):
    """Return how many were in each state, of those there were any."""
    return {
        key.removeprefix(f"{TOTAL}."): one.numerator
        for key, one in found.items()
        if key.startswith(f"{TOTAL}.") and one.numerator
    }


def test_the_states_add_up_to_the_total_and_so_do_the_fields(ward_at_work, who):
    boss = who(ward_at_work[0])
    for one in Shortcoming.objects.order_by("code")[:3]:
        actions.drop(one.pk, why="Nêu nhầm", by=boss, at=MONDAY)
    found = counted(boss, MONDAY.astimezone(LOCAL).date())
    total = found[TOTAL]
    assert total.numerator == Shortcoming.objects.count() - 3
    parts = [one for key, one in found.items() if key.startswith(f"{TOTAL}.")]
    assert len(parts) == len(State) - 1
    assert sum(one.numerator for one in parts) == total.numerator
    assert sorted(pk for one in parts for pk in one.records) == sorted(total.records)
    assert sum(one.numerator for one in total.breakdown) == total.numerator
    shown = queries.counts(
        row.state for row in queries.wholes(queries.listed(boss, MONDAY), MONDAY)
    )
    shown.pop(State.DROPPED)
    assert states(found) == {state: n for state, n in shown.items() if n}


def test_it_tells_of_the_end_of_every_day_what_the_page_showed_then(
    watched, measured, enter, attendance, son, hanh, who
):
    boss = who(son)
    measured(197)
    actions.judge(watched.pk, by=who(hanh), at=AFTER)
    actions.add_evidence(watched.pk, label="Sổ điểm danh", by=boss, at=AFTER)
    actions.close(watched.pk, by=boss, at=AFTER + timedelta(days=5))
    enter(attendance, 2026, 9, 150, 200)
    actions.check_relapses(by=boss, at=AUTUMN)
    actions.drop(watched.pk, why="Giao nơi khác", by=boss, at=AUTUMN + timedelta(days=3))
    told = {
        date(2026, 3, 1): {}, date(2026, 3, 2): {"watched": 1}, date(2026, 6, 30): {"watched": 1},
        AFTER.date(): {"overcome": 1}, date(2026, 7, 6): {}, date(2026, 10, 4): {},
        AUTUMN.date(): {"relapsed": 1}, date(2026, 10, 8): {},
    }  # fmt: skip
    assert {day: states(counted(boss, day)) for day in told} == told


def test_what_waits_for_a_judgement_was_awaiting_that_evening(watched, son, who):
    assert states(counted(who(son), date(2026, 7, 1))) == {"awaiting": 1}


def test_the_units_completed_are_counted_by_the_deadline_of_their_campaign(
    son, sau, lan, zone, who
):
    by = {"by": who(son), "at": MONDAY}
    campaign = reviews.open_campaign(
        title="Kiểm điểm năm 2025", basis="Nghị quyết", first=date(2025, 1, 1),
        last=date(2025, 12, 31), deadline=date(2026, 3, 31), **by,
    )  # fmt: skip
    made, _other = reviews.add_units(
        campaign.pk, [Unit(body_id=zone.pk), Unit(member_id=lan.member.pk)], **by
    )
    reviews.prepare(made.pk, text="Tự kiểm điểm.", by=who(sau), at=MONDAY)
    reviews.hold(made.pk, held_on=MONDAY.date(), chair="Sáu", **by)
    reviews.conclude(made.pk, conclusion="Rõ.", part_collective="Chung.", part_head="Riêng.", **by)
    reviews.complete(made.pk, **by)
    march = counted(who(son), date(2026, 3, 1), date(2026, 3, 31))["improvement.reviews_done"]
    assert (march.numerator, march.denominator, march.value) == (1, 2, 0.5)
    assert march.records == (made.pk,)
    april = counted(who(son), date(2026, 4, 1), date(2026, 4, 30))["improvement.reviews_done"]
    assert (april.denominator, april.value) == (0, None)


def test_a_measure_is_on_time_when_its_task_is(named, lan, son, who):
    for number, late in enumerate((False, True, None)):
        made = make_measure(named, lan.member.pk, by=who(son), at=MONDAY, content=f"Việc {number}")
        if late is not None:
            moment = task_of(made).due_at + timedelta(hours=1 if late else -1)
            tasks.hand_in(task_of(made).code, result="Xong", by=who(lan), at=moment)
    gone = make_measure(named, lan.member.pk, by=who(son), at=MONDAY, content="Bỏ")
    actions.drop_measure(gone.pk, why="Trùng", by=who(son), at=MONDAY)
    april = counted(who(son), date(2026, 4, 1), date(2026, 4, 30))["improvement.measures_on_time"]
    assert (april.numerator, april.denominator) == (1, 3)
    march = counted(who(son), date(2026, 3, 1), date(2026, 3, 31))["improvement.measures_on_time"]
    assert march.denominator == 0


def test_nobody_counts_more_than_they_may_open(ward_at_work, who):
    day = MONDAY.astimezone(LOCAL).date()
    for person in ward_at_work:
        actor = who(person)
        may = {one.pk for one in queries.visible_to(actor, MONDAY)}
        found = counted(actor, day)
        assert set(found[TOTAL].records) <= may
        assert all(set(one.records) <= may for key, one in found.items() if key.startswith(TOTAL))
        month = counted(actor, date(2026, 4, 1), date(2026, 4, 30))["improvement.measures_on_time"]
        of = Measure.objects.filter(pk__in=month.of).values_list("shortcoming", flat=True)
        assert set(of) <= may


@pytest.mark.parametrize(("name", "sees"), [("son", 11), ("hanh", 10), ("lan", 0)])
def test_the_count_of_the_whole_ward_is_for_who_sees_all_of_it(request, who, name, sees):
    known = indicators.definitions_visible_to(who(request.getfixturevalue(name)))
    assert sum(key.startswith("improvement.") for key in known) == sees


def test_it_costs_the_same_for_thirty_as_for_one(
    ward_at_work, who, son, django_assert_max_num_queries
):
    boss, day = who(son), MONDAY.astimezone(LOCAL).date()
    with django_assert_max_num_queries(8):
        counted(boss, day)


def test_a_figure_opens_its_records_on_the_board(watched, son, lan, desk, who, at_the_desk):
    other = make_shortcoming(who(son), AUTUMN, title="Giao ban chưa đều", field="leadership")
    found = counted(whole(who(son)), date(2026, 6, 30))
    at_the_desk(AUTUMN)
    page = desk(son).get(found[f"{TOTAL}.watched"].url).content.decode()
    assert watched.code in page
    assert "còn mở đến hết ngày 30/06/2026" in page
    assert f"{other.code}<" not in page
    assert watched.code not in desk(son).get(found[f"{TOTAL}.no_measures"].url).content.decode()


def test_they_are_registered():
    known = base.definitions()
    assert {one.id for one in figures.DEFINITIONS} <= set(known)
    assert known[TOTAL].stock
