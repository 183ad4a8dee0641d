"""Reading halls and speakers, and when they are taken."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from khe.desks.study.models import Hall, Speaker, StudyClass
from khe.desks.study.rules.availability import Availability
from khe.desks.study.rules.classes import Place
from khe.desks.study.states import ClassStatus

Spans = dict[UUID, list[tuple[datetime, datetime]]]


def halls() -> QuerySet[Hall]:
    """Return the halls, those in use first, by name."""
    return Hall.objects.select_related("area").order_by("-active", "name", "id")


def speakers() -> QuerySet[Speaker]:
    """Return the speakers, those in the list first, by name."""
    return Speaker.objects.order_by("-active", "name", "id")


def taken(begin: datetime, end: datetime, *, without: Iterable[UUID] = ()) -> tuple[Spans, Spans]:
    """Return ({hall: spans}, {speaker: spans}) of the classes that touch a span of time, called-off
    ones and `without` apart; one query."""
    rows = (
        StudyClass.objects.filter(starts_at__lt=end, ends_at__gt=begin)
        .exclude(status=ClassStatus.CANCELLED)
        .exclude(pk__in=list(without))
        .values_list("hall_id", "speaker_id", "starts_at", "ends_at")
    )
    by_hall: Spans = {}
    by_speaker: Spans = {}
    for hall, speaker, starts_at, ends_at in rows:
        by_hall.setdefault(hall, []).append((starts_at, ends_at))
        if speaker:
            by_speaker.setdefault(speaker, []).append((starts_at, ends_at))
    return by_hall, by_speaker


def locked_hall(hall_id: UUID) -> Hall:
    """Return a hall, locked: two classes cannot take it at once."""
    return Hall.objects.select_for_update().get(pk=hall_id)


def locked_speaker(speaker_id: UUID) -> Speaker:
    """Return a speaker, locked."""
    return Speaker.objects.select_for_update().get(pk=speaker_id)


def as_place(row: Hall | Speaker, spans: Iterable[tuple[datetime, datetime]]) -> Place:
    """Return a hall or a speaker as the rules of classes want it."""
    return Place(
        row.active, Availability.parse(row.availability), list(spans), getattr(row, "seats", 0)
    )
