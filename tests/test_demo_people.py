"""The people's side of the demo ward: every screen has something on it, whatever the day of loading."""

import time
from datetime import UTC, datetime

import pytest

from khe.base.authorities.tenancy import acting_for
from khe.base.figures import Period
from khe.base.people import queries as people
from khe.base.people.actor import system
from khe.base.people.models import User
from khe.config.demo import people as residents
from khe.config.demo import side, ward, year
from khe.config.demo.stage import Stage
from khe.desks.indicators import queries as indicators
from khe.desks.procedures.actions import load_common

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOW = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)


@pytest.fixture
def told():
    """Return the stage after everything was told, with fewer dossiers."""
    authority = ward.make_authority()
    with acting_for(authority):
        load_common(at=NOW)
        built = ward.build(authority, NOW)
        began = datetime.combine(ward.BEGAN, datetime.min.time(), ward.LOCAL)
        residents.settle(built, by=system(authority), at=began)
        users = {u.username: u for u in User.objects.filter(authority=authority)}
        actors = {name: people.actor_for(user, NOW) for name, user in users.items()}
        stage = Stage(built, actors, NOW)
    year.tell(built, actors, NOW, 1200, lambda _done, _all: None)
    with acting_for(authority):
        began_at = time.monotonic()
        side.tell_chapters(stage)
        stage.took = time.monotonic() - began_at
        yield stage


def it_tells_every_chapter_without_meeting_a_rule(told):
    assert told.refused == []


def tasks_are_in_every_state(told):
    from khe.desks.tasks import rules
    from khe.desks.tasks.models import Task
    from khe.desks.tasks.states import State

    assert {rules.state_of(task, NOW) for task in Task.objects.all()} == set(State)


def of_a_programme_that_is_over_everybody_is_decided(told):
    from khe.desks.study.models import Programme, Seat

    closed = Programme.objects.get(status="closed")
    seats = Seat.objects.filter(study_class__round__programme=closed, learner__exempt=False)
    assert seats.count() > 100
    assert not seats.filter(state="expected").exists()


def one_assessment_is_under_way_and_one_is_decided(told):
    from khe.desks.assessment.models import Campaign

    assert sorted(Campaign.objects.values_list("stage", flat=True)) == ["decided", "open"]


def shortcomings_and_indicators_have_a_board(told):
    """Some are measured, some only named; indicators have values to draw and targets to reach."""
    from khe.desks.improvement import queries
    from khe.desks.improvement.models import Review

    period = Period(told.today.replace(month=1, day=1), told.today)
    by = system(told.ward.authority)
    states = [one.state for one in queries.of_period(by, period, NOW)]
    assert len(states) == 5
    assert {"watched", "not_yet", "no_measures"} <= set(states)
    followed = list(indicators.visible_to(by))
    assert len(followed) == 9
    assert len(indicators.target_of(one.pk for one in followed)) == 4
    assert Review.objects.exclude(completed_on=None).count() > 5


def the_journals_are_unbroken_and_nothing_lies_ahead(told):
    from khe.base.journal.models import Entry
    from khe.base.journal.queries import broken

    assert broken() == []
    assert not Entry.objects.filter(at__gt=NOW).exists()


def test_every_screen_of_the_people_has_something_on_it(told):
    """Loading takes most of the time: it is done once for all that is said above."""
    it_tells_every_chapter_without_meeting_a_rule(told)
    tasks_are_in_every_state(told)
    of_a_programme_that_is_over_everybody_is_decided(told)
    one_assessment_is_under_way_and_one_is_decided(told)
    shortcomings_and_indicators_have_a_board(told)
    the_journals_are_unbroken_and_nothing_lies_ahead(told)
