"""Courses: planned, opened, begun, finished; or cancelled."""

from datetime import date, datetime
from uuid import UUID

from khe.base.authorities.tenant import uuid7
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.training import queries, rules
from khe.desks.training.actions.common import CHAIN, entered, store_changes
from khe.desks.training.models import Course, Enrolment, Plan
from khe.desks.training.states import (
    ATTENDING,
    CourseStatus,
    EnrolmentState,
    Event,
    Form,
)

FIELDS = (
    "kind", "level", "name", "field", "skill", "issuer", "form", "starts_on", "ends_on", "seats",
    "cost", "budget_source", "document",
)  # fmt: skip


@transacted
def save_course(
    *, kind: str, name: str, starts_on: date, ends_on: date, level: str = "", field: str = "",
    skill: str = "", issuer: str = "", form: str = Form.PART_TIME, seats: int | None = None,
    cost: int = 0, budget_source: str = "", document: str = "", plan_id: UUID | None = None,
    id: UUID | None = None, by: Actor, at: datetime,
) -> Course:  # fmt: skip
    """Write down a course, or change the one with `id`. Days are local, both included; `cost` is đồng a
    person; `seats` None: not limited. Raises Refused for a level that does not fit the kind, a period
    that ends before it begins, fewer seats than people, and changes after results were recorded."""
    old = queries.locked_course(id) if id else None
    given = {
        "kind": kind, "level": level, "name": name.strip(), "field": field.strip(),
        "skill": " ".join(skill.split()), "issuer": issuer.strip(), "form": form,
        "starts_on": starts_on, "ends_on": ends_on, "seats": seats, "cost": cost,
        "budget_source": budget_source.strip(), "document": document.strip(), "plan_id": plan_id,
    }  # fmt: skip
    new = Course(id=uuid7(), **given)
    plan = Plan.objects.get(pk=plan_id) if plan_id else None
    places = queries.places(old.pk) if old else []
    status = plan.status if plan else ""
    refuse_if(
        rules.why_not_save_course(
            new, name, cost, old=old, places=places, plan_status=status, by=by
        )
    )
    course = old or new
    for key, value in given.items():
        setattr(course, key, value)
    record(course, Event.COURSE_SAVED, by=by, at=at, **given)
    course.save(force_insert=id is None)
    return course


@transacted
def move_course(
    course_id: UUID, to: str, *, reason: str = "", document: str = "", by: Actor, at: datetime
) -> Course:
    """Move a course to its next status (`states.COURSE_MOVES`).

    When it begins, those who were sent begin to study on its first day; when it is cancelled, they are
    free again. `document` is that which opens it.
    """
    course = queries.locked_course(course_id)
    places = list(Enrolment.objects.select_for_update().filter(course=course).order_by("pk"))
    today = queries.day_of(at)
    states = [place.state for place in places]
    refuse_if(
        rules.why_not_move_course(course, to, states=states, today=today, reason=reason, by=by)
    )
    course.status = to
    course.document = document.strip() or course.document
    record(
        course,
        Event.COURSE_MOVED,
        by=by,
        at=at,
        to=to,
        reason=reason.strip(),
        document=course.document,
    )
    course.save(update_fields=["status", "document", *CHAIN])
    if to == CourseStatus.RUNNING:
        _begin(course, places, by, at)
    if to == CourseStatus.CANCELLED:
        _release(places, reason.strip(), today, by, at)
    return course


def _begin(course: Course, places: list[Enrolment], by: Actor, at: datetime) -> None:
    """Let those who wait begin to study."""
    fresh = [place for place in places if place.state == EnrolmentState.ENROLLED]
    for place in fresh:
        place.state, place.began_on = EnrolmentState.STUDYING, course.starts_on
    facts = [{"began_on": course.starts_on}] * len(fresh)
    entries = entered(fresh, Event.STARTED, facts, by=by, at=at)
    store_changes(fresh, ("state", "began_on"), entries)


def _release(places: list[Enrolment], reason: str, day: date, by: Actor, at: datetime) -> None:
    """Let those who attend a cancelled course go."""
    gone = [place for place in places if place.state in ATTENDING]
    for place in gone:
        place.leave(day, reason)
    facts = [{"day": day, "reason": reason} for _ in gone]
    entries = entered(gone, Event.WITHDRAWN, facts, by=by, at=at)
    store_changes(gone, ("state", "began_on", "ended_on", "withdrawn_because"), entries)
