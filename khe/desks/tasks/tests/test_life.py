"""From giving to accepting: the verbs, who may do them, and what the clock makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import MONDAY
from khe.base.files.models import Attachment
from khe.base.journal.models import Entry
from khe.base.journal.queries import broken
from khe.base.messages.models import Message
from khe.base.refusal import Refused
from khe.desks.tasks import actions, rules
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import State
from khe.desks.tasks.testing import make_task

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = date(2026, 3, 6)
SATURDAY = datetime(2026, 3, 7, 2, 0, tzinfo=UTC)
NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture
def task(binh, lan, who):
    """Bình gives Lan a task on Monday, due on Friday at 17:00."""
    return make_task(lan, by=who(binh), at=MONDAY, due_day=FRIDAY)


def state(task, at):
    task.refresh_from_db()
    return rules.state_of(task, at)


def why(task, verb, **facts):
    """Return why a verb is refused, and show that it changed nothing."""
    task.refresh_from_db()
    before = (task.journal_seq, task.status, task.due_at, Attachment.objects.count())
    with pytest.raises(Refused) as no:
        verb(task.code, **facts)
    task.refresh_from_db()
    assert before == (task.journal_seq, task.status, task.due_at, Attachment.objects.count())
    return no.value.reason


def test_it_goes_from_not_due_over_doing_to_done_on_time(task, binh, lan, who):
    assert state(task, MONDAY) == State.NOT_DUE
    actions.start(task.code, by=who(lan), at=MONDAY)
    assert state(task, MONDAY) == State.DOING
    actions.hand_in(task.code, result="Đã rà soát 40 hộ", by=who(lan), at=TUESDAY)
    assert state(task, TUESDAY) == State.DOING
    actions.confirm(task.code, by=who(binh), at=NEXT_MONDAY)
    assert state(task, NEXT_MONDAY) == State.DONE_ON_TIME
    assert task.done_at == TUESDAY
    assert broken() == []


def test_waiting_to_be_accepted_makes_nobody_late(task, lan, who):
    actions.hand_in(task.code, result="Xong", by=who(lan), at=TUESDAY)
    assert state(task, NEXT_MONDAY) == State.DOING


def test_it_is_overdue_and_then_done_late(task, binh, lan, who):
    assert state(task, SATURDAY) == State.OVERDUE
    actions.hand_in(task.code, result="Xong", by=who(lan), at=SATURDAY)
    assert state(task, SATURDAY) == State.OVERDUE
    actions.confirm(task.code, by=who(binh), at=SATURDAY)
    assert state(task, SATURDAY) == State.DONE_LATE


def test_what_is_sent_back_runs_again(task, binh, lan, who):
    actions.hand_in(task.code, result="Xong", by=who(lan), at=TUESDAY)
    assert why(task, actions.send_back, reason=" ", by=who(binh), at=TUESDAY) == Refusal.NO_REASON
    actions.send_back(task.code, reason="Thiếu khu vực 3", by=who(binh), at=TUESDAY)
    assert state(task, SATURDAY) == State.OVERDUE
    told = Message.objects.filter(member=lan.member).latest("made_at", "id")
    assert "Thiếu khu vực 3" in told.text


def test_nobody_accepts_their_own_work_whatever_their_roles(binh, an, who):
    giver = replace(who(an), roles=frozenset({"leader"}))
    task = make_task(binh, by=giver, at=MONDAY)
    actions.hand_in(task.code, result="Xong", by=who(binh), at=TUESDAY)
    assert why(task, actions.confirm, by=who(binh), at=TUESDAY) == Refusal.OWN_WORK
    actions.confirm(task.code, by=giver, at=TUESDAY)


def test_what_one_gave_oneself_needs_nobody_else(lan, who):
    task = actions.assign(content="Sắp kho", lead_id=lan.member.pk, by=who(lan), at=MONDAY)
    actions.hand_in(task.code, result="Xong", by=who(lan), at=TUESDAY)
    assert state(task, TUESDAY) == State.DONE_ON_TIME


def test_strangers_do_nothing_to_it(task, minh, who):
    facts = {"by": who(minh), "at": TUESDAY}
    assert why(task, actions.start, **facts) == Refusal.NOT_LEAD
    assert why(task, actions.note, text="x", **facts) == Refusal.NOT_IN_IT
    assert why(task, actions.hand_in, result="x", **facts) == Refusal.NOT_LEAD
    assert why(task, actions.confirm, **facts) == Refusal.NOT_DECIDER
    later = {"due_day": date(2026, 3, 20), "reason": "x"}
    assert why(task, actions.extend, **later, **facts) == Refusal.NOT_DECIDER
    assert why(task, actions.drop, reason="x", **facts) == Refusal.NOT_DECIDER
    assert why(task, actions.amend, content="x", **facts) == Refusal.NOT_DECIDER


def test_a_note_keeps_its_evidence_and_begins_the_task(task, lan, who):
    paper = SimpleUploadedFile("bien-ban.txt", "Biên bản".encode())
    actions.note(task.code, text="Đã làm 10 hộ", percent=25, files=[paper], by=who(lan), at=TUESDAY)
    task.refresh_from_db()
    entry = Entry.objects.filter(subject_id=task.pk).latest("seq")
    file = Attachment.objects.get(subject_id=task.pk)
    assert (task.percent, task.started_at) == (25, TUESDAY)
    assert entry.facts["files"] == [{"name": "bien-ban.txt", "sha256": file.sha256}]
    assert file.part == str(entry.seq)


def test_hostile_evidence_is_refused_with_its_name(task, lan, who):
    good = SimpleUploadedFile("tot.txt", b"ok")
    bad = SimpleUploadedFile("anh.pdf", b"MZ\x90\x00this is a program")
    facts = {"text": "Đã làm", "files": [good, bad], "by": who(lan), "at": TUESDAY}
    assert "anh.pdf" in str(why(task, actions.note, **facts).label)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"text": " "}, Refusal.NO_TEXT), ({"percent": 101}, Refusal.BAD_PERCENT),
     ({"percent": -1}, Refusal.BAD_PERCENT)],
)  # fmt: skip
def test_a_note_says_something(facts, reason, task, lan, who):
    assert why(task, actions.note, **facts, by=who(lan), at=TUESDAY) == reason


def test_those_who_watch_comment_but_do_not_say_how_far_it_is(task, binh, who):
    actions.note(task.code, text="Ưu tiên khu vực 3", percent=80, by=who(binh), at=TUESDAY)
    task.refresh_from_db()
    assert (task.percent, task.started_at) == (0, None)


def test_an_extension_keeps_the_first_due_moment_and_who_allowed_it(task, binh, who):
    first = task.due_at
    actions.extend(task.code, due_day=date(2026, 3, 11), reason="Mưa bão", document="12/TB-UBND",
                   by=who(binh), at=TUESDAY)  # fmt: skip
    assert state(task, SATURDAY) == State.EXTENDED
    assert (task.original_due_at, task.extended_by) == (first, "Phạm Thanh Bình")
    facts = Entry.objects.filter(subject_id=task.pk).latest("seq").facts
    assert (facts["reason"], facts["document"]) == ("Mưa bão", "12/TB-UBND")
    assert state(task, datetime(2026, 3, 12, tzinfo=UTC)) == State.OVERDUE


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"due_day": date(2026, 3, 5), "reason": "x"}, Refusal.NOT_LATER),
        ({"due_day": FRIDAY, "reason": "x"}, Refusal.NOT_LATER),
        ({"due_day": date(2026, 3, 20), "reason": "  "}, Refusal.NO_REASON),
        ({"reason": "x"}, Refusal.NO_DUE),
    ],
)
def test_it_is_extended_only_forward_and_with_a_reason(facts, reason, task, binh, who):
    assert why(task, actions.extend, **facts, by=who(binh), at=TUESDAY) == reason


def test_an_overdue_task_is_not_extended_to_a_moment_that_is_over(task, binh, who):
    late = datetime(2026, 3, 16, 3, tzinfo=UTC)
    facts = {"due_day": date(2026, 3, 12), "reason": "x", "by": who(binh), "at": late}
    assert why(task, actions.extend, **facts) == Refusal.DUE_PASSED


def test_the_lead_asks_for_more_time_and_gets_it_or_not(task, binh, lan, who):
    ask = {"due_day": date(2026, 3, 11), "reason": "Chờ số liệu", "by": who(lan), "at": TUESDAY}
    assert why(task, actions.extend, **ask) == Refusal.NOT_DECIDER
    actions.ask_extension(task.code, **ask)
    due = task.due_at
    actions.deny_extension(task.code, reason="Cần cho kỳ họp", by=who(binh), at=TUESDAY)
    task.refresh_from_db()
    assert (task.due_at, task.asked_due_at) == (due, None)
    actions.ask_extension(task.code, **ask)
    actions.extend(task.code, due_day=date(2026, 3, 10), reason="Đồng ý", by=who(binh), at=TUESDAY)
    task.refresh_from_db()
    assert (task.extensions, task.asked_due_at) == (1, None)


def test_it_is_dropped_with_a_reason_and_is_then_over(task, binh, lan, who):
    assert why(task, actions.drop, reason="", by=who(binh), at=TUESDAY) == Refusal.NO_REASON
    actions.drop(task.code, reason="Cấp trên đã làm", by=who(binh), at=TUESDAY)
    assert state(task, SATURDAY) == State.DROPPED
    assert why(task, actions.start, by=who(lan), at=SATURDAY) == Refusal.NOT_OPEN
    assert why(task, actions.drop, reason="x", by=who(binh), at=SATURDAY) == Refusal.NOT_OPEN


def test_the_whole_waits_for_its_parts(task, binh, lan, minh, who):
    part = actions.split(task.code, content="Đo đạc", lead_id=lan.member.pk, limit="1 working_day",
                         by=who(lan), at=MONDAY)  # fmt: skip
    assert why(task, actions.hand_in, result="x", by=who(lan), at=TUESDAY) == Refusal.PARTS_OPEN
    assert why(task, actions.drop, reason="x", by=who(binh), at=TUESDAY) == Refusal.PARTS_OPEN
    actions.hand_in(part.code, result="x", by=who(lan), at=TUESDAY)
    actions.hand_in(task.code, result="x", by=who(lan), at=TUESDAY)


def test_a_part_is_due_no_later_than_the_whole(task, lan, who):
    facts = {"content": "Phần", "lead_id": lan.member.pk, "by": who(lan), "at": MONDAY}
    assert why(task, actions.split, due_day=date(2026, 3, 9), **facts) == Refusal.AFTER_WHOLE


def test_what_is_decided_on_is_what_was_seen(task, binh, lan, who):
    seen = task.journal_seq
    actions.hand_in(task.code, result="Xong", by=who(lan), at=TUESDAY)
    with pytest.raises(Refused) as no:
        actions.refuse_stale(task.code, seen=seen)
    assert no.value.reason == Refusal.STALE


def test_it_cannot_be_written_before_what_stands_there(task, lan, who):
    earlier = MONDAY - timedelta(minutes=1)
    assert why(task, actions.start, by=who(lan), at=earlier) == Refusal.OUT_OF_ORDER


def test_words_are_corrected_and_the_former_ones_kept(task, binh, who):
    actions.amend(task.code, content="Rà soát hộ kinh doanh đường số 9", by=who(binh), at=TUESDAY)
    task.refresh_from_db()
    assert task.find_key.endswith("duong so 9")
    facts = Entry.objects.filter(subject_id=task.pk).latest("seq").facts
    assert facts["former"]["content"] == "Rà soát hộ kinh doanh trên đường số 7"
