"""Checking in: by the code, from the list; excusing, correcting, closing."""

from datetime import timedelta

import pytest

from khe.base.journal import queries as journal
from khe.base.refusal import Refused
from khe.desks.study import testing as made
from khe.desks.study.actions import checkin as actions
from khe.desks.study.models import Mark, Round, Seat
from khe.desks.study.queries import attendance as queries
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules import checkin as rules
from khe.desks.study.testing import TUESDAY

EARLY = TUESDAY - timedelta(minutes=20)
LATE = TUESDAY + timedelta(minutes=16)
OVER = TUESDAY.replace(hour=4, minute=1)


@pytest.fixture
def lesson(ward, dung, who):
    """A class on Tuesday whose screen is open."""
    study_class = made.make_class()
    actions.open_roll(study_class.pk, by=who(dung), at=EARLY)
    return study_class


def scan(study_class, actor, at):
    """Return the ticket of somebody who scans the code on the screen."""
    return rules.ticket_of(
        queries.roll_of(study_class.pk).secret, study_class.pk, actor.member_id, at
    )


def come(study_class, actor, at=EARLY, phone="p1", ticket=None):
    ticket = ticket or scan(study_class, actor, at)
    return actions.check_in(study_class.pk, ticket=ticket, phone=phone, by=actor, at=at)


def refusal_of(do):
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.reason


def unchanged(seat):
    seat.refresh_from_db()
    return seat.state == "expected" and not Mark.objects.exists()


def test_it_makes_who_scanned_present(lesson, lan, who):
    seat = made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    come(lesson, who(lan))
    seat.refresh_from_db()
    assert (seat.state, seat.method, seat.checked_at) == ("present", "qr", EARLY)
    mark = queries.history(seat.pk).get()
    assert (mark.by_name, mark.outcome) == (lan.member.name, "applied")
    entry = journal.of(lesson.pk).last()
    assert (entry.event, entry.facts["former"]) == ("roll.checked_in", "expected")


def test_the_secret_is_sealed(lesson):
    from django.db import connection

    secret = queries.roll_of(lesson.pk).secret
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT secret FROM study_roll WHERE authority_id = %s", [lesson.authority_id]
        )
        assert secret not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("at", "reason"),
    [(TUESDAY - timedelta(minutes=46), Refusal.TOO_EARLY), (OVER, Refusal.TOO_LATE)],
)
def test_nobody_checks_in_before_or_after_the_class(lesson, lan, who, dung, at, reason):
    seat = made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    assert refusal_of(lambda: come(lesson, who(lan), at)) is reason
    assert refusal_of(lambda: actions.mark_present(seat.pk, by=who(dung), at=at)) is reason
    assert unchanged(seat)


def test_the_wrong_class_strangers_and_the_exempt_are_refused(lesson, lan, minh, binh, thoa, who):
    other = made.make_class(lesson.round, hall=made.make_hall(name="Nhà văn hóa"))
    made.make_seat(other, made.make_learner(lesson.round, lan.member))
    made.make_learner(lesson.round, binh.member)  # not placed
    exempt = made.make_learner(lesson.round, thoa.member, exempt=True, exempt_reason="Ốm dài ngày")
    made.make_seat(lesson, exempt)
    wanted = {
        lan: Refusal.WRONG_CLASS, minh: Refusal.NOT_A_LEARNER, binh: Refusal.NO_SEAT,
        thoa: Refusal.EXEMPT,
    }  # fmt: skip
    for user, reason in wanted.items():
        assert refusal_of(lambda user=user: come(lesson, who(user))) is reason
    assert not Mark.objects.exists()
    assert set(Seat.objects.values_list("state", flat=True)) == {"expected"}


def test_twice_is_refused_and_the_first_time_stands(lesson, lan, who):
    seat = made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    come(lesson, who(lan))
    again = EARLY + timedelta(minutes=5)
    assert refusal_of(lambda: come(lesson, who(lan), again)) is Refusal.TWICE
    seat.refresh_from_db()
    assert seat.checked_at == EARLY
    assert Mark.objects.count() == 1


def test_one_telephone_checks_in_one_person_of_a_class(lesson, lan, minh, who):
    made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    other = made.make_seat(lesson, made.make_learner(lesson.round, minh.member))
    come(lesson, who(lan), phone="same")
    assert refusal_of(lambda: come(lesson, who(minh), phone="same")) is Refusal.SAME_PHONE
    other.refresh_from_db()
    assert other.state == "expected"
    come(lesson, who(minh), phone="another")
    other.refresh_from_db()
    assert other.state == "present"


def test_a_forged_or_borrowed_ticket_is_refused(lesson, lan, minh, who):
    seat = made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    borrowed = scan(lesson, who(minh), EARLY)
    for ticket in ("", "1.AAAA", borrowed):
        reason = refusal_of(lambda ticket=ticket: come(lesson, who(lan), ticket=ticket or "x"))
        assert reason is Refusal.CODE_WRONG
    assert unchanged(seat)


def test_late_is_present_and_noted(lesson, lan, who):
    made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    come(lesson, who(lan), LATE)
    (row,) = queries.rows([lesson.round_id])
    assert (row.state, row.late) == ("present", True)


