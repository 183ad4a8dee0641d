"""Reading attendance: seats and learners one may see by name, rates, history, what waits to be made up."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.base.people.queries import LOCAL
from khe.desks.study.models import Device, Learner, Mark, Roll, Round, Seat, StudyClass
from khe.desks.study.rules import attendance as counting
from khe.desks.study.rules import checkin
from khe.desks.study.rules.attendance import Row
from khe.desks.study.rules.feedback import READERS as FEEDBACK_READERS
from khe.desks.study.states.attendance import CLOSES_AFTER, LATE_AFTER, OPENS_BEFORE, Outcome
from khe.desks.study.states.planning import ClassKind, ClassStatus, RoundStatus, SeatState

ABSENT = (SeatState.EXCUSED, SeatState.UNEXCUSED)


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def locked_round(class_id: UUID) -> Round:
    """Return the round of a class, locked: before the class, as everywhere."""
    found = Round.objects.select_for_update(of=("self",))
    return found.get(pk=StudyClass.objects.values_list("round_id", flat=True).get(pk=class_id))


def locked_class(class_id: UUID) -> StudyClass:
    """Return a class with its round, locked; StudyClass.DoesNotExist when there is none."""
    found = StudyClass.objects.select_for_update(of=("self",)).select_related("round", "hall")
    return found.get(pk=class_id)


def classes(actor: Actor) -> QuerySet[StudyClass]:
    """Return the classes whose roll the actor may keep: all of them for an organiser, else none."""
    found = StudyClass.objects.select_related("round", "round__programme", "hall", "speaker")
    return found.none() if checkin.why_not_organise(actor) else found


def classes_with_feedback(actor: Actor) -> QuerySet[StudyClass]:
    """Return the classes whose feedback the actor may see: organisers and standing members all."""
    found = StudyClass.objects.select_related("round", "round__programme", "hall", "speaker")
    return found if actor.can(*FEEDBACK_READERS) else found.none()


def class_of_anybody(class_id: UUID) -> StudyClass | None:
    """Return a class, for the page its code leads to: that shows no more than hall and hour."""
    found = StudyClass.objects.select_related("round", "round__programme", "hall")
    return found.filter(pk=class_id).first()


def roll_of(class_id: UUID) -> Roll:
    """Return the roll of a class; one not yet kept comes unsaved, with the usual minutes."""
    found = Roll.objects.filter(study_class_id=class_id).first()
    return found or Roll(study_class_id=class_id)


def window_of(study_class: StudyClass, roll: Roll | None) -> checkin.Window:
    """Return when one may check in to a class."""
    return checkin.window(
        study_class.starts_at,
        study_class.ends_at,
        before=roll.opens_before if roll else OPENS_BEFORE,
        late=roll.late_after if roll else LATE_AFTER,
        after=roll.closes_after if roll else CLOSES_AFTER,
    )


# ---- who may see whom ----------------------------------------------------------------------------


def seats(class_id: UUID) -> QuerySet[Seat]:
    """Return the seats of a class by given name, exempt learners included."""
    found = Seat.objects.filter(study_class_id=class_id)
    return found.select_related(
        "learner", "learner__member", "learner__body", "learner__area"
    ).order_by("learner__member__sort_name", "id")


def found(seats_: QuerySet[Seat], text: str) -> QuerySet[Seat]:
    """Return those whose name contains the words of `text`, diacritics or not."""
    for word in plain(text).split()[:6]:
        seats_ = seats_.filter(learner__member__sort_name__contains=word)
    return seats_


def own_seats(member_id: UUID | None, round_id: UUID) -> list[Seat]:
    """Return a member's seats in a round, cancelled classes left out."""
    rows = Seat.objects.filter(learner__member_id=member_id, learner__round_id=round_id)
    rows = rows.exclude(study_class__status=ClassStatus.CANCELLED)
    return list(rows.select_related("learner", "study_class", "study_class__hall"))


def empty_place(study_class: StudyClass, roll: Roll) -> checkin.Place:
    """Return what the rules read of a class alone."""
    return place_of(study_class, roll, [], None)


