"""The rules of the organisation, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.staff import rules
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import ActData

AN, LAN, MINH = UUID(int=1), UUID(int=2), UUID(int=3)
ADMIN = Actor(1, "An", user_id=1, member_id=AN, roles=frozenset(["admin"]))
OFFICER = Actor(1, "Lan", user_id=2, member_id=LAN, roles=frozenset(["officer"]))
CLERK = Actor(1, "Thoa", user_id=4, member_id=UUID(int=4), roles=frozenset(["clerk"]))
TODAY = datetime(2026, 3, 1, 17, tzinfo=UTC)
DAY = timedelta(days=1)


def day(n, month=3):
    return date(2026, month, n)


def test_a_tree_never_closes_a_circle():
    parents = {LAN: AN, MINH: LAN, AN: None}
    assert rules.in_a_circle(AN, MINH, parents)
    assert rules.in_a_circle(AN, AN, parents)
    assert not rules.in_a_circle(MINH, AN, parents)


def test_spans_share_a_day_only_if_they_do():
    assert not rules.overlap((day(1), day(5)), (day(5), None))
    assert rules.overlap((day(1), None), (day(5), day(6)))
    assert rules.most_at_once([(day(1), day(5)), (day(5), None), (day(4), day(6))]) == 2
    assert rules.most_at_once([]) == 0


def appoint(span, *, own=(), others=(), seats=1, active=True, **facts):
    return rules.why_not_hold(span, own=own, others=others, seats=seats, active=active, **facts)


def test_a_seat_is_held_by_one_person_at_a_time():
    former = [(day(1), day(10))]
    assert appoint((day(10), None), others=former) is None
    assert appoint((day(9), None), others=former) == Refusal.SEATS_TAKEN
    assert appoint((day(9), None), others=former, seats=2) is None
    assert appoint((day(9), None), own=former, others=former, seats=2) == Refusal.HELD_ALREADY


def test_two_who_follow_each_other_take_one_seat():
    others = [(day(1), day(10)), (day(10), day(20))]
    assert appoint((day(5), day(15)), others=others, seats=2) is None
    assert appoint((day(5), day(15)), others=others, seats=1) == Refusal.SEATS_TAKEN


def test_a_holder_needs_a_period_within_the_posts_own():
    assert appoint((day(5), day(5))) == Refusal.NOT_A_PERIOD
    assert appoint((day(1), None), active=False) == Refusal.MEMBER_GONE
    assert appoint((day(1), None), windows=[(None, day(9))]) == Refusal.OUTSIDE_POST
    assert appoint((day(1), day(9)), windows=[(None, day(9)), (day(1), None)]) is None
    assert appoint((day(1), day(9)), windows=[(day(2), None)]) == Refusal.OUTSIDE_POST


def test_nobody_holds_a_post_longer_than_its_term():
    assert appoint((day(1), date(2031, 3, 1)), term_years=5) is None
    assert appoint((day(1), date(2031, 3, 2)), term_years=5) == Refusal.OUTSIDE_TERM
    assert rules.years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)


ACT = ActData("appointment", "12/QĐ", day(1))
KEEPER = Actor(1, "Tuyền", user_id=5, member_id=UUID(int=5), roles=frozenset(["personnel"]))


def test_an_act_is_recorded_by_those_who_keep_records_and_never_about_themselves():
    assert rules.why_not_appoint(ACT, LAN, ["officer"], KEEPER) is None
    assert rules.why_not_appoint(ACT, KEEPER.member_id, [], KEEPER) == Refusal.OWN_ACT
    assert rules.why_not_appoint(ACT, LAN, ["admin"], KEEPER) == Refusal.ADMIN_POST
    assert rules.why_not_appoint(ACT, LAN, ["admin"], ADMIN) is None
    assert rules.why_not_appoint(ACT, LAN, [], OFFICER) == Refusal.NOT_ACT_KEEPER


def test_an_act_has_a_number_and_does_what_its_kind_says():
    assert rules.why_not_appoint(replace(ACT, number=" "), LAN, [], ADMIN) == Refusal.NO_ACT
    assert rules.why_not_release(ACT, LAN, [], ADMIN) == Refusal.WRONG_ACT
    assert rules.why_not_transfer(ACT, LAN, [], ADMIN) == Refusal.WRONG_ACT
    for kind in ("rotation", "transfer", "secondment"):
        assert rules.why_not_transfer(replace(ACT, kind=kind), LAN, [], ADMIN) is None


def test_nobody_takes_away_their_own_last_administrators_post():
    assert rules.why_not_lose_admins({AN, LAN}, {LAN}, ADMIN) == Refusal.OWN_LAST_ADMIN
    assert rules.why_not_lose_admins({LAN}, set(), ADMIN) == Refusal.NO_ADMIN_LEFT
    assert rules.why_not_lose_admins({AN, LAN}, {AN}, ADMIN) is None
    assert rules.why_not_lose_admins(set(), set(), ADMIN) is None


def test_seats_are_not_taken_from_under_those_who_sit():
    held = [(day(1), None), (day(2), None)]
    assert rules.why_not_save_post("A", [], 1, held, day(5), ADMIN) == Refusal.SEATS_HELD
    assert rules.why_not_save_post("A", [], 1, [(day(1), day(3))], day(5), ADMIN) is None
    assert rules.why_not_save_post("A", ["king"], 1, [], day(5), ADMIN) == Refusal.UNKNOWN_ROLE


def test_a_login_name_is_plain():
    def login(name, **facts):
        facts = {"has_one": False, "taken": False, "by": ADMIN, **facts}
        return rules.why_not_make_account(name, **facts)

    assert login("lanlt") is None
    assert login("Lan") == login("lê.lan") == login("la") == login("a" * 31) == Refusal.BAD_LOGIN
    assert login("lanlt", taken=True) == Refusal.LOGIN_TAKEN
    assert login("lanlt", has_one=True) == Refusal.HAS_ACCOUNT


def delegate(**facts):
    usual = {
        "giver_id": LAN, "taker_id": MINH, "taker_active": True, "held": ["officer"],
        "roles": [], "began": TODAY, "ended": TODAY + 3 * DAY, "document": "1/GUQ",
        "today": TODAY, "standing": [], "by": OFFICER,
    }  # fmt: skip
    return rules.why_not_delegate(**{**usual, **facts})


def test_an_officer_gives_their_own_work_and_no_more():
    assert delegate() is None
    assert delegate(by=CLERK) == Refusal.NOT_YOURS_TO_GIVE
    assert delegate(giver_id=AN, by=OFFICER) == Refusal.NOT_YOURS_TO_GIVE
    assert delegate(by=ADMIN) is None
    assert delegate(roles=["leader"]) == Refusal.MORE_THAN_HELD
    assert delegate(held=[]) == Refusal.NOTHING_TO_GIVE
    assert delegate(taker_id=LAN) == Refusal.TO_THEMSELVES
    assert delegate(taker_active=False) == Refusal.TAKER_GONE


def test_a_delegation_lies_ahead_and_has_its_paper():
    assert delegate(began=TODAY - DAY) == Refusal.IN_THE_PAST
    assert delegate(ended=TODAY) == Refusal.NOT_A_PERIOD
    assert delegate(ended=TODAY + 400 * DAY) == Refusal.TOO_LONG
    assert delegate(document="") == Refusal.NO_DOCUMENT
    assert delegate(standing=[(TODAY + 2 * DAY, TODAY + 9 * DAY)]) == Refusal.GIVEN_ALREADY
    assert delegate(standing=[(TODAY + 3 * DAY, TODAY + 9 * DAY)]) is None