def test_only_an_organiser_keeps_the_list(lesson, lan, binh, who):
    seat = made.make_seat(lesson)
    for user in (lan, binh):
        for do in (
            lambda by: actions.mark_present(seat.pk, by=by, at=TUESDAY),
            lambda by: actions.excuse(seat.pk, reason="Ốm", by=by, at=TUESDAY),
            lambda by: actions.correct(seat.pk, state="present", reason="x", by=by, at=TUESDAY),
            lambda by: actions.close_roll(lesson.pk, by=by, at=OVER),
            lambda by: actions.open_roll(lesson.pk, by=by, at=TUESDAY),
        ):
            assert refusal_of(lambda do=do, user=user: do(who(user))) is Refusal.NOT_ORGANISER
    assert unchanged(seat)


def test_it_excuses_with_a_reason_and_who(lesson, dung, who):
    seat = made.make_seat(lesson)
    by = who(dung)
    assert (
        refusal_of(lambda: actions.excuse(seat.pk, reason=" ", by=by, at=EARLY))
        is Refusal.NO_REASON
    )
    actions.excuse(seat.pk, reason="Đi công tác thành phố", by=by, at=EARLY)
    seat.refresh_from_db()
    assert (seat.state, seat.reason) == ("excused", "Đi công tác thành phố")
    assert queries.history(seat.pk).get().by_name == "Mai Thị Dung"
    again = refusal_of(lambda: actions.excuse(seat.pk, reason="Ốm", by=by, at=EARLY))
    assert again is Refusal.EXCUSED_ALREADY


def test_closing_makes_whoever_did_not_come_absent_without_leave(lesson, dung, who):
    came, excused = made.make_seat(lesson, "Đỗ Thị Tám"), made.make_seat(lesson, "Võ Văn Chín")
    missing = made.make_seat(lesson, "Hồ Thị Mười")
    exempt = made.make_learner(lesson.round, "Lý Văn Tư", exempt=True, exempt_reason="Trên 80 tuổi")
    kept = made.make_seat(lesson, exempt)
    by = who(dung)
    actions.mark_present(came.pk, by=by, at=TUESDAY)
    actions.excuse(excused.pk, reason="Ốm", by=by, at=TUESDAY)
    early = TUESDAY - timedelta(minutes=1)
    assert refusal_of(lambda: actions.close_roll(lesson.pk, by=by, at=early)) is Refusal.NOT_BEGUN
    actions.close_roll(lesson.pk, by=by, at=OVER)
    states = {s.pk: s.state for s in Seat.objects.all()}
    assert states == {
        came.pk: "present", excused.pk: "excused", missing.pk: "unexcused", kept.pk: "expected",
    }  # fmt: skip
    lesson.refresh_from_db()
    assert lesson.status == "held"
    one = Round.objects.get()
    assert (one.status, one.held_at) == ("held", lesson.ends_at)
    assert refusal_of(lambda: actions.close_roll(lesson.pk, by=by, at=OVER)) is Refusal.CLOSED
    assert refusal_of(lambda: actions.mark_present(missing.pk, by=by, at=OVER)) is Refusal.CLOSED


def test_it_is_corrected_with_a_reason_and_both_stay_on_record(lesson, dung, who):
    seat = made.make_seat(lesson)
    by = who(dung)
    actions.close_roll(lesson.pk, by=by, at=OVER)

    def correct(reason):
        return actions.correct(seat.pk, state="present", reason=reason, by=by, at=OVER)

    assert refusal_of(lambda: correct("")) is Refusal.NO_REASON
    correct("Có ký tên trong sổ giấy")
    seat.refresh_from_db()
    assert seat.state == "present"
    assert [m.state for m in queries.history(seat.pk)] == ["unexcused", "present"]
    assert refusal_of(lambda: correct("lần nữa")) is Refusal.NOTHING_CHANGED


def test_a_round_is_not_held_before_its_last_class(lesson, dung, who):
    made.make_class(lesson.round, hall=made.make_hall(name="Nhà văn hóa"))
    actions.close_roll(lesson.pk, by=who(dung), at=OVER)
    assert Round.objects.get().held_at is None


def test_the_organiser_sets_when_one_may_check_in(lesson, dung, lan, who, desk):
    address = f"/hoc-tap/diem-danh/lop/{lesson.pk}/gio/"
    sent = desk(dung).post(address, {"before": 5, "late": 10, "after": 20})
    assert sent.status_code == 302
    open_ = queries.window_of(lesson, queries.roll_of(lesson.pk))
    assert lesson.starts_at - open_.opens_at == timedelta(minutes=5)
    assert open_.late_at - lesson.starts_at == timedelta(minutes=10)
    assert open_.closes_at - lesson.ends_at == timedelta(minutes=20)
    assert journal.of(lesson.pk).last().facts == {"before": 5, "late": 10, "after": 20}

    too_early = lesson.starts_at - timedelta(minutes=6)
    made.make_seat(lesson, made.make_learner(lesson.round, lan.member))
    assert refusal_of(lambda: come(lesson, who(lan), too_early)) == Refusal.TOO_EARLY


@pytest.mark.parametrize("wrong", [{"before": -1}, {"after": 241}, {"late": 240}, {"late": "x"}])
def test_minutes_that_make_no_sense_change_nothing(lesson, dung, desk, wrong):
    before = queries.window_of(lesson, queries.roll_of(lesson.pk))
    address = f"/hoc-tap/diem-danh/lop/{lesson.pk}/gio/"
    said = desk(dung).post(address, {"before": 5, "late": 10, "after": 20} | wrong)
    assert said.status_code == 422
    assert queries.window_of(lesson, queries.roll_of(lesson.pk)) == before
