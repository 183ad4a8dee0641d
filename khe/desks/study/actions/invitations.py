"""Calling learners together, and reminding them."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from khe.base.calendar.queries import calendar
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.actions import telling
from khe.desks.study.models import Round, Seat, StudyClass
from khe.desks.study.queries import rounds as queries
from khe.desks.study.queries.common import LOCAL, day_of
from khe.desks.study.rules import rounds as rules
from khe.desks.study.states import ClassStatus, Event, RoundStatus

DAY = timedelta(days=1)


@transaction.atomic
def announce(
    round_id: UUID, *, leave_unseated: bool = False, by: Actor, at: datetime
) -> tuple[Round, int]:
    """Call together everybody who has a seat and was not told yet; return how many messages were left.

    Classes become announced. `leave_unseated`: it is known that some have no seat.
    """
    round = queries.locked(round_id)
    waiting = Seat.objects.filter(study_class__round=round, invited_at=None).exclude(
        study_class__status__in=[ClassStatus.CANCELLED, ClassStatus.HELD]
    )
    seats = list(waiting.select_related("learner"))
    by_class: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_class[seat.study_class_id].append(seat)
    classes = list(queries.told(by_class, round))
    refuse_if(
        rules.why_not_announce(
            round.status, uninvited=len(seats), unseated=queries.unseated(round_id).count(),
            leave_unseated=leave_unseated, over=sum(c.starts_at <= at for c in classes), by=by,
        )
    )  # fmt: skip
    told = sum(telling.invite(one, by_class[one.pk], at=at) for one in classes)
    StudyClass.objects.filter(pk__in=by_class).update(status=ClassStatus.ANNOUNCED)
    round.status, round.announced_at = RoundStatus.ANNOUNCED, round.announced_at or at
    record(
        round, Event.ROUND_ANNOUNCED, by=by, at=at,
        classes=[one.pk for one in classes], invited=len(seats),
    )  # fmt: skip
    round.save()
    return round, told


@transacted
def remind(*, by: Actor, at: datetime) -> int:
    """Remind learners on the working day before their class, once; return how many were reminded.

    Records one entry on each round of which somebody was reminded.
    """
    today = day_of(at)
    working = calendar(by.authority_id, by.calendar)
    until = today + DAY
    while not working.is_working(until) and until < today + 14 * DAY:
        until += DAY
    end = datetime.combine(until + DAY, time(), LOCAL)
    total = 0
    by_round: dict[Round, int] = defaultdict(int)
    for study_class, seats in queries.to_remind(at, end):
        by_round[study_class.round] += telling.remind(study_class, seats, at=at)
    for round, told in by_round.items():
        if told:
            locked = queries.locked(round.pk)
            record(locked, Event.LEARNERS_REMINDED, by=by, at=at, told=told)
            locked.save(update_fields=["journal_seq", "journal_hash"])
        total += told
    return total
