"""Reading rounds, their learners, classes and seats."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.people.names import plain
from khe.desks.study.models import Learner, Round, Seat, StudyClass
from khe.desks.study.queries import programmes
from khe.desks.study.rules.common import NAMED_READERS, ORGANISERS, OVERSEERS
from khe.desks.study.states import ClassKind, ClassStatus, RoundStatus


def visible_to(actor: Actor) -> QuerySet[Round]:
    """Return the rounds the actor may see: those of visible programmes; learners see theirs once it
    is announced."""
    if actor.can(*ORGANISERS):
        return Round.objects.all()
    found = Round.objects.filter(programme__in=programmes.visible_to(actor).values("pk"))
    if actor.can(*OVERSEERS, "head"):
        return found
    mine = Learner.objects.filter(member_id=actor.member_id).values("round")
    return found.filter(pk__in=mine, status__in=programmes.SEEN_BY_LEARNERS)


def locked(round_id: UUID) -> Round:
    """Return a round, locked until the end of the transaction."""
    return (
        Round.objects.select_for_update(of=("self",)).select_related("programme").get(pk=round_id)
    )


def visible_learners(actor: Actor, on: date) -> QuerySet[Learner]:
    """Return the learners the actor may see by name: organisers, standing members and keepers of
    records all, heads those they head on a local day, everyone themselves."""
    found = Learner.objects.filter(round__in=visible_to(actor).values("pk"))
    if actor.can(*NAMED_READERS):
        return found
    own = {actor.member_id} if actor.member_id else set()
    return found.filter(member__in=people.led_by(actor, on, cells=True) | own)


def visible_seats(actor: Actor, on: date) -> QuerySet[Seat]:
    """Return the seats of visible learners; those who do not organise see no planned class."""
    found = Seat.objects.filter(learner__in=visible_learners(actor, on).values("pk"))
    if actor.can(*ORGANISERS):
        return found
    return found.exclude(study_class__status=ClassStatus.PLANNED)


def visible_classes(actor: Actor) -> QuerySet[StudyClass]:
    """Return the classes the actor may see: overseers and heads every class of visible rounds (heads and
    overseers once announced), everyone those they have a seat in, once announced."""
    found = StudyClass.objects.filter(round__in=visible_to(actor).values("pk"))
    if actor.can(*ORGANISERS):
        return found
    found = found.exclude(status=ClassStatus.PLANNED)
    if actor.can(*OVERSEERS, "head"):
        return found
    mine = Seat.objects.filter(learner__member_id=actor.member_id).values("study_class")
    return found.filter(pk__in=mine)


def searched(learners: QuerySet[Learner], text: str) -> QuerySet[Learner]:
    """Return the learners whose name contains the words of `text`, diacritics apart."""
    for word in plain(text).split()[:6]:
        learners = learners.filter(member__sort_name__contains=word)
    return learners


def filtered(learners: QuerySet[Learner], which: str) -> QuerySet[Learner]:
    """Return the learners of a filter: "seated", "unseated", "exempt", "bound" (with constraints)."""
    has_seat = Seat.objects.filter(kind=ClassKind.REGULAR).values("learner")
    match which:
        case "seated":
            return learners.filter(pk__in=has_seat)
        case "unseated":
            return learners.filter(exempt=False).exclude(pk__in=has_seat)
        case "exempt":
            return learners.filter(exempt=True)
        case "bound":
            return learners.exclude(cannot={}, max_km=None)
    return learners


def listed(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    """Return learners with what a list shows, by given name."""
    shown = learners.select_related("member", "body", "cell", "area")
    return shown.order_by("member__sort_name", "id")


def unseated(round_id: UUID) -> QuerySet[Learner]:
    """Return the learners of a round who are not exempt and have no regular seat."""
    return filtered(Learner.objects.filter(round_id=round_id), "unseated")


def counts(round_id: UUID) -> dict[str, int]:
    """Return how many learners a round has: all, exempt, seated, unseated; one query."""
    row = Learner.objects.filter(round_id=round_id).aggregate(
        n_all=Count("id", distinct=True),
        n_exempt=Count("id", filter=Q(exempt=True), distinct=True),
        n_seated=Count("id", filter=Q(exempt=False, seats__kind=ClassKind.REGULAR), distinct=True),
    )
    found = {key.removeprefix("n_"): n for key, n in row.items()}
    return {**found, "unseated": found["all"] - found["exempt"] - found["seated"]}


def classes_of(round_id: UUID) -> QuerySet[StudyClass]:
    """Return the classes of a round that were not called off, with hall, speaker and how many sit in
    them (`taken`), by time."""
    return (
        StudyClass.objects.filter(round_id=round_id)
        .exclude(status=ClassStatus.CANCELLED)
        .select_related("hall", "speaker")
        .annotate(taken=Count("seats_taken__id"))
        .order_by("starts_at", "hall__name", "id")
    )


def seats_of(learner_ids: Iterable[UUID], actor: Actor) -> dict[UUID, Seat]:
    """Return the regular seat of each learner, with class and hall; one query. Those who do not organise
    see no planned class."""
    rows = Seat.objects.filter(learner_id__in=list(learner_ids), kind=ClassKind.REGULAR)
    if not actor.can(*ORGANISERS):
        rows = rows.exclude(study_class__status=ClassStatus.PLANNED)
    return {seat.learner_id: seat for seat in rows.select_related("study_class__hall")}


def drawn(round: Round, on: date) -> tuple[list[Member], list[Learner]]:
    """Return (who would come in, who would fall out) if the list were drawn on a local day. Whoever has
    a seat or is exempt stays."""
    who = programmes.Who.parse(round.programme.who)
    wanted = {m.pk: m for m in programmes.members_of(who, on)}
    here = list(listed(Learner.objects.filter(round=round)))
    known = {learner.member_id for learner in here}
    seated = set(Seat.objects.filter(learner__round=round).values_list("learner_id", flat=True))
    joins = [m for pk, m in wanted.items() if pk not in known]
    leaves = [
        learner for learner in here
        if learner.member_id not in wanted and learner.pk not in seated and not learner.exempt
    ]  # fmt: skip
    return joins, leaves


def my_seats(member_id: UUID | None) -> QuerySet[Seat]:
    """Return the seats of a member in classes that were announced, the next class first."""
    return (
        Seat.objects.filter(learner__member_id=member_id)
        .exclude(study_class__status=ClassStatus.PLANNED)
        .select_related(
            "study_class__hall", "study_class__speaker", "study_class__round__programme__document"
        )
        .order_by("-study_class__starts_at")
    )


def by_body(learners: Iterable[Learner]) -> list[tuple[str, int]]:
    """Return (name of the body or area, learners), most first."""
    names = Counter(str(one.body or one.cell or one.area or "") for one in learners)
    return names.most_common()


def told(class_ids: Iterable[UUID], round: Round) -> QuerySet[StudyClass]:
    """Return classes of a round with all that an invitation says of them, by time."""
    found = StudyClass.objects.filter(pk__in=list(class_ids), round=round)
    shown = found.select_related("hall", "speaker", "round__programme__document")
    return shown.order_by("starts_at", "id")


def to_remind(begin: datetime, end: datetime) -> list[tuple[StudyClass, list[Seat]]]:
    """Return the announced classes that start from `begin` up to and without `end`, each with the seats
    of invited learners; two queries."""
    classes = StudyClass.objects.filter(
        status=ClassStatus.ANNOUNCED, starts_at__gte=begin, starts_at__lt=end
    ).select_related("hall", "speaker", "round__programme__document")
    found: dict[UUID, tuple[StudyClass, list[Seat]]] = {c.pk: (c, []) for c in classes}
    seats = Seat.objects.filter(study_class__in=list(found), invited_at__isnull=False)
    for seat in seats.select_related("learner"):
        found[seat.study_class_id][1].append(seat)
    return [row for row in found.values() if row[1]]


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Return rounds with how many learn in them (`learners_n`, exempt ones apart), by number."""
    learning = Count("learners__id", filter=Q(learners__exempt=False), distinct=True)
    return rounds.annotate(learners_n=learning).order_by("number")


def uninvited(round_id: UUID) -> int:
    """Return how many seats of a round's classes to come were not told to their learners."""
    seats = Seat.objects.filter(study_class__round=round_id, invited_at=None)
    return seats.filter(study_class__status__in=["planned", "announced"]).count()


def coming_seats(member_id: UUID | None, begin: datetime, end: datetime) -> QuerySet[Seat]:
    """Return a member's seats in announced classes that end after `begin` and start before `end`."""
    return Seat.objects.filter(
        learner__member_id=member_id, study_class__status=ClassStatus.ANNOUNCED,
        study_class__ends_at__gt=begin, study_class__starts_at__lt=end,
    ).select_related("study_class__hall", "study_class__round__programme")  # fmt: skip


def unfinished() -> QuerySet[Round]:
    """Return the rounds of open programmes that are not closed yet, the next due first."""
    found = Round.objects.filter(programme__status="open").exclude(status=RoundStatus.CLOSED)
    return found.select_related("programme").order_by("programme__due_at", "first_day", "id")
