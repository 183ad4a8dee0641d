"""Every refusal, and what brings it about. Pure: no database."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from khe.base.people.actor import Actor
from khe.desks.dossiers import rules
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import OPEN, Exchange, Payment, Status

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LAN_ID, MINH_ID, ANYBODY = UUID(int=1), UUID(int=2), UUID(int=9)


def person(*roles, member=ANYBODY, stands_for=()):
    return Actor(1, "", member_id=member, roles=frozenset(roles), for_ids=frozenset(stands_for))


THOA, LAN = person("clerk"), person("officer", member=LAN_ID)
MINH, BINH = person("officer", member=MINH_ID), person("leader")
NOBODY = person()


@dataclass(frozen=True)
class Facts:
    """A dossier of Lan's in its first step of two, on time."""

    status: str = Status.IN_PROGRESS
    payment: str = Payment.FREE
    exchange: str = Exchange.LOCAL
    fee: int = 0
    officer_id: UUID | None = LAN_ID
    step: int = 1
    step_count: int = 2
    supplements: int = 0
    extensions: int = 0
    due_at: datetime | None = NOW + HOUR
    settled_at: datetime | None = None
    apology_at: datetime | None = None
    changed_at: datetime = NOW - HOUR


WORKED = Facts()
LAST = replace(WORKED, step=2)
TAKEN = replace(WORKED, status=Status.RECEIVED, step=0)
FREE = replace(TAKEN, officer_id=None)
NEW = replace(FREE, status=Status.REGISTERED)
ASKED = replace(WORKED, status=Status.AWAITING_SUPPLEMENT)
AWAY = replace(WORKED, status=Status.TRANSFERRED, exchange=Exchange.SENT)
SIGNED = replace(LAST, status=Status.DECIDED, settled_at=NOW)
LATE = replace(SIGNED, due_at=NOW - HOUR)
OWED = replace(SIGNED, payment=Payment.DUE)
HANDED = replace(SIGNED, status=Status.RETURNED)
R = Refusal

