"""The life of a dossier on one screen: nothing is left out of it."""

import pytest

from khe.desks.dossiers.pages import timeline, today
from khe.desks.dossiers.pages.verbs import INTAKE, VERBS
from khe.desks.dossiers.states import (
    CLOSED,
    DONE_AT_COUNTER,
    NATIONAL,
    OPEN,
    PARTITION,
    SETTLED,
    Event,
    Status,
)


@pytest.mark.parametrize("status", Status)
def test_every_status_is_in_exactly_one_part_of_the_whole(status):
    assert sum(status in part for part in PARTITION.values()) == 1


def test_open_and_closed_are_what_was_taken_in():
    taken = {s for name, part in PARTITION.items() if name != "before" for s in part}
    assert set(OPEN) | set(CLOSED) == taken
    assert not set(OPEN) & set(CLOSED)
    assert set(DONE_AT_COUNTER) < set(SETTLED)


def test_every_status_has_a_national_number_and_all_ten_occur():
    assert set(NATIONAL) == set(Status)
    assert set(NATIONAL.values()) == set(range(1, 11))


def test_every_status_is_drawn():
    assert set(today.STATUS_KINDS) == set(Status)


@pytest.mark.parametrize("event", Event)
def test_every_event_is_told_in_a_sentence(event):
    class Written:
        facts: dict = {}
        by_name = ""
        at = None

    Written.event = event
    line = timeline.happening(Written)
    assert line.text
    assert line.kind in (*timeline.KINDS,)
    assert "{" not in line.text


def test_an_event_of_an_imported_log_is_told_as_the_log_names_it():
    class Written:
        event, facts, by_name, at = "log.event", {"activity": "Confirmation of receipt"}, "R1", None

    assert timeline.happening(Written).text == "Confirmation of receipt"


def test_every_verb_has_its_action_form_and_address():
    from khe.desks.dossiers import actions
    from khe.desks.dossiers.forms.verbs import FORMS

    assert set(FORMS) == set(VERBS)
    assert {*VERBS, *INTAKE} <= set(actions.__all__)
    slugs = [verb.slug for verb in VERBS.values()]
    assert len(set(slugs)) == len(slugs)
