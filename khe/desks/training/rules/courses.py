"""What a course must be, and how it moves. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from khe.base.people.actor import Actor
from khe.base.people.competence import LEVELS
from khe.desks.training.refusals import Refusal
from khe.desks.training.rules.common import Course, Place, first, when, why_not_keep
from khe.desks.training.states import (
    ATTENDING,
    COURSE_MOVES,
    ENDED,
    TAKES_PEOPLE,
    CourseKind,
    CourseStatus,
    EnrolmentState,
    Form,
    PlanStatus,
)


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
        when(over, Refusal.COURSE_OVER),
        when(not name.strip(), Refusal.NO_NAME),
        when(new.kind not in CourseKind.values or new.form not in Form.values, Refusal.BAD_LEVEL),
        when(new.level not in LEVELS.get(new.kind, ("",)), Refusal.BAD_LEVEL),
        when(new.ends_on < new.starts_on, Refusal.NOT_A_PERIOD),
        when(cost < 0, Refusal.BAD_MONEY),
        when(plan_status == PlanStatus.CLOSED, Refusal.PLAN_CLOSED),
        when(changed and results, Refusal.LEVEL_KEPT),
        when(new.seats is not None and new.seats < taken, Refusal.FEWER_SEATS),
    )


def why_not_move_course(
    course: Course, to: str, *, states: Iterable[str], today: date, reason: str, by: Actor
) -> Refusal | None:
    """A course opens, begins on its day, ends with everybody's result, or is cancelled with a reason."""
    listed = list(states)
    return first(
        why_not_keep(by),
        when(to not in COURSE_MOVES.get(course.status, ()), Refusal.BAD_MOVE),
        when(to == CourseStatus.RUNNING and today < course.starts_on, Refusal.TOO_EARLY),
        when(to == CourseStatus.FINISHED and today < course.ends_on, Refusal.ENDS_LATER),
        when(to == CourseStatus.FINISHED and any(s in ATTENDING for s in listed), Refusal.RESULTS_MISSING),
        when(to == CourseStatus.CANCELLED and any(s in ENDED for s in listed), Refusal.HAS_RESULT),
        when(to == CourseStatus.CANCELLED and not reason.strip(), Refusal.NO_REASON),
    )  # fmt: skip
