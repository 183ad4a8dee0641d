"""Who may do what to a shortcoming, and in which state it is. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.refusal import Reason, said
from khe.desks.improvement.refusals import Refusal
from khe.desks.improvement.rules.judging import NEAR, direction
from khe.desks.improvement.states import State, Status, Verdict

SEES_ALL = ("standing", "leader", "supervisor", "personnel", "study")
NAMES = SEES_ALL
DECIDES = ("standing", "leader", "supervisor")
LONGEST = 300
Answer = Refusal | Reason | None


class Facts(Protocol):
    """What rules read of a shortcoming."""

    status: str
    answers_member_id: UUID | None
    answers_body_id: UUID | None


@dataclass(frozen=True)
class Window:
    """The days of measuring of one indicator, local, both included."""

    first: date
    last: date


def first(*answers: Answer) -> Answer:
    """Return the first reason there is."""
    return next((answer for answer in answers if answer), None)


def _if(wrong: object, reason: Refusal | Reason) -> Answer:
    return reason if wrong else None


def answers_for(of: Facts, by: Actor) -> bool:
    """Say whether the actor answers for it: the member (or who stands in), or a head of the body."""
    return by.is_member(of.answers_member_id) or of.answers_body_id in by.led_ids


def state_of(
    status: str, windows: Sequence[Window], verdict: str | None, has_measures: bool, day: date
) -> State:
    """Return the state shown on a local day; `windows` are those of the links in force."""
    if status in (Status.DROPPED, Status.RELAPSED):
        return State(status)
    if status in (Status.JUDGED, Status.CLOSED) and verdict:
        return State(verdict)
    if not has_measures:
        return State.NO_MEASURES
    if not windows or status == Status.NAMED or all(w.first > day for w in windows):
        return State.REMEDIED
    return State.AWAITING if all(w.last < day for w in windows) else State.WATCHED


def status_of(status: str, has_measures: bool, fresh: Sequence[bool]) -> Status:
    """Return the stored status after measures or links changed; `fresh` says of each link in force
    whether its window has not been judged yet. New windows after a judgement or a relapse begin
    the work anew."""
    if has_measures and fresh and all(fresh):
        return Status.REMEDIED
    return Status(status) if status in (Status.RELAPSED, Status.JUDGED) else Status.NAMED


def _open(of: Facts) -> Answer:
    return first(
        _if(of.status == Status.DROPPED, Refusal.DROPPED_ALREADY),
        _if(of.status == Status.CLOSED, Refusal.CLOSED_ALREADY),
    )


def why_not_name(by: Actor) -> Answer:
    """Standing, leader, supervisor, personnel and study name shortcomings."""
    return _if(not by.can(*NAMES), Refusal.NOT_YOURS_TO_NAME)


def why_not_words(title: str, severity: int, found_on: date, day: date) -> Answer:
    """It is said in one short sentence, has a severity, and was found by today."""
    return first(
        _if(not title.strip(), Refusal.NO_TITLE),
        _if(len(title.strip()) > LONGEST, Refusal.TOO_LONG),
        _if(severity not in (1, 2, 3), Refusal.BAD_SEVERITY),
        _if(found_on > day, Refusal.FOUND_AHEAD),
    )


def why_not_edit(of: Facts, by: Actor) -> Answer:
    """Its words may be changed while it is open, by those who may name one."""
    return first(why_not_name(by), _open(of))


def why_not_remedy(of: Facts, by: Actor) -> Answer:
    """Measures and indicators are set while it is open, by who answers for it or who names."""
    may = by.can(*NAMES) or answers_for(of, by)
    return first(_if(not may, Refusal.NOT_YOURS_TO_REMEDY), _open(of))


def why_not_baseline(first_day: date, last: date, window_first: date) -> Answer:
    """A baseline ends after it begins, and before the window begins."""
    return first(
        _if(last < first_day, Refusal.BASELINE_BACKWARDS),
        _if(last >= window_first, Refusal.BASELINE_AHEAD),
    )


def why_not_window(first_day: date, last: date, day: date) -> Answer:
    """A window ends after it begins, and not before today."""
    return first(
        _if(last < first_day, Refusal.WINDOW_BACKWARDS), _if(last < day, Refusal.WINDOW_PAST)
    )


def why_not_target(
    baseline: float | None, target: float, unit: str, better: str, shown: str
) -> Answer:
    """A target is better than the counted baseline; `shown` is the baseline in words."""
    if baseline is None:
        return Refusal.NO_BASELINE
    if unit == "share" and not 0 <= target <= 1:
        return Refusal.BAD_SHARE
    if abs(target - baseline) <= NEAR:
        return said(Refusal.SAME_AS_BASELINE, baseline=shown)
    wrong = better in ("up", "down") and better != direction(baseline, target)
    return _if(wrong, said(Refusal.WRONG_DIRECTION, baseline=shown))


def why_not_judge(
    of: Facts, by: Actor, windows: Sequence[Window], has_measures: bool, day: date
) -> Answer:
    """Judged by who decides and does not answer for it, once the windows are over."""
    latest = max((w.last for w in windows), default=None)
    return first(
        _if(not by.can(*DECIDES), Refusal.NOT_YOURS_TO_JUDGE),
        _if(answers_for(of, by), Refusal.OWN_SHORTCOMING),
        _open(of),
        _if(not has_measures, Refusal.NO_MEASURES),
        _if(latest is None, Refusal.NO_LINKS),
        _if(of.status in (Status.JUDGED, Status.RELAPSED), Refusal.WINDOW_USED),
        said(Refusal.WINDOW_RUNS, last=f"{latest:%d/%m/%Y}") if latest and latest >= day else None,
    )


def why_not_close(of: Facts, by: Actor, verdict: str | None, has_evidence: bool) -> Answer:
    """Closed by a standing member who does not answer for it, when overcome and shown by evidence."""
    return first(
        _if(not by.can("standing"), Refusal.NOT_STANDING),
        _if(answers_for(of, by), Refusal.OWN_SHORTCOMING),
        _open(of),
        _if(of.status != Status.JUDGED or not verdict, Refusal.NOT_JUDGED),
        _if(verdict != Verdict.OVERCOME, Refusal.NOT_OVERCOME),
        _if(not has_evidence, Refusal.NO_EVIDENCE),
    )


def why_not_reopen(of: Facts, by: Actor) -> Answer:
    """A standing member reopens what is closed or dropped."""
    return first(
        _if(not by.can("standing"), Refusal.NOT_STANDING),
        _if(of.status not in (Status.CLOSED, Status.DROPPED), Refusal.NOT_CLOSED),
    )


def why_not_drop(of: Facts, by: Actor) -> Answer:
    """A standing member drops what is open."""
    return first(_if(not by.can("standing"), Refusal.NOT_STANDING), _open(of))


def why_not_tell(by: Actor, told: bool) -> Answer:
    """Those who decide say that a relapse was told at a briefing, once."""
    return first(
        _if(not by.can(*DECIDES), Refusal.NOT_YOURS_TO_JUDGE), _if(told, Refusal.TOLD_ALREADY)
    )


def why_not_evidence(of: Facts, by: Actor, label: str, url: str) -> Answer:
    """Evidence has a name; its address is a page of ours or a secure one. Also after closing."""
    may = by.can(*NAMES) or answers_for(of, by)
    inside = url.startswith("/") and not url.startswith(("//", "/\\"))
    return first(
        _if(not may, Refusal.NOT_YOURS_TO_REMEDY),
        _if(of.status == Status.DROPPED, Refusal.DROPPED_ALREADY),
        _if(not label.strip(), Refusal.NO_LABEL),
        _if(url and not inside and not url.startswith("https://"), Refusal.BAD_URL),
    )


def why_not_reason(text: str) -> Answer:
    """A reason is written."""
    return _if(not text.strip(), Refusal.NO_REASON)


def may_see(of: Facts, by: Actor, leads: Collection[UUID | None], led: Collection[UUID]) -> bool:
    """Say whether the actor may open a shortcoming: the same as `queries.visible_to`. `leads` lead
    its measures; `led` are the members whom the actor heads."""
    mine = {by.member_id, *by.for_ids} - {None}
    people: set[Any] = {of.answers_member_id, *leads} - {None}
    return (
        by.can(*SEES_ALL)
        or bool(mine & people)
        or bool(set(led) & people)
        or of.answers_body_id in by.led_ids
    )
