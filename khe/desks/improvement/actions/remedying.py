"""What is done about a shortcoming, and what it will be judged by."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.authorities.tenant import uuid7
from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.refusal import Reason, refuse_if, said
from khe.base.transactions import transacted
from khe.desks.improvement import queries
from khe.desks.improvement.actions.common import change, status_now
from khe.desks.improvement.models import Measure, ShortcomingLink
from khe.desks.improvement.refusals import Refusal
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.rules.judging import default_relapse, scaled
from khe.desks.improvement.states import Event
from khe.desks.indicators import queries as indicators
from khe.desks.indicators import words
from khe.desks.tasks import actions as tasks
from khe.desks.tasks.states import Kind, Source


@transacted
def link(
    shortcoming_id: UUID, *, indicator_id: UUID, baseline: Period, target: float, window: Period,
    relapse_at: float | None = None, by: Actor, at: datetime,
) -> ShortcomingLink:  # fmt: skip
    """Say by which indicator it will be judged: from the baseline (counted here, never typed) to the
    target, in a window of local days. A link to the same indicator is replaced, and stays readable.

    `relapse_at` is half-way back to the baseline unless said. Raises Refused: retired indicator, empty
    baseline, target equal to or worse than it, a window that is over or ends before it begins.
    """
    subject = queries.locked(shortcoming_id)
    indicator = indicators.visible_to(by).filter(pk=indicator_id).first()
    refuse_if(
        rules.why_not_remedy(subject, by)
        or _why_not_indicator(indicator)
        or rules.why_not_window(window.first, window.last, queries.day_of(at))
        or rules.why_not_baseline(baseline.first, baseline.last, window.first)
    )
    found = indicators.measure(by, indicator_id, baseline)
    assert indicator is not None  # noqa: S101  # refused above
    like = None if found.value is None else _like(indicator, found.value, baseline, window)
    shown = words.amount(like, found.unit)
    refuse_if(rules.why_not_target(like, target, found.unit, found.better, shown))
    assert found.value is not None and like is not None  # noqa: S101, PT018  # asked by the rule
    former = ShortcomingLink.objects.filter(shortcoming=subject, indicator_id=indicator_id)
    former.filter(replaced_at=None).update(replaced_at=at)
    made = ShortcomingLink.objects.create(
        shortcoming=subject, indicator_id=indicator_id, baseline_first=baseline.first,
        baseline_last=baseline.last, baseline_numerator=found.numerator,
        baseline_denominator=found.denominator, baseline_value=found.value, target=target,
        window_first=window.first, window_last=window.last, made_at=at,
        relapse_at=default_relapse(like, target) if relapse_at is None else relapse_at,
    )  # fmt: skip
    change(
        subject, Event.LINKED, status_now(subject), by=by, at=at, indicator=indicator_id,
        label=str(found.label), baseline=found.value, target=target, unit=found.unit,
        first=window.first, last=window.last,
    )  # fmt: skip
    return made


@transacted
def add_measure(
    shortcoming_id: UUID, *, content: str, lead_id: UUID, due: date, product: str = "",
    carried_from_id: UUID | None = None, carried_why: str = "", by: Actor, at: datetime,
) -> Measure:  # fmt: skip
    """Say what is done about it, by whom, by the end of a local day; the lead gets it as a task.

    A measure carried over from an earlier one says why. Raises Refused, also what tasks refuse.
    """
    subject = queries.locked(shortcoming_id)
    carried = Measure.objects.filter(pk=carried_from_id).first() if carried_from_id else None
    refuse_if(
        rules.why_not_remedy(subject, by)
        or (None if content.strip() else Refusal.NO_CONTENT)
        or (Refusal.NO_SUCH_MEASURE if carried_from_id and carried is None else None)
        or (rules.why_not_reason(carried_why) if carried else None)
    )
    pk = uuid7()
    label = f"{subject.code} {subject.title}"[:300]
    task = tasks.assign(
        content=content.strip(), lead_id=lead_id, due_day=due, product=product,
        source=Source(Kind.MEASURE, pk, label, subject.get_absolute_url()), by=by, at=at,
    )  # fmt: skip
    made = Measure.objects.create(
        pk=pk, shortcoming=subject, content=content.strip(), lead_id=lead_id, due=due,
        task_id=task.pk, carried_from=carried, carried_why=carried_why.strip()[:500], added_at=at,
    )  # fmt: skip
    change(
        subject, Event.MEASURE_ADDED, status_now(subject), by=by, at=at, measure=pk,
        content=made.content, lead=lead_id, due=due, task=task.code,
        carried_from=carried_from_id, why=made.carried_why,
    )  # fmt: skip
    return made


@transacted
def drop_measure(measure_id: UUID, *, why: str, by: Actor, at: datetime) -> Measure:
    """Give up a measure, with the reason; its open task is dropped too, by who may drop tasks."""
    subject = queries.locked(Measure.objects.get(pk=measure_id).shortcoming_id)
    made = Measure.objects.select_for_update().get(pk=measure_id)
    refuse_if(
        rules.why_not_remedy(subject, by)
        or rules.why_not_reason(why)
        or (Refusal.NO_SUCH_MEASURE if made.dropped_at else None)
    )
    made.dropped_at, made.dropped_why = at, why.strip()[:500]
    made.save(update_fields=["dropped_at", "dropped_why"])
    task = queries.open_task(made)
    if task:
        tasks.drop(task.code, reason=made.dropped_why, by=by, at=at)
    facts: dict[str, Any] = {"measure": made.pk, "content": made.content, "why": made.dropped_why}
    change(subject, Event.MEASURE_DROPPED, status_now(subject), by=by, at=at, **facts)
    return made


def _like(indicator: Any, value: float, baseline: Period, window: Period) -> float:
    """Return a baseline over as long as the window."""
    return scaled(value, baseline, window, adds_up=indicator.adds_up).value


def _why_not_indicator(indicator: Any) -> Refusal | Reason | None:
    """An indicator that is in use; one whose source is gone says why."""
    if indicator is None:
        return Refusal.NO_INDICATOR
    why = queries.gone(indicator).rstrip(".")
    return said(Refusal.RETIRED, why=why) if why else None
