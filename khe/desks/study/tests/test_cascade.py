"""From the document to the announced class: what is done, what is refused, what people are told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from conftest import MONDAY, make_person
from khe.base.figures import Period
from khe.base.journal import queries as journal
from khe.base.messages.models import Message
from khe.base.people.queries import LOCAL
from khe.desks.study import testing as made
from khe.desks.study import waiting
from khe.desks.study.actions import (
    classes,
    documents,
    halls,
    invitations,
    learners,
    planning,
    programmes,
    rounds,
    seats,
)
from khe.desks.study.figures import planning as planning_figures
from khe.desks.study.models import Document, Hall, Learner, Plan, Programme, Round, Seat, StudyClass
from khe.desks.study.queries import rounds as queries
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules.programmes import Who
from khe.desks.study.states import ClassStatus, Event, RoundStatus
from khe.testing import refused

DAY = timedelta(days=1)
PARTY = Who(everybody=frozenset({"party"}))


@pytest.fixture
def hoai(office):
    """Hoài organises study."""
    return make_person("Nguyễn Thu Hoài", "hoai", "Tuyên giáo", ["study"], office)


@pytest.fixture
def by(hoai, who):
    return {"by": who(hoai), "at": MONDAY}


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@pytest.fixture
def planned(by):
    """A round with two learners and a hall, both with a seat on Tuesday morning."""
    round = made.make_round()
    one = made.make_class(round)
    made.make_seat(one, "Đỗ Thị Tám")
    made.make_seat(one, "Lý Văn Chín")
    return one


# ---- documents and the cascade --------------------------------------------------------------------


def test_the_deadline_follows_from_the_session_on_the_legal_clock(by):
    document = made.make_document()
    programme = programmes.save_programme(
        document_id=document.pk, title="Học tập Nghị quyết", who=PARTY, superior="Thành ủy",
        superior_session_on=date(2026, 3, 2), limit="15 working_day", ground="Kế hoạch 12-KH/TU",
        **by,
    )  # fmt: skip
    assert programme.due_at == local("2026-03-23T17:00")
    opened = programmes.open_programme(programme.pk, **by)
    assert opened.status == "open"
    assert [e.event for e in journal.of(programme.pk)] == [
        Event.PROGRAMME_SAVED, Event.PROGRAMME_OPENED,
    ]  # fmt: skip
    refused(Refusal.NOT_DRAFT, programmes.open_programme, programme.pk, **by)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"who": Who()}, Refusal.NOBODY),
        ({"title": " "}, Refusal.NO_TITLE),
        ({"limit": "15 working_day"}, Refusal.LIMIT_WITHOUT_SESSION),
        (
            {"superior_session_on": date(2026, 3, 2), "limit": "mau", "ground": "x"},
            Refusal.BAD_LIMIT,
        ),
        (
            {"superior_session_on": date(2026, 3, 2), "limit": "15 working_day"},
            Refusal.NO_GROUND,
        ),
        (
            {"superior_session_on": date(2026, 1, 2), "limit": "5 working_day", "ground": "x"},
            Refusal.SESSION_BEFORE_DOCUMENT,
        ),
    ],
)
def test_a_programme_that_does_not_hold_is_refused(by, facts, reason):
    document = made.make_document()
    known = {"title": "Học tập", "who": PARTY} | facts
    refused(reason, programmes.save_programme, document_id=document.pk, **known, **by)
    assert not Programme.objects.exists()


def test_only_organisers_organise(lan, who):
    asked = {"by": who(lan), "at": MONDAY}
    refused(
        Refusal.NOT_ORGANISER, documents.save_document, kind="law", number="1", title="Luật",
        day=date(2026, 1, 2), issuer="Quốc hội", level="central", **asked,
    )  # fmt: skip
    refused(Refusal.NOT_ORGANISER, halls.save_hall, name="A", seats=5, **asked)
    refused(Refusal.NOT_ORGANISER, planning.propose, made.make_round().pk, **asked)
    assert not Document.objects.filter(title="Luật").exists()
    assert not Hall.objects.filter(name="A").exists()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"last_day": date(2026, 3, 24)}, Refusal.AFTER_DEADLINE),
        ({"first_day": date(2026, 3, 2)}, Refusal.BEFORE_SESSION),
        ({"last_day": date(2026, 3, 8)}, Refusal.NOT_A_PERIOD),
        ({"parts": {}}, Refusal.NO_PARTS),
        (
            {"parts": {"am": ["07:30", "14:00"], "pm": ["13:30", "17:00"]}},
            Refusal.PARTS_OVERLAP,
        ),
        (
            {"first_day": date(2026, 3, 14), "last_day": date(2026, 3, 15)},
            Refusal.NO_WORKING_DAY,
        ),
    ],
)
def test_a_round_outside_the_programme_is_refused(by, facts, reason):
    programme = made.make_programme(
        superior_session_on=date(2026, 3, 2), limit="15 working_day",
        due_at=local("2026-03-23T17:00"),
    )  # fmt: skip
    known = {
        "name": "Đợt 1", "first_day": date(2026, 3, 9), "last_day": date(2026, 3, 13),
        "parts": {"am": ["07:30", "11:00"]},
    } | facts  # fmt: skip
    refused(reason, rounds.save_round, programme_id=programme.pk, **known, **by)
    assert not Round.objects.exists()


def test_learners_are_drawn_by_the_rule_and_the_preview_must_hold(by):
    round = made.make_round()
    made.make_member("Đỗ Thị Tám")
    made.make_member("Lý Văn Chín", party_since=None)
    stays = made.make_learner(round, made.make_member("Cao Văn Mười", party_since=None))
    Learner.objects.filter(pk=stays.pk).update(exempt=True, exempt_reason="Ốm", exempt_by="B")
    made.make_learner(round, made.make_member("Hồ Thị Một", party_since=None))
    refused(Refusal.LIST_CHANGED, rounds.draw_learners, round.pk, expected=(2, 1), **by)
    assert Learner.objects.count() == 2
    assert rounds.draw_learners(round.pk, expected=(1, 1), **by) == (1, 1)
    names = Learner.objects.values_list("member__name", flat=True)
    assert set(names) == {"Đỗ Thị Tám", "Cao Văn Mười"}


# ---- classes and seats by hand --------------------------------------------------------------------


def test_a_hall_without_seats_is_refused(by):
    refused(Refusal.NO_SEATS, halls.save_hall, name="Sân", seats=0, **by)
    assert not Hall.objects.filter(name="Sân").exists()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"seats": 61}, Refusal.OVER_CAPACITY),
        ({"starts_at": local("2026-03-10T09:00")}, Refusal.HALL_TAKEN),
        ({"starts_at": local("2026-03-16T07:30"), "ends_at": local("2026-03-16T11:00")},
         Refusal.OUTSIDE_ROUND),
        ({"ends_at": local("2026-03-11T07:00")}, Refusal.NOT_A_TIME),
        ({"ends_at": local("2026-03-12T11:00")}, Refusal.NOT_A_TIME),
        ({"starts_at": local("2026-03-13T13:30"), "ends_at": local("2026-03-13T17:00")},
         Refusal.HALL_CLOSED),
    ],
)  # fmt: skip
def test_a_class_that_cannot_be_held_is_refused(by, facts, reason):
    closed = {"not": [{"weekdays": [4], "parts": ["pm"]}]}
    other = made.make_class(hall=made.make_hall(availability=closed))
    known = {
        "starts_at": local("2026-03-11T07:30"), "ends_at": local("2026-03-11T11:00"), "seats": 60,
    } | facts  # fmt: skip
    if "starts_at" in facts and "ends_at" not in facts:
        known["ends_at"] = local("2026-03-10T11:30")
    refused(
        reason, classes.save_class, round_id=other.round_id, hall_id=other.hall_id, **known, **by
    )
    assert StudyClass.objects.count() == 1


def test_a_speaker_is_at_one_place_at_a_time_and_when_available(by):
    speaker = made.make_speaker(availability={"only": [{"parts": ["am"]}]})
    one = made.make_class(speaker=speaker)
    there = made.make_hall(name="Nhà văn hóa")
    known = {"round_id": one.round_id, "hall_id": there.pk, "speaker_id": speaker.pk}
    times = {"starts_at": local("2026-03-10T10:00"), "ends_at": local("2026-03-10T11:30")}
    refused(Refusal.SPEAKER_TAKEN, classes.save_class, **known, **times, **by)
    times = {"starts_at": local("2026-03-10T10:00"), "ends_at": local("2026-03-10T14:00")}
    refused(Refusal.SPEAKER_BUSY, classes.save_class, **known, **times, **by)
    assert StudyClass.objects.count() == 1


def test_the_same_learner_in_two_regular_classes_is_refused_and_a_move_is_one_seat(by, planned):
    hall = made.make_hall(name="Nhà văn hóa", seats=1)
    other = classes.save_class(
        round_id=planned.round_id, hall_id=hall.pk, starts_at=planned.starts_at,
        ends_at=planned.ends_at, **by,
    )  # fmt: skip
    first, second = Learner.objects.order_by("id")
    refused(Refusal.SEATED_TWICE, seats.place, first.pk, class_id=planned.pk, **by)
    moved = seats.place(first.pk, class_id=other.pk, **by)
    assert moved.is_kept
    refused(Refusal.FULL, seats.place, second.pk, class_id=other.pk, **by)
    assert Seat.objects.count() == 2
    assert [e.event for e in journal.of(other.pk)] == [Event.CLASS_SAVED, Event.SEAT_MOVED]


def test_nobody_is_placed_when_they_cannot_come_or_are_exempt(by, planned):
    cannot = {"not": [{"weekdays": [1]}]}
    learner = made.make_learner(planned.round, "Cao Văn Mười", cannot=cannot)
    refused(Refusal.CANNOT_COME, seats.place, learner.pk, class_id=planned.pk, **by)
    learners.constrain(learner.pk, cannot={}, **by)
    refused(Refusal.NO_REASON, learners.exempt, learner.pk, reason="", allowed_by="", **by)
    learners.exempt(learner.pk, reason="Nghỉ thai sản", allowed_by="Bí thư", **by)
    refused(Refusal.EXEMPT, seats.place, learner.pk, class_id=planned.pk, **by)
    seated = Seat.objects.first().learner_id
    refused(Refusal.HAS_SEAT, learners.exempt, seated, reason="Ốm", allowed_by="Bí thư", **by)
    assert Seat.objects.count() == 2


# ---- the planner ----------------------------------------------------------------------------------


def test_what_is_proposed_is_placed_at_once_and_what_is_kept_stays(by, planned):
    classes.pin_class(planned.pk, **by)
    for name in ("Cao Văn Mười", "Hồ Thị Một", "Mai Văn Hai"):
        made.make_learner(planned.round, name, cannot={"not": [{"weekdays": [1]}]})
    plan = planning.propose(planned.round_id, **by)
    assert StudyClass.objects.count() == 1
    planning.accept(plan.pk, **by)
    planned.refresh_from_db()
    assert planned.is_kept
    new = StudyClass.objects.exclude(pk=planned.pk).get()
    assert new.seats_taken.count() == 3
    assert not queries.unseated(planned.round_id).exists()
    refused(Refusal.ACCEPTED_ALREADY, planning.accept, plan.pk, **by)


def test_a_proposal_that_no_longer_fits_is_refused_and_nothing_is_placed(by, planned):
    plan = planning.propose(planned.round_id, **by)
    made.make_learner(planned.round, "Cao Văn Mười")
    refused(Refusal.STALE_PLAN, planning.accept, plan.pk, **by)
    assert Seat.objects.count() == 2
    assert Plan.objects.get().accepted_at is None


def test_another_rounds_class_keeps_its_hall_and_speaker(by):
    speaker = made.make_speaker()
    round = made.make_round(parts={"am": ["07:30", "11:00"]}, last_day=date(2026, 3, 10))
    made.make_class(
        made.make_round(programme=round.programme, number=2), speaker=speaker,
        hall=made.make_hall(name="Nhà văn hóa"),
    )  # fmt: skip
    made.make_hall()
    made.make_learner(round, cannot={"not": [{"weekdays": [0]}]})
    content = planning.propose(round.pk, **by).content["proposal"]
    assert [u["reason"] for u in content["unplaced"]] == ["no_speaker"]


# ---- invitations ----------------------------------------------------------------------------------


def read(message):
    found = Calendar.from_ical(message.calendar)
    (event,) = found.walk("VEVENT")
    return str(found["METHOD"]), event


def test_learners_are_called_together_with_a_calendar_file_that_follows_changes(by, planned):
    _round, told = invitations.announce(planned.round_id, **by)
    assert told == 2
    method, event = read(Message.objects.order_by("made_at", "id").first())
    assert (method, event["SEQUENCE"]) == ("PUBLISH", 0)
    assert event["DTSTART"].dt == planned.starts_at
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    planned.refresh_from_db()
    assert planned.status == ClassStatus.ANNOUNCED

    later = {"by": by["by"], "at": MONDAY + DAY}
    classes.save_class(
        id=planned.pk, round_id=planned.round_id, hall_id=planned.hall_id,
        starts_at=planned.starts_at + DAY, ends_at=planned.ends_at + DAY, **later,
    )  # fmt: skip
    changed = Message.objects.filter(made_at=later["at"])
    assert changed.count() == 2
    again = read(changed.order_by("id").first())[1]
    assert (again["UID"], again["SEQUENCE"]) == (event["UID"], 1)

    last = {"by": by["by"], "at": MONDAY + 2 * DAY}
    classes.cancel_class(planned.pk, reason="Bão", **last)
    method, gone = read(Message.objects.filter(made_at=last["at"]).order_by("id").first())
    assert (method, gone["SEQUENCE"], gone["STATUS"]) == ("CANCEL", 2, "CANCELLED")
    assert queries.unseated(planned.round_id).count() == 2


def test_nobody_is_called_twice_and_who_has_no_seat_is_not_forgotten(by, planned):
    late = made.make_learner(planned.round, "Cao Văn Mười")
    refused(Refusal.UNSEATED, invitations.announce, planned.round_id, **by)
    assert not Message.objects.exists()
    invitations.announce(planned.round_id, leave_unseated=True, **by)
    refused(Refusal.NOBODY_TO_INVITE, invitations.announce, planned.round_id, **by)
    seats.place(late.pk, class_id=planned.pk, **by)  # an announced class: told at once
    assert Message.objects.count() == 3


def test_they_are_reminded_once_on_the_working_day_before(by, planned):
    invitations.announce(planned.round_id, **by)
    friday = {"by": by["by"], "at": datetime(2026, 3, 6, 2, tzinfo=UTC)}
    assert invitations.remind(**friday) == 0  # Monday is the next working day, the class on Tuesday
    monday = {"by": by["by"], "at": datetime(2026, 3, 9, 2, tzinfo=UTC)}
    assert invitations.remind(**monday) == 2
    assert invitations.remind(**monday) == 0
    assert Message.objects.count() == 4


def test_a_round_is_held_when_its_last_class_is_over(by, planned):
    invitations.announce(planned.round_id, **by)
    refused(Refusal.NOT_OVER, rounds.hold_round, planned.round_id, **by)
    after = {"by": by["by"], "at": planned.ends_at}
    round = rounds.hold_round(planned.round_id, **after)
    assert (round.status, round.held_at) == (RoundStatus.HELD, planned.ends_at)
    assert rounds.close_round(planned.round_id, **after).status == RoundStatus.CLOSED
    programme = programmes.close_programme(round.programme_id, **after)
    assert programme.closed_at == planned.ends_at


def test_the_figure_counts_programmes_held_within_their_deadline(by, planned):
    programme = planned.round.programme
    due = local("2026-03-10T17:00")
    Programme.objects.filter(pk=programme.pk).update(
        due_at=due, superior_session_on=date(2026, 3, 2), limit="6 working_day"
    )
    late = made.make_programme(
        document=programme.document, due_at=due, superior_session_on=date(2026, 3, 2),
        limit="6 working_day",
    )  # fmt: skip
    made.make_round(programme=late)
    invitations.announce(planned.round_id, **by)
    after = {"by": by["by"], "at": planned.ends_at}
    rounds.hold_round(planned.round_id, **after)
    (figure,) = planning_figures.of(by["by"], Period.parse("2026"))
    assert (figure.numerator, figure.denominator) == (1, 2)
    assert figure.records == (programme.pk,)
    assert set(figure.of) == {programme.pk, late.pk}


def test_ones_own_class_and_the_rounds_to_organise_wait(by, planned, lan, who):
    made.make_seat(planned, made.make_learner(planned.round, lan.member))
    assert [w.url for w in waiting.of(by["by"], MONDAY)] == [f"/hoc-tap/dot/{planned.round_id}/"]
    assert list(waiting.of(who(lan), MONDAY)) == []
    invitations.announce(planned.round_id, **by)
    (own,) = waiting.of(who(lan), MONDAY)
    assert own.due_at == planned.starts_at