def place_of(
    study_class: StudyClass, roll: Roll, seats_: Iterable[Seat], learner: Learner | None
) -> checkin.Place:
    """Return what the rules read of a class and a learner with these seats in its round."""
    here = next((s for s in seats_ if s.study_class_id == study_class.pk), None)
    return checkin.Place(
        status=study_class.status,
        closed=roll.closed_at is not None,
        state=here.state if here else None,
        exempt=bool(learner and learner.exempt),
        listed=learner is not None,
        books_closed=study_class.round.status == RoundStatus.CLOSED,
        elsewhere=any(s.study_class_id != study_class.pk for s in seats_),
    )


def seat_in(
    class_id: UUID, member_id: UUID | None, round_id: UUID
) -> tuple[list[Seat], Learner | None]:
    """Return a member's seats in the round of a class, and who they are there; one or two queries."""
    mine = own_seats(member_id, round_id)
    if mine:
        return mine, mine[0].learner
    return [], Learner.objects.filter(round_id=round_id, member_id=member_id).first()


def phone_of_another(class_id: UUID, phone: str, seat_id: UUID) -> bool:
    """Say whether a telephone has checked in somebody else of this class."""
    if not phone:
        return False
    used = Mark.objects.filter(study_class_id=class_id, phone=phone)
    return used.exclude(seat_id=seat_id).exists()


def history(seat_id: UUID) -> QuerySet[Mark]:
    """Return every mark of a seat in the order in which they reached the server."""
    return (
        Mark.objects.filter(seat_id=seat_id).select_related("device").order_by("recorded_at", "id")
    )


def unsettled(class_id: UUID) -> QuerySet[Mark]:
    """Return the marks of door devices that were refused or did not stand, newest first."""
    rows = Mark.objects.filter(study_class_id=class_id).exclude(outcome=Outcome.APPLIED)
    return rows.select_related("seat__learner__member", "device").order_by(
        "-recorded_at", "-number"
    )


def marks_of(device: Device) -> QuerySet[Mark]:
    """Return what a device has sent, in its own order."""
    return Mark.objects.filter(device=device).order_by("number")


# ---- counting ------------------------------------------------------------------------------------


def rows(round_ids: Collection[UUID]) -> list[Row]:
    """Return every learner of rounds with how their attendance stands; two queries."""
    taken = Seat.objects.filter(learner__round_id__in=list(round_ids))
    taken = taken.exclude(study_class__status=ClassStatus.CANCELLED)
    regular: dict[UUID, tuple[str, bool]] = {}
    made_up: set[UUID] = set()
    values = taken.values_list(
        "learner_id", "kind", "state", "checked_at", "study_class__starts_at",
        "study_class__rolls__late_after",
    )  # fmt: skip
    for learner_id, kind, state, checked_at, starts_at, late_after in values:
        if kind == ClassKind.REGULAR:
            regular[learner_id] = (state, is_late(checked_at, starts_at, late_after))
        elif state == SeatState.PRESENT:
            made_up.add(learner_id)
    return [
        Row(
            learner_id=pk, member_id=member, exempt=exempt, body_id=body, cell_id=cell, area_id=area,
            round_id=round_id, state=regular[pk][0] if pk in regular else None,
            late=pk in regular and regular[pk][1], made_up=pk in made_up,
        )
        for pk, member, exempt, body, cell, area, round_id in Learner.objects.filter(
            round_id__in=list(round_ids)
        ).values_list("pk", "member_id", "exempt", "body_id", "cell_id", "area_id", "round_id")
    ]  # fmt: skip


def is_late(checked_at: datetime | None, starts_at: datetime, late_after: int | None) -> bool:
    """Say whether a presence began late."""
    minutes = LATE_AFTER if late_after is None else late_after
    return checked_at is not None and (checked_at - starts_at).total_seconds() > 60 * minutes


