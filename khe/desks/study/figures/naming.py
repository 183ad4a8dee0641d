"""What the records behind the figures of study are called, for those who may open them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from khe.base.figures import Record
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.study.queries import deeds, learning, programmes, rounds


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield learners, essays, deeds, classes and programmes that the actor may open; five queries."""
    yield from _people(actor, ids, at.astimezone(LOCAL).date())
    classes = rounds.visible_classes(actor).filter(pk__in=ids)
    for lesson in classes.select_related("round", "hall"):
        begins = f"{lesson.starts_at.astimezone(LOCAL):%H:%M %d/%m/%Y}"
        title = f"{lesson.round.name} – {lesson.hall.name}, {begins}"
        yield lesson.pk, Record(title, reverse("study:class", args=[lesson.pk]))
    for programme in programmes.visible_to(actor).filter(pk__in=ids):
        url = reverse("study:programme", args=[programme.pk])
        yield programme.pk, Record(programme.title, url)


def _people(actor: Actor, ids: Sequence[UUID], day: date) -> Iterator[tuple[UUID, Record]]:
    learners = rounds.visible_learners(actor, day).filter(pk__in=ids)
    for one in learners.select_related("member", "round"):
        url = reverse("study:attendance", args=[one.round_id])
        yield one.pk, Record(f"{one.member.name} – {one.round.name}", url)
    for essay in learning.essays(actor).filter(pk__in=ids):
        yield essay.pk, Record(essay.learner.member.name, reverse("study:essay", args=[essay.pk]))
    for deed in deeds.visible_to(actor, day).filter(pk__in=ids):
        title = f"{deed.member.name} – {deed.what}"
        yield deed.pk, Record(title, reverse("study:deed", args=[deed.pk]))
