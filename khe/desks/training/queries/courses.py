"""Courses, and people's places in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people.actor import Actor
from khe.desks.training import rules
from khe.desks.training.models import Course, Enrolment
from khe.desks.training.queries.visible import best_held, people
from khe.desks.training.refusals import Warning
from khe.desks.training.states import (
    ATTENDING,
    CourseStatus,
    EnrolmentState,
    Form,
)


def courses() -> QuerySet[Course]:
    """Return the courses, the latest to begin first. A course is nobody's secret; who is in it, is."""
    return Course.objects.select_related("plan").order_by("-starts_on", "name", "id")


def locked_course(course_id: UUID) -> Course:
    """Return a course, locked; Course.DoesNotExist for a stranger's."""
    return Course.objects.select_for_update().get(pk=course_id)


def locked_enrolment(enrolment_id: UUID) -> Enrolment:
    """Return a place, locked; Enrolment.DoesNotExist for a stranger's."""
    return Enrolment.objects.select_for_update().get(pk=enrolment_id)


def places(course_id: UUID) -> list[Enrolment]:
    """Return every place of a course, whoever asks: for rules."""
    return list(Enrolment.objects.filter(course_id=course_id))


def seats_taken(course_id: UUID) -> int:
    """Return how many seats are gone: those who left give theirs back."""
    rows = Enrolment.objects.filter(course_id=course_id)
    return rows.exclude(state=EnrolmentState.WITHDRAWN).count()


def enrolments(actor: Actor, day: date) -> QuerySet[Enrolment]:
    """Return the places of people whose training the actor may see, the latest course first."""
    found = Enrolment.objects.filter(member__in=people(actor, day))
    found = found.select_related("course", "member", "member__body")
    return found.order_by("-course__starts_on", "course__name", "member__sort_name", "id")


def participants(course: Course, actor: Actor, day: date) -> list[Enrolment]:
    """Return the places of a course that the actor may see, by given name."""
    rows = enrolments(actor, day).filter(course_id=course.pk)
    return list(rows.order_by("member__sort_name", "id"))


@dataclass(frozen=True)
class Attended:
    """A course with the people in it whom the actor may see: `here` did not leave, of whom `own` is set
    when the actor is one."""

    course: Course
    here: int
    done: int
    own: Enrolment | None


def with_people(listed: Iterable[Course], actor: Actor, day: date) -> list[Attended]:
    """Return courses with the number of people in them, of those whom the actor may see; one query."""
    rows = list(listed)
    places: dict[UUID, list[Enrolment]] = {course.pk: [] for course in rows}
    found = Enrolment.objects.filter(member__in=people(actor, day), course_id__in=list(places))
    for place in found.exclude(state=EnrolmentState.WITHDRAWN):
        places[place.course_id].append(place)
    return [
        Attended(
            course,
            len(places[course.pk]),
            sum(place.state == EnrolmentState.COMPLETED for place in places[course.pk]),
            next((p for p in places[course.pk] if p.member_id == actor.member_id), None),
        )
        for course in rows
    ]


def enrolments_of(member_ids: Iterable[UUID]) -> dict[UUID, list[Enrolment]]:
    """Return the places of several members, the latest first; one query. Ask who may see them first."""
    found: dict[UUID, list[Enrolment]] = {pk: [] for pk in member_ids}
    rows = Enrolment.objects.filter(member_id__in=list(found)).select_related("course", "need")
    for row in rows.order_by("-course__starts_on", "-id"):
        found[row.member_id].append(row)
    return found


def _elsewhere(member_ids: Iterable[UUID], but: UUID | None) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(member_id__in=list(member_ids), state__in=ATTENDING)
    rows = rows.exclude(course__status=CourseStatus.CANCELLED)
    return (rows.exclude(course_id=but) if but else rows).select_related("course")


def busy(member_ids: Iterable[UUID], but: UUID | None = None) -> dict[UUID, list[rules.Span]]:
    """Return the days of the courses that members attend, the course `but` left out; one query."""
    found: dict[UUID, list[rules.Span]] = {pk: [] for pk in member_ids}
    for row in _elsewhere(found, but):
        found[row.member_id].append(rules.span(row.course))
    return found


def away(member_ids: Iterable[UUID], but: UUID | None = None) -> dict[UUID, list[rules.Span]]:
    """Return the same for full-time courses only."""
    found: dict[UUID, list[rules.Span]] = {pk: [] for pk in member_ids}
    for row in _elsewhere(found, but).filter(course__form=Form.FULL_TIME):
        found[row.member_id].append(rules.span(row.course))
    return found


def warnings_of(course: Course, member_ids: Iterable[UUID]) -> dict[UUID, list[Warning]]:
    """Return what should be known of sending each member to a course; two queries."""
    listed = list(member_ids)
    others = busy(listed, but=course.pk)
    has = course.kind in rules.LEVELS
    held = best_held(listed, course.kind, course.starts_on) if has else {}
    return {pk: rules.warnings(course, held.get(pk, ""), others[pk]) for pk in listed}
