"""Finding indicators with permission, and holding them for a change."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from khe.base import figures
from khe.base.authorities.models import Authority
from khe.base.figures import Definition
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.dossiers.figures import as_of
from khe.desks.indicators import rules
from khe.desks.indicators.models import Entry, Indicator, Partition, Target


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def counts_to(authority: Any, at: datetime) -> datetime:
    """Return the moment that the figures of an authority go to: `at`, the end of an archive's log, or the
    end of the last day of one that is no more."""
    end = authority.valid_to
    moment = as_of(authority, at)
    return min(moment, datetime.combine(end, time.min, LOCAL)) if end else moment


def last_counted(actor: Actor, day: date) -> date:
    """Return the last local day up to `day` that the figures of the actor's authority go to: `day`, but
    for an archive or an authority that is no more; one query."""
    authority = Authority.objects.get(pk=actor.authority_id)
    at = datetime.combine(day + timedelta(days=1), time.min, LOCAL)
    return day_of(counts_to(authority, at) - timedelta(microseconds=1))


def definitions_visible_to(actor: Actor) -> dict[str, Definition]:
    """Return, by id, the figures of all desks whose values somebody may see."""
    known = figures.definitions()
    return {id: one for id, one in known.items() if rules.may_see(actor, one)}


def visible_to(actor: Actor) -> QuerySet[Indicator]:
    """Return the indicators whose values somebody may see: those typed in, and those of figures they
    may see; also ones whose figure is not counted any more. The same as `rules.may_see`."""
    if not actor.roles:
        return Indicator.objects.none()
    known = figures.definitions()
    hidden = [id for id, one in known.items() if not rules.may_see(actor, one)]
    found = Indicator.objects.exclude(definition__in=hidden) if hidden else Indicator.objects.all()
    return found.order_by("field", "name", "id")


def locked(actor: Actor, pk: UUID) -> Indicator:
    """Return an indicator the actor may see, held until the transaction ends; else DoesNotExist."""
    return visible_to(actor).select_for_update().get(pk=pk)


def target_of(indicator_ids: Iterable[UUID]) -> dict[UUID, Target]:
    """Return the target in force of each indicator that has one; one query."""
    found = Target.objects.filter(indicator__in=list(indicator_ids), replaced_at=None)
    return {one.indicator_id: one for one in found}


def entries_of(indicator_ids: Iterable[UUID]) -> list[Entry]:
    """Return the entries in force of indicators, oldest period first; one query."""
    found = Entry.objects.filter(indicator__in=list(indicator_ids), replaced_at=None)
    return list(found.order_by("first", "last", "id"))


def partitions(actor: Actor) -> list[Partition]:
    """Return the checks of sums whose total and parts somebody may see, by name; two queries."""
    seen = visible_to(actor).order_by().values("pk")
    found = Partition.objects.filter(dropped_at=None, total__in=seen)
    rows = found.select_related("total").prefetch_related("parts__indicator").order_by("name", "id")
    known = set(visible_to(actor).values_list("pk", flat=True))
    return [one for one in rows if all(p.indicator_id in known for p in one.parts.all())]
