"""What became of every shortcoming in a period: measures, measured values, what remains, what comes next.

Reports and the plan of the next period are written from it. A constant number of queries: one for each
table, and one run of the indicators for each kind of period that is measured, whatever the number of
shortcomings.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.improvement import wording
from khe.desks.improvement.models import (
    Field,
    Judgement,
    Measure,
    Shortcoming,
    ShortcomingLink,
)
from khe.desks.improvement.queries import measured
from khe.desks.improvement.queries.seeing import day_of, visible_to
from khe.desks.improvement.rules import judging
from khe.desks.improvement.rules.shortcomings import Window, state_of
from khe.desks.improvement.states import State, Status, Verdict
from khe.desks.indicators import queries as indicators
from khe.desks.tasks import queries as tasks
from khe.desks.tasks import rules as task_rules
from khe.desks.tasks.states import OPEN_STATES, Kind
from khe.desks.tasks.states import State as TaskState


@dataclass(frozen=True, slots=True)
class Done:
    """A measure and what came of it. `lead` is a name, `result` what the lead reported ("" for none),
    `done_on` the local day it was reported done."""

    id: UUID
    content: str
    lead: str
    lead_id: UUID
    due: date
    state: TaskState
    result: str = ""
    done_on: date | None = None
    task_code: str = ""
    url: str = ""
    carried_why: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether it still has to be done."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was counted before anything was done, as it stood when the indicator was set."""

    value: float
    numerator: float | None
    denominator: float | None
    unit: str
    period: Period


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of a shortcoming: from where, to where, how far. `now` is the value measured in the
    window, up to the end of the period at most (None: the indicator cannot be measured any more);
    `verdict` that of the judgement, or what `now` says so far (None without a value)."""

    indicator: Any  # indicators.Indicator, or None when the actor may not see it
    link: ShortcomingLink
    label: str
    unit: str
    better: str
    baseline: Baseline
    now: Any  # indicators.Measured, or None
    target: float
    verdict: Verdict | None
    series: Any = None  # indicators.Series, or None


@dataclass(frozen=True, slots=True)
class Story:
    """A shortcoming in a period. `next_measures` are those still open, also in `measures`; `remains` says
    in a sentence or two what is left to do, "" when it is overcome and nothing is open."""

    field: Field
    shortcoming: Shortcoming
    state: State
    measures: list[Done]
    indicators: list[Row]
    judgement: Judgement | None
    remains: str
    next_measures: list[Done]


def of_period(actor: Actor, period: Period, at: datetime) -> list[Story]:
    """Return the shortcomings of a period that the actor may see at `at`, by field and code: found by the
    end of it, not closed before it began, not dropped."""
    found = list(shortcomings_of(actor, period, at))
    links = _links(found, period)
    judged = _judgements(found, period)
    measures = _measures(found, period, at)
    rows = _rows(actor, [one for of in links.values() for one in of], judged, period, day_of(at))
    return [
        _story(one, measures[one.pk], rows[one.pk], judged.get(one.pk), day_of(at)) for one in found
    ]


def shortcomings_of(actor: Actor, period: Period, at: datetime) -> Any:
    """Return the shortcomings of a period as a queryset, with their fields, by field and code."""
    begin = datetime.combine(period.first, time.min, LOCAL)
    found = visible_to(actor, at).filter(found_on__lte=period.last)
    found = found.exclude(status=Status.DROPPED).exclude(closed_at__lt=begin)
    found = found.select_related("field", "answers_member", "answers_body")
    return found.order_by("field__order", "field__code", "code")


def _links(found: list[Shortcoming], period: Period) -> dict[UUID, list[ShortcomingLink]]:
    """Return by shortcoming the link of each indicator that the period is told by: the latest whose
    window began by its end, or else the one in force."""
    rows = ShortcomingLink.objects.filter(shortcoming__in=[one.pk for one in found])
    chosen: dict[tuple[UUID, UUID], ShortcomingLink] = {}
    for link in rows.order_by("made_at", "id"):
        key = (link.shortcoming_id, link.indicator_id)
        if link.window_first <= period.last or key not in chosen:
            chosen[key] = link
    by_shortcoming: dict[UUID, list[ShortcomingLink]] = defaultdict(list)
    for link in chosen.values():
        by_shortcoming[link.shortcoming_id].append(link)
    return by_shortcoming


def _judgements(found: list[Shortcoming], period: Period) -> dict[UUID, Judgement]:
    """Return by shortcoming the latest judgement of windows that began by the end of the period."""
    rows = Judgement.objects.filter(shortcoming__in=[one.pk for one in found]).order_by("at", "id")
    return {
        row.shortcoming_id: row
        for row in rows.select_related("approver")
        if all(date.fromisoformat(one["first"]) <= period.last for one in row.rows)
    }


def _measures(found: list[Shortcoming], period: Period, at: datetime) -> dict[UUID, list[Done]]:
    """Return by shortcoming the measures given by the end of the period and not dropped by then, by due
    day; also what was done in an earlier period: it is how the shortcoming was overcome."""
    end = datetime.combine(period.last + timedelta(days=1), time.min, LOCAL)
    rows = Measure.objects.filter(shortcoming__in=[one.pk for one in found], added_at__lt=end)
    rows = rows.filter(Q(dropped_at=None) | Q(dropped_at__gte=end))
    rows = rows.select_related("lead").order_by("due", "id")
    given = tasks.of_source(Kind.MEASURE, [row.pk for row in rows])
    by_shortcoming: dict[UUID, list[Done]] = defaultdict(list)
    for row in rows:
        by_shortcoming[row.shortcoming_id].append(done_of(row, given[row.pk], at))
    return by_shortcoming


def done_of(row: Measure, given: Iterable[Any], at: datetime) -> Done:
    """Return what came of a measure, from the task it was given as."""
    task = next((one for one in given if one.pk == row.task_id), None)
    if task is None:
        return Done(row.pk, row.content, row.lead.name, row.lead_id, row.due, TaskState.NOT_DUE)
    done = task.done_at.astimezone(LOCAL).date() if task.done_at else None
    due = task.due_at.astimezone(LOCAL).date() if task.due_at else row.due
    return Done(
        row.pk, row.content, task.lead.name, task.lead_id, due, task_rules.state_of(task, at),
        task.result if task.done_at else "", done, task.code, task.get_absolute_url(),
        row.carried_why,
    )  # fmt: skip


def _rows(
    actor: Actor, links: list[ShortcomingLink], judged: dict[UUID, Judgement], period: Period,
    day: date,
) -> dict[UUID, list[Row]]:  # fmt: skip
    """Return by shortcoming what each link measured, up to the end of the period or `day`."""
    known = measured.indicators_of(actor, links)
    now = _measured(actor, links, known, period)
    series = measured.series_of(actor, links, min(day, period.last)) if links else {}
    by_shortcoming: dict[UUID, list[Row]] = defaultdict(list)
    for link in links:
        said = _said(judged.get(link.shortcoming_id), link)
        row = _row(link, known.get(link.indicator_id), now.get(link.pk), said)
        by_shortcoming[link.shortcoming_id].append(
            replace(row, series=series.get(link.indicator_id))
        )
    return by_shortcoming


def _measured(
    actor: Actor, links: list[ShortcomingLink], known: dict[UUID, Any], period: Period
) -> dict[UUID, Any]:
    """Return by link what its indicator shows in its window up to the end of the period, or in the
    period if the window lies ahead; one run for each distinct span of days."""
    wanted: dict[Period, list[ShortcomingLink]] = defaultdict(list)
    for link in links:
        one = known.get(link.indicator_id)
        if one and not measured.gone(one):
            ahead = link.window_first > period.last
            last = min(link.window_last, period.last)
            wanted[period if ahead else Period(link.window_first, last)].append(link)
    found: dict[UUID, Any] = {}
    for span, group in wanted.items():
        values = indicators.measures(actor, {link.indicator_id for link in group}, span)
        found |= {one.pk: values[one.indicator_id] for one in group if one.indicator_id in values}
    return found


def _said(judgement: Judgement | None, link: ShortcomingLink) -> dict[str, Any] | None:
    """Return what the judgement kept of this link, or None."""
    rows = judgement.rows if judgement else []
    return next((row for row in rows if row["link"] == str(link.pk)), None)


def _row(link: ShortcomingLink, indicator: Any, now: Any, said: dict[str, Any] | None) -> Row:
    """Put one indicator together: the verdict of the judgement goes before what is measured now."""
    unit = indicator.unit if indicator else (said or {}).get("unit", "")
    better = indicator.better if indicator else ""
    label = str(indicator) if indicator else (said or {}).get("label", "")
    baseline = Baseline(
        link.baseline_value, link.baseline_numerator, link.baseline_denominator, unit, link.baseline
    )
    verdict = Verdict(said["verdict"]) if said else None
    if not said and now:
        verdict = judging.verdict(
            link.baseline_value, link.target, now.value, now.low, now.high, better
        )
    return Row(indicator, link, label, unit, better, baseline, now, link.target, verdict)


def _story(
    one: Shortcoming, measures: list[Done], rows: list[Row], judgement: Judgement | None, day: date
) -> Story:
    windows = [Window(row.link.window_first, row.link.window_last) for row in rows]
    verdict = judgement.verdict if judgement else None
    state = state_of(one.status, windows, verdict, bool(measures), day)
    ahead = [done for done in measures if done.is_open]
    said = wording.remains(state, rows, ahead)
    return Story(one.field, one, state, measures, rows, judgement, said, ahead)
