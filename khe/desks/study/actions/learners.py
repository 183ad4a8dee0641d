"""Learners: who is exempt, and when they can come."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.study.models import Learner, Round, Seat
from khe.desks.study.queries import rounds as queries
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules import rounds as rules
from khe.desks.study.states import ClassKind, Event


def _locked(learner_id: UUID) -> tuple[Learner, Round]:
    """Return a learner and the round, both locked: round first, like everybody."""
    round_id = Learner.objects.values_list("round_id", flat=True).get(pk=learner_id)
    round = queries.locked(round_id)
    return Learner.objects.select_for_update().get(pk=learner_id), round


@transaction.atomic
def exempt(learner_id: UUID, *, reason: str, allowed_by: str, by: Actor, at: datetime) -> Learner:
    """Let somebody off a round: they leave the denominator. Somebody with a seat gives it up first."""
    learner, round = _locked(learner_id)
    refuse_if(rules.why_not_exempt(round.status, reason, allowed_by, by))
    has_seat = Seat.objects.filter(learner=learner, kind=ClassKind.REGULAR).exists()
    refuse_if(Refusal.HAS_SEAT if has_seat else None)
    learner.exempt, learner.exempt_reason = True, reason.strip()[:300]
    learner.exempt_by = allowed_by.strip()[:120]
    learner.save(update_fields=["exempt", "exempt_reason", "exempt_by"])
    _record(
        round, Event.LEARNER_EXEMPTED, learner, by=by, at=at,
        reason=learner.exempt_reason, allowed_by=learner.exempt_by,
    )  # fmt: skip
    return learner


@transaction.atomic
def recall(learner_id: UUID, *, by: Actor, at: datetime) -> Learner:
    """End an exemption."""
    learner, round = _locked(learner_id)
    refuse_if(rules.why_not_draw(round.status, by))
    learner.exempt, learner.exempt_reason, learner.exempt_by = False, "", ""
    learner.save(update_fields=["exempt", "exempt_reason", "exempt_by"])
    _record(round, Event.LEARNER_RECALLED, learner, by=by, at=at)
    return learner


@transaction.atomic
def constrain(
    learner_id: UUID, *, cannot: dict[str, Any], max_km: int | None = None, by: Actor, at: datetime
) -> Learner:
    """Write down when a learner cannot, or would rather not, come, and how far they go."""
    learner, round = _locked(learner_id)
    refuse_if(rules.why_not_constrain(round.status, cannot, by))
    learner.cannot, learner.max_km = cannot, max_km
    learner.save(update_fields=["cannot", "max_km"])
    _record(round, Event.LEARNER_CONSTRAINED, learner, by=by, at=at, cannot=cannot, max_km=max_km)
    return learner


@transaction.atomic
def constrain_many(
    round_id: UUID, *, learner_ids: Collection[UUID], cannot: dict[str, Any],
    max_km: int | None = None, by: Actor, at: datetime,
) -> int:  # fmt: skip
    """Write down the same constraints for several learners of a round, all or none; return how many."""
    queries.locked(round_id)
    here = Learner.objects.filter(round_id=round_id, pk__in=learner_ids).order_by("id")
    found = list(here.values_list("pk", flat=True))
    for pk in found:
        constrain(pk, cannot=cannot, max_km=max_km, by=by, at=at)
    return len(found)


def _record(
    round: Round, event: Event, learner: Learner, *, by: Actor, at: datetime, **facts: Any
) -> None:
    record(round, event, by=by, at=at, learner=learner.pk, member=learner.member_id, **facts)
    round.save(update_fields=["journal_seq", "journal_hash"])
