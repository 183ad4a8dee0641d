"""Opening a campaign and taking it to its end. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from khe.base.people.actor import Actor
from khe.desks.assessment.refusals import Refusal
from khe.desks.assessment.rules.frames import Told, first, reason_if, why_not_keep
from khe.desks.assessment.states import PeriodKind, Stage

MONTHS = {PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


def is_period(kind: str, opened: date, last: date) -> bool:
    """Say whether the days are a whole quarter, a whole year, or for a term any span."""
    months = MONTHS.get(kind)  # type: ignore[call-overload]
    if months is None:
        return kind == PeriodKind.TERM and opened < last
    if opened.day != 1 or (opened.month - 1) % months:
        return False
    after = opened.month - 1 + months
    return last == date(opened.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def why_not_open(
    name: str, kind: str, span: tuple[date, date], due: date, *, frames: Iterable[tuple[str, Any]],
    others: Iterable[tuple[str, date, date]], subjects: int, today: date, by: Actor,
) -> Told:  # fmt: skip
    """A campaign has a name, a whole period, frames made for it, a deadline ahead, and somebody in it.

    `frames` are (kind of subject, frame); `others` (name, first, last) the campaigns of the same
    period kind that assess one of the same kinds of subject.
    """
    opened, last = span
    listed = list(frames)
    met = next((n for n, a, b in others if a <= last and opened <= b), None)
    return first(
        why_not_keep(by),
        reason_if(not name.strip(), Refusal.NO_NAME),
        None
        if is_period(kind, opened, last)
        else Refusal.NOT_A_PERIOD.told(kind=dict(PeriodKind.choices).get(kind, kind)),
        reason_if(not listed, Refusal.NO_FRAME),
        *(_frame(subject, frame, kind, last) for subject, frame in listed),
        Refusal.OVERLAPS.told(name=met) if met else None,
        reason_if(due < opened or due < today, Refusal.DUE_WRONG),
        reason_if(not subjects, Refusal.NOBODY),
    )


def _frame(subject: str, frame: Any, kind: str, last: date) -> Told:
    if frame.kind != subject or frame.period_kind != kind:
        return Refusal.WRONG_FRAME.told(name=frame.name)
    if frame.valid_from > last:
        return Refusal.FRAME_NOT_YET.told(name=frame.name, day=f"{frame.valid_from:%d/%m/%Y}")
    return None


def why_not_begin_deciding(stage: str, proposed: int, by: Actor) -> Told:
    """Those who keep the campaign, or the standing, close self-assessment and begin to decide."""
    return first(
        reason_if(not by.can("personnel", "standing"), Refusal.NOT_KEEPER),
        reason_if(stage != Stage.OPEN, Refusal.DECIDING_ALREADY),
        reason_if(not proposed, Refusal.NOTHING_PROPOSED),
    )


def why_not_conclude(stage: str, undecided: int, by: Actor) -> Told:
    """A campaign ends when everyone in it is decided."""
    return first(
        reason_if(not by.can("personnel", "standing"), Refusal.NOT_KEEPER),
        reason_if(stage == Stage.DECIDED, Refusal.CLOSED),
        reason_if(stage != Stage.DECIDING, Refusal.NOT_DECIDING),
        Refusal.NOT_ALL_DECIDED.told(n=undecided) if undecided else None,
    )
