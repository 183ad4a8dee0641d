"""The ledger replayed: due moment, remaining time, and whose clock it was."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khe.base.calendar import clock, ledger
from khe.base.calendar.ledger import LedgerError, Mark
from khe.base.calendar.moments import LOCAL
from khe.base.calendar.vn import vn

LIMIT = "7 working_day"


def at(text):
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL)


RECEIVED = Mark("start", at("08-20 15:20"))
ASKED = Mark(
    "pause", at("08-25 10:00"), ground="chờ bổ sung bản vẽ mặt cắt", document="phiếu số 31"
)
BROUGHT = Mark("resume", at("08-28 14:00"))


def replay(*marks, now, limit=LIMIT, cutoff="15:00", **kwargs):
    return ledger.replay(vn(), marks, limit, cutoff=cutoff, now=at(now), **kwargs)


def test_it_is_due_as_the_page_of_the_dossier_says():
    said = replay(RECEIVED, ASKED, BROUGHT, now="09-03 09:12")
    assert (said.start_at, said.due_at) == (at("08-21 07:00"), at("09-08 09:00"))
    assert said.pauses == ((at("08-25 10:00"), at("08-28 14:00")),)
    assert said.remaining_working_minutes == 23 * 60 + 48
    assert not said.overdue
    assert not said.due_is_provisional
    assert said.paused_since is None
    assert said.shares == {"authority": 30 * 60 + 132, "citizen": 26 * 60, "other": 0}


def test_the_pause_is_explained_with_its_ground_and_document():
    said = replay(RECEIVED, ASKED, BROUGHT, now="09-03 09:12")
    pauses = [line.text for line in said.lines if line.kind == "pause"]
    assert len(pauses) == 1
    assert pauses[0].endswith("chờ bổ sung bản vẽ mặt cắt, phiếu số 31")


def test_the_clock_stands_still_while_hoa_looks_for_her_papers():
    first = replay(RECEIVED, ASKED, now="08-26 10:00")
    later = replay(RECEIVED, ASKED, now="08-27 10:00")
    assert first.due_is_provisional
    assert first.paused_since == at("08-25 10:00")
    assert first.pauses == ()
    assert first.remaining_working_minutes == later.remaining_working_minutes == 56 * 60 - 27 * 60
    assert later.shares["citizen"] - first.shares["citizen"] == 480
    assert later.due_at > first.due_at


def test_a_pause_just_begun_has_no_length_yet():
    said = replay(RECEIVED, ASKED, now="08-25 10:00")
    assert said.due_is_provisional
    assert said.remaining_working_minutes == 29 * 60


def test_a_question_to_another_body_keeps_the_clock_running_but_is_counted_to_it():
    consult = Mark("consult", at("08-21 15:00"))
    answer = Mark("answer", at("08-22 17:00"))
    without = replay(RECEIVED, now="08-28 17:00")
    said = replay(RECEIVED, consult, answer, now="08-28 17:00")
    assert said.due_at == without.due_at
    assert said.shares["other"] == 10 * 60
    assert said.shares["authority"] == without.shares["authority"] - 10 * 60


def test_the_higher_authority_has_the_clock_during_a_transfer():
    away = Mark("pause", at("08-24 07:00"), party="other")
    said = replay(RECEIVED, away, Mark("resume", at("08-25 07:00")), now="08-25 08:00")
    assert said.shares == {"authority": 16 * 60 + 60, "citizen": 0, "other": 480}


def test_an_extension_moves_the_due_moment():
    extend = Mark("extend", at("08-27 09:00"), limit="2 working_day")
    assert replay(RECEIVED, ASKED, extend, BROUGHT, now="08-28 15:00").due_at == at("09-10 09:00")


def test_after_the_decision_time_stops():
    decided = Mark("decide", at("09-09 08:00"))
    said = replay(RECEIVED, ASKED, BROUGHT, decided, now="10-01 08:00")
    assert said.closed_at == at("09-09 08:00")
    assert said.overdue
    assert said.remaining_working_minutes == -7 * 60
    assert said == replay(RECEIVED, ASKED, BROUGHT, decided, now="11-01 08:00")


def test_a_decision_at_the_due_moment_is_on_time():
    said = replay(RECEIVED, ASKED, BROUGHT, Mark("decide", at("09-08 09:00")), now="10-01 08:00")
    assert not said.overdue
    assert said.remaining_working_minutes == 0


def test_the_time_between_an_end_and_a_reopening_is_nobodys():
    marks = [RECEIVED, Mark("stop", at("08-24 07:00")), Mark("reopen", at("08-26 07:00"))]
    said = replay(*marks, now="08-26 08:00")
    assert said.shares == {"authority": 16 * 60 + 60, "citizen": 0, "other": 0}
    assert said.remaining_working_minutes == 56 * 60 - 17 * 60


def test_a_stop_ends_an_open_pause():
    said = replay(RECEIVED, ASKED, Mark("stop", at("08-26 10:00")), now="09-30 10:00")
    assert not said.due_is_provisional
    assert said.shares["citizen"] == 480


def test_seconds_of_the_database_are_cut_to_the_minute():
    start = RECEIVED._replace(at=datetime(2026, 8, 20, 7, 59, 59, tzinfo=UTC))
    assert replay(start, now="08-21 08:00").start_at == at("08-20 14:59")


LATE = Mark("decide", at("09-09 08:00"))


@pytest.mark.parametrize(
    "marks, code",
    [
        ([], "no_start"),
        ([ASKED], "no_start"),
        ([RECEIVED, RECEIVED], "already_started"),
        ([RECEIVED, BROUGHT], "not_paused"),
        ([RECEIVED, ASKED, ASKED], "already_paused"),
        ([RECEIVED, BROUGHT._replace(kind="pause"), ASKED._replace(kind="resume")], "out_of_order"),
        ([RECEIVED, Mark("answer", LATE.at)], "not_consulting"),
        ([RECEIVED, Mark("consult", LATE.at), Mark("consult", LATE.at)], "already_consulting"),
        ([RECEIVED, LATE, LATE], "closed"),
        ([RECEIVED, LATE, Mark("extend", LATE.at, limit=LIMIT)], "closed"),
        ([RECEIVED, Mark("reopen", LATE.at)], "not_closed"),
        ([RECEIVED, Mark("think", LATE.at)], "bad_kind"),
        ([RECEIVED, ASKED._replace(party="Minh")], "bad_party"),
        ([RECEIVED, ASKED._replace(party="authority")], "bad_party"),
        ([RECEIVED, Mark("extend", LATE.at)], "bad_limit"),
        ([RECEIVED, Mark("extend", LATE.at, limit="0 day")], "bad_limit"),
    ],
)
def test_marks_that_cannot_be_are_refused(marks, code):
    with pytest.raises(LedgerError) as refused:
        replay(*marks, now="09-30 08:00")
    assert refused.value.code == code
    assert str(refused.value)
    if marks:
        assert ledger.why_not(marks[:-1], marks[-1]) == code


def test_a_mark_that_fits_is_not_refused():
    assert ledger.why_not([], RECEIVED) is None
    assert ledger.why_not([RECEIVED], ASKED) is None
    assert ledger.why_not([RECEIVED, ASKED], BROUGHT) is None


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.integers(0, 20_000), min_size=2, max_size=9), st.sampled_from(["", "other"]))
def test_the_shares_add_up_to_the_working_time_since_the_start(gaps, party):
    """Whatever the pauses, authority + citizen + other = working minutes from the start to now."""
    moment, marks = RECEIVED.at, [RECEIVED]
    for number, gap in enumerate(gaps[:-1]):
        moment += timedelta(minutes=gap)
        marks.append(Mark("resume" if number % 2 else "pause", moment, party))
    now = moment + timedelta(minutes=gaps[-1])
    said = ledger.replay(vn(), marks, LIMIT, now=now, explained=False)
    if now > said.start_at:
        assert sum(said.shares.values()) == clock.between(vn(), said.start_at, now)
    running = said.shares["authority"]
    if running < 7 * 480:
        assert said.remaining_working_minutes == 7 * 480 - running


def test_a_pause_after_the_due_moment_leaves_it_where_it_was():
    late = Mark("pause", at("09-07 10:00"))
    said = replay(RECEIVED, late, now="09-09 08:00")
    assert said.due_at == at("08-28 17:00")
    assert said.overdue
    assert said.paused_since == at("09-07 10:00")
    assert not said.due_is_provisional
