"""Results: recorded once, for a whole class at a time; corrected with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.authorities.tenant import uuid7
from khe.base.authorities.writing import insert
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Qualification
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.training import queries, rules
from khe.desks.training.actions.common import CHAIN, entered, store_changes
from khe.desks.training.models import Course, Enrolment, Need
from khe.desks.training.refusals import Refusal, RowsRefused
from khe.desks.training.states import CourseKind, EnrolmentState, Event, NeedState

NAMES = ("state", "began_on", "ended_on", "result", "certificate", "certified_on", "qualification")


@dataclass(frozen=True)
class Result:
    """How somebody's study ended: `outcome` completed or failed, on a local day; `result` as the school
    says it; the certificate's number and day, if there is one."""

    enrolment_id: UUID
    outcome: str
    ended_on: date
    result: str = ""
    certificate: str = ""
    certified_on: date | None = None

    def facts(self) -> dict[str, Any]:
        """Return what the journal keeps."""
        return {
            "outcome": self.outcome, "ended_on": self.ended_on, "result": self.result.strip(),
            "certificate": self.certificate.strip(), "certified_on": self.certified_on,
        }  # fmt: skip


@transacted
def record_result(result: Result, *, by: Actor, at: datetime) -> Enrolment:
    """Record one person's result; see record_results."""
    course_id = Enrolment.objects.values_list("course_id", flat=True).get(pk=result.enrolment_id)
    return record_results(course_id, results=[result], by=by, at=at)[0]


@transacted
def record_results(
    course_id: UUID, *, results: Iterable[Result], by: Actor, at: datetime
) -> list[Enrolment]:
    """Record the results of people of one course, all or nothing.

    Who completes a course of study holds its level from then on, and who completes a short course its
    certificate: the qualification is written, and standing needs are met, in the same transaction.
    Raises RowsRefused with the reason of each row that cannot be taken.
    """
    course = queries.locked_course(course_id)
    given = {result.enrolment_id: result for result in results}
    refuse_if(None if given else Refusal.NOTHING_CHANGED)
    rows = Enrolment.objects.select_for_update().filter(course=course, pk__in=given)
    places = list(rows.order_by("pk"))
    today = queries.day_of(at)
    faults = {place.pk: _why_not(course, place, given[place.pk], today, by) for place in places}
    faults |= dict.fromkeys(given.keys() - faults.keys(), Refusal.NOT_ATTENDING)
    if found := {pk: why for pk, why in faults.items() if why}:
        raise RowsRefused(found)
    earned = []
    for place in places:
        _take(course, place, given[place.pk])
        if (shown := _earned(course, place)) is not None:
            place.qualification = shown
            earned.append(shown)
    facts = [
        given[place.pk].facts() | {"qualification": place.qualification_id} for place in places
    ]
    entries = entered(places, Event.RESULT_RECORDED, facts, by=by, at=at)
    insert(earned)
    store_changes(places, NAMES, entries)
    _meet(course, places, by, at)
    return places


def _why_not(
    course: Course, place: Enrolment, given: Result, today: date, by: Actor
) -> Refusal | None:
    return rules.why_not_record_result(
        course, place, given.outcome, given.ended_on, given.certificate, given.certified_on,
        today=today, by=by,
    )  # fmt: skip


def _take(course: Course, place: Enrolment, given: Result) -> None:
    place.state, place.ended_on = given.outcome, given.ended_on
    place.began_on = place.began_on or course.starts_on
    place.result, place.certificate = given.result.strip(), given.certificate.strip()
    place.certified_on = given.certified_on


def _earned(course: Course, place: Enrolment) -> Qualification | None:
    """Return what a place that was completed shows its person to hold, or None."""
    done = place.state == EnrolmentState.COMPLETED
    if not done or not rules.earns(course, course.skill, place.certificate):
        return None
    is_short = course.kind == CourseKind.SHORT
    name = (course.skill or course.name) if is_short else (course.field or course.name)
    return Qualification(
        id=place.qualification_id or uuid7(),
        member_id=place.member_id,
        kind="certificate" if is_short else course.kind,
        level=course.level,
        name=name,
        issuer=course.issuer,
        number=place.certificate,
        awarded_on=place.certified_on or place.ended_on,
    )


def _meet(course: Course, places: Sequence[Enrolment], by: Actor, at: datetime) -> None:
    """Mark the standing needs of those who completed the course as met."""
    done = [p for p in places if p.state == EnrolmentState.COMPLETED]
    standing = queries.open_needs(p.member_id for p in done)
    keys = [key for place in done for key in rules.keys_met(course, place.member_id)]
    ids = {standing[key].pk for key in keys if key in standing}
    needs = list(Need.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    for need in needs:
        need.state, need.decided_at, need.decided_by = NeedState.MET, at, by.name
    facts = [{"course": course.pk} for _ in needs]
    entries = entered(needs, Event.NEED_MET, facts, by=by, at=at)
    store_changes(needs, ("state", "decided_at", "decided_by"), entries)


@transacted
def correct_result(result: Result, *, reason: str, by: Actor, at: datetime) -> Enrolment:
    """Correct a result, or add the certificate that came later; what was recorded stays in the journal.

    The qualification follows: changed, written, or taken back when the person did not complete after
    all. Raises Refused without a reason, or when nothing changes.
    """
    place = queries.locked_enrolment(result.enrolment_id)
    course, old = place.course, _recorded(place)
    changed = old != result.facts()
    refuse_if(
        rules.why_not_correct_result(
            course, place, result.outcome, result.ended_on, result.certificate,
            result.certified_on, changed=changed, reason=reason, today=queries.day_of(at), by=by,
        )
    )  # fmt: skip
    _take(course, place, result)
    held, shown = place.qualification_id, _earned(course, place)
    if shown is not None:
        shown.save(force_update=held is not None, force_insert=held is None)
    place.qualification = shown
    record(
        place, Event.RESULT_CORRECTED, by=by, at=at, reason=reason.strip(), old=old,
        new=result.facts(), qualification=shown.pk if shown else None,
    )  # fmt: skip
    place.save(update_fields=[*NAMES, *CHAIN])
    if held is not None and shown is None:
        gone = Qualification.objects.filter(pk=held)
        gone._raw_delete(gone.db)  # one DELETE, one authority
    _meet(course, [place], by, at)
    return place


def _recorded(place: Enrolment) -> dict[str, Any]:
    return Result(
        place.pk, place.state, place.ended_on or date.min, place.result, place.certificate,
        place.certified_on,
    ).facts()  # fmt: skip
