"""Reminders: in time, to those concerned, and each once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from conftest import MONDAY
from khe.base.calendar.vn import vn
from khe.base.messages.models import Message
from khe.desks.tasks import actions, reminding
from khe.desks.tasks.testing import make_task

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)  # after work; due Friday 17:00 is 8 hours off
SATURDAY = datetime(2026, 3, 7, 2, 0, tzinfo=UTC)


@pytest.fixture
def task(binh, lan, who):
    made = make_task(lan, by=who(binh), at=MONDAY, due_day=date(2026, 3, 6))
    Message.objects.all().delete()
    return made


def told():
    return [(m.member_id, m.subject.split(":")[0]) for m in Message.objects.order_by("made_at")]


def test_the_lead_is_reminded_once_within_a_working_day(task, lan):
    assert reminding.remind(vn(), THURSDAY - timedelta(hours=4)) == 0
    assert reminding.remind(vn(), THURSDAY) == 1
    assert reminding.remind(vn(), THURSDAY + timedelta(hours=1)) == 0
    assert told() == [(lan.member.pk, "Sắp đến hạn")]


def test_the_lead_is_told_once_that_it_is_overdue(task, lan):
    assert reminding.remind(vn(), SATURDAY) == 1
    assert reminding.remind(vn(), SATURDAY + timedelta(days=2)) == 0
    assert told() == [(lan.member.pk, "Quá hạn")]


def test_a_new_due_moment_is_reminded_of_anew(task, binh, who):
    reminding.remind(vn(), THURSDAY)
    actions.extend(task.code, due_day=date(2026, 3, 13), reason="Mưa", by=who(binh), at=THURSDAY)
    Message.objects.all().delete()
    assert reminding.remind(vn(), datetime(2026, 3, 13, 1, 0, tzinfo=UTC)) == 1


def test_what_was_handed_in_is_left_alone(task, lan, who):
    actions.hand_in(task.code, result="Xong", by=who(lan), at=MONDAY)
    Message.objects.all().delete()
    assert reminding.remind(vn(), SATURDAY) == 0


def test_who_gave_it_hears_of_what_is_overdue_once_a_week(task, binh, lan, who):
    make_task(lan, by=who(lan), at=MONDAY, due_day=date(2026, 3, 6))  # own: nobody else's business
    Message.objects.all().delete()
    assert reminding.digest(MONDAY + timedelta(days=7)) == 1
    assert reminding.digest(MONDAY + timedelta(days=8)) == 0
    assert reminding.digest(MONDAY + timedelta(days=14)) == 1
    assert set(told()) == {(binh.member.pk, "1 nhiệm vụ đã giao đang quá hạn")}
