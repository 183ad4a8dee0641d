"""The question of the planner, from what is stored."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from khe.base.calendar.queries import calendar
from khe.desks.study.models import Hall, Learner, Plan, Round, Seat, Speaker, StudyClass
from khe.desks.study.planning import values
from khe.desks.study.queries import halls as halls_of
from khe.desks.study.rules import rounds as rules
from khe.desks.study.rules.availability import Availability
from khe.desks.study.rules.classes import Span, is_open, overlap
from khe.desks.study.rules.common import LOCAL
from khe.desks.study.states import ClassKind, ClassStatus


@dataclass(frozen=True)
class Asked:
    """The question: the problem, its fingerprint, and the classes an answer would replace."""

    problem: values.Problem
    fingerprint: str
    replaceable: tuple[StudyClass, ...]


def spans_on(round: Round, day: date) -> dict[str, Span]:
    """Return {part: (from, to)} of a local day in a round."""
    return {
        part: (datetime.combine(day, begin, LOCAL), datetime.combine(day, end, LOCAL))
        for part, begin, end in rules.spans(round.parts) or ()
    }


def days_of(round: Round) -> list[date]:
    """Return the local days of a round on which classes may be held."""
    pinned = calendar(round.authority_id, round.programme.calendar)
    return rules.days_of(round.first_day, round.last_day, round.on_days_off, pinned)


def slots_of(round: Round, at: datetime) -> list[values.Slot]:
    """Return the slots of a round that lie ahead, by time."""
    return [
        values.Slot(f"{day} {part}", *span)
        for day in days_of(round)
        for part, span in spans_on(round, day).items()
        if span[0] > at
    ]


def asked(round: Round, at: datetime) -> Asked:
    """Return what the planner is asked for a round at a moment; seven queries."""
    kept, replaceable, fixed = _kept(round)
    slots = [*slots_of(round, at), *(_slot(one) for one in kept)]
    real = len(slots) - len(kept)
    halls = list(Hall.objects.filter(active=True).order_by("name", "id"))
    speakers = list(Speaker.objects.filter(active=True).order_by("name", "id"))
    taken_h, taken_s = _taken(slots, replaceable)
    left = Counter(fixed.values())
    problem = values.Problem(
        slots=tuple(slots),
        halls=tuple(_hall(h, _free(h, slots[:real], taken_h.get(h.pk, ()))) for h in halls),
        learners=tuple(_learner(one, slots) for one in _to_place(round, fixed)),
        speakers=tuple(
            values.Speaker(str(s.pk), _free(s, slots[:real], taken_s.get(s.pk, ())))
            for s in speakers
        )
        if speakers
        else None,
        kept=tuple(
            values.Kept(
                str(one.pk), real + n, one.seats - left[one.pk] if one.starts_at > at else 0,
                _km(one.hall),
            )
            for n, one in enumerate(kept)
        ),
        km_cost=round.km_cost,
    )  # fmt: skip
    return Asked(problem, _fingerprint(problem), tuple(replaceable))


def _kept(round: Round) -> tuple[list[StudyClass], list[StudyClass], dict[UUID, UUID]]:
    """Return (kept classes, classes to replace, {learner: class} of the seats that stay)."""
    seats = Seat.objects.filter(learner__round=round, kind=ClassKind.REGULAR)
    fixed = {
        learner: study_class
        for learner, study_class, is_kept, invited in seats.values_list(
            "learner_id", "study_class_id", "is_kept", "invited_at"
        )
        if is_kept or invited
    }
    classes = (
        StudyClass.objects.filter(round=round, kind=ClassKind.REGULAR)
        .exclude(status=ClassStatus.CANCELLED)
        .select_related("hall")
        .order_by("starts_at", "hall__name", "id")
    )
    held = set(fixed.values())
    kept: list[StudyClass] = []
    replaceable: list[StudyClass] = []
    for one in classes:
        stays = one.is_kept or one.status != ClassStatus.PLANNED or one.pk in held
        (kept if stays else replaceable).append(one)
    return kept, replaceable, fixed


def _slot(one: StudyClass) -> values.Slot:
    return values.Slot(f"kept {one.pk}", one.starts_at, one.ends_at)


def _taken(
    slots: Iterable[values.Slot], replaceable: Iterable[StudyClass]
) -> tuple[halls_of.Spans, halls_of.Spans]:
    """Return when halls and speakers are taken by classes that stay, of this round and others."""
    listed = list(slots)
    if not listed:
        return {}, {}
    begin, end = min(s.starts_at for s in listed), max(s.ends_at for s in listed)
    return halls_of.taken(begin, end, without=[one.pk for one in replaceable])


def _free(
    place: Hall | Speaker, slots: Iterable[values.Slot], taken: Iterable[Span]
) -> frozenset[int]:
    availability = Availability.parse(place.availability)
    return frozenset(
        n
        for n, slot in enumerate(slots)
        if is_open(availability, (slot.starts_at, slot.ends_at))
        and not any(overlap((slot.starts_at, slot.ends_at), span) for span in taken)
    )


def _km(hall: Hall) -> dict[str, float]:
    return {"": float(hall.km)} | {area: float(km) for area, km in hall.distances.items()}


def _hall(hall: Hall, free: frozenset[int]) -> values.Hall:
    return values.Hall(str(hall.pk), hall.seats, hall.fee, _km(hall), free)


def _to_place(round: Round, fixed: Mapping[UUID, UUID]) -> list[Learner]:
    found = Learner.objects.filter(round=round, exempt=False).select_related("member")
    return [one for one in found.order_by("member__sort_name", "id") if one.pk not in fixed]


def _learner(one: Learner, slots: Iterable[values.Slot]) -> values.Learner:
    availability = Availability.parse(one.cannot)
    area = str(one.area_id) if one.area_id else ""
    if not one.cannot:
        return values.Learner(str(one.pk), area, max_km=one.max_km)
    cannot, rather_not = set(), set()
    for n, slot in enumerate(slots):
        span = slot.starts_at, slot.ends_at
        if not is_open(availability, span):
            cannot.add(n)
        elif not is_open(Availability(never=availability.rather_not), span):
            rather_not.add(n)
    return values.Learner(str(one.pk), area, frozenset(cannot), frozenset(rather_not), one.max_km)


def _fingerprint(problem: values.Problem) -> str:
    text = orjson.dumps(asdict(problem), default=_plain, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def locked_plan(plan_id: UUID) -> Plan:
    """Return a proposal, locked, with its round."""
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)


def plans_of(round_id: UUID) -> list[Plan]:
    """Return the proposals of a round, the latest first."""
    return list(Plan.objects.filter(round_id=round_id).order_by("-made_at", "-id")[:5])
