"""The rotating code and the window, as pure rules; and rates that are never mixed."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules import attendance as counting
from khe.desks.study.rules import checkin, devices
from khe.desks.study.rules.attendance import Row
from khe.desks.study.rules.devices import Sent

NOW = datetime(2026, 3, 10, 0, 40, 3, tzinfo=UTC)
CLASS, OTHER = UUID(int=7), UUID(int=8)
SECRET = "bi-mat-cua-lop"


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def why(code, at=NOW, class_id=CLASS, secret=SECRET):
    return checkin.why_not_code(code, secret=secret, class_id=class_id, at=at)


def test_a_code_is_good_for_its_step_and_the_next():
    code = checkin.code_of(SECRET, CLASS, checkin.step_of(NOW))
    assert why(code) is None
    assert why(code.lower()) is None
    assert why(code, NOW + seconds(16)) is None
    assert why(code, NOW + seconds(17)) is Refusal.CODE_OLD
    assert why(code, NOW - seconds(4)) is Refusal.CODE_WRONG  # not yet made


@given(st.floats(0, 10**6, allow_nan=False), st.floats(20, 3000, allow_nan=False))
def test_a_photograph_is_useless_after_twenty_seconds(start, age):
    at = NOW + seconds(start)
    code = checkin.code_of(SECRET, CLASS, checkin.step_of(at))
    assert why(code, at) is None
    assert why(code, at + seconds(age)) is Refusal.CODE_OLD


@pytest.mark.parametrize("code", ["", "AAAAAAAAAAAA", "đúng", "0" * 4000, "A' OR 1=1 --"])
def test_a_forged_code_is_refused(code):
    assert why(code) is Refusal.CODE_WRONG


def test_a_code_of_another_class_or_secret_is_forged():
    code = checkin.code_of(SECRET, CLASS, checkin.step_of(NOW))
    assert why(code, class_id=OTHER) is Refusal.CODE_WRONG
    assert why(code, secret="khac") is Refusal.CODE_WRONG
    assert why(code, secret="") is Refusal.NOT_OPEN


def test_a_ticket_is_its_owners_for_two_minutes():
    me, you = uuid4(), uuid4()
    ticket = checkin.ticket_of(SECRET, CLASS, me, NOW)

    def why_not(member, at=NOW, text=ticket):
        return checkin.why_not_ticket(text, secret=SECRET, class_id=CLASS, member_id=member, at=at)

    assert why_not(me) is None
    assert why_not(me, NOW + seconds(119)) is None
    assert why_not(me, NOW + seconds(121)) is Refusal.CODE_OLD
    assert why_not(you) is Refusal.CODE_WRONG
    assert why_not(None) is Refusal.CODE_WRONG
    later = f"{int(NOW.timestamp()) + 600}.{ticket.partition('.')[2]}"
    assert why_not(me, NOW + seconds(600), later) is Refusal.CODE_WRONG
    assert why_not(me, text="²³.AAAA") is Refusal.CODE_WRONG


def test_the_window_holds_both_its_ends():
    open_ = checkin.window(NOW, NOW + seconds(7200), before=45, late=15, after=0)
    assert checkin.why_not_at(NOW - seconds(45 * 60), open_) is None
    assert checkin.why_not_at(NOW - seconds(45 * 60 + 1), open_) is Refusal.TOO_EARLY
    assert checkin.why_not_at(NOW + seconds(7200), open_) is None
    assert checkin.why_not_at(NOW + seconds(7201), open_) is Refusal.TOO_LATE


# ---- rates ---------------------------------------------------------------------------------------


def row(state, *, made_up=False, exempt=False, body=None):
    return Row(uuid4(), uuid4(), exempt=exempt, state=state, made_up=made_up, body_id=body)


def the_founding_report():
    present = [row("present") for _ in range(538)]
    absent = [row("unexcused", made_up=True) for _ in range(9)]
    excused = [row("excused", made_up=True) for _ in range(4)]
    exempt = [row(None, exempt=True) for _ in range(6)] + [row("present", exempt=True)]
    return [*present, *absent, *excused, *exempt]


def test_538_of_551_is_97_6_percent_and_100_after_make_up_never_mixed():
    found = counting.tally(the_founding_report())
    assert (len(found.present), len(found.obliged)) == (538, 551)
    assert found.first_rate == Fraction(538, 551)
    assert round(100 * found.first_rate, 1) == Fraction(976, 10)
    assert (found.done, found.final_rate) == (551, 1)
    assert len(found.made_up) == 13
    assert len(found.exempt) == 7


def test_nobody_to_come_has_no_rate():
    found = counting.tally([row(None, exempt=True)])
    assert found.first_rate is None
    assert found.final_rate is None


def test_who_came_twice_is_not_counted_as_made_up():
    found = counting.tally([row("present", made_up=True)])
    assert (len(found.present), len(found.made_up), found.final_rate) == (1, 0, 1)


STATES = st.sampled_from(["present", "excused", "unexcused", "expected", None])
ROWS = st.lists(
    st.builds(
        row, STATES, made_up=st.booleans(), exempt=st.booleans(),
        body=st.sampled_from([UUID(int=n) for n in range(6)]),
    ),
    max_size=80,
)  # fmt: skip


@given(ROWS)
def test_every_learner_is_counted_once(rows):
    found = counting.tally(rows)
    parts = [found.present, found.excused, found.unexcused, found.waiting]
    assert sorted(pk for part in parts for pk in part) == sorted(found.obliged)
    assert len(found.obliged) + len(found.exempt) == len(rows)
    assert found.done + found.missing == len(found.obliged)
    if found.obliged:
        assert found.first_rate <= found.final_rate <= 1


@given(ROWS)
def test_shown_groups_never_let_a_small_one_be_worked_out(rows):
    groups = counting.by(rows, lambda r: r.body_id)
    shown = counting.folded(groups, "rest")
    assert all(len(t.obliged) >= 5 for t in shown.values())
    # what is missing from the sum is nobody, or a group that is itself too small to be shown at all
    total = sum(len(t.obliged) for t in groups.values())
    seen = sum(len(t.obliged) for t in shown.values())
    assert seen == total or (not shown and total < 5)


# ---- what a device sends -------------------------------------------------------------------------


def sent(number, seat=1, at=NOW, what="present"):
    return Sent(number, UUID(int=seat), what, at)


def as_known(*marks):
    return {mark.number: mark for mark in marks}


def test_a_batch_follows_on_without_a_gap():
    known = as_known(sent(1), sent(2, seat=2))
    assert devices.why_not_receive([sent(3, 3), sent(4, 4)], known) is None
    assert devices.why_not_receive([sent(4, 4), sent(3, 3)], known) is None  # order does not matter
    assert devices.why_not_receive([sent(4, 4)], known) is Refusal.GAP
    assert devices.why_not_receive([sent(0)], {}) is Refusal.GAP
    assert devices.why_not_receive([sent(2)], {}) is Refusal.GAP


def test_a_batch_sent_again_is_known():
    known = as_known(sent(1), sent(2, seat=2))
    again = [sent(1), sent(2, seat=2), sent(3, 3)]
    assert devices.why_not_receive(again, known) is None
    assert devices.fresh(again, known) == [sent(3, 3)]
    assert devices.fresh([sent(1)], known) == []


def test_a_mark_never_changes():
    known = as_known(sent(1))
    assert devices.why_not_receive([sent(1, seat=9)], known) is Refusal.CHANGED
    assert devices.why_not_receive([sent(2, 2), sent(2, 3)], known) is Refusal.CHANGED
    assert devices.why_not_receive([], known) is Refusal.EMPTY_BATCH
    assert devices.why_not_receive([sent(2, what="absent")], known) is Refusal.BAD_MARK
    many = [sent(n) for n in range(2, 503)]
    assert devices.why_not_receive(many, known) is Refusal.TOO_MANY


@given(st.lists(st.integers(1, 12), min_size=1, max_size=40), st.randoms())
def test_however_batches_are_cut_and_repeated_each_mark_counts_once(cuts, random):
    everything = [sent(n, seat=n, at=NOW + seconds(n)) for n in range(1, 13)]
    known, applied = {}, []
    for upto in [*sorted(cuts), 12]:
        batch = everything[random.randrange(0, len(known) + 1) : max(upto, len(known))]
        random.shuffle(batch)
        if batch and devices.why_not_receive(batch, known) is None:
            new = devices.fresh(batch, known)
            applied += new
            known |= as_known(*new)
    assert applied == everything


def test_device_time_is_trusted_only_as_far_as_it_can_be_checked():
    def why_not(moment, before=None):
        return devices.why_not_trust(
            moment, prepared_at=NOW, before=before, arrived_at=NOW + timedelta(hours=5)
        )

    assert why_not(NOW + timedelta(hours=1)) is None
    assert why_not(NOW - seconds(121)) is Refusal.CLOCK_BEFORE
    assert why_not(NOW + timedelta(hours=5, minutes=3)) is Refusal.CLOCK_AHEAD
    late = NOW + timedelta(hours=2)
    assert why_not(late - seconds(60), late) is None
    assert why_not(late - seconds(130), late) is Refusal.CLOCK_BACK