# verb, dossier, who, more facts, expected
CASES = [
    ("claim", FREE, LAN, {}, None),
    ("claim", FREE, THOA, {}, R.NOT_STAFF),
    ("claim", WORKED, MINH, {}, R.ALREADY_ASSIGNED),
    ("claim", HANDED, LAN, {}, R.NOT_OPEN),
    ("assign", FREE, BINH, {}, None),
    ("assign", FREE, THOA, {}, None),
    ("assign", FREE, LAN, {}, R.NOT_LEADER),
    ("assign", FREE, BINH, {"officer_fits": False}, R.NOT_SENDER),
    ("assign", WORKED, BINH, {}, R.ALREADY_ASSIGNED),
    ("reassign", WORKED, LAN, {}, None),
    ("reassign", WORKED, MINH, {}, R.NOT_YOURS),
    ("reassign", WORKED, person("officer", stands_for=[LAN_ID]), {}, None),
    ("reassign", FREE, BINH, {}, R.UNASSIGNED),
    ("reassign", WORKED, BINH, {"officer_id": LAN_ID}, R.SAME_OFFICER),
    ("reassign", WORKED, BINH, {"reason": " "}, R.NO_REASON),
    ("start_step", TAKEN, LAN, {}, None),
    ("start_step", TAKEN, NOBODY, {}, R.NOT_STAFF),
    ("start_step", TAKEN, THOA, {}, R.NOT_HANDLER),
    ("start_step", FREE, LAN, {}, R.UNASSIGNED),
    ("start_step", WORKED, LAN, {}, R.STEP_RUNNING),
    ("start_step", replace(TAKEN, step_count=0), LAN, {}, R.NO_STEP),
    ("start_step", ASKED, LAN, {}, R.WAITING),
    ("start_step", HANDED, LAN, {}, R.NOT_RUNNING),
    ("finish_step", WORKED, LAN, {}, None),
    ("finish_step", TAKEN, LAN, {}, R.STEP_NOT_RUNNING),
    ("finish_step", LAST, LAN, {}, R.NO_STEP),
    ("request_supplement", WORKED, LAN, {"limit": 1}, None),
    ("request_supplement", replace(WORKED, supplements=1), LAN, {"limit": 1}, R.SUPPLEMENT_LIMIT),
    ("request_supplement", replace(WORKED, supplements=9), LAN, {"limit": None}, None),
    ("request_supplement", WORKED, LAN, {"papers": []}, R.NO_PAPERS),
    ("request_supplement", WORKED, LAN, {"reason": ""}, R.NO_REASON),
    ("request_supplement", AWAY, LAN, {}, R.NOT_RUNNING),
    ("receive_supplement", ASKED, THOA, {}, None),
    ("receive_supplement", ASKED, LAN, {}, None),
    ("receive_supplement", ASKED, MINH, {}, R.NOT_YOURS),
    ("receive_supplement", WORKED, THOA, {}, R.NOT_AWAITING_SUPPLEMENT),
    ("request_payment", WORKED, LAN, {}, None),
    ("request_payment", WORKED, LAN, {"amount": 0}, R.BAD_AMOUNT),
    ("request_payment", WORKED, THOA, {"ground": ""}, R.NO_GROUND),
    ("record_payment", OWED, THOA, {}, None),
    ("record_payment", OWED, LAN, {}, R.NOT_CLERK),
    ("record_payment", SIGNED, THOA, {}, R.NOTHING_DUE),
    ("consult", WORKED, LAN, {}, None),
    ("consult", WORKED, LAN, {"body": ""}, R.NO_BODY),
    ("consult", replace(WORKED, exchange=Exchange.CONSULTING), LAN, {}, R.ALREADY_CONSULTING),
    ("record_answer", replace(WORKED, exchange=Exchange.CONSULTING), THOA, {}, None),
    ("record_answer", WORKED, LAN, {}, R.NOT_CONSULTING),
    ("transfer", WORKED, LAN, {}, None),
    ("transfer", AWAY, LAN, {}, R.NOT_RUNNING),
    ("return_transfer", AWAY, THOA, {}, None),
    ("return_transfer", WORKED, LAN, {}, R.NOT_TRANSFERRED),
    ("extend", WORKED, BINH, {}, None),
    ("extend", WORKED, LAN, {}, R.NOT_LEADER),
    ("extend", replace(WORKED, extensions=1), BINH, {}, R.EXTENDED_ALREADY),
    ("extend", WORKED, BINH, {"reason": ""}, R.NO_REASON),
    ("extend", WORKED, BINH, {"extension": "soon"}, R.BAD_EXTENSION),
    ("apologise", LATE, LAN, {"at": NOW}, None),
    ("apologise", replace(WORKED, due_at=NOW - HOUR), THOA, {"at": NOW}, None),
    ("apologise", WORKED, LAN, {"at": NOW}, R.NOT_LATE),
    ("apologise", LATE, NOBODY, {"at": NOW}, R.NOT_STAFF),
    ("apologise", NEW, LAN, {"at": NOW}, R.NOT_OPEN),
    ("apologise", LATE, LAN, {"at": NOW, "reason": ""}, R.NO_REASON),
    ("stop", WORKED, BINH, {}, None),
    ("stop", WORKED, LAN, {}, R.NOT_LEADER),
    ("stop", HANDED, BINH, {}, R.NOT_OPEN),
    ("stop", WORKED, BINH, {"reason": ""}, R.NO_REASON),
    ("withdraw", WORKED, THOA, {}, None),
    ("withdraw", WORKED, LAN, {}, R.NOT_CLERK),
    ("withdraw", HANDED, THOA, {}, R.NOT_OPEN),
    ("decide", LAST, BINH, {}, None),
    ("decide", WORKED, BINH, {}, R.STEPS_LEFT),
    ("decide", LAST, LAN, {}, R.NOT_LEADER),
    ("decide", ASKED, BINH, {}, R.WAITING),
    ("reject", WORKED, BINH, {}, None),
    ("reject", WORKED, LAN, {}, R.NOT_LEADER),
    ("reject", WORKED, BINH, {"reason": ""}, R.NO_REASON),
    ("issue_result", SIGNED, LAN, {}, None),
    ("issue_result", SIGNED, NOBODY, {}, R.NOT_STAFF),
    ("issue_result", WORKED, LAN, {}, R.NOT_DECIDED),
    ("return_result", SIGNED, THOA, {}, None),
    ("return_result", SIGNED, LAN, {}, R.NOT_CLERK),
    ("return_result", WORKED, THOA, {}, R.NOT_DECIDED),
    ("return_result", OWED, THOA, {}, R.FEE_UNPAID),
    ("return_result", LATE, THOA, {}, R.APOLOGY_MISSING),
    ("return_result", replace(LATE, apology_at=NOW), THOA, {}, None),
    ("reopen", HANDED, BINH, {}, None),
    ("reopen", HANDED, LAN, {}, R.NOT_LEADER),
    ("reopen", WORKED, BINH, {}, R.NOT_FINISHED),
    ("reopen", HANDED, BINH, {"reason": ""}, R.NO_REASON),
    ("registered", NEW, THOA, {}, None),
    ("registered", WORKED, THOA, {}, R.NOT_REGISTERED),
    ("refuse_intake", NEW, THOA, {"reason": ""}, R.NO_REASON),
    ("refuse_intake", NEW, LAN, {}, R.NOT_CLERK),
]


