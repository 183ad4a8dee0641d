"""Reading programmes and the cascade."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from khe.base.authorities.models import Area
from khe.base.calendar.queries import calendar
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member, Tenure
from khe.base.people.names import plain
from khe.desks.study.models import Learner, Programme, Round
from khe.desks.study.rules import programmes as rules
from khe.desks.study.rules.common import ORGANISERS, OVERSEERS
from khe.desks.study.rules.programmes import Who
from khe.desks.study.states import ProgrammeStatus, RoundStatus

SEEN_BY_LEARNERS = [RoundStatus.ANNOUNCED, RoundStatus.HELD, RoundStatus.CLOSED]


def visible_to(actor: Actor) -> QuerySet[Programme]:
    """Return the programmes the actor may see: the organisers all; overseers and heads what is no draft;
    everyone else those in which they were called to a round."""
    if actor.can(*ORGANISERS):
        return Programme.objects.all()
    found = Programme.objects.exclude(status=ProgrammeStatus.DRAFT)
    if actor.can(*OVERSEERS, "head"):
        return found
    mine = Learner.objects.filter(
        member_id=actor.member_id, round__status__in=SEEN_BY_LEARNERS
    ).values("round__programme")
    return found.filter(pk__in=mine)


def locked(programme_id: UUID) -> Programme:
    """Return a programme, locked until the end of the transaction."""
    return Programme.objects.select_for_update().get(pk=programme_id)


def with_rounds(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Return programmes with document and rounds (with counts), the next due first; two queries."""
    counted = Round.objects.annotate(
        learners_n=Count("learners__id", filter=Q(learners__exempt=False), distinct=True),
    ).order_by("number")
    return (
        programmes.select_related("document")
        .prefetch_related(Prefetch("rounds", counted))
        .order_by("status", "due_at", "-id")
    )


def due_in(actor: Actor, first: date, last: date) -> QuerySet[Programme]:
    """Return the visible programmes whose deadline lies in local days `first` to `last`, included;
    cancelled ones and drafts do not count."""
    return (
        visible_to(actor)
        .filter(status__in=[ProgrammeStatus.OPEN, ProgrammeStatus.CLOSED])
        .filter(due_at__date__gte=first, due_at__date__lte=last)
        .prefetch_related("rounds")
        .order_by("due_at", "id")
    )


def is_held_in_time(programme: Programme) -> bool:
    """Say whether every round of a programme with a deadline was held up to it."""
    held = [r.held_at for r in programme.rounds.all()]
    return programme.due_at is not None and rules.is_held_in_time(programme.due_at, held)


def deadline_of(programme: Programme) -> rules.clock.Answer | None:
    """Return the deadline with its arithmetic, on the calendar pinned, or None without one."""
    if not programme.superior_session_on or not programme.limit:
        return None
    pinned = calendar(programme.authority_id, programme.calendar)
    return rules.deadline(pinned, programme.superior_session_on, programme.limit)


def members_of(who: Who, on: date) -> QuerySet[Member]:
    """Return the members whom a rule names on a local day, by given name; at most three queries."""
    held = Tenure.objects.filter(people.in_force(on))
    wanted = Q(pk__in=who.members)
    if "party" in who.everybody:
        wanted |= Q(party_since__lte=on)
    if "staff" in who.everybody:
        wanted |= Q(pk__in=held.values("member"))
    if who.bodies:
        bodies = people.bodies_under(who.bodies)
        wanted |= Q(body__in=bodies) | Q(cell__in=bodies)
        wanted |= Q(pk__in=held.filter(post__body__in=bodies).values("member"))
    if who.areas:
        wanted |= Q(area__in=who.areas)
    found = Member.objects.filter(wanted, active=True).exclude(pk__in=who.but)
    return found.order_by("sort_name", "id")


def states_of_rounds(programme_id: UUID) -> list[str]:
    """Return the states of a programme's rounds."""
    return list(Round.objects.filter(programme_id=programme_id).values_list("status", flat=True))


def ids_of(rows: Iterable[Programme]) -> tuple[UUID, ...]:
    """Return the ids of programmes, as figures want them."""
    return tuple(row.pk for row in rows)


def described(who: Who) -> list[str]:
    """Return in words who must study; at most two queries."""
    words = {"party": _("Toàn thể đảng viên"), "staff": _("Mọi người đang giữ chức danh")}
    found = [words[key] for key in rules.EVERYBODY if key in who.everybody]
    for model, ids in ((Body, who.bodies), (Area, who.areas)):
        if ids:
            rows: Any = model.objects.filter(pk__in=ids)
            found += rows.order_by("name").values_list("name", flat=True)
    if who.members:
        found.append(_("%(n)s người nêu tên") % {"n": len(who.members)})
    if who.but:
        found.append(_("trừ %(n)s người") % {"n": len(who.but)})
    return found


def people_to_name(who: Who, text: str) -> QuerySet[Member]:
    """Return active members whose name contains the words of `text`, diacritics apart; without a text those
    a rule names or leaves out by name. By given name, with body and area."""
    found = Member.objects.filter(active=True)
    words = plain(text).split()[:6]
    for word in words:
        found = found.filter(sort_name__contains=word)
    if not words:
        found = found.filter(pk__in=who.members | who.but)
    return found.select_related("body", "area").order_by("sort_name", "id")
