"""The device at the door: what it sends later arrives in order, once, and never half."""

from datetime import timedelta
from uuid import uuid4

import pytest

from khe.base.refusal import Refused
from khe.desks.study import testing as made
from khe.desks.study.actions import checkin, devices
from khe.desks.study.models import Device, Mark, Seat
from khe.desks.study.queries import attendance as queries
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules.devices import Sent
from khe.desks.study.testing import TUESDAY

EARLY = TUESDAY - timedelta(minutes=30)
NOON = TUESDAY + timedelta(hours=5)
minutes = lambda n: timedelta(minutes=n)  # noqa: E731


@pytest.fixture
def lesson(ward):
    return made.make_class()


@pytest.fixture
def seats(lesson):
    return [made.make_seat(lesson, name) for name in ("Đỗ Thị Tám", "Võ Văn Chín", "Hồ Thị Mười")]


@pytest.fixture
def device(lesson, dung, who):
    """A tablet whose clock runs ten minutes slow."""
    return devices.prepare_device(
        lesson.pk, device_now=EARLY - minutes(10), label="Cửa chính", by=who(dung), at=EARLY
    )


@pytest.fixture
def send(device, dung, who):
    def all_of(*marks, at=NOON):
        return devices.receive_marks(device.pk, list(marks), by=who(dung), at=at)

    return all_of


def at_door(number, seat, after=5, what="present"):
    """Return a mark `after` minutes of device time after the device was prepared."""
    return Sent(number, getattr(seat, "pk", seat), what, EARLY - minutes(10) + minutes(after))


def refusal_of(do):
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.reason


def test_they_arrive_in_order_by_the_servers_clock(send, seats):
    marks = send(*[at_door(n, seat, n) for n, seat in enumerate(seats, 1)])
    assert [m.number for m in marks] == [1, 2, 3]
    for n, seat in enumerate(seats, 1):
        seat.refresh_from_db()
        assert (seat.state, seat.method, seat.checked_at) == (
            "present",
            "device",
            EARLY + minutes(n),
        )
    assert {m.recorded_at for m in marks} == {NOON}


def test_sent_again_they_are_acknowledged_and_change_nothing(
    send, seats, django_assert_max_num_queries
):
    one, two = at_door(1, seats[0], 1), at_door(2, seats[1], 2)
    send(one)
    with django_assert_max_num_queries(6):
        assert [m.number for m in send(one)] == [1]
    assert [m.outcome for m in send(two, one)] == ["applied", "applied"]
    assert Mark.objects.count() == 2


def test_a_gap_is_refused_whole(send, seats):
    assert refusal_of(lambda: send(at_door(2, seats[0]))) is Refusal.GAP
    assert refusal_of(lambda: send(at_door(1, seats[0]), at_door(3, seats[1]))) is Refusal.GAP
    assert not Mark.objects.exists()
    assert set(Seat.objects.values_list("state", flat=True)) == {"expected"}


def test_a_mark_that_was_changed_is_refused_whole(send, seats):
    send(at_door(1, seats[0]))
    changed = refusal_of(lambda: send(at_door(1, seats[1]), at_door(2, seats[2])))
    assert changed is Refusal.CHANGED
    assert Mark.objects.count() == 1


def test_each_mark_that_may_not_be_says_why_and_the_others_stand(send, seats, lesson):
    other = made.make_class(lesson.round, hall=made.make_hall(name="Nhà văn hóa"))
    elsewhere = made.make_seat(other, "Lê Văn Hai")
    exempt = made.make_learner(lesson.round, "Lý Văn Tư", exempt=True, exempt_reason="Trên 80 tuổi")
    kept = made.make_seat(lesson, exempt)
    marks = send(
        at_door(1, uuid4(), 1),
        at_door(2, elsewhere, 2),
        at_door(3, kept, 3),
        at_door(4, seats[0], 4),
        at_door(5, seats[1], 30 + 3 * 60 + 31),  # a minute after the class
    )
    assert [m.refusal for m in marks] == [
        "not_a_learner", "wrong_class", "exempt", "", "too_late",
    ]  # fmt: skip
    assert set(Seat.objects.filter(state="present")) == {seats[0]}
    assert queries.unsettled(lesson.pk).count() == 4


def test_a_device_cannot_be_prepared_too_early_to_trust(send, seats):
    marks = send(at_door(1, seats[0], -30), at_door(2, seats[1], 6 * 60))
    assert [m.refusal for m in marks] == ["clock_before", "clock_ahead"]


def test_a_clock_set_back_is_not_trusted(send, seats):
    marks = send(at_door(1, seats[0], 20), at_door(2, seats[1], 5))
    assert [m.refusal for m in marks] == ["", "clock_back"]


def test_the_earlier_valid_decision_stands_and_history_keeps_both(send, seats, dung, who):
    first, second, third = seats
    checkin.excuse(first.pk, reason="Ốm", by=who(dung), at=EARLY + minutes(1))
    checkin.mark_present(second.pk, by=who(dung), at=EARLY + minutes(20))
    checkin.correct(third.pk, state="excused", reason="Nhầm người", by=who(dung), at=NOON)
    marks = send(at_door(1, first, 2), at_door(2, second, 3), at_door(3, third, 4))
    assert [m.outcome for m in marks] == ["kept", "applied", "kept"]
    for seat in seats:
        seat.refresh_from_db()
    assert [s.state for s in seats] == ["excused", "present", "excused"]
    assert second.checked_at == EARLY + minutes(3)  # the earlier of the two
    assert queries.history(first.pk).count() == 2


def test_what_was_marked_in_time_counts_when_it_arrives_after_closing(
    send, lesson, seats, dung, who
):
    checkin.close_roll(lesson.pk, by=who(dung), at=NOON - minutes(10))
    send(at_door(1, seats[0], 5))
    seats[0].refresh_from_db()
    assert seats[0].state == "present"


def test_a_slip_of_the_finger_is_undone(send, seats):
    marks = send(
        at_door(1, seats[0], 1),
        at_door(2, seats[0], 2, "undo"),
        at_door(3, seats[1], 3, "undo"),
    )
    assert [m.refusal for m in marks] == ["", "", "nothing_to_undo"]
    seats[0].refresh_from_db()
    assert (seats[0].state, seats[0].checked_at) == ("expected", None)


def test_only_an_organiser_prepares_and_sends(device, lesson, seats, lan, who):
    by = who(lan)
    prepare = lambda: devices.prepare_device(lesson.pk, device_now=EARLY, by=by, at=EARLY)  # noqa: E731
    send = lambda: devices.receive_marks(device.pk, [at_door(1, seats[0])], by=by, at=NOON)  # noqa: E731
    assert refusal_of(prepare) is Refusal.NOT_ORGANISER
    assert refusal_of(send) is Refusal.NOT_ORGANISER
    assert Device.objects.count() == 1
    assert not Mark.objects.exists()


def test_a_device_with_no_sense_of_the_day_is_not_prepared(lesson, dung, who):
    wild = lambda: devices.prepare_device(  # noqa: E731
        lesson.pk, device_now=EARLY - timedelta(days=400), by=who(dung), at=EARLY
    )
    assert refusal_of(wild) is Refusal.CLOCK_UNSET


def test_a_big_batch_takes_the_same_statements(send, lesson, django_assert_max_num_queries):
    many = [made.make_seat(lesson, f"Người thứ {n}") for n in range(60)]
    with django_assert_max_num_queries(14):
        send(*[at_door(n, seat, 1 + n / 60) for n, seat in enumerate(many, 1)])
    assert Seat.objects.filter(state="present").count() == 60