@pytest.mark.parametrize(("verb", "dossier", "who", "more", "expected"), CASES)
def test_why_not(verb, dossier, who, more, expected):
    assert getattr(rules, f"why_not_{verb}")(dossier, who, **more) == expected


COMPLETE = {
    "in_force": True, "channel_open": True, "limit": "3 working_day", "applicant_name": "Hoa",
    "missing": [], "by": THOA,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"by": LAN}, R.NOT_CLERK),
        ({"in_force": False}, R.PROCEDURE_NOT_IN_FORCE),
        ({"channel_open": False}, R.CHANNEL_CLOSED),
        ({"limit": None}, R.NO_LIMIT),
        ({"applicant_name": "  "}, R.NO_APPLICANT),
        ({"missing": ["id"]}, R.PARTS_MISSING),
    ],
)
def test_why_not_take_it_in(facts, expected):
    assert rules.why_not_receive(**{**COMPLETE, **facts}) == expected


def test_a_hand_in_needs_a_name():
    assert rules.why_not_register(" ", THOA) == R.NO_APPLICANT
    assert rules.why_not_register("Hoa", THOA) is None


def test_a_limit_must_be_countable():
    assert rules.why_not_limit("3 tuần") == R.BAD_LIMIT
    assert rules.why_not_limit("3 working_day") is None


def test_nothing_is_back_dated_or_post_dated():
    assert rules.why_not_in_order(WORKED, NOW - 2 * HOUR) == R.BEFORE_LAST


def test_a_page_that_is_out_of_date_overrules_nothing():
    assert rules.why_not_as_seen(3, ["something"]) == R.STALE
    assert rules.why_not_as_seen(3, []) is None
    assert rules.why_not_as_seen(None, ["something"]) is None


def test_personal_data_are_for_those_who_handle_dossiers():
    assert rules.why_not_see_personal_data(person("admin")) == R.NOT_STAFF
    assert all(rules.why_not_see_personal_data(p) is None for p in (THOA, LAN, BINH))


# What an action or the database says, and no rule of a single dossier can.
ELSEWHERE = {R.DUPLICATE}


def test_every_refusal_is_reached_here():
    reached = {case[-1] for case in CASES} | {
        R.PROCEDURE_NOT_IN_FORCE, R.CHANNEL_CLOSED, R.NO_LIMIT, R.NO_APPLICANT, R.PARTS_MISSING,
        R.BAD_LIMIT, R.BEFORE_LAST, R.STALE,
    }  # fmt: skip
    assert set(R) - reached - ELSEWHERE == set()


@pytest.mark.parametrize("status", [s for s in Status if s not in OPEN])
def test_what_is_over_is_not_worked_on(status):
    over = replace(WORKED, status=status)
    for verb in ("claim", "assign", "reassign", "start_step", "finish_step", "decide", "extend"):
        assert getattr(rules, f"why_not_{verb}")(over, BINH) is not None
