"""Finding shortcomings with permission, and holding them for a change."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from khe.base.authorities.tenancy import required_id
from khe.base.authorities.tenant import uuid7
from khe.base.authorities.writing import server_cursor
from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.base.people.queries import LOCAL
from khe.desks.improvement.models import (
    Evidence,
    Field,
    Judgement,
    Measure,
    Relapse,
    Shortcoming,
    ShortcomingLink,
)
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.states import Kind

WORDS = 6  # of a search


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def visible_to(actor: Actor, at: datetime) -> QuerySet[Shortcoming]:
    """Return the shortcomings whose page the actor may open at `at`: the board, every list, search,
    count, export, chart and timeline starts here. The same as `rules.shortcomings.may_see`."""
    if actor.can(*rules.SEES_ALL):
        return Shortcoming.objects.all()
    people = {*tasks.mine(actor), *tasks.led_of(actor, at)}
    seen = Q(answers_member__in=people) | Q(pk__in=_led_measures(actor, people, at))
    if actor.led_ids:
        seen |= Q(answers_body__in=actor.led_ids)
    return Shortcoming.objects.filter(seen)


def _led_measures(actor: Actor, people: set[UUID], at: datetime) -> QuerySet[Any]:
    """Return the shortcomings of measures that these members were given, or whose task they lead now."""
    now = tasks.visible_to(actor, at).filter(source_kind=Kind.MEASURE, lead__in=people)
    led = Q(lead__in=people) | Q(pk__in=now.values("source_id"))
    return Measure.objects.filter(led, dropped_at=None).values("shortcoming")


def locked(pk: UUID) -> Shortcoming:
    """Return the shortcoming, held until the transaction ends; Shortcoming.DoesNotExist if none."""
    return Shortcoming.objects.select_for_update().get(pk=pk)


def links_of(shortcoming: Shortcoming) -> list[ShortcomingLink]:
    """Return the links in force of a shortcoming, oldest first."""
    return list(
        ShortcomingLink.objects.filter(shortcoming=shortcoming, replaced_at=None).order_by("id")
    )


def has_measures(shortcoming: Shortcoming) -> bool:
    """Say whether it has a measure that was not dropped."""
    return Measure.objects.filter(shortcoming=shortcoming, dropped_at=None).exists()


def last_judgement(shortcoming: Shortcoming) -> Judgement | None:
    """Return the latest judgement."""
    return Judgement.objects.filter(shortcoming=shortcoming).order_by("-at", "-id").first()


def evidence_of(shortcoming: Shortcoming) -> list[Evidence]:
    """Return the evidence, oldest first."""
    return list(Evidence.objects.filter(shortcoming=shortcoming).order_by("added_at", "id"))


def fields(*, all_: bool = False) -> list[Field]:
    """Return the fields in use (or all there ever were), in their order."""
    found = Field.objects.order_by("order", "code")
    return list(found if all_ else found.filter(active=True))


def next_code(year: int) -> str:
    """Return the next code of a local year, "HC-2013-01"; gapless, kept by the transaction."""
    with server_cursor() as cursor:
        cursor.execute(
            "INSERT INTO improvement_counter (authority_id, id, key, n) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (authority_id, key) DO UPDATE SET n = improvement_counter.n + 1"
            " RETURNING n",
            [required_id(), uuid7(), str(year)],
        )
        return f"HC-{year}-{int(cursor.fetchone()[0]):02d}"


def search(found: QuerySet[Shortcoming], text: str) -> QuerySet[Shortcoming]:
    """Narrow to those whose code and title hold every word, without regard to diacritics."""
    for word in plain(text).split()[:WORDS]:
        found = found.filter(find_key__contains=word)
    return found


def relapses(actor: Actor, at: datetime) -> QuerySet[Relapse]:
    """Return the relapses of what the actor may see, oldest first."""
    found = Relapse.objects.filter(shortcoming__in=visible_to(actor, at).values("pk"))
    return found.select_related("shortcoming").order_by("at", "id")


def untold(actor: Actor, at: datetime) -> list[Relapse]:
    """Return the relapses to tell at the next briefing, of what the actor may see, oldest first."""
    return list(relapses(actor, at).filter(told_at=None))


def family(actor: Actor, at: datetime, shortcoming: Shortcoming) -> list[Shortcoming]:
    """Return the shortcoming with its earlier and later recurrences that the actor may see, by day."""
    found = visible_to(actor, at).filter(family=shortcoming.family)
    return list(found.select_related("field").order_by("found_on", "code"))


def watched_for_relapse() -> list[tuple[Shortcoming, list[ShortcomingLink]]]:
    """Return what is overcome or closed, with the links it was judged by: three queries."""
    latest = Judgement.objects.order_by("shortcoming_id", "-at", "-id").distinct("shortcoming_id")
    overcome = {row.shortcoming_id for row in latest if row.verdict == "overcome"}
    found = Shortcoming.objects.filter(pk__in=overcome, status__in=("judged", "closed"))
    by_id = {row.pk: row for row in found.order_by("code")}
    links: dict[UUID, list[ShortcomingLink]] = {pk: [] for pk in by_id}
    for link in ShortcomingLink.objects.filter(shortcoming__in=list(by_id), replaced_at=None):
        links[link.shortcoming_id].append(link)
    return [(by_id[pk], links[pk]) for pk in by_id if links[pk]]


def measures_led(member_ids: Iterable[UUID]) -> QuerySet[Measure]:
    """Return the measures these members lead that were not dropped."""
    return Measure.objects.filter(lead__in=list(member_ids), dropped_at=None)


def open_task(measure: Measure) -> Any:
    """Return the open task of a measure, or None."""
    found = tasks.of_source(Kind.MEASURE, [measure.pk])[measure.pk]
    return next((task for task in found if task.status == "open"), None)
