"""Work that comes again: when it is given, and that it is given once."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from conftest import MONDAY
from khe.base.calendar.vn import vn
from khe.base.journal.models import Entry
from khe.base.messages.models import Message
from khe.base.people.actor import system
from khe.base.refusal import Refused
from khe.desks.tasks import actions, queries, rhythm
from khe.desks.tasks.models import Recurring, Task
from khe.desks.tasks.refusals import Refusal


def rule(kind, weekday=0, day=1, month=1):
    return SimpleNamespace(rhythm=kind, weekday=weekday, day=day, month=month)


@pytest.mark.parametrize(
    ("given", "since", "day", "period"),
    [
        (rule("weekly", weekday=4), date(2026, 3, 2), date(2026, 3, 6), "2026-W10"),
        (rule("weekly", weekday=6), date(2026, 3, 2), date(2026, 3, 2), "2026-W09"),
        (rule("monthly", day=15), date(2026, 3, 2), date(2026, 3, 16), "2026-03"),
        (rule("monthly", day=0), date(2026, 2, 1), date(2026, 2, 27), "2026-02"),
        (rule("monthly", day=31), date(2026, 6, 2), date(2026, 6, 30), "2026-06"),
        (rule("quarterly", day=0, month=3), date(2026, 3, 2), date(2026, 3, 31), "2026-Q1"),
        (rule("yearly", day=1, month=1), date(2026, 3, 2), date(2027, 1, 4), "2027"),
        (rule("yearly", day=0, month=12), date(2026, 3, 2), date(2026, 12, 31), "2026"),
    ],
)
def test_the_next_day_is_a_working_day_of_the_right_period(given, since, day, period):
    assert rhythm.next_on(given, vn(), since) == day
    assert rhythm.period(given, rhythm.current(given, vn(), day)) == period


def test_a_year_of_weeks_has_every_period_once():
    given, day, seen = rule("weekly", weekday=0), date(2026, 1, 1), []
    while day.year == 2026:
        day = rhythm.next_on(given, vn(), day)
        seen.append(rhythm.period(given, rhythm.current(given, vn(), day)))
        day = date.fromordinal(day.toordinal() + 1)
    # The Monday of Tết moves to the next one, which has its own: one task that day, not two.
    assert len(seen) == len(set(seen)) == 52


@pytest.fixture
def weekly(db, binh, lan, minh, who):
    """Every Monday, from 9 March on: the week's report, two working days."""
    return actions.make_recurring(
        content="Báo cáo tuần", lead_id=lan.member.pk, co_ids=[minh.member.pk],
        limit="2 working_day", rhythm="weekly", weekday=0, first_on=date(2026, 3, 9),
        by=who(binh), at=MONDAY,
    )  # fmt: skip


def give(made, at, ward):
    return actions.give_recurring(made.pk, by=system(ward), at=at)


def test_it_is_given_on_its_day_once(weekly, ward, binh, lan):
    assert weekly.next_on == date(2026, 3, 9)
    assert give(weekly, MONDAY, ward) is None
    morning = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    task = give(weekly, morning, ward)
    assert (task.lead_id, task.assigner_id) == (lan.member.pk, binh.member.pk)
    assert (task.period, task.due_at) == ("2026-W11", datetime(2026, 3, 10, 10, 0, tzinfo=UTC))
    assert give(weekly, morning, ward) is None
    assert Task.objects.count() == 1
    weekly.refresh_from_db()
    assert weekly.next_on == date(2026, 3, 16)


def test_days_without_a_worker_give_the_period_at_hand_once_with_its_whole_time(weekly, ward):
    wednesday = datetime(2026, 3, 25, 2, 0, tzinfo=UTC)  # two Mondays were missed, and this one
    task = give(weekly, wednesday, ward)
    assert task.period == "2026-W13"
    assert task.due_at == datetime(2026, 3, 27, 2, 0, tzinfo=UTC)
    assert Task.objects.count() == 1


def test_the_same_period_is_never_given_twice(weekly, ward):
    morning = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    give(weekly, morning, ward)
    Recurring.objects.update(next_on=date(2026, 3, 9))  # as after a restored backup
    assert give(weekly, morning, ward) is None
    assert Task.objects.count() == 1


def test_a_lead_who_left_is_not_given_anything_and_the_maker_is_told(weekly, ward, binh, lan):
    lan.member.active = False
    lan.member.save()
    morning = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    assert give(weekly, morning, ward) is None
    assert Message.objects.filter(member=binh.member, subject__contains="Báo cáo tuần").exists()
    assert Entry.objects.filter(event="recurring.skipped").count() == 1
    weekly.refresh_from_db()
    assert weekly.next_on == date(2026, 3, 16)


def test_it_stops(weekly, ward, binh, minh, who):
    with pytest.raises(Refused) as no:
        actions.stop_recurring(weekly.pk, by=who(minh), at=MONDAY)
    assert no.value.reason == Refusal.NOT_MAKER
    actions.stop_recurring(weekly.pk, by=who(binh), at=MONDAY)
    later = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    assert queries.recurring_due(later) == []
    assert give(weekly, later, ward) is None


def test_it_ends_after_its_last_day(binh, lan, ward, who):
    made = actions.make_recurring(
        content="Chốt sổ", lead_id=lan.member.pk, limit="1 working_day", rhythm="monthly", day=0,
        first_on=date(2026, 3, 1), last_on=date(2026, 4, 15), by=who(binh), at=MONDAY,
    )  # fmt: skip
    assert give(made, datetime(2026, 3, 30, 23, 30, tzinfo=UTC), ward).period == "2026-03"
    assert give(made, datetime(2026, 4, 28, 23, 30, tzinfo=UTC), ward) is None
    made.refresh_from_db()
    assert made.stopped_at is not None


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"rhythm": "daily"}, Refusal.BAD_RHYTHM),
        ({"day": 32}, Refusal.BAD_RHYTHM),
        ({"rhythm": "quarterly", "month": 4}, Refusal.BAD_RHYTHM),
        ({"limit": "soon"}, Refusal.BAD_LIMIT),
        ({"content": ""}, Refusal.NO_CONTENT),
        ({"last_on": date(2026, 1, 1)}, Refusal.NOT_A_SPAN),
        ({"first_on": date(1800, 1, 1)}, Refusal.BAD_DAY),
    ],
)
def test_it_refuses_a_rule_that_is_none(facts, why, binh, lan, who):
    given = {
        "content": "Chốt sổ", "lead_id": lan.member.pk, "limit": "1 working_day",
        "rhythm": "monthly", "first_on": date(2026, 3, 1), "by": who(binh), "at": MONDAY,
    }  # fmt: skip
    with pytest.raises(Refused) as no:
        actions.make_recurring(**(given | facts))
    assert no.value.reason == why
    assert not Recurring.objects.exists()
