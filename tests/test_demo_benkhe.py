"""The invented ward of 2024–2026: its records tell of what got better, what came back, what is open."""

import time
from datetime import UTC, datetime

import pytest

from khe.base.authorities.tenancy import acting_for
from khe.base.figures import Period, figures
from khe.base.journal.models import Entry
from khe.base.journal.queries import broken
from khe.base.people.actor import system
from khe.config.demo.benkhe.loading import load

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOW = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)


@pytest.fixture
def told():
    """Return the stage after three years were told."""
    began = time.monotonic()
    stage = load(NOW)
    print(f"{time.monotonic() - began:.1f} s")
    with acting_for(stage.ward.authority):
        yield stage


def counted(stage, period):
    return {f.id: f for f in figures(system(stage.ward.authority), Period.parse(period))}


def attendance_got_better_and_stayed_so(told):
    before, after, now = (
        counted(told, period)["study.attendance_rate"].value for period in ("2024", "2025", "2026")
    )
    assert before < 0.88
    assert after > 0.95
    assert now > 0.95


def tasks_were_done_in_time_for_a_year_and_then_no_longer(told):
    before, after, now = (
        counted(told, period)["tasks.on_time"].value
        for period in ("2024", "2025", "2026-04-01..2026-09-30")
    )
    assert before < 0.75
    assert after > 0.85
    assert now < 0.65


def the_journals_are_unbroken_and_nothing_lies_ahead(told):
    assert broken() == []
    assert not Entry.objects.filter(at__gt=NOW).exists()


def loading_twice_changes_nothing(told):
    before = Entry.objects.count()
    assert load(NOW) is None
    assert Entry.objects.count() == before


def test_three_years_of_a_ward_are_told(told):
    """Loading takes most of the time: it is done once for all that is said above."""
    assert told.refused == []
    attendance_got_better_and_stayed_so(told)
    tasks_were_done_in_time_for_a_year_and_then_no_longer(told)
    the_journals_are_unbroken_and_nothing_lies_ahead(told)
    loading_twice_changes_nothing(told)
