"""Who is sent to a course, leaves it, and how results are recorded. Pure."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.people.competence import LEVELS
from khe.desks.training.refusals import Refusal, Warning
from khe.desks.training.rules.common import Course, Place, Span, first, when, why_not_keep
from khe.desks.training.states import (
    ATTENDING,
    ENDED,
    HELD,
    TAKES_PEOPLE,
    CourseKind,
    EnrolmentState,
    Form,
)


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
        when(course.status not in TAKES_PEOPLE, Refusal.COURSE_OVER),
        when(not active, Refusal.MEMBER_GONE),
        when(inside, Refusal.ENROLLED_ALREADY),
        when(course.seats is not None and taken >= course.seats, Refusal.NO_SEAT_LEFT),
        when(clash, Refusal.AWAY_ALREADY),
        when(cost < 0, Refusal.BAD_MONEY),
        when(limit is not None and cost and promised + cost > limit, Refusal.OVER_BUDGET),
    )


def why_not_withdraw(
    course: Course, place: Place, day: date, reason: str, today: date, by: Actor
) -> Refusal | None:
    """Who still attends may leave, with a reason, on a day that has come."""
    return first(
        why_not_keep(by),
        when(place.state not in ATTENDING, Refusal.NOT_ATTENDING),
        when(not reason.strip(), Refusal.NO_REASON),
        when(day > course.ends_on, Refusal.OUTSIDE_COURSE),
        when(day > today, Refusal.IN_THE_FUTURE),
    )


def why_not_record_result(
    course: Course, place: Place, outcome: str, ended_on: date, certificate: str,
    certified_on: date | None, *, today: date, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A result is recorded once, of a course that takes or took place, on a day of the course."""
    return first(
        why_not_keep(by),
        when(course.status not in HELD, Refusal.NOT_BEGUN),
        when(place.state in ENDED, Refusal.HAS_RESULT),
        when(place.state not in ATTENDING, Refusal.NOT_ATTENDING),
        _why_not_result(course, place, outcome, ended_on, certificate, certified_on, today),
    )


def why_not_correct_result(
    course: Course, place: Place, outcome: str, ended_on: date, certificate: str,
    certified_on: date | None, *, changed: bool, reason: str, today: date, by: Actor,
) -> Refusal | None:  # fmt: skip
    """What was recorded is corrected with a reason, and stays on record as it was."""
    return first(
        why_not_keep(by),
        when(place.state not in ENDED, Refusal.NO_RESULT),
        when(not reason.strip(), Refusal.NO_REASON),
        when(not changed, Refusal.NOTHING_CHANGED),
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
        when(outcome not in ENDED, Refusal.BAD_OUTCOME),
        when(not began <= ended_on <= course.ends_on, Refusal.OUTSIDE_COURSE),
        when(paper and outcome == EnrolmentState.FAILED, Refusal.NOT_EARNED),
        when(paper and not whole, Refusal.BAD_CERTIFICATE),
        when(late > today, Refusal.IN_THE_FUTURE),
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


def keys_met(course: Course, member_id: UUID) -> list[tuple[UUID, str, str]]:
    """Return the keys of the needs that completing a course meets: its level and those below, or its
    skill."""
    if course.kind != CourseKind.SHORT:
        order = LEVELS[course.kind]
        reached = order[: order.index(course.level) + 1]
        return [(member_id, course.kind, level) for level in reversed(reached)]
    skill = (course.skill or course.name).casefold()
    return [(member_id, kind, skill) for kind in ("certificate", "skill")]
