"""People sent to courses, and those who leave them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from khe.base.authorities.writing import insert
from khe.base.files import actions as files
from khe.base.files.models import Attachment
from khe.base.files.states import Kind
from khe.base.journal.record import record
from khe.base.messages.posting import post_many
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.training import invitations, queries, rules
from khe.desks.training.actions.common import CHAIN, entered
from khe.desks.training.models import Course, Enrolment, Need
from khe.desks.training.refusals import Refusal, RowsRefused
from khe.desks.training.states import CourseStatus, EnrolmentState, Event


@transacted
def enrol(
    course_id: UUID, *, member_id: UUID, cost: int | None = None, decision: str = "",
    decided_on: date | None = None, by: Actor, at: datetime,
) -> Enrolment:  # fmt: skip
    """Send a member to a course; `cost` in đồng, that of the course unless given.

    Raises Refused: no seat left, sent already, full-time study elsewhere at the same time, beyond the
    plan's budget, person gone, course over.
    """
    made = enrol_many(
        course_id, member_ids=[member_id], cost=cost, decision=decision, decided_on=decided_on,
        by=by, at=at,
    )  # fmt: skip
    return made[0]


@transacted
def enrol_many(
    course_id: UUID, *, member_ids: Iterable[UUID], cost: int | None = None, decision: str = "",
    decided_on: date | None = None, began_on: date | None = None, by: Actor, at: datetime,
) -> list[Enrolment]:  # fmt: skip
    """Send members to a course by one decision, all or nothing; each is told, unless it is over.

    In a course that runs they study from `began_on`, or from the day of `at`. Their standing need for
    what the course gives is tied to it. The number of queries does not grow with the number of people.
    Raises RowsRefused with the reason for each who cannot go.
    """
    course = queries.locked_course(course_id)
    ids = list(dict.fromkeys(member_ids))
    members = Member.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    active = dict(members.values_list("pk", "active"))
    each = course.cost if cost is None else cost
    faults = _faults(course, ids, active, each, by)
    if faults:
        raise RowsRefused(faults)
    refuse_if(None if ids else Refusal.MEMBER_GONE)
    needs, day = queries.open_needs(ids), queries.day_of(at)
    places = [_placed(course, pk, needs, began_on or day) for pk in ids]
    for place in places:
        place.cost, place.decision, place.decided_on = each, decision.strip(), decided_on
    facts = [
        {"course": course.pk, "member": p.member_id, "need": p.need_id, "cost": p.cost,
         "decision": p.decision, "decided_on": decided_on, "began_on": p.began_on}
        for p in places
    ]  # fmt: skip
    entries = entered(places, Event.ENROLLED, facts, by=by, at=at)
    insert(places, entries)
    if course.ends_on >= day:
        post_many([invitations.message(course, place, at) for place in places])
    return places


def _faults(
    course: Course, ids: list[UUID], active: dict[UUID, bool], cost: int, by: Actor
) -> dict[UUID, Refusal]:
    """Return why each of those who cannot go cannot, seats and money being taken in order."""
    places = queries.places(course.pk)
    inside = {place.member_id for place in places}
    taken = sum(place.state != EnrolmentState.WITHDRAWN for place in places)
    away = queries.away(ids, but=course.pk)
    limit = course.plan.limit if course.plan else None
    promised = queries.promised(course.plan_id)
    found = {}
    for pk in ids:
        why = rules.why_not_enrol(
            course, active=active.get(pk, False), inside=pk in inside, taken=taken,
            away=away[pk], cost=cost, promised=promised, limit=limit, by=by,
        )  # fmt: skip
        if why:
            found[pk] = why
        taken, promised = taken + 1, promised + cost
    return found


def _placed(
    course: Course, member_id: UUID, needs: dict[tuple[UUID, str, str], Need], day: date
) -> Enrolment:
    """Return a new place; in a course that runs, study begins at once."""
    need = next((needs[key] for key in rules.keys_met(course, member_id) if key in needs), None)
    place = Enrolment(course=course, member_id=member_id, need=need)
    if course.status == CourseStatus.RUNNING:
        place.state = EnrolmentState.STUDYING
        place.began_on = min(max(course.starts_on, day), course.ends_on)
    return place


@transacted
def withdraw(enrolment_id: UUID, *, day: date, reason: str, by: Actor, at: datetime) -> Enrolment:
    """Let somebody leave a course on a local day, with a reason; the seat is free again."""
    place = queries.locked_enrolment(enrolment_id)
    today = queries.day_of(at)
    refuse_if(rules.why_not_withdraw(place.course, place, day, reason, today, by))
    place.leave(day, reason.strip())
    record(place, Event.WITHDRAWN, by=by, at=at, day=day, reason=place.withdrawn_because)
    names = ["state", "began_on", "ended_on", "withdrawn_because", *CHAIN]
    place.save(update_fields=names)
    return place


@transacted
def attach_certificate(
    enrolment_id: UUID, *, uploads: Sequence[UploadedFile], kind: str = Kind.COPY, by: Actor,
    at: datetime,
) -> list[Attachment]:  # fmt: skip
    """Attach the scanned certificate or decision; Refused names the file that cannot be taken."""
    place = queries.locked_enrolment(enrolment_id)
    refuse_if(rules.why_not_keep(by))
    found = [files.attach(place.pk, one, by=by, at=at, kind=kind) for one in uploads]
    for file in found:
        record(place, Event.FILE_ATTACHED, by=by, at=at, name=file.name, sha256=file.sha256)
    place.save(update_fields=[*CHAIN])
    return found
