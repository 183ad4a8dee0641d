"""Moving a dossier's steps. Parts of actions: the caller holds the dossier and records."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Case, DateTimeField, F, UUIDField, Value, When

from khe.base.authorities.writing import gathered
from khe.desks.dossiers.actions.common import step_due
from khe.desks.dossiers.models import Dossier, Step
from khe.desks.dossiers.states import StepState
from khe.desks.procedures import queries as procedures


def begin(dossier: Dossier, position: int, at: datetime, done: int = 0) -> str:
    """Set a step going with its own due moment, from the pinned version; return its name.

    `done` is the step that is finished by this: both rows change in one statement.
    """
    step = procedures.version(cast(UUID, dossier.version_id)).steps[position - 1]
    due = step_due(dossier, step.get("budget"), at)
    if kept := gathered():
        for row in kept.find(Step, "dossier_id", dossier.pk):
            if row.position == done:
                row.state, row.finished_at = StepState.DONE, at
            elif row.position == position:
                row.state, row.started_at, row.due_at = StepState.ACTIVE, at, due
                row.officer_id, row.officer_name = dossier.officer_id, dossier.officer_name
    else:
        _begin_stored(dossier, position, at, done, due)
    return str(step["name"])


def _begin_stored(
    dossier: Dossier, position: int, at: datetime, done: int, due: datetime | None
) -> None:
    finished = When(position=done, then=Value(StepState.DONE))
    Step.objects.filter(dossier_id=dossier.pk, position__in=(done, position)).update(
        state=Case(finished, default=Value(StepState.ACTIVE)),
        finished_at=Case(When(position=done, then=Value(at)), output_field=DateTimeField()),
        started_at=Case(When(position=done, then=F("started_at")), default=Value(at)),
        officer_id=Case(
            When(position=done, then=F("officer_id")),
            default=Value(dossier.officer_id, UUIDField()),
        ),
        officer_name=Case(
            When(position=done, then=F("officer_name")), default=Value(dossier.officer_name)
        ),
        due_at=Case(When(position=done, then=F("due_at")), default=Value(due, DateTimeField())),
    )


def close(dossier: Dossier, at: datetime, state: StepState) -> None:
    """End the step at hand, if one is: done, or skipped because the dossier ends without a result."""
    if not dossier.step:
        return
    if kept := gathered():
        for row in kept.find(Step, "dossier_id", dossier.pk):
            if row.position == dossier.step and row.state == StepState.ACTIVE:
                row.state, row.finished_at = state, at
        return
    Step.objects.filter(
        dossier_id=dossier.pk, position=dossier.step, state=StepState.ACTIVE
    ).update(state=state, finished_at=at)


def resume(dossier: Dossier) -> None:
    """Open the last step again."""
    if dossier.step:
        Step.objects.filter(dossier_id=dossier.pk, position=dossier.step).update(
            state=StepState.ACTIVE, finished_at=None
        )
