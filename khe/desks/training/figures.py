"""The figures of training, counted from people's places in courses.

A person is counted under a level when they studied at it on a day of the period; a short course is counted
as often as somebody took part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Period, Record
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.people.queries import LOCAL
from khe.desks.staff.rules import RECORD_READERS
from khe.desks.training import queries
from khe.desks.training.queries import Study
from khe.desks.training.states import LEVEL_NAMES, EnrolmentState

THEORY, DEGREE = "staff.training.political_theory", "staff.training.degree"
COUNTED = (  # id, kind, level
    (f"{THEORY}.bachelor", "theory", "bachelor_theory"),
    (f"{THEORY}.advanced", "theory", "advanced"),
    (f"{THEORY}.intermediate", "theory", "intermediate"),
    (f"{THEORY}.elementary", "theory", "elementary"),
    (f"{DEGREE}.doctor", "degree", "doctor"),
    (f"{DEGREE}.master", "degree", "master"),
    (f"{DEGREE}.bachelor", "degree", "bachelor"),
    (f"{DEGREE}.college", "degree", "college"),
    (f"{DEGREE}.vocational", "degree", "vocational"),
)

REPORTED = (  # shown even when nobody studied: what a ward is asked about
    f"{THEORY}.advanced", f"{THEORY}.intermediate", f"{THEORY}.elementary", f"{DEGREE}.master",
    f"{DEGREE}.bachelor", "staff.training.short_course",
)  # fmt: skip


SHORT, COMPLETED, COST = (
    f"staff.training.{name}" for name in ("short_course", "completed", "cost")
)
DEFINITIONS = (
    *(
        Definition(id, LEVEL_NAMES[level], "person", readers=RECORD_READERS)
        for id, _k, level in COUNTED
    ),
    Definition(SHORT, _("Lượt tập huấn, bồi dưỡng"), "participation", readers=RECORD_READERS),
    Definition(COMPLETED, _("Học xong, đạt kết quả"), better="up", readers=RECORD_READERS),
    Definition(COST, _("Kinh phí của việc học bắt đầu trong kỳ"), "vnd", readers=RECORD_READERS),
)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the figures of training for a period, of people whose record the actor may open.

    Without a clock nobody's lead of others is known: heads get their own figures here, and those of
    their people on the page of figures.
    """
    readers = actor.can(*RECORD_READERS)
    people = Member.objects.all() if readers else Member.objects.filter(pk=actor.member_id)
    yield from counted(people, period)


def counted(people: QuerySet[Member], period: Period) -> Iterator[Figure]:
    """Yield the figures of `people` for a period, each with a breakdown by year; one query."""
    found = queries.studies(people, period)
    years = list(_years(period))
    for id, kind, level in COUNTED:
        chosen = [s for s in found if s.kind == kind and s.level == level]
        parts = tuple(_of_year(_persons(id, level, chosen, year), year) for year in years)
        yield _persons(id, level, chosen, period, parts if len(years) > 1 else ())
    short = [s for s in found if s.kind == "short"]
    parts = tuple(_of_year(_turns(short, year), year) for year in years)
    yield _turns(short, period, parts if len(years) > 1 else ())
    yield _completed(found, period, years)
    yield _cost(found, period, years)


def _years(period: Period) -> Iterator[Period]:
    for year in range(period.first.year, period.last.year + 1):
        whole = Period.parse(str(year))
        yield Period(max(whole.first, period.first), min(whole.last, period.last))


def _of_year(figure: Figure, year: Period) -> Figure:
    """Return a figure as the part of a longer period: its id and label name the year."""
    number = year.first.year
    label = format_lazy("{label}, {year}", label=figure.label, year=number)
    return replace(figure, id=f"{figure.id}.{number}", label=label)


def _persons(
    id: str, level: str, found: Iterable[Study], period: Period, parts: tuple[Figure, ...] = ()
) -> Figure:
    """Count persons; the record of one is the latest of their study in the period."""
    latest = {s.member_id: s.enrolment_id for s in found if s.overlaps(period)}
    kind = "degree" if id.startswith(DEGREE) else "theory"
    return Figure(
        id=id,
        label=LEVEL_NAMES[level],
        numerator=len(latest),
        unit="person",
        records=tuple(latest.values()),
        url=_url(period, kind=kind, level=level),
        breakdown=parts,
    )


def _turns(found: Iterable[Study], period: Period, parts: tuple[Figure, ...] = ()) -> Figure:
    """Count participations in short courses."""
    records = tuple(s.enrolment_id for s in found if s.overlaps(period))
    return Figure(
        id="staff.training.short_course",
        label=_("Lượt tập huấn, bồi dưỡng"),
        numerator=len(records),
        unit="participation",
        records=records,
        url=_url(period, kind="short"),
        breakdown=parts,
    )


def _completed(found: list[Study], period: Period, years: list[Period]) -> Figure:
    """Return the share of those who completed among those whose study ended with a result."""

    def share(within: Period, parts: tuple[Figure, ...] = ()) -> Figure:
        ended = [
            s for s in found if s.state in _WITH_RESULT and within.first <= s.last <= within.last
        ]
        done = tuple(s.enrolment_id for s in ended if s.state == EnrolmentState.COMPLETED)
        return Figure(
            id="staff.training.completed",
            label=_("Học xong, đạt kết quả"),
            numerator=len(done),
            denominator=len(ended),
            records=done,
            of=tuple(s.enrolment_id for s in ended),
            url=_url(within),
            breakdown=parts,
        )

    parts = tuple(_of_year(share(year), year) for year in years)
    return share(period, parts if len(years) > 1 else ())


_WITH_RESULT = (EnrolmentState.COMPLETED, EnrolmentState.FAILED)


def _cost(found: list[Study], period: Period, years: list[Period]) -> Figure:
    """Return the đồng for study that began in the period: a course is paid once, when it begins."""

    def paid(within: Period, parts: tuple[Figure, ...] = ()) -> Figure:
        begun = [s for s in found if s.cost and within.first <= s.first <= within.last]
        return Figure(
            id="staff.training.cost",
            label=_("Kinh phí của việc học bắt đầu trong kỳ"),
            numerator=sum(s.cost for s in begun),
            unit="vnd",
            records=tuple(s.enrolment_id for s in begun),
            url=_url(within),
            breakdown=parts,
        )

    parts = tuple(_of_year(paid(year), year) for year in years)
    return paid(period, parts if len(years) > 1 else ())


def _url(period: Period, **more: Any) -> str:
    days = {"first": f"{period.first:%d/%m/%Y}", "last": f"{period.last:%d/%m/%Y}"}
    return f"{reverse('training:enrolments')}?{urlencode({**more, **days})}"


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield the places in courses of people whose record the actor may open; one query."""
    found = queries.enrolments(actor, at.astimezone(LOCAL).date()).filter(pk__in=ids)
    for one in found.select_related("member", "course"):
        url = reverse("training:enrolment", args=[one.pk])
        yield one.pk, Record(f"{one.member.name} – {one.course}", url)
