"""Two people change places: each one's open tasks go to the other, once."""

import pytest

from conftest import MONDAY
from khe.base.journal import queries as journal
from khe.base.people.models import Member
from khe.base.refusal import Refused
from khe.desks.tasks import queries
from khe.desks.tasks.actions.exchanging import exchange
from khe.desks.tasks.models import Task
from khe.desks.tasks.testing import make_task


def leads():
    return dict(Task.objects.values_list("content", "lead__name"))


@pytest.fixture
def both(lan, minh, binh, who):
    make_task(lan, by=who(binh), at=MONDAY, content="Việc của Lan", co_ids=[minh.member.pk])
    make_task(minh, by=who(binh), at=MONDAY, content="Việc của Minh")
    return {lan.member.pk: minh.member.pk, minh.member.pk: lan.member.pk}


def test_each_gets_what_the_other_had(both, binh, who):
    moved = exchange(both, reason="Đổi vị trí", by=who(binh), at=MONDAY)
    assert leads() == {"Việc của Lan": "Trần Văn Minh", "Việc của Minh": "Lê Thị Lan"}
    assert sorted(len(tasks) for tasks in moved.values()) == [1, 1]
    assert queries.open_of(both).count() == 2
    assert journal.broken() == []


def test_a_successor_who_is_gone_moves_nothing(both, lan, binh, who):
    Member.objects.filter(pk=lan.member.pk).update(active=False)
    with pytest.raises(Refused):
        exchange(both, reason="Đổi vị trí", by=who(binh), at=MONDAY)
    assert leads() == {"Việc của Lan": "Lê Thị Lan", "Việc của Minh": "Trần Văn Minh"}
