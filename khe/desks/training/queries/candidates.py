"""Who could be sent to a course: those who need it first."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khe.base.people.models import Member, Tenure
from khe.base.people.names import plain
from khe.desks.staff import queries as staff
from khe.desks.training import rules
from khe.desks.training.models import Course, Enrolment, Need
from khe.desks.training.queries.courses import warnings_of
from khe.desks.training.queries.plans import open_needs
from khe.desks.training.refusals import Warning

SHOWN = 60  # people without a need, unless searched for


@dataclass
class Candidate:
    """A person with what speaks for and against sending them; `fault` is why they could not go."""

    member: Member
    need: Need | None
    tenures: list[Tenure]
    warnings: list[Warning] = field(default_factory=list)
    fault: Any = None
    chosen: bool = False


def candidates(course: Course, day: date, text: str = "") -> list[Candidate]:
    """Return people at work who are not in a course, those with a standing need first, at most
    SHOWN of the others; for those who keep training. The number of queries is fixed."""
    inside = Enrolment.objects.filter(course=course).values("member")
    people = Member.objects.filter(active=True).exclude(pk__in=inside)
    for word in plain(text).split()[:6]:
        people = people.filter(sort_name__contains=word)
    people = people.order_by("sort_name", "id")
    needs = open_needs(people.values_list("pk", flat=True))
    wanting = {}
    for pk in {key[0] for key in needs}:
        met = [needs[key] for key in rules.keys_met(course, pk) if key in needs]
        if met:
            wanting[pk] = met[0]
    chosen = list(people.filter(pk__in=wanting)) + list(people.exclude(pk__in=wanting)[:SHOWN])
    tenures = staff.tenures_of([m.pk for m in chosen], day)
    told = warnings_of(course, [m.pk for m in chosen])
    return [Candidate(m, wanting.get(m.pk), tenures.get(m.pk, []), told[m.pk]) for m in chosen]
