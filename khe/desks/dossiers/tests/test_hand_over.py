"""Everything an officer has open goes to the successor, in a fixed number of statements."""

from datetime import timedelta

import pytest

from khe.base.journal import queries as journal
from khe.base.people.models import Tenure
from khe.base.refusal import Refused
from khe.desks.dossiers import actions, queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Event
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def held(thoa, lan, who):
    version = make_version()
    return [make_dossier(who(thoa), version, officer=lan.member) for _ in range(5)]


def ids(dossiers):
    return [dossier.pk for dossier in dossiers]


def test_it_moves_them_all_and_writes_each_journal(held, lan, minh, binh, who):
    moved = actions.hand_over(
        ids(held), officer=minh.member, by=who(binh), at=LATER, reason="Luân chuyển"
    )
    assert len(moved) == 5
    assert set(Dossier.objects.values_list("officer_name", flat=True)) == {"Trần Văn Minh"}
    assert list(queries.open_of([lan.member.pk])) == []
    for dossier in held:
        last = list(journal.of(dossier.pk))[-1]
        assert (last.event, last.facts["former"]) == (Event.REASSIGNED, "Lê Thị Lan")
    assert journal.broken() == []


def test_its_statements_do_not_grow(held, lan, minh, binh, who, django_assert_num_queries):
    by = who(binh)
    for some in (held[:1], held[1:]):
        with django_assert_num_queries(4):
            actions.hand_over(ids(some), officer=minh.member, by=by, at=LATER, reason="Luân chuyển")


def test_one_who_handles_no_dossiers_gets_none_of_them(held, minh, binh, who):
    Tenure.objects.filter(member=minh.member).update(ended=MONDAY.date())
    with pytest.raises(Refused) as refused:
        actions.hand_over(ids(held), officer=minh.member, by=who(binh), at=LATER, reason="x")
    assert refused.value.reason == Refusal.NOT_SENDER
    assert set(Dossier.objects.values_list("officer_name", flat=True)) == {"Lê Thị Lan"}


def test_an_officer_hands_over_nothing_of_others(held, minh, who):
    with pytest.raises(Refused):
        actions.hand_over(ids(held), officer=minh.member, by=who(minh), at=LATER, reason="x")