def rounds_held(first: date, last: date) -> QuerySet[Round]:
    """Return the rounds whose last regular class was held between two local days, both included."""
    start = datetime.combine(first, time.min, LOCAL)
    end = datetime.combine(last + timedelta(days=1), time.min, LOCAL)
    return Round.objects.filter(held_at__gte=start, held_at__lt=end).order_by("held_at", "id")


def tally_of_class(class_id: UUID) -> counting.Tally:
    """Count one class by its seats: present of those who are to come to it; one query."""
    return tallies_of_classes([class_id]).get(class_id, counting.Tally())


def to_close(at: datetime) -> QuerySet[StudyClass]:
    """Return the classes that are over and whose attendance is not closed, the longest waiting first."""
    closed = Roll.objects.filter(study_class_id=OuterRef("pk"), closed_at__isnull=False)
    over = StudyClass.objects.filter(ends_at__lt=at, status=ClassStatus.ANNOUNCED)
    rows = over.filter(~Exists(closed)).select_related("hall", "round__programme")
    return rows.order_by("ends_at", "id")


def tallies_of_classes(class_ids: Iterable[UUID]) -> dict[UUID, counting.Tally]:
    """Count several classes by their seats; one query."""
    found: dict[UUID, counting.Tally] = {}
    for class_id, a, b, c, d in Seat.objects.filter(study_class_id__in=list(class_ids)).values_list(
        "study_class_id", "learner_id", "learner__member_id", "learner__exempt", "state"
    ):
        found.setdefault(class_id, counting.Tally()).add(Row(a, b, exempt=c, state=d))
    return found


def learners(ids: Iterable[UUID]) -> QuerySet[Learner]:
    """Return learners by given name, with body, cell and area."""
    rows = Learner.objects.filter(pk__in=list(ids)).select_related("member", "body", "cell", "area")
    return rows.order_by("member__sort_name", "id")


def seats_of(learner_ids: Iterable[UUID]) -> tuple[dict[UUID, Seat], set[UUID]]:
    """Return the regular seat of each learner, and those who made it up; one query."""
    rows = Seat.objects.filter(learner_id__in=list(learner_ids))
    regular: dict[UUID, Seat] = {}
    made_up: set[UUID] = set()
    for seat in rows.exclude(study_class__status=ClassStatus.CANCELLED):
        if seat.kind == ClassKind.REGULAR:
            regular[seat.learner_id] = seat
        elif seat.state == SeatState.PRESENT:
            made_up.add(seat.learner_id)
    return regular, made_up


def to_make_up(round_id: UUID) -> QuerySet[Learner]:
    """Return who had to come and did not, and neither made it up nor has a make-up class ahead."""
    regular = Seat.objects.filter(learner_id=OuterRef("pk"), kind=ClassKind.REGULAR)
    later = Seat.objects.filter(
        learner_id=OuterRef("pk"), kind=ClassKind.MAKEUP,
        state__in=(SeatState.EXPECTED, SeatState.PRESENT),
    ).exclude(study_class__status=ClassStatus.CANCELLED)  # fmt: skip
    came_or_waits = regular.filter(state__in=(SeatState.PRESENT, SeatState.EXPECTED))
    return (
        Learner.objects.filter(round_id=round_id, exempt=False)
        .filter(~Exists(came_or_waits), ~Exists(later))
        .select_related("member")
        .order_by("member__sort_name", "id")
    )


def clashing(starts_at: datetime, ends_at: datetime) -> QuerySet[StudyClass]:
    """Return the classes that share a moment with a span (UTC)."""
    met = Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return StudyClass.objects.filter(met).exclude(status=ClassStatus.CANCELLED)


def classes_of(round_id: UUID) -> QuerySet[StudyClass]:
    """Return the classes of a round in order of time, cancelled ones left out."""
    rows = StudyClass.objects.filter(round_id=round_id).exclude(status=ClassStatus.CANCELLED)
    return rows.select_related("hall", "speaker").order_by("starts_at", "id")


def rolls_of(class_ids: Iterable[UUID]) -> dict[UUID, Roll]:
    """Return the rolls of classes by the id of the class."""
    return {r.study_class_id: r for r in Roll.objects.filter(study_class_id__in=list(class_ids))}
