"""Shortcomings for tests and the demo, with honest defaults; all of them made by real actions."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.improvement import actions
from khe.desks.improvement.models import Measure, Shortcoming, ShortcomingLink
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.states import Kind


def make_shortcoming(by: Actor, at: datetime, **facts: Any) -> Shortcoming:
    """Name a shortcoming under education, unless said otherwise."""
    facts.setdefault("field", "education")
    facts.setdefault("title", "Dự học nghị quyết chưa đầy đủ")
    actions.load_fields(by=by, at=at)
    return actions.name_shortcoming(**facts, by=by, at=at)


def make_measure(
    subject: Shortcoming, lead_id: UUID, *, by: Actor, at: datetime, **facts: Any
) -> Measure:
    """Give a measure that is due in thirty days."""
    facts.setdefault("content", "Mở lớp học bù buổi tối")
    facts.setdefault("due", (at + timedelta(days=30)).date())
    return actions.add_measure(subject.pk, lead_id=lead_id, **facts, by=by, at=at)


def task_of(measure: Measure) -> Any:
    """Return the task that carries a measure out."""
    return tasks.of_source(Kind.MEASURE, [measure.pk])[measure.pk][0]


def make_link(
    subject: Shortcoming, indicator_id: UUID, *, by: Actor, at: datetime, target: float = 0.97,
    baseline: Period | None = None, window: Period | None = None, **facts: Any,
) -> ShortcomingLink:  # fmt: skip
    """Set an indicator: baseline 2025, window the rest of 2026."""
    return actions.link(
        subject.pk, indicator_id=indicator_id, target=target,
        baseline=baseline or Period(date(2025, 1, 1), date(2025, 12, 31)),
        window=window or Period(date(2026, 3, 1), date(2026, 6, 30)), by=by, at=at, **facts,
    )  # fmt: skip
