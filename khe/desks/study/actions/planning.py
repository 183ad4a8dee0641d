"""Proposals: ask the planner, accept what it says."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.models import Hall, Learner, Plan, Round, Seat, Speaker, StudyClass
from khe.desks.study.planning import apart, solver
from khe.desks.study.planning.values import Proposal
from khe.desks.study.queries import planning as queries
from khe.desks.study.queries import rounds
from khe.desks.study.queries.common import dropped
from khe.desks.study.rules import planning as rules
from khe.desks.study.states import ClassKind, Event


@transaction.atomic
def propose(round_id: UUID, *, seconds: float = solver.SECONDS, by: Actor, at: datetime) -> Plan:
    """Ask the planner for classes and keep what it proposes; nothing is placed yet.

    Kept classes and seats stay as they are. After about `seconds` the best found is kept, and says so.
    """
    round = rounds.locked(round_id)
    learners = Learner.objects.filter(round=round).count()
    halls = Hall.objects.filter(active=True).count()
    refuse_if(rules.why_not_propose(round.status, learners, halls, by))
    question = queries.asked(round, at)
    proposal = apart.propose(question.problem, seconds=seconds)
    dropped(Plan.objects.filter(round=round, accepted_at=None))
    plan = Plan.objects.create(
        round=round, made_at=at, made_by=by.name, fingerprint=question.fingerprint,
        content={
            "proposal": proposal.to_json(),
            "slots": [
                [s.key, s.starts_at.isoformat(), s.ends_at.isoformat()]
                for s in question.problem.slots
            ],
        },
    )  # fmt: skip
    _record(round, Event.PLAN_MADE, by=by, at=at, plan=plan.pk, score=proposal.score.rank)
    return plan


@transaction.atomic
def accept(plan_id: UUID, *, by: Actor, at: datetime) -> Round:
    """Place classes and learners as proposed: all of it, or, when anything has changed, nothing."""
    round = rounds.locked(Plan.objects.values_list("round_id", flat=True).get(pk=plan_id))
    plan = queries.locked_plan(plan_id)
    list(Hall.objects.select_for_update().order_by("id").values_list("pk"))
    list(Speaker.objects.select_for_update().order_by("id").values_list("pk"))
    question = queries.asked(round, at)
    stale = question.fingerprint != plan.fingerprint
    refuse_if(
        rules.why_not_accept(
            round.status, is_accepted=plan.accepted_at is not None, is_stale=stale, by=by
        )
    )
    proposal = Proposal.parse(plan.content["proposal"])
    spans = [
        (datetime.fromisoformat(a), datetime.fromisoformat(b)) for _, a, b in plan.content["slots"]
    ]
    _clear(round)
    placed = _place_classes(round, proposal, spans, question.replaceable)
    seats = [
        Seat(study_class_id=class_id, learner_id=UUID(key), kind=ClassKind.REGULAR)
        for class_id, keys in placed
        for key in keys
    ]
    Seat.objects.bulk_create(seats)
    plan.accepted_at = at
    plan.save(update_fields=["accepted_at"])
    _record(
        round, Event.ROUND_PLANNED, by=by, at=at,
        plan=plan.pk, classes=len(placed), seats=len(seats), score=proposal.score.rank,
    )  # fmt: skip
    return round


def _clear(round: Round) -> None:
    """Take back the seats that nobody was told of and nobody gave by hand."""
    here = Learner.objects.filter(round=round).values("pk")
    free = Seat.objects.filter(kind=ClassKind.REGULAR, is_kept=False, invited_at=None)
    dropped(free.filter(learner__in=here))


def _place_classes(
    round: Round, proposal: Proposal, spans: list[tuple[datetime, datetime]],
    replaceable: tuple[StudyClass, ...],
) -> list[tuple[UUID, tuple[str, ...]]]:  # fmt: skip
    """Make the proposed classes and return (class, learners); one that stood there already remains."""
    there = {(one.starts_at, str(one.hall_id)): one for one in replaceable}
    seats = {str(pk): n for pk, n in Hall.objects.values_list("pk", "seats")}
    placed: list[tuple[UUID, tuple[str, ...]]] = []
    new: list[StudyClass] = []
    again: list[StudyClass] = []
    for one in proposal.classes:
        if one.kept:
            placed.append((UUID(one.kept), one.learners))
            continue
        begin, end = spans[one.slot]
        former = there.pop((begin, one.hall), None)
        study_class = former or StudyClass(round=round, hall_id=UUID(one.hall))
        study_class.starts_at, study_class.ends_at = begin, end
        study_class.speaker_id = UUID(one.speaker) if one.speaker else None
        study_class.seats = seats[one.hall]
        (again if former else new).append(study_class)
        placed.append((study_class.pk, one.learners))
    dropped(StudyClass.objects.filter(pk__in=[one.pk for one in there.values()]))
    StudyClass.objects.bulk_create(new)
    StudyClass.objects.bulk_update(again, ["ends_at", "speaker", "seats"])
    return placed


def _record(round: Round, event: Event, *, by: Actor, at: datetime, **facts: Any) -> None:
    record(round, event, by=by, at=at, **facts)
    round.save(update_fields=["journal_seq", "journal_hash"])
