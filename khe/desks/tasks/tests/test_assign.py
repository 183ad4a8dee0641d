"""Giving a task."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from conftest import MONDAY
from khe.base.journal.models import Entry
from khe.base.messages.models import Message
from khe.base.refusal import Refused
from khe.desks.tasks import actions, queries
from khe.desks.tasks.models import Task, TaskMember
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Kind, Part, Source
from khe.desks.tasks.testing import make_task

pytestmark = pytest.mark.django_db


def refused(**facts):
    """Return why `assign` refuses, and show that it changed nothing."""
    before = (Task.objects.count(), Entry.objects.count(), Message.objects.count())
    with pytest.raises(Refused) as no:
        actions.assign(**facts)
    assert before == (Task.objects.count(), Entry.objects.count(), Message.objects.count())
    return no.value.reason


def test_it_numbers_without_gaps_by_year(binh, lan, who):
    codes = [make_task(lan, by=who(binh), at=MONDAY).code for _ in range(2)]
    later = datetime(2026, 12, 31, 18, tzinfo=UTC)  # 1 January 2027 in Vietnam
    codes.append(make_task(lan, by=who(binh), at=later).code)
    assert codes == ["NV-26-0001", "NV-26-0002", "NV-27-0001"]


def test_it_counts_a_limit_by_the_legal_clock(binh, lan, who):
    task = make_task(lan, by=who(binh), at=MONDAY, limit="5 working_day")
    # five working days of eight hours from Monday 09:00: Monday 09:00 a week on
    assert task.due_at == datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
    assert task.original_due_at == task.due_at


def test_it_ends_with_the_working_day_that_was_named(binh, lan, who):
    task = make_task(lan, by=who(binh), at=MONDAY, due_day=date(2026, 3, 6))
    assert task.due_at == datetime(2026, 3, 6, 10, 0, tzinfo=UTC)  # 17:00


def test_it_moves_a_day_off_to_the_next_working_day(binh, lan, who):
    task = make_task(lan, by=who(binh), at=MONDAY, due_day=date(2026, 3, 8))  # a Sunday
    assert task.due_at == datetime(2026, 3, 9, 10, 0, tzinfo=UTC)


def test_it_tells_lead_and_co_workers_but_not_the_giver(binh, lan, minh, thoa, who):
    make_task(lan, by=who(binh), at=MONDAY, co_ids=[minh.member.pk, thoa.member.pk])
    told = set(Message.objects.values_list("member_id", flat=True))
    assert told == {lan.member.pk, minh.member.pk, thoa.member.pk}
    make_task(binh, by=who(binh), at=MONDAY)
    assert Message.objects.count() == 3


def test_it_records_one_entry(binh, lan, who):
    task = make_task(lan, by=who(binh), at=MONDAY)
    entry = Entry.objects.get(subject_id=task.pk)
    assert (entry.event, entry.by_name) == ("task.assigned", "Phạm Thanh Bình")


def test_it_keeps_where_it_came_from(binh, lan, who):
    source = Source(Kind.CONCLUSION, uuid4(), "Kết luận 3 giao ban 02/03", "/giao-ban/1/")
    task = make_task(lan, by=who(binh), at=MONDAY, source=source)
    assert queries.of_source(Kind.CONCLUSION, [source.id]) == {source.id: [task]}


def test_it_lets_anybody_give_themselves_work_without_a_due_moment(lan, who):
    task = actions.assign(
        content="Sắp lại kho lưu trữ", lead_id=lan.member.pk, by=who(lan), at=MONDAY
    )
    assert (task.due_at, task.source_kind) == (None, Kind.OWN)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"content": "  "}, Refusal.NO_CONTENT),
        ({"content": "x" * 501}, Refusal.TOO_LONG),
        ({"lead_id": uuid4()}, Refusal.NO_LEAD),
        ({"co_ids": [uuid4()]}, Refusal.CO_GONE),
        ({"limit": None}, Refusal.NO_DUE),
        ({"limit": "fünf Tage"}, Refusal.BAD_LIMIT),
        ({"limit": "0 working_day"}, Refusal.BAD_LIMIT),
        ({"due_day": date(2026, 3, 9)}, Refusal.TWO_DUES),
        ({"limit": None, "due_day": date(1900, 1, 1)}, Refusal.BAD_DAY),
        ({"limit": None, "due_day": date(2026, 2, 27)}, Refusal.DUE_PASSED),
        ({"limit": None, "due_at": MONDAY}, Refusal.DUE_PASSED),
        ({"limit": None, "due_at": MONDAY - timedelta(minutes=1)}, Refusal.DUE_PASSED),
    ],
)
def test_it_refuses_what_cannot_be_done(facts, why, binh, lan, who):
    given = {
        "content": "Rà soát", "lead_id": lan.member.pk, "limit": "5 working_day",
        "by": who(binh), "at": MONDAY,
    }  # fmt: skip
    assert refused(**(given | facts)) == why


def test_it_refuses_somebody_who_no_longer_works_here(binh, lan, minh, who):
    lan.member.active = False
    lan.member.save()
    given = {"content": "Rà soát", "limit": "1 working_day", "by": who(binh), "at": MONDAY}
    assert refused(lead_id=lan.member.pk, **given) == Refusal.LEAD_GONE
    assert refused(lead_id=minh.member.pk, co_ids=[lan.member.pk], **given) == Refusal.CO_GONE


def test_it_refuses_to_give_work_to_those_one_does_not_head(lan, minh, who):
    given = {"content": "Rà soát", "lead_id": minh.member.pk, "limit": "1 working_day"}
    assert refused(by=who(lan), at=MONDAY, **given) == Refusal.NOT_YOURS_TO_GIVE


def test_each_of_many_gets_a_task_of_their_own(binh, lan, minh, who):
    tasks = actions.assign_each(
        content="Nộp bản tự kiểm điểm", lead_ids=[lan.member.pk, minh.member.pk, lan.member.pk],
        limit="3 working_day", by=who(binh), at=MONDAY,
    )  # fmt: skip
    assert [task.lead_id for task in tasks] == [lan.member.pk, minh.member.pk]
    assert len({task.code for task in tasks}) == 2


def test_none_gets_one_when_one_of_many_cannot(binh, lan, minh, who):
    minh.member.active = False
    minh.member.save()
    with pytest.raises(Refused):
        actions.assign_each(
            content="Nộp bản tự kiểm điểm", lead_ids=[lan.member.pk, minh.member.pk],
            limit="3 working_day", by=who(binh), at=MONDAY,
        )  # fmt: skip
    assert not Task.objects.exists()


def test_a_part_belongs_to_its_task_and_is_followed_by_those_who_follow_that(binh, lan, minh, who):
    task = make_task(lan, by=who(binh), at=MONDAY, co_ids=[minh.member.pk])
    part = actions.split(
        task.code, content="Đo đạc hiện trường", lead_id=minh.member.pk, limit="2 working_day",
        by=who(lan), at=MONDAY,
    )  # fmt: skip
    assert (part.parent_id, part.depth) == (task.pk, 2)
    over = TaskMember.objects.filter(task=part, part=Part.OVER)
    assert set(over.values_list("member_id", flat=True)) == {lan.member.pk, binh.member.pk}


def test_a_task_cannot_be_cut_finer_than_three_layers(binh, lan, who):
    task = make_task(lan, by=who(binh), at=MONDAY)
    facts = {"content": "Phần", "lead_id": lan.member.pk, "by": who(lan), "at": MONDAY}
    second = actions.split(task.code, **facts)
    third = actions.split(second.code, **facts)
    with pytest.raises(Refused) as no:
        actions.split(third.code, **facts)
    assert no.value.reason == Refusal.TOO_DEEP
