"""Who may do what in training, and when. Pure: facts in, a reason or None out.

Every `why_not_<verb>` returns the reason, or None when it may be done. Days are local dates, both ends
included; money is đồng.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.people.competence import LEVELS
from khe.desks.training.refusals import Refusal, Warning
from khe.desks.training.states import (
    ATTENDING,
    COURSE_MOVES,
    ENDED,
    HELD,
    OPEN_NEEDS,
    TAKES_PEOPLE,
    CourseKind,
    CourseStatus,
    EnrolmentState,
    Form,
    NeedKind,
    NeedState,
    PlanStatus,
)

Span = tuple[date, date]
KEEPERS = ("personnel",)
APPROVERS = ("standing",)
DECIDERS = ("personnel", "standing")
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Course(Protocol):
    """What the rules read of a course."""

    kind: str
    level: str
    form: str
    status: str
    starts_on: date
    ends_on: date
    seats: int | None


class Place(Protocol):
    """What the rules read of a person's place in a course."""

    state: str
    began_on: date | None
    ended_on: date | None


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def _if(condition: object, reason: Refusal) -> Refusal | None:
    return reason if condition else None


def why_not_keep(by: Actor) -> Refusal | None:
    """Courses, places and results are kept by those who keep personnel records."""
    return _if(not by.can(*KEEPERS), Refusal.NOT_KEEPER)


# ---- plans --------------------------------------------------------------------------------------


def why_not_save_plan(
    title: str, year: int, budget: int, status: str, *, taken: bool, by: Actor
) -> Refusal | None:
    """A plan has a title, a year of its own, and may be changed while it is a draft."""
    return first(
        why_not_keep(by),
        _if(status != PlanStatus.DRAFT, Refusal.PLAN_NOT_DRAFT),
        _if(not title.strip(), Refusal.NO_TITLE),
        _if(not FIRST_YEAR <= year <= LAST_YEAR, Refusal.BAD_YEAR),
        _if(budget < 0, Refusal.BAD_MONEY),
        _if(taken, Refusal.YEAR_TAKEN),
    )


def why_not_approve_plan(
    status: str, document: str, *, budget: int, estimate: int, reason: str, by: Actor
) -> Refusal | None:
    """The standing members approve a draft by a document; over the budget, with a reason of theirs."""
    return first(
        _if(not by.can(*APPROVERS), Refusal.NOT_STANDING),
        _if(status != PlanStatus.DRAFT, Refusal.PLAN_NOT_DRAFT),
        _if(not document.strip(), Refusal.NO_APPROVAL),
        _if(estimate > budget and not reason.strip(), Refusal.NO_OVERRUN_REASON),
    )


