"""Who does it: another lead, co-workers, a successor."""

import pytest

from conftest import MONDAY
from khe.base.journal.models import Entry
from khe.base.journal.queries import broken
from khe.base.refusal import Refused
from khe.desks.tasks import actions, queries
from khe.desks.tasks.models import TaskMember
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Part
from khe.desks.tasks.testing import make_task

pytestmark = pytest.mark.django_db


def people_of(task, part):
    found = TaskMember.objects.filter(task=task, part=part)
    return set(found.values_list("member_id", flat=True))


def test_a_new_lead_begins_anew_with_the_same_due_moment(binh, lan, minh, who):
    task = make_task(lan, by=who(binh), at=MONDAY, co_ids=[minh.member.pk])
    due = task.due_at
    actions.reassign(
        task.code, lead_id=minh.member.pk, reason="Lan đi học", by=who(binh), at=MONDAY
    )
    task.refresh_from_db()
    assert (task.lead_id, task.due_at, task.started_at) == (minh.member.pk, due, None)
    assert people_of(task, Part.LEAD) == {minh.member.pk}
    assert people_of(task, Part.CO) == set()


def test_a_lead_is_not_changed_without_a_reason(binh, lan, minh, who):
    task = make_task(lan, by=who(binh), at=MONDAY)
    with pytest.raises(Refused) as no:
        actions.reassign(task.code, lead_id=minh.member.pk, reason=" ", by=who(binh), at=MONDAY)
    task.refresh_from_db()
    assert (no.value.reason, task.lead_id) == (Refusal.NO_REASON, lan.member.pk)


def test_the_lead_cannot_pass_the_task_on(binh, lan, minh, who):
    task = make_task(lan, by=who(binh), at=MONDAY)
    with pytest.raises(Refused) as no:
        actions.reassign(task.code, lead_id=minh.member.pk, reason="Bận", by=who(lan), at=MONDAY)
    assert no.value.reason == Refusal.NOT_YOURS_TO_MOVE


def test_the_lead_chooses_co_workers(binh, lan, minh, thoa, who):
    task = make_task(lan, by=who(binh), at=MONDAY, co_ids=[minh.member.pk])
    actions.change_co(task.code, co_ids=[thoa.member.pk], by=who(lan), at=MONDAY)
    assert people_of(task, Part.CO) == {thoa.member.pk}
    entry = Entry.objects.filter(subject_id=task.pk).latest("seq")
    assert entry.facts == {"added": [str(thoa.member.pk)], "removed": [str(minh.member.pk)]}


def test_a_successor_takes_over_what_is_open(binh, lan, minh, thoa, who):
    led = make_task(lan, by=who(binh), at=MONDAY)
    helped = make_task(thoa, by=who(binh), at=MONDAY, co_ids=[lan.member.pk])
    both = make_task(lan, by=who(binh), at=MONDAY, co_ids=[minh.member.pk])
    own = actions.assign(content="Sắp kho", lead_id=lan.member.pk, by=who(lan), at=MONDAY)
    moved = actions.hand_over(
        lan.member.pk, minh.member.pk, reason="Luân chuyển", by=who(binh), at=MONDAY
    )
    assert moved == 3
    assert not queries.open_of([lan.member.pk]).exists()
    assert set(queries.open_of([minh.member.pk])) == {led, both, own}
    assert people_of(helped, Part.CO) == {minh.member.pk}
    assert people_of(both, Part.CO) == set()
    own.refresh_from_db()
    assert own.assigner_id == minh.member.pk
    assert broken() == []


def test_handing_over_costs_the_same_for_many(binh, lan, minh, who, django_assert_max_num_queries):
    for _ in range(12):
        make_task(lan, by=who(binh), at=MONDAY)
    with django_assert_max_num_queries(16):
        actions.hand_over(
            lan.member.pk, minh.member.pk, reason="Luân chuyển", by=who(binh), at=MONDAY
        )


def test_nobody_hands_over_the_work_of_others_unasked(lan, minh, thoa, who):
    make_task(lan, by=who(lan), at=MONDAY)
    with pytest.raises(Refused) as no:
        actions.hand_over(lan.member.pk, minh.member.pk, reason="Giúp", by=who(thoa), at=MONDAY)
    assert no.value.reason == Refusal.NOT_YOURS_TO_HAND_OVER
    assert queries.open_of([lan.member.pk]).count() == 1
