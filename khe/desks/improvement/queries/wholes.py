"""A shortcoming with everything that belongs to it, read for many at once in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from khe.base.people.actor import Actor
from khe.desks.improvement.models import (
    Evidence,
    Judgement,
    Measure,
    Relapse,
    Shortcoming,
    ShortcomingLink,
)
from khe.desks.improvement.queries.seeing import day_of, search, visible_to
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import State, Status
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.rules import state_of as task_state
from khe.desks.tasks.states import OPEN_STATES, Kind
from khe.desks.tasks.states import State as TaskState


@dataclass(frozen=True)
class Doing:
    """A measure and the task that carries it out; `task` is None only if it is not there any more."""

    measure: Measure
    task: Any
    state: TaskState

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return self.measure.dropped_at is None and self.state in OPEN_STATES


@dataclass(frozen=True)
class Whole:
    """A shortcoming on one local day: links in force, judgements and relapses latest first."""

    shortcoming: Shortcoming
    day: date
    doings: list[Doing]
    links: list[ShortcomingLink]
    judgements: list[Judgement]
    relapses: list[Relapse]
    evidence: list[Evidence]

    @property
    def verdict(self) -> str | None:
        """Return the latest verdict."""
        return self.judgements[0].verdict if self.judgements else None

    def judged(self, link: ShortcomingLink) -> dict[str, Any] | None:
        """Return what the latest judgement kept of a link, or None."""
        rows = self.judgements[0].rows if self.judgements else []
        return next((row for row in rows if row["link"] == str(link.pk)), None)

    @property
    def windows(self) -> list[rules.Window]:
        """Return the windows of the links in force."""
        return [rules.Window(link.window_first, link.window_last) for link in self.links]

    @property
    def has_measures(self) -> bool:
        """Say whether a measure was given that was not dropped."""
        return any(one.measure.dropped_at is None for one in self.doings)

    @property
    def state(self) -> State:
        """Return the state shown."""
        return rules.state_of(
            self.shortcoming.status, self.windows, self.verdict, self.has_measures, self.day
        )

    @property
    def window_last(self) -> date | None:
        """Return the last day of the longest window in force."""
        return max((link.window_last for link in self.links), default=None)

    @property
    def next_doing(self) -> Doing | None:
        """Return the open measure that is due first."""
        doing = [one for one in self.doings if one.is_open]
        return min(doing, key=lambda one: (one.measure.due, one.measure.pk), default=None)

    @property
    def is_closed(self) -> bool:
        """Say whether somebody has approved and closed it."""
        return self.shortcoming.status == Status.CLOSED


def listed(
    actor: Actor, at: datetime, *, field_id: UUID | None = None, year: int | None = None,
    mine: bool = False, text: str = "",
) -> QuerySet[Shortcoming]:  # fmt: skip
    """Return what the actor may see, narrowed: a field, the year it was found, theirs, words."""
    found = search(visible_to(actor, at), text)
    if field_id:
        found = found.filter(field=field_id)
    if year:
        found = found.filter(found_on__gte=date(year, 1, 1), found_on__lte=date(year, 12, 31))
    if mine:
        found = found.filter(pk__in=of_person(actor).values("pk"))
    return found


def of_person(actor: Actor) -> QuerySet[Shortcoming]:
    """Return the shortcomings the actor answers for, or leads an undropped measure of."""
    own = tasks.mine(actor)
    led = Measure.objects.filter(lead__in=own, dropped_at=None).values("shortcoming")
    mine = Q(answers_member__in=own) | Q(pk__in=led)
    if actor.led_ids:
        mine |= Q(answers_body__in=actor.led_ids)
    return Shortcoming.objects.filter(mine)


def waiting(actor: Actor, at: datetime, *, decides: bool) -> QuerySet[Shortcoming]:
    """Return the open shortcomings that may wait for the actor: those they answer for, and, of whoever
    decides, those whose window is over or that are overcome."""
    own = Q(answers_member__in=tasks.mine(actor))
    if actor.led_ids:
        own |= Q(answers_body__in=actor.led_ids)
    turn = own & ~Q(status__in=(Status.CLOSED, Status.DROPPED))
    if decides:
        over = ShortcomingLink.objects.filter(replaced_at=None, window_last__lt=day_of(at))
        ready = Q(status=Status.REMEDIED, pk__in=over.values("shortcoming"))
        turn |= ready | Q(status=Status.JUDGED)
    return Shortcoming.objects.filter(turn)


def wholes(found: QuerySet[Shortcoming], at: datetime) -> list[Whole]:
    """Return shortcomings with all that belongs to them, by field, then code: seven queries."""
    rows = list(
        found.select_related("field", "answers_member", "answers_body", "recurrence_of")
        .order_by("field__order", "field__code", "code")
    )  # fmt: skip
    ids = [row.pk for row in rows]
    measures = list(
        Measure.objects.filter(shortcoming__in=ids).select_related("lead").order_by("id")
    )
    work = tasks.of_source(Kind.MEASURE, [m.pk for m in measures]) if measures else {}
    doings: dict[UUID, list[Doing]] = defaultdict(list)
    for measure in measures:
        doings[measure.shortcoming_id].append(_doing(measure, work.get(measure.pk, []), at))
    links = _by_shortcoming(ShortcomingLink, ids, "id", replaced_at=None)
    judgements = _by_shortcoming(Judgement, ids, "-at")
    relapses = _by_shortcoming(Relapse, ids, "-at")
    evidence = _by_shortcoming(Evidence, ids, "added_at")
    day = day_of(at)
    return [
        Whole(row, day, doings[row.pk], links[row.pk], judgements[row.pk], relapses[row.pk],
              evidence[row.pk])
        for row in rows
    ]  # fmt: skip


def whole(shortcoming: Shortcoming, at: datetime) -> Whole:
    """Return one shortcoming with all that belongs to it."""
    return wholes(Shortcoming.objects.filter(pk=shortcoming.pk), at)[0]


def years(actor: Actor, at: datetime) -> list[int]:
    """Return the years in which what the actor may see was found, latest first."""
    found = visible_to(actor, at).order_by().dates("found_on", "year", order="DESC")
    return [day.year for day in found]


def counts(states: Iterable[State]) -> dict[str, int]:
    """Return how many there are of each state: a partition."""
    found = {state.value: 0 for state in State}
    for state in states:
        found[state] += 1
    return found


def _doing(measure: Measure, work: list[Any], at: datetime) -> Doing:
    task = next((one for one in work if one.pk == measure.task_id), None)
    return Doing(measure, task, task_state(task, at) if task else TaskState.DROPPED)


def _by_shortcoming(
    model: type[Model], ids: list[UUID], order: str, **facts: Any
) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    rows = model.objects.filter(shortcoming__in=ids, **facts)  # type: ignore[attr-defined]
    for row in rows.order_by(order, "id"):
        found[row.shortcoming_id].append(row)
    return found