def why_not_allow_overrun(status: str, amount: int, reason: str, by: Actor) -> Refusal | None:
    """Going over an approved budget is the approver's to allow, with a reason."""
    return first(
        _if(not by.can(*APPROVERS), Refusal.NOT_STANDING),
        _if(status != PlanStatus.APPROVED, Refusal.PLAN_NOT_APPROVED),
        _if(amount < 0, Refusal.BAD_MONEY),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_close_plan(status: str, courses: Iterable[str], by: Actor) -> Refusal | None:
    """A plan is closed when its courses are over."""
    return first(
        why_not_keep(by),
        _if(status != PlanStatus.APPROVED, Refusal.PLAN_NOT_APPROVED),
        _if(any(c in TAKES_PEOPLE for c in courses), Refusal.STILL_RUNNING),
    )


# ---- needs --------------------------------------------------------------------------------------


def is_known_need(kind: str, level: str, skill: str) -> bool:
    """Say whether a need names a level of its kind, or a skill or certificate."""
    if kind in LEVELS:
        return level in LEVELS[kind] and not skill
    return kind in NeedKind.values and bool(skill.strip()) and not level


def why_not_propose_for(member_id: UUID, by: Actor, led: Collection[UUID]) -> Refusal | None:
    """One proposes for oneself, a head for the people of theirs, personnel and standing for anybody."""
    may = by.can(*DECIDERS) or by.is_member(member_id) or member_id in led
    return _if(not may, Refusal.NOT_YOUR_PEOPLE)


def why_not_propose_need(
    member_id: UUID, kind: str, level: str, skill: str, reason: str, *, active: bool,
    stands: bool, held: bool, by: Actor, led: Collection[UUID],
) -> Refusal | None:  # fmt: skip
    """A need has a reason, stands once, and is of somebody who is at work and lacks it."""
    return first(
        why_not_propose_for(member_id, by, led),
        _if(not is_known_need(kind, level, skill), Refusal.UNKNOWN_NEED),
        _if(not reason.strip(), Refusal.NO_REASON),
        _if(not active, Refusal.MEMBER_GONE),
        _if(stands, Refusal.NEED_STANDS),
        _if(held, Refusal.HELD_ALREADY),
    )


def why_not_decide_need(state: str, by: Actor) -> Refusal | None:
    """A proposed need is decided once, by personnel or the standing members."""
    return first(
        _if(not by.can(*DECIDERS), Refusal.NOT_KEEPER),
        _if(state != NeedState.PROPOSED, Refusal.NEED_DECIDED),
    )


def why_not_decline_need(state: str, reason: str, by: Actor) -> Refusal | None:
    """Whoever declines says why; an approved need may still be given up."""
    return first(
        _if(not by.can(*DECIDERS), Refusal.NOT_KEEPER),
        _if(state not in OPEN_NEEDS, Refusal.NEED_DECIDED),
        _if(not reason.strip(), Refusal.NO_REASON),
    )


# ---- courses ------------------------------------------------------------------------------------


def why_not_save_course(
    new: Course, name: str, cost: int, *, old: Course | None, places: Sequence[Place],
    plan_status: str, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A course has a name, a level that fits its kind, a period, and seats for those in it.

    `old` is the course as it stands, None for a new one; `places` are those taken; `plan_status` is ""
    without a plan. What results were recorded for stays.
    """
    taken = sum(place.state != EnrolmentState.WITHDRAWN for place in places)
    results = any(place.state in ENDED for place in places)
    fixed = ("kind", "level", "starts_on", "ends_on")
    changed = old is not None and any(getattr(old, f) != getattr(new, f) for f in fixed)
    over = old is not None and old.status not in TAKES_PEOPLE
    return first(
        why_not_keep(by),
        _if(over, Refusal.COURSE_OVER),
        _if(not name.strip(), Refusal.NO_NAME),
        _if(new.kind not in CourseKind.values or new.form not in Form.values, Refusal.BAD_LEVEL),
        _if(new.level not in LEVELS.get(new.kind, ("",)), Refusal.BAD_LEVEL),
        _if(new.ends_on < new.starts_on, Refusal.NOT_A_PERIOD),
        _if(cost < 0, Refusal.BAD_MONEY),
        _if(plan_status == PlanStatus.CLOSED, Refusal.PLAN_CLOSED),
        _if(changed and results, Refusal.LEVEL_KEPT),
        _if(new.seats is not None and new.seats < taken, Refusal.FEWER_SEATS),
    )


def why_not_move_course(
    course: Course, to: str, *, states: Iterable[str], today: date, reason: str, by: Actor
) -> Refusal | None:
    """A course opens, begins on its day, ends with everybody's result, or is cancelled with a reason."""
    listed = list(states)
    return first(
        why_not_keep(by),
        _if(to not in COURSE_MOVES.get(course.status, ()), Refusal.BAD_MOVE),
        _if(to == CourseStatus.RUNNING and today < course.starts_on, Refusal.TOO_EARLY),
        _if(to == CourseStatus.FINISHED and today < course.ends_on, Refusal.ENDS_LATER),
        _if(to == CourseStatus.FINISHED and any(s in ATTENDING for s in listed), Refusal.RESULTS_MISSING),
        _if(to == CourseStatus.CANCELLED and any(s in ENDED for s in listed), Refusal.HAS_RESULT),
        _if(to == CourseStatus.CANCELLED and not reason.strip(), Refusal.NO_REASON),
    )  # fmt: skip


# ---- people in courses --------------------------------------------------------------------------


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def span(course: Course) -> Span:
    """Return the days of a course."""
    return course.starts_on, course.ends_on


def why_not_enrol(
    course: Course, *, active: bool, inside: bool, taken: int, away: Iterable[Span],
    cost: int, promised: int, limit: int | None, by: Actor,
) -> Refusal | None:  # fmt: skip
    """Somebody at work gets a free seat once; nobody studies full time in two places at once.

    `taken` seats are gone; `away` are the spans of the person's other full-time courses; `promised` đồng
    of `limit` are gone (None: the course belongs to no plan).
    """
    full_time = course.form == Form.FULL_TIME
    clash = full_time and any(overlap(span(course), other) for other in away)
    return first(
        why_not_keep(by),
        _if(course.status not in TAKES_PEOPLE, Refusal.COURSE_OVER),
        _if(not active, Refusal.MEMBER_GONE),
        _if(inside, Refusal.ENROLLED_ALREADY),
        _if(course.seats is not None and taken >= course.seats, Refusal.NO_SEAT_LEFT),
        _if(clash, Refusal.AWAY_ALREADY),
        _if(cost < 0, Refusal.BAD_MONEY),
        _if(limit is not None and cost and promised + cost > limit, Refusal.OVER_BUDGET),
    )


def why_not_withdraw(
    place: Place, day: date, reason: str, today: date, by: Actor
) -> Refusal | None:
    """Who still attends may leave, with a reason, on a day that has come."""
    return first(
        why_not_keep(by),
        _if(place.state not in ATTENDING, Refusal.NOT_ATTENDING),
        _if(not reason.strip(), Refusal.NO_REASON),
        _if(day > today, Refusal.IN_THE_FUTURE),
    )


def why_not_record_result(
    course: Course, place: Place, outcome: str, ended_on: date, certificate: str,
    certified_on: date | None, *, today: date, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A result is recorded once, of a course that takes or took place, on a day of the course."""
    return first(
        why_not_keep(by),
        _if(course.status not in HELD, Refusal.TOO_EARLY),
        _if(place.state in ENDED, Refusal.HAS_RESULT),
        _if(place.state not in ATTENDING, Refusal.NOT_ATTENDING),
        _why_not_result(course, place, outcome, ended_on, certificate, certified_on, today),
    )


def why_not_correct_result(
    course: Course, place: Place, outcome: str, ended_on: date, certificate: str,
    certified_on: date | None, *, changed: bool, reason: str, today: date, by: Actor,
) -> Refusal | None:  # fmt: skip
    """What was recorded is corrected with a reason, and stays on record as it was."""
    return first(
        why_not_keep(by),
        _if(place.state not in ENDED, Refusal.NO_RESULT),
        _if(not reason.strip(), Refusal.NO_REASON),
        _if(not changed, Refusal.NOTHING_CHANGED),
        _why_not_result(course, place, outcome, ended_on, certificate, certified_on, today),
    )


def _why_not_result(
    course: Course, place: Place, outcome: str, ended_on: date, certificate: str,
    certified_on: date | None, today: date,
) -> Refusal | None:  # fmt: skip
    began = place.began_on or course.starts_on
    paper = bool(certificate.strip() or certified_on)
    whole = bool(certificate.strip()) and certified_on is not None and certified_on >= ended_on
    late = max(ended_on, certified_on or ended_on)
    return first(
        _if(outcome not in ENDED, Refusal.BAD_OUTCOME),
        _if(not began <= ended_on <= course.ends_on, Refusal.OUTSIDE_COURSE),
        _if(paper and outcome == EnrolmentState.FAILED, Refusal.NOT_EARNED),
        _if(paper and not whole, Refusal.BAD_CERTIFICATE),
        _if(late > today, Refusal.IN_THE_FUTURE),
    )


def earns(course: Course, skill: str, certificate: str) -> bool:
    """Say whether completing a course leaves a qualification: a level always; a short course when it
    certifies a skill or gave a certificate."""
    return course.kind != CourseKind.SHORT or bool(skill or certificate)


def warnings(course: Course, best: str, busy: Iterable[Span]) -> list[Warning]:
    """Return what to know before sending somebody: `best` is the highest level of the course's kind they
    hold, `busy` the spans of their other courses. None of it stops the sending."""
    order = LEVELS.get(course.kind, ())
    held = order.index(best) if best in order else -1
    wanted = order.index(course.level) if course.level in order else -1
    found = []
    if course.kind == CourseKind.THEORY and wanted > held + 1:
        found.append(Warning.BELOW_MISSING)
    if 0 <= wanted <= held:
        found.append(Warning.HELD)
    if any(overlap(span(course), other) for other in busy):
        found.append(Warning.ALSO_STUDIES)
    return found
